"""The ledger of evidence: against which statement, of what kind, how strong, and when."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from cms.people.privacy.queries.words import day_of, in_rows, labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole

from .models import CarryOver, Evidence


def evidence_about(person: Any) -> Iterator[Passage]:
    """One passage a statement, and one for each decision that carried a piece over."""
    rows = Evidence.objects.filter(person=person).select_related("statement__framework")
    by_statement: dict[Any, list[Evidence]] = defaultdict(list)
    for row in rows.order_by("occurred_on", "pk"):
        by_statement[row.statement].append(row)
    for statement, found in by_statement.items():
        words = in_rows(_line(row) for row in found)
        title = f"{statement.framework.code} {statement.code} {statement.title}"
        yield Passage(str(statement.pk), "evidence", title, words, found[-1].occurred_on)
    carried = CarryOver.objects.filter(evidence__person=person)
    for carry in carried.select_related("target", "decided_by"):
        words = labelled(("Counts there too", carry.is_accepted), ("Decided", carry.decided_at))
        title = f"Evidence carried over to {carry.target.code}"
        on = day_of(carry.decided_at)
        yield Passage(str(carry.pk), "carried over", title, words, on, carry.decided_by)


def _line(row: Evidence) -> str:
    what = f"{row.get_kind_display()}, {row.get_strength_display()}"
    if row.withdraws_id:
        what = f"{what}, withdrawn"
    return labelled((f"{row.occurred_on:%Y-%m-%d}", f"{what}. {row.note}".strip()))


def evidence_aged(day: date) -> QuerySet[Evidence]:
    return Evidence.objects.filter(person__staff_profile__left_on__lt=day)


def remove_evidence(rows: QuerySet[Evidence]) -> int:
    """A piece and its withdrawal go together: alone, the withdrawal would read as evidence."""
    keys = list(rows.order_by().values_list("pk", flat=True))
    withdrawals = Evidence.objects.filter(Q(withdraws__in=keys) & ~Q(pk__in=keys))
    remove_whole(withdrawals)
    return remove_whole(rows)


register(
    RecordClass(
        key="evidence",
        label="Evidence against the standard",
        why="To show which statements of the standard somebody has evidence for.",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=evidence_about,
        aged=evidence_aged,
        subject="person",
        remove=remove_evidence,
    )
)
