"""Coverage: statement by kind, counts and days, never a blended score."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from cms.people.accounts.models import User

from ..models import Evidence, Framework, Statement
from ..rules import (
    NOTHING,
    EvidenceKind,
    Recency,
    StatementKind,
    Status,
    Strength,
    Tally,
    Verdict,
    best_of,
    recency,
    recent_since,
    verdict,
)
from .frameworks import GROUP_TITLES


@dataclass(frozen=True)
class Cell:
    kind: EvidenceKind
    count: int = 0
    last_on: date | None = None
    strength: Strength = Strength.CLAIMED
    recency: Recency | None = None


@dataclass(frozen=True)
class CoverageRow:
    statement: Statement
    cells: list[Cell]
    verdict: Verdict

    @property
    def count(self) -> int:
        return sum(cell.count for cell in self.cells)

    @property
    def found(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.count]

    @property
    def last_on(self) -> date | None:
        return max((cell.last_on for cell in self.cells if cell.last_on), default=None)


@dataclass(frozen=True)
class CoverageGroup:
    kind: StatementKind
    rows: list[CoverageRow]

    @property
    def title(self) -> str:
        return GROUP_TITLES[self.kind]

    @property
    def kinds(self) -> list[EvidenceKind]:
        """The columns worth drawing here."""
        there = {cell.kind for row in self.rows for cell in row.found}
        return [kind for kind in EvidenceKind if kind in there]

    @property
    def evidenced(self) -> int:
        return sum(1 for row in self.rows if row.count)

    @property
    def covered(self) -> int:
        return sum(row.verdict.status == Status.COVERED for row in self.rows)


@dataclass(frozen=True)
class Coverage:
    framework: Framework
    kinds: list[EvidenceKind]  # those of which there is any: the columns worth drawing
    groups: list[CoverageGroup]

    @property
    def rows(self) -> list[CoverageRow]:
        return [row for group in self.groups for row in group.rows]

    @property
    def statements(self) -> int:
        return len(self.rows)

    @property
    def evidenced(self) -> int:
        return sum(group.evidenced for group in self.groups)

    @property
    def pieces(self) -> int:
        return sum(row.count for row in self.rows)

    @property
    def statuses(self) -> list[tuple[Status, int]]:
        """How many statements have each status, those of none left out."""
        counts = [(each, sum(row.verdict.status == each for row in self.rows)) for each in Status]
        return [(status, count) for status, count in counts if count]


Tallies = dict[int, list[Tally]]  # by statement


def _tallied(rows: QuerySet[Evidence], today: date) -> Iterator[tuple[int, int, Tally]]:
    """Person, statement and what stands there, in one grouped query."""
    counts = {
        "found": Count("pk"),
        "recent": Count("pk", filter=Q(occurred_on__gte=recent_since(today))),
        "newest": Max("occurred_on"),
    }
    keys = ("person_id", "statement_id", "kind", "strength")
    grouped = rows.values(*keys).order_by().annotate(**counts).values_list(*keys, *counts)
    for person, statement, kind, strength, found, recent, newest in grouped:
        tally = Tally(EvidenceKind(kind), Strength(strength), found, recent, newest)
        yield person, statement, tally


def coverage(framework: Framework, person: User, *, today: date | None = None) -> Coverage:
    """Every statement of a framework with what one person has against it: two queries."""
    day = today or timezone.localdate()
    standing = Evidence.objects.standing()
    rows = standing.filter(person=person, statement__framework=framework)
    tallies: Tallies = {}
    for _, statement, tally in _tallied(rows, day):
        tallies.setdefault(statement, []).append(tally)
    return _laid_out(framework, tallies, day)


def _laid_out(framework: Framework, tallies: Tallies, today: date) -> Coverage:
    rows = [_row(each, tallies.get(each.pk, []), today) for each in framework.statements.all()]
    there = {tally.kind for found in tallies.values() for tally in found}
    return Coverage(
        framework=framework,
        kinds=[kind for kind in EvidenceKind if kind in there],
        groups=[
            CoverageGroup(kind, [row for row in rows if row.statement.kind == kind])
            for kind in GROUP_TITLES
            if kind != StatementKind.OTHER or any(row.statement.kind == kind for row in rows)
        ],
    )


def _row(statement: Statement, tallies: list[Tally], today: date) -> CoverageRow:
    cells = [
        _cell(kind, [tally for tally in tallies if tally.kind == kind], today)
        for kind in EvidenceKind
    ]
    return CoverageRow(statement, cells, verdict(statement.kind, tallies))


def _cell(kind: EvidenceKind, tallies: list[Tally], today: date) -> Cell:
    if not tallies:
        return Cell(kind)
    newest = max(tally.last_on for tally in tallies)
    count = sum(tally.count for tally in tallies)
    return Cell(kind, count, newest, best_of(tallies), recency(newest, today))


def verdict_on(statement: Statement, person: User, *, today: date | None = None) -> Verdict:
    """The status of one statement for one person, in one query."""
    rows = Evidence.objects.standing().filter(person=person, statement=statement)
    found = [tally for *_, tally in _tallied(rows, today or timezone.localdate())]
    return verdict(statement.kind, found)


def coverage_of_many(
    people: QuerySet[User] | Iterable[User],
    framework: Framework,
    *,
    statements: Iterable[Statement] | None = None,
    today: date | None = None,
) -> dict[int, dict[int, Verdict]]:
    """Verdicts by person and statement, of those there is any evidence for; `NOTHING` elsewhere.

    One grouped query, whatever the number of people, and one for the statements if not given.
    """
    kinds = {each.pk: each.kind for each in statements or framework.statements.all()}
    whose = people.values("pk") if isinstance(people, QuerySet) else [each.pk for each in people]
    rows = Evidence.objects.standing().filter(statement__in=list(kinds), person__in=whose)
    tallies: dict[int, Tallies] = {}
    for person, statement, tally in _tallied(rows, today or timezone.localdate()):
        tallies.setdefault(person, {}).setdefault(statement, []).append(tally)
    return {
        person: {pk: verdict(kinds[pk], found) for pk, found in of_person.items()}
        for person, of_person in tallies.items()
    }


def verdict_of(found: dict[int, dict[int, Verdict]], person: int, statement: int) -> Verdict:
    return found.get(person, {}).get(statement, NOTHING)
