"""Where people stand with supervision, for pages of slices below the sessions it is read from."""

from typing import Any

from django import template

from assessments.sessions.queries.standing import Effect, effect_of, people_under, standing_of
from assessments.supervision.rules.frequency import Policy, Standing
from cms.people.accounts.models import User

register = template.Library()


@register.simple_tag
def standing_today(person: User, target: str = "frequency") -> Standing:
    """`{% standing_today user as mine %}`: seven queries."""
    return standing_of(person, target=target)


@register.simple_tag
def policy_effect(changed: Policy) -> Effect:
    """What a policy would change today, before it is saved."""
    return effect_of(changed)


@register.simple_tag
def policy_people() -> dict[str, int]:
    return people_under()


@register.filter
def of_key(counts: dict[str, int], key: Any) -> int:
    return counts.get(str(key), 0)
