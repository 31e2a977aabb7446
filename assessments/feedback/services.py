"""The only writers of formative notes, their replies, and that one was seen."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.standards.models import Statement
from assessments.supervision.queries.agreements import line_manager_of
from cms.people.accounts.models import User
from cms.people.audit.services import record
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from . import rules
from .access import can_answer, can_correct, can_mark_seen, can_write_about
from .models import FormativeNote, NoteReply, NoteSeen
from .rules import FeedbackKind

OPENED = "formative_note.opened"
TITLES = {
    FeedbackKind.STRENGTH: "Your line manager has written down what went well",
    FeedbackKind.NEXT_STEP: "Your line manager has written a note: something to try",
    FeedbackKind.CONCERN: "Your line manager has written a note for you to read",
}


@transaction.atomic
def write_note(
    *,
    mentor: User,
    kind: FeedbackKind | str,
    seen_on: date,
    what_seen: str,
    next_step: str = "",
    statements: Sequence[Statement] = (),
    corrects: FormativeNote | None = None,
    by: User,
    at: datetime | None = None,
) -> FormativeNote:
    """Written once, and read by the mentor at once. `corrects` is the note that this one puts
    right. The same words again, from a form sent twice, give the note that is there."""
    if not can_write_about(by, mentor):
        raise PermissionDenied("A note is written by the line manager of today.")
    moment = at or timezone.now()
    rules.check_note(
        kind,
        seen_on=seen_on,
        what_seen=what_seen,
        next_step=next_step,
        statements=len(statements),
        today=timezone.localdate(moment),
    )
    User.objects.select_for_update().get(pk=mentor.pk)  # so that two tabs wait for each other
    words = {"kind": kind, "seen_on": seen_on, "corrects": corrects}
    words |= {"what_seen": what_seen.strip(), "next_step": next_step.strip()}
    found = FormativeNote.objects.filter(mentor=mentor, author=by, **words).first()
    if found is not None:
        return found
    if corrects is not None:
        _check_correction(corrects, mentor, by)
    note = FormativeNote(mentor=mentor, author=by, at=moment, **words)
    note.full_clean(exclude=["mentor", "author", "corrects"])
    note.save()
    note.statements.set(statements)
    detail = {"kind": str(note.kind)} | ({"corrects": corrects.pk} if corrects else {})
    record(actor=by, verb="formative_note.written", obj=note, about=mentor, detail=detail, at=at)
    _tell(mentor, TITLES[FeedbackKind(kind)], note, f"formative-note:{note.pk}", by, at)
    return note


def _check_correction(corrected: FormativeNote, mentor: User, by: User) -> None:
    if corrected.mentor_id != mentor.pk or not can_correct(by, corrected):
        raise PermissionDenied("A note is put right by who may read it, about the same person.")
    if corrected.corrected_by.exists():
        raise ValidationError(
            "This note was put right already. Put the newer one right.", code="corrected"
        )


@transaction.atomic
def reply_to_note(
    *, note: FormativeNote, text: str, by: User, at: datetime | None = None
) -> NoteReply:
    """Of the mentor, or of her line manager; written once."""
    if not can_answer(by, note):
        raise PermissionDenied("The mentor and her line manager of today answer a note.")
    rules.check_reply(text)
    locked = FormativeNote.objects.select_for_update(of=("self",)).get(pk=note.pk)
    last = locked.replies.order_by("-at", "-pk").first()
    if last is not None and (last.author_id, last.text) == (by.pk, text.strip()):
        return last
    reply = NoteReply.objects.create(
        note=locked, author=by, text=text.strip(), at=at or timezone.now()
    )
    record(actor=by, verb="formative_note.answered", obj=locked, about=locked.mentor, at=at)
    _tell_of_reply(locked, reply, by, at)
    return reply


def _tell_of_reply(note: FormativeNote, reply: NoteReply, by: User, at: datetime | None) -> None:
    key = f"note-reply:{reply.pk}"
    if by.pk != note.mentor_id:
        _tell(note.mentor, "An answer to a note about your work", note, key, by, at)
        return
    people = (note.author, line_manager_of(note.mentor_id))
    reader = next((each for each in people if can_answer(each, note)), None)
    if reader is not None:
        title = f"{note.mentor.display_name} has answered a note"
        _tell(reader, title, note, key, by, at)


def mark_seen(*, notes: Iterable[FormativeNote], by: User, at: datetime | None = None) -> int:
    """That the mentor has opened these, the first time: of how many it was. What somebody else
    opens leaves no such mark."""
    opened = list(notes)
    if not all(can_mark_seen(by, note) for note in opened):
        raise PermissionDenied("A note is seen by the one it is about.")
    known = set(NoteSeen.objects.filter(note__in=opened).values_list("note", flat=True))
    new = 0
    for note in opened:
        if note.pk in known:
            continue
        try:
            with transaction.atomic():  # two tabs at once
                NoteSeen.objects.create(note=note, at=at or timezone.now())
                new += 1
        except IntegrityError:
            continue
    return new


def note_opened(*, notes: Iterable[FormativeNote], person: User, by: User) -> None:
    """That somebody other than the mentor and the author read them; one line a page."""
    read = [note for note in notes if by.pk not in (note.mentor_id, note.author_id)]
    if read:
        obj = read[0] if len(read) == 1 else person
        detail = {"notes": [note.pk for note in read]}
        record(actor=by, verb=OPENED, obj=obj, about=person, detail=detail)


def _tell(
    recipient: User, title: str, note: FormativeNote, key: str, by: User, at: datetime | None
) -> None:
    if recipient.is_active:
        send_notice(
            recipient=recipient,
            kind=NoticeKind.FEEDBACK,
            key=key,
            title=title,
            url=note.get_absolute_url(),
            by=by,
            at=at,
        )
