"""What other screens of supervision show of a preparation, and of what comes up between two
people."""

from typing import Any

from django import template

from assessments.preparation import queries, rules
from assessments.preparation.access import can_prepare
from assessments.sessions.models import SupervisionSession
from assessments.sessions.rules import SessionState
from cms.people.accounts.models import User

register = template.Library()


@register.inclusion_tag("preparation/session_link.html", takes_context=True)
def preparation_link(context: dict[str, Any], session: SupervisionSession) -> dict[str, Any]:
    """`{% preparation_link session %}` on a session's page, in three queries: for whom it is for,
    the way to prepare; for who holds it, the way to read it once it is shown."""
    reader = context["user"]
    is_hers = can_prepare(reader, session)
    prepared = list(queries.preparations_for(session, reader))
    return {
        "session": session,
        "is_hers": is_hers,
        "is_planned": session.state == SessionState.PLANNED,
        "preparation": prepared[0] if prepared and is_hers else None,
        "prepared": prepared,
        "shown_from": rules.shown_from(session.starts_at),
    }


@register.inclusion_tag("preparation/repeat_themes.html", takes_context=True)
def repeat_themes(context: dict[str, Any], person: User) -> dict[str, Any]:
    """“S4 has come up four times since March”: said to the two of a pair, to nobody else."""
    reader = context["user"]
    is_theirs = queries.is_of_the_pair(person, reader)
    return {
        "themes": queries.repeat_themes(person, reader) if is_theirs else [],
        "is_own": reader.pk == person.pk,
        "person": person,
    }


@register.inclusion_tag("preparation/silent_themes.html", takes_context=True)
def silent_themes(context: dict[str, Any], person: User) -> dict[str, Any]:
    """What she chose in her plan and the last three sessions did not touch."""
    reader = context["user"]
    is_theirs = queries.is_of_the_pair(person, reader)
    return {
        "statements": queries.silent_statements(person, reader) if is_theirs else [],
        "sessions": rules.SILENT_FOR,
        "is_own": reader.pk == person.pk,
        "person": person,
    }


@register.filter
def count_words(count: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[count] if 0 <= count < len(words) else str(count)
