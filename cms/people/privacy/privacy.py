"""What this slice itself keeps about somebody: what she asked, what was opened about her, holds."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from .models import BreakGlassGrant, LegalHold, RightsRequest
from .queries.words import day_of, labelled
from .registry import Passage, RecordClass, register
from .rules import CountedFrom, RequestState
from .services.removals import remove_whole


def requests_about(person: Any) -> Iterator[Passage]:
    for row in RightsRequest.objects.filter(subject=person):
        words = labelled(
            ("State", row.get_state_display()),
            ("In your words", row.words),
            ("Due", row.due_on),
            ("Longer because", row.longer_because),
            ("What we answered", row.answer),
            ("Fetched", row.fetched_at),
        )
        yield Passage(str(row.pk), "request", row.get_kind_display(), words, row.received_on)


def grants_about(person: Any) -> Iterator[Passage]:
    """Those she was told of: what she is not told yet would be told by this."""
    rows = BreakGlassGrant.objects.filter(subject=person, told_at__isnull=False)
    for row in rows.select_related("requester"):
        words = labelled(
            ("Kind of record", row.record_class),
            ("For", row.get_purpose_display()),
            ("Number of the case", row.case_ref),
            ("Why", row.reason),
            ("State", row.get_state_display()),
            ("Until", row.ends_at),
        )
        title = "Records opened outside the usual rules"
        yield Passage(str(row.pk), "grant", title, words, day_of(row.asked_at), row.requester)


def holds_about(person: Any) -> Iterator[Passage]:
    for row in LegalHold.objects.filter(subject=person).select_related("set_by"):
        words = labelled(
            ("Kind of record", row.record_class or "everything"),
            ("Why", row.reason),
            ("Since", row.starts_at),
            ("Ended", row.ended_at),
        )
        yield Passage(str(row.pk), "hold", "Legal hold", words, day_of(row.starts_at), row.set_by)


def requests_aged(day: date) -> QuerySet[RightsRequest]:
    over = (RequestState.CLOSED, RequestState.REFUSED)
    return RightsRequest.objects.filter(state__in=over, closed_at__date__lt=day)


register(
    RecordClass(
        key="rights_request",
        label="Rights requests",
        why="To show what was asked, and that it was answered in time.",
        counted_from=CountedFrom.CLOSED,
        months=36,
        about=requests_about,
        aged=requests_aged,
        subject="subject",
        remove=remove_whole,
    ),
    RecordClass(
        key="break_glass_grant",
        label="Openings outside the usual rules",
        why="To show who opened what, why, and who agreed. Kept with the audit.",
        counted_from=CountedFrom.WRITTEN,
        months=72,
        about=grants_about,
    ),
    RecordClass(
        key="legal_hold",
        label="Legal holds",
        why="So that nothing is removed that a claim or a case needs. Kept with the audit.",
        counted_from=CountedFrom.WRITTEN,
        months=72,
        about=holds_about,
    ),
)
