"""What the screens of the standards need: titles, a statement's places, coverage, evidence."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db.models import Case, Count, Max, TextField, Value, When
from django.db.models.functions import Cast
from django.urls import reverse

from cms.people.accounts.models import User
from courses.catalogue.models import ModulePage, StepPage
from courses.progress.models import Completion

from .access import frameworks_readable_by
from .models import Evidence, EvidenceQuerySet, Framework, Statement
from .rules import EvidenceKind, FrameworkStatus, StatementKind, Strength, check_codes_exist

TITLES_CACHE_KEY = "standards:titles"
GROUP_TITLES = {
    StatementKind.KNOWLEDGE: "Knowledge",
    StatementKind.SKILL: "Skills",
    StatementKind.BEHAVIOUR: "Behaviours",
}


# The college's framework -----------------------------------------------------


def _in_force_first() -> Any:
    """One in force before a retired one, and the newest version of it."""
    rank = Case(When(status=FrameworkStatus.ACTIVE, then=Value(0)), default=Value(1))
    return Framework.objects.order_by(rank, "-pk")


def default_framework() -> Framework:
    """The framework the college's codes are read in. Raises DoesNotExist where none is loaded."""
    framework: Framework = _in_force_first()[:1].get()
    return framework


def default_statements() -> dict[str, Statement]:
    framework = _in_force_first().first()
    if framework is None:
        return {}
    return {statement.code: statement for statement in framework.statements.all()}


def _cached_titles() -> tuple[str, dict[str, str]]:
    found: tuple[str, dict[str, str]] | None = cache.get(TITLES_CACHE_KEY)
    if found is None:
        statements = default_statements()
        framework = next(iter(statements.values())).framework.code if statements else ""
        found = (framework, {code: statement.title for code, statement in statements.items()})
        if statements:  # nothing is remembered of a site that has no framework yet
            cache.set(TITLES_CACHE_KEY, found, timeout=None)
    return found


def statement_titles() -> dict[str, str]:
    """Code to title in the college's framework, kept in the cache: every codes chip asks."""
    return _cached_titles()[1]


def default_framework_code() -> str:
    return _cached_titles()[0]


def check_codes(codes: Iterable[str]) -> None:
    """Raise ValidationError naming each code that the college's framework does not have."""
    check_codes_exist(codes, statement_titles())


def readable_framework(code: str, reader: User) -> Framework | None:
    """The framework of that code, in its newest version, if the reader may read it."""
    framework: Framework | None = (
        _in_force_first().filter(frameworks_readable_by(reader), code=code).first()
    )
    return framework


# Coverage: statement by kind, counts and days, never a blended score ---------


@dataclass(frozen=True)
class Cell:
    kind: EvidenceKind
    count: int = 0
    last_on: date | None = None


@dataclass(frozen=True)
class CoverageRow:
    statement: Statement
    cells: list[Cell]

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
    def evidenced(self) -> int:
        return sum(1 for row in self.rows if row.count)


@dataclass(frozen=True)
class Coverage:
    framework: Framework
    kinds: list[EvidenceKind]  # those of which there is any: the columns worth drawing
    groups: list[CoverageGroup]

    @property
    def statements(self) -> int:
        return sum(len(group.rows) for group in self.groups)

    @property
    def evidenced(self) -> int:
        return sum(group.evidenced for group in self.groups)

    @property
    def pieces(self) -> int:
        return sum(row.count for group in self.groups for row in group.rows)


def coverage(framework: Framework, person: User) -> Coverage:
    """Every statement of a framework with what one person has against it: two queries."""
    counted = (
        Evidence.objects.standing()
        .filter(person=person, statement__framework=framework)
        .values("statement_id", "kind")
        .order_by()
        .annotate(count=Count("pk"), last_on=Max("occurred_on"))
    )
    cells = {
        (row["statement_id"], row["kind"]): Cell(
            EvidenceKind(row["kind"]), row["count"], row["last_on"]
        )
        for row in counted
    }
    rows = [
        CoverageRow(
            statement, [cells.get((statement.pk, kind), Cell(kind)) for kind in EvidenceKind]
        )
        for statement in framework.statements.all()
    ]
    return Coverage(
        framework=framework,
        kinds=[kind for kind in EvidenceKind if any(kind == found for _, found in cells)],
        groups=[
            CoverageGroup(kind, [row for row in rows if row.statement.kind == kind])
            for kind in GROUP_TITLES
        ],
    )


# Evidence as a line through time ----------------------------------------------


