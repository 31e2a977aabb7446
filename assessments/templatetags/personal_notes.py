"""Personal notes beside a session: one's own, whoever looks."""

from typing import Any

from django import template
from django.utils import timezone

from assessments.personal_notes import rules
from assessments.personal_notes.models import PersonalNote
from assessments.personal_notes.queries import notes_of_session
from assessments.sessions.models import SupervisionSession
from assessments.supervision.rules.kinds import SessionType

register = template.Library()


@register.inclusion_tag("personal_notes/session_notes.html", takes_context=True)
def session_notes(context: dict[str, Any], session: SupervisionSession) -> dict[str, Any]:
    """{% session_notes session %}: what the reader wrote for herself about it. One query. In a
    group each keeps a reflection of her own."""
    reader = getattr(context.get("request"), "user", None) or context.get("user")
    notes = list(notes_of_session(reader, session)) if reader is not None else []
    return {
        "notes": notes,
        "session": session,
        "is_group": session.type == SessionType.GROUP,
        "today": timezone.localdate(),
    }


@register.filter
def countdown(note: PersonalNote) -> rules.Countdown:
    """How long it stays: `{% with left=note|countdown %}{{ left.words }}{% endwith %}`."""
    return rules.Countdown(note.days_left(timezone.localdate()))
