"""What the screens of a plan need, each narrowed by the reader's own rights."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils import timezone

from assessments.cpd.access import owned_by as entries_owned_by
from assessments.cpd.access import readable_by as entries_readable_by
from assessments.cpd.models import CPDEntry, CPDEntryQuerySet
from assessments.cpd.rules import CPDYear
from assessments.standards.models import Statement
from cms.people.accounts.models import User

from . import rules
from .access import owned_by, people_readable_by, shown_to
from .models import PlanLine
from .rules import CLOSED, Due, LineState

EVIDENCE_FIELDS = ("title", "state", "start_on", "owner_id", "discarded_at")


def lines_of(owner: User, year: CPDYear | None = None) -> QuerySet[PlanLine]:
    """Her plan with its statements and entries, in four queries however long it is.

    Of a CPD year: the lines that were there in it, made before its end and not closed before it.
    """
    rows = PlanLine.objects.filter(owned_by(owner))
    if year is not None:
        lasted = Q(closed_at=None) | Q(closed_at__date__gte=year.first_on)
        rows = rows.filter(lasted, created_at__date__lte=year.last_on)
    return _with_evidence(rows, CPDEntry.objects.filter(entries_owned_by(owner)))


def shown_lines(reader: User, person: User) -> QuerySet[PlanLine]:
    """What of somebody's plan her manager reads, and of its entries those he may read himself.
    Where a need came from, such as supervision, stays hers: it is never loaded."""
    rows = PlanLine.objects.filter(shown_to(reader), owner=person).defer("origin")
    return _with_evidence(rows, CPDEntry.objects.filter(entries_readable_by(reader)))


def _with_evidence(rows: QuerySet[PlanLine], entries: CPDEntryQuerySet) -> QuerySet[PlanLine]:
    """The entries' titles and states alone: nothing else of them is loaded."""
    entries = entries.standing().only(*EVIDENCE_FIELDS).order_by("start_on", "pk")
    entries = entries.annotate(file_count=Count("files", filter=Q(files__removed_at=None)))
    open_first, by_day = F("closed_at").desc(nulls_first=True), F("due_on").asc(nulls_last=True)
    return rows.order_by(open_first, by_day, "pk").prefetch_related(
        "statements__framework", Prefetch("entries", entries, to_attr="evidence")
    )


@dataclass(frozen=True)
class PlanTotals:
    open: int
    soon: int
    overdue: int
    closed: int
    shared: int


def plan_totals(owner: User, today: date | None = None) -> PlanTotals:
    """One query, whatever the length of the plan."""
    day = today or timezone.localdate()
    is_open = Q(state=LineState.OPEN)
    soon = Q(due_on__range=(day, day + rules.DUE_SOON))
    found = PlanLine.objects.filter(owned_by(owner)).aggregate(
        open=Count("pk", filter=is_open),
        soon=Count("pk", filter=is_open & soon),
        overdue=Count("pk", filter=is_open & Q(due_on__lt=day)),
        closed=Count("pk", filter=Q(state__in=CLOSED)),
        shared=Count("pk", filter=Q(is_shared=True)),
    )
    return PlanTotals(**found)


@dataclass(frozen=True)
class LineRow:
    """A line as its four stops: need, activity, evidence, outcome."""

    line: PlanLine
    due: Due
    evidence: list[CPDEntry] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.line.state == LineState.OPEN

    @property
    def stops(self) -> dict[str, str]:
        """Each stop as done, doing or todo: how far along the path the line is."""
        is_done = self.line.state == LineState.DONE
        evidence = "done" if self.evidence else "todo"
        return {
            "need": "done",
            "activity": "done" if self.line.activity else "todo",
            "evidence": evidence,
            "outcome": "done" if is_done else "todo",
        }


def rows_of(lines: QuerySet[PlanLine] | list[PlanLine]) -> list[LineRow]:
    today = timezone.localdate()
    return [
        LineRow(line, rules.due(line.state, line.due_on, today), list(_evidence(line)))
        for line in lines
    ]


def _evidence(line: PlanLine) -> list[CPDEntry]:
    found: list[CPDEntry] = getattr(line, "evidence", [])
    return found


def untouched(owner: User, year: CPDYear | None = None) -> list[Statement]:
    """The statements her plan names that none of her entries works on yet, in a year or ever
    (domain.md 5.3: every core area in the plan touched). Dropped lines ask for nothing."""
    entries = CPDEntry.objects.filter(entries_owned_by(owner)).standing()
    lines = PlanLine.objects.filter(owned_by(owner)).exclude(state=LineState.DROPPED)
    if year is not None:
        entries = entries.filter(start_on__range=(year.first_on, year.last_on))
        lasted = Q(closed_at=None) | Q(closed_at__date__gte=year.first_on)
        lines = lines.filter(lasted, created_at__date__lte=year.last_on)
    planned = Statement.objects.filter(pk__in=lines.values("statements"))
    touched = entries.exclude(claims=None).values("claims__statement")
    return list(planned.exclude(pk__in=touched).select_related("framework"))


def entry_choices(line: PlanLine, owner: User, words: str = "") -> CPDEntryQuerySet:
    """Her own entries to choose evidence from, those linked already first, then the newest."""
    rows = CPDEntry.objects.filter(entries_owned_by(owner)).standing().only(*EVIDENCE_FIELDS)
    for word in words.split():
        rows = rows.filter(title__icontains=word)
    is_linked = Count("plan_lines", filter=Q(plan_lines=line))
    return rows.annotate(is_linked=is_linked).order_by("-is_linked", "-start_on", "-pk")


@dataclass(frozen=True)
class PersonPlan:
    person: User
    shown: int
    overdue: int


def people_with_plans(reader: User) -> list[PersonPlan]:
    """A manager's people, and how many lines each shows: two queries, however large the team."""
    today = timezone.localdate()
    late = Q(state=LineState.OPEN, due_on__lt=today)
    counts = {
        row["owner"]: row
        for row in PlanLine.objects.filter(shown_to(reader))
        .order_by()
        .values("owner")
        .annotate(shown=Count("pk"), overdue=Count("pk", filter=late))
    }
    none: dict[str, Any] = {"shown": 0, "overdue": 0}
    return [
        PersonPlan(
            person,
            counts.get(person.pk, none)["shown"],
            counts.get(person.pk, none)["overdue"],
        )
        for person in User.objects.filter(people_readable_by(reader), is_active=True)
    ]
