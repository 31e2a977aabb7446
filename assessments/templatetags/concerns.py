"""What other slices' screens show of concerns: words to look at again, and what was passed on."""

from typing import Any

from django import template

from assessments.concerns import rules
from assessments.concerns.queries import pointers_known_to
from assessments.sessions.models import SupervisionSession

register = template.Library()


@register.filter
def sounds_like_concern(words: object) -> bool:
    """{% if note.words|sounds_like_concern %}: ask whether it needs reporting. Advisory."""
    return rules.sounds_like_concern(str(words or ""))


@register.inclusion_tag("concerns/session_pointers.html", takes_context=True)
def session_pointers(context: dict[str, Any], session: SupervisionSession) -> dict[str, Any]:
    """{% session_pointers session %}: as much of it as the reader may know. One query."""
    reader = getattr(context.get("request"), "user", None) or context.get("user")
    known = pointers_known_to(reader, session) if reader is not None else []
    return {"known": known}
