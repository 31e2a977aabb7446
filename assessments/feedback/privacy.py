"""What this slice keeps about people, for rights requests, retention and grants."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from cms.people.privacy.queries.words import day_of, labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole

from .access import CLASS
from .models import FormativeNote, NoteReply


def notes_about(person: Any) -> Iterable[Passage]:
    """Those about her with what was answered, and what she wrote about others herself."""
    rows = FormativeNote.objects.filter(Q(mentor=person) | Q(author=person))
    for note in rows.select_related("author").prefetch_related("statements").order_by("at", "pk"):
        yield Passage(
            object_id=str(note.pk),
            part="note",
            title=f"Formative note: {note.get_kind_display().lower()}",
            words=labelled(
                ("Seen on", note.seen_on),
                ("What was seen", note.what_seen),
                ("Next step", note.next_step),
                ("Statements", [statement.code for statement in note.statements.all()]),
            ),
            on=day_of(note.at),
            author=note.author,
            url=note.get_absolute_url(),
        )
    replies = NoteReply.objects.filter(Q(note__mentor=person) | Q(author=person))
    for reply in replies.select_related("author", "note").order_by("at", "pk"):
        yield Passage(
            object_id=str(reply.note_id),
            part=f"reply-{reply.pk}",
            title="Answer to a formative note",
            words=reply.text,
            on=day_of(reply.at),
            author=reply.author,
            url=reply.note.get_absolute_url(),
        )


def notes_aged(day: date) -> QuerySet[FormativeNote]:
    return FormativeNote.objects.filter(mentor__staff_profile__left_on__lt=day)


register(
    RecordClass(
        key=CLASS,
        label="Formative notes",
        why="What was seen in the year and said at once, so that no review comes as a surprise.",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=notes_about,
        aged=notes_aged,
        subject="mentor",
        remove=remove_whole,
        is_openable=True,
    )
)
