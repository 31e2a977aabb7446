"""An activity inside a lesson, found for the template that stands in its place."""

from typing import Any

from django import template

from content.activities.models import Activity
from content.blocks.activities import is_uid
from content.bodies import BodyPart
from courses.catalogue.models import StepPage
from courses.interactive.queries import version_for

register = template.Library()


@register.simple_tag(takes_context=True)
def lesson_activity(context: Any, part: BodyPart, page: StepPage) -> dict[str, Any]:
    """The activity of a part of a body and the version to play; None where it is gone."""
    uid = str(part.content.get("activity"))
    rows = Activity.objects.select_related("current")
    activity = rows.filter(uid=uid).first() if is_uid(uid) else None
    is_draft = bool(context.get("is_preview"))
    version = version_for(page, activity, is_draft=is_draft) if activity else None
    return {"activity": activity, "version": version}