def evidence_of(person: User, *, statement: str = "", kind: str = "") -> EvidenceQuerySet:
    """What stands for one person, newest first; a filter that means nothing is no filter."""
    rows = Evidence.objects.standing().filter(person=person)
    rows = rows.select_related("statement__framework")
    if statement:
        rows = rows.filter(statement__code=statement)
    if kind in EvidenceKind.values:
        rows = rows.filter(kind=kind)
    return rows


@dataclass(frozen=True)
class Moment:
    """One event of the timeline: what a quiz, a module or a talk stands for, all of it at once."""

    evidence: Evidence
    statements: list[Statement]

    @property
    def is_judged(self) -> bool:
        return self.evidence.strength != Strength.CLAIMED


def moments(rows: Iterable[Evidence]) -> list[Moment]:
    """Evidence of one source, strength and day as one event. Rows of a source stand together."""
    found: list[Moment] = []
    for row in rows:
        last = found[-1].evidence if found else None
        if last is not None and _is_same_moment(last, row):
            found[-1].statements.append(row.statement)
        else:
            found.append(Moment(row, [row.statement]))
    for moment in found:
        moment.statements.sort(key=lambda statement: statement.position)
    return found


def _is_same_moment(one: Evidence, other: Evidence) -> bool:
    return all(
        getattr(one, name) == getattr(other, name)
        for name in ("content_type_id", "object_id", "kind", "strength", "occurred_on")
    )


def source_url(evidence: Evidence) -> str:
    """Where the source of a piece of evidence is shown to the person it is about."""
    source: Any = evidence.source
    if isinstance(source, Completion):
        return reverse("progress:module_finished", args=[source.module_id])
    if source is not None and hasattr(source, "get_absolute_url"):
        return str(source.get_absolute_url())
    return evidence.statement.get_absolute_url()


# Where a statement is taught, practised and assessed ---------------------------


@dataclass(frozen=True)
class Place:
    title: str
    url: str
    kind: str
    minutes: int


@dataclass(frozen=True)
class ModulePlaces:
    """One module, and those of its steps that work on the statement."""

    code: str
    title: str
    url: str
    is_named: bool  # the module itself names the statement, not only a step of it
    places: list[Place] = field(default_factory=list)


@dataclass(frozen=True)
class StatementPage:
    statement: Statement
    partner: Statement | None
    taught: list[ModulePlaces]
    practised: list[ModulePlaces]
    assessed: list[ModulePlaces]
    person: User
    is_own: bool
    moments: list[Moment]


def statement_page(
    framework: Framework, code: str, reader: User, person: User | None = None
) -> StatementPage | None:
    """One statement with its places in the modules and the evidence of one person.

    ``person`` is somebody whose evidence the caller has found the reader may read; without one it
    is the reader herself. None where the framework has no such statement.
    """
    statements = {statement.code: statement for statement in framework.statements.all()}
    statement = statements.get(code)
    if statement is None:
        return None
    person = person or reader
    standing = Evidence.objects.standing().filter(person=person, statement=statement)
    modules = list(ModulePage.objects.live().order_by("path"))
    steps = _live_steps_with(code)
    return StatementPage(
        statement=statement,
        partner=statements.get(statement.pair),
        taught=_places(modules, steps, code, "taught"),
        practised=_places(modules, steps, code, "practised"),
        assessed=_places(modules, steps, code, "assessed"),
        person=person,
        is_own=person == reader,
        moments=[Moment(row, [statement]) for row in standing],
    )


def _live_steps_with(code: str) -> list[StepPage]:
    """SQLite cannot look into a JSON list: the database looks at its text, then we are exact."""
    steps = (
        StepPage.objects.live()
        .annotate(codes_text=Cast("codes", TextField()))
        .filter(codes_text__contains=f'"{code}"')
        .order_by("path")
    )
    return [step for step in steps if code in step.codes]


def _use_of(step: StepPage) -> str:
    """What a step does for a statement, told by its kind: the classes are not known here."""
    kind = getattr(step.specific_class, "material_kind", "")
    return {"scenario": "practised", "quiz": "assessed"}.get(kind, "taught")


def _places(
    modules: list[ModulePage], steps: list[StepPage], code: str, use: str
) -> list[ModulePlaces]:
    found = []
    for module in modules:
        # A step is looked up under a live module only: the path of a page begins with its parent's.
        places = [
            Place(step.title, step.url, str(step.specific_class.kind_label), step.minutes)
            for step in steps
            if step.path.startswith(module.path) and _use_of(step) == use
        ]
        is_named = use == "taught" and code in module.codes
        if places or is_named:
            found.append(ModulePlaces(module.code, module.title, module.url, is_named, places))
    return found
