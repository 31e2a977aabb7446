"""Records of supervision as a kind of record about people (domain.md 2.3 rule 11, 2.5)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from assessments.sessions.models import SessionAttendance
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole

from . import queries
from .access import CLASS, SEEN_BY_SUPERVISEE
from .models import DisputeReview, SupervisionRecord

SIX_YEARS = 72


def passages_about(person: Any) -> Iterator[Passage]:
    """All that was shared of somebody's supervision, and what she wrote in that of others; a draft
    nobody has read is not a record yet, and still data about her."""
    mine = Q(session__attendances__attendee=person.pk) | Q(session__supervisor=person.pk)
    rows = queries.records().filter(mine).distinct().order_by("session__starts_at", "pk")
    for record in rows:
        yield from _document(record)
        yield from _answers(record)


def _document(record: SupervisionRecord) -> Iterator[Passage]:
    writer = record.session.supervisor
    for section in queries.sections_of(record):
        for number, entry in enumerate(section.entries):
            words = "\n".join(filter(None, [entry.title, entry.words, *entry.notes]))
            part = f"{section.key}-{number}"
            yield _passage(record, part, section.title, words, writer)


def _answers(record: SupervisionRecord) -> Iterator[Passage]:
    for signature in record.signatures.select_related("signer"):
        words = "\n".join(filter(None, [signature.get_stance_display(), signature.comment]))
        part = f"signature-{signature.pk}"
        yield _passage(record, part, "Signature", words, signature.signer, signature.at)
    for back in record.returns.select_related("author"):
        part = f"return-{back.pk}"
        yield _passage(record, part, "Returned with", back.comment, back.author, back.at)
    for more in record.addenda.select_related("author"):
        yield _passage(record, f"addendum-{more.pk}", "Added", more.words, more.author, more.at)
    dispute = DisputeReview.objects.filter(record=record).select_related("reviewer").first()
    if dispute is not None and dispute.outcome:
        title, who = "A second look", dispute.reviewer
        yield _passage(record, "dispute", title, dispute.outcome, who, dispute.answered_at)


def _passage(
    record: SupervisionRecord, part: str, title: str, words: str, author: Any, at: Any = None
) -> Passage:
    held = at or record.session.held_at or record.session.starts_at
    return Passage(
        object_id=str(record.pk),
        part=part,
        title=f"Supervision record: {title}",
        words=words,
        on=timezone.localdate(held),
        author=author,
        url=record.get_absolute_url() if record.state in SEEN_BY_SUPERVISEE else "",
    )


def records_aged(day: date) -> QuerySet[SupervisionRecord]:
    """Everybody a session was for left before that day; of a group, the last of them."""
    seats = SessionAttendance.objects.filter(session=OuterRef("session"))
    gone = Q(attendee__staff_profile__left_on__lt=day)
    return SupervisionRecord.objects.filter(Exists(seats), ~Exists(seats.exclude(gone)))


register(
    RecordClass(
        key=CLASS,
        label="Supervision records",
        why="What two people, or a group, agreed to keep of a session, and who signed it.",
        counted_from=CountedFrom.LEFT,
        months=SIX_YEARS,
        about=passages_about,
        aged=records_aged,
        subject="session__attendances__attendee",
        remove=remove_whole,
        is_openable=True,
    )
)
