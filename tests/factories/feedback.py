"""Formative notes. Rows are written directly, for a scene."""

from datetime import date
from typing import Any

from assessments.feedback.models import FormativeNote, NoteReply, NoteSeen
from assessments.standards.models import Statement
from cms.people.accounts.models import User
from tests.factories.people import days_ago

SEEN = "In the Tuesday one-to-one the learner named the target first, and you wrote it down."
STEP = "Wait three seconds longer after the first question."


def note(mentor: User, author: User, *codes: str, **fields: Any) -> FormativeNote:
    """Something to try, seen today."""
    defaults: dict[str, Any] = {
        "kind": "next_step",
        "seen_on": days_ago(0),
        "what_seen": SEEN,
        "next_step": STEP,
    }
    row = FormativeNote.objects.create(mentor=mentor, author=author, **{**defaults, **fields})
    row.statements.set(Statement.objects.filter(code__in=codes, framework__is_default=True))
    return row


def words(**fields: Any) -> dict[str, Any]:
    """What a manager says in the same note."""
    defaults: dict[str, Any] = {
        "kind": "next_step",
        "seen_on": days_ago(0),
        "what_seen": SEEN,
        "next_step": STEP,
    }
    return {**defaults, **fields}


def posted(**fields: Any) -> dict[str, Any]:
    """The same as a form sends it."""
    found = words(**fields)
    day = found["seen_on"]
    return {**found, "seen_on": day.isoformat() if isinstance(day, date) else day}


def reply(row: FormativeNote, author: User, **fields: Any) -> NoteReply:
    return NoteReply.objects.create(
        note=row, author=author, **{"text": "I tried it on Friday.", **fields}
    )


def seen(row: FormativeNote) -> NoteSeen:
    return NoteSeen.objects.create(note=row)
