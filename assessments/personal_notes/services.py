"""The only writers of personal notes. Their words go nowhere else: not into the audit, not into a
notice, not into a log line."""

import json
import logging
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cryptography.fernet import InvalidToken
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.sessions.access import readable_by as sessions_readable_by
from assessments.sessions.models import SupervisionSession
from assessments.supervision.fields import fernet
from cms.people.accounts.models import User
from cms.people.audit.services import record
from cms.people.privacy.models import RetentionRun
from cms.people.privacy.queries.holds import is_held

from . import queries, rules
from .access import CLASS, can_keep_notes_of
from .models import PersonalNote

logger = logging.getLogger(__name__)
ONLY_ONES_OWN = "A personal note is its author’s alone."


@dataclass(frozen=True)
class Removal:
    removed: int
    held: int


@transaction.atomic
def save_note(
    *,
    author: User,
    words: str,
    session: SupervisionSession | None = None,
    note: PersonalNote | None = None,
    by: User,
    at: datetime | None = None,
) -> PersonalNote:
    """Write a note, or change one. The day it goes is set once, when it is written."""
    _check_may_keep(by, author)
    rules.check_words(words)
    now = at or timezone.now()
    if note is not None:
        held = _held(note, author)
        rules.check_is_not_held(is_held(author, CLASS))
        held.words, held.changed_at = words.strip(), now
        held.save(update_fields=["words", "changed_at"])
        return held
    if session is not None:
        _check_was_part_of(session, author)
    return PersonalNote.objects.create(
        author=author,
        session=session,
        words=words.strip(),
        created_at=now,
        changed_at=now,
        delete_on=rules.delete_on(timezone.localdate(now)),
    )


@transaction.atomic
def delete_note(*, note: PersonalNote, by: User, at: datetime | None = None) -> str:
    """Take it away at once. Answers the note itself, encrypted, with which its author alone can
    put it back for some minutes: it is kept in her browser's page and nowhere else."""
    _check_may_keep(by, note.author)
    held = _held(note, note.author)
    rules.check_is_not_held(is_held(held.author, CLASS))
    record(actor=by, verb="personal_note.deleted", obj=held, about=held.author, at=at)
    token = _packed(held)
    held.delete()
    return token


@transaction.atomic
def restore_note(*, token: str, by: User, at: datetime | None = None) -> PersonalNote:
    """Put back what was just deleted: the same note, with the same day on which it goes."""
    facts = _unpacked(token)
    if facts["author"] != by.pk:
        raise PermissionDenied(ONLY_ONES_OWN)
    _check_may_keep(by, by)
    note, is_new = PersonalNote.objects.get_or_create(
        pk=facts["pk"],
        defaults={
            "author": by,
            "session": SupervisionSession.objects.filter(pk=facts["session"]).first(),
            "words": facts["words"],
            "created_at": datetime.fromisoformat(facts["created_at"]),
            "changed_at": datetime.fromisoformat(facts["changed_at"]),
            "delete_on": date.fromisoformat(facts["delete_on"]),
        },
    )
    if is_new:
        record(actor=by, verb="personal_note.restored", obj=note, about=by, at=at)
    return note


@transaction.atomic
def delete_old_notes(*, now: datetime | None = None) -> Removal:
    """Remove the notes whose day has come, unless a legal hold stands over their author. Says how
    many, and no more."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    due = queries.due_notes(today)
    # Held as a hold holds them: one that is set at this moment waits, or is seen below.
    people = User.objects.select_for_update(no_key=True).order_by("pk")
    list(people.filter(pk__in=due.order_by().values("author")).values_list("pk"))
    all_due = due.count()
    removed, _ = queries.without_held(due).delete()
    found = Removal(removed=removed, held=all_due - removed)
    if removed:
        logger.info("Personal notes removed: %d, held: %d", found.removed, found.held)
        RetentionRun.objects.create(
            record_class=CLASS, before=today, removed=found.removed, held=found.held, at=now
        )
    return found


def _check_may_keep(by: User, author: User) -> None:
    if not can_keep_notes_of(by, author):
        raise PermissionDenied(ONLY_ONES_OWN)


def _check_was_part_of(session: SupervisionSession, author: User) -> None:
    mine = SupervisionSession.objects.filter(sessions_readable_by(author), pk=session.pk)
    if not mine.exists():
        raise PermissionDenied("A note is tied to a session that its author was part of.")


def _held(note: PersonalNote, author: User) -> PersonalNote:
    """The author's row first, as whoever sets a hold locks it; then the note."""
    User.objects.select_for_update(no_key=True).filter(pk=author.pk).first()
    rows = PersonalNote.objects.select_for_update(of=("self",)).select_related("author")
    found: PersonalNote | None = rows.filter(pk=note.pk, author=author).first()
    if found is None:
        raise ValidationError("This note is not there any more.", code="gone")
    return found


def _packed(note: PersonalNote) -> str:
    facts = {
        "kind": CLASS,
        "pk": note.pk,
        "author": note.author_id,
        "session": note.session_id,
        "words": note.words,
        "created_at": note.created_at.isoformat(),
        "changed_at": note.changed_at.isoformat(),
        "delete_on": note.delete_on.isoformat(),
    }
    return fernet().encrypt(json.dumps(facts).encode()).decode()


def _unpacked(token: str) -> dict[str, Any]:
    try:
        facts = json.loads(fernet().decrypt(token.encode(), ttl=rules.UNDO_MINUTES * 60))
    except (InvalidToken, ValueError):
        facts = None
    if not isinstance(facts, dict) or facts.get("kind") != CLASS:
        raise ValidationError(
            f"It can be put back for {rules.UNDO_MINUTES} minutes; they are over.", code="over"
        )
    return facts
