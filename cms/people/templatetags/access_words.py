"""“Who can read this, and who has”: beside every record about somebody (features.md 5(b), 23)."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from django import template
from django.db.models import Model
from django.urls import NoReverseMatch, reverse

from cms.people.accounts.access import has_role
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.privacy.access import can_keep_leavers
from cms.people.privacy.queries import readings
from cms.people.privacy.rules import Reader

register = template.Library()


@register.inclusion_tag("components/who_reads.html", takes_context=True)
def explain_access(
    context: template.Context,
    readers: Iterable[Reader],
    *,
    about: User,
    verb_prefix: str,
    obj: Model | None = None,
) -> dict[str, Any]:
    """{% explain_access readers obj=record about=person verb_prefix="supervision_record" %}.

    Without `obj`, everything of that kind that was opened about the person.
    """
    opened = readings.readings_of(about=about, verb_prefix=verb_prefix, obj=obj)
    return {"readers": readers, "opened": opened, "user": context.get("user")}


@register.simple_tag
def latest_readings(opened: Any = None) -> readings.Readings:
    return readings.latest_readings(opened)


@register.inclusion_tag("privacy/tabs.html", takes_context=True)
def privacy_tabs(context: template.Context, current: str) -> dict[str, str]:
    """{% privacy_tabs "grants" %}: what HR and the DPO look after. Requests are the DPO’s."""
    requests_url = ""
    if has_role(context.get("user"), Role.DPO):
        with suppress(NoReverseMatch):
            requests_url = reverse("privacy:request_list")
    leavers_url = reverse("privacy:leaver_list") if can_keep_leavers(context.get("user")) else ""
    return {"current": current, "requests_url": requests_url, "leavers_url": leavers_url}
