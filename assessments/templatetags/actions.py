"""How near an action's day is, and who keeps it, in words."""

from datetime import date
from typing import Any

from django import template
from django.utils import timezone

from assessments.actions import rules
from assessments.actions.models import SupervisionAction
from assessments.actions.rules import Keeper

register = template.Library()
TIMES = {1: "once", 2: "twice", 3: "three times"}


@register.filter
def due_state(action: SupervisionAction, on: date | None = None) -> str:
    return rules.due(action.state, action.due_on, on or timezone.localdate())


@register.filter
def times(count: int) -> str:
    return TIMES.get(count, f"{count} times")


@register.simple_tag(takes_context=True)
def keeper_words(context: dict[str, Any], action: SupervisionAction) -> str:
    """Whose it is to do: “you” for the reader, a name for everybody else."""
    if action.keeper == Keeper.MANAGER:
        return "raised to the line manager"
    keeper = action.supervisor if action.keeper == Keeper.SUPERVISOR else action.supervisee
    reader = context.get("user")
    return "you" if reader is not None and reader.pk == keeper.pk else keeper.display_name
