"""One's own notes. No other slice, and no screen about other people, asks here."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from assessments.sessions.access import readable_by as sessions_readable_by
from assessments.sessions.models import SupervisionSession
from cms.people.accounts.models import User
from cms.people.privacy.queries.holds import held_subjects

from .access import CLASS, readable_by
from .models import PersonalNote


def own_notes(author: User) -> QuerySet[PersonalNote]:
    """What somebody wrote for herself, the last changed first."""
    return PersonalNote.objects.filter(readable_by(author)).select_related("session")


def notes_of_session(author: User, session: SupervisionSession) -> QuerySet[PersonalNote]:
    return PersonalNote.objects.filter(readable_by(author), session=session)


def session_of(author: User, asked: str) -> SupervisionSession | None:
    """A session to tie a note to: one she is part of."""
    if not (asked.isascii() and asked.isdigit() and len(asked) < 16):
        return None
    return SupervisionSession.objects.filter(sessions_readable_by(author), pk=int(asked)).first()


def due_notes(day: date) -> QuerySet[PersonalNote]:
    """Those whose day has come, held or not."""
    return PersonalNote.objects.filter(delete_on__lte=day)


def without_held(notes: QuerySet[Any]) -> QuerySet[Any]:
    """In the same statement, so that no hold comes between."""
    return notes.exclude(author__in=held_subjects(CLASS))
