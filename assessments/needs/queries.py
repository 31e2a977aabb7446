"""The weakest statements by team, what would help with each, and who would take it: a constant
number of queries, whatever the number of people, teams and statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from assessments.standards.models import Framework, Statement
from assessments.standards.queries import coverage_of_many, default_framework, verdict_of
from assessments.standards.rules import Status, Verdict
from cms.people.accounts.models import User
from courses.catalogue.models import ModulePage, StepPage
from courses.catalogue.queries import Outline, outlines
from courses.catalogue.rules import minutes_in_words
from courses.enrolment.models import Enrolment
from courses.enrolment.queries import current_enrolments
from courses.enrolment.rules import check_may_open_cycle

from .access import own_people, people_counted_for
from .rules import LACKING, MOST_MODULES, Count, hide_small

NO_TEAM = "In no team"
Verdicts = dict[int, dict[int, Verdict]]


@dataclass(frozen=True)
class TeamOfMentors:
    name: str
    people: list[User]
    is_own: bool  # the reader manages everybody in it


@dataclass(frozen=True)
class Suggestion:
    """A module that works on a statement, for whom, and what it costs them in time."""

    module: Outline
    people: list[User] = field(default_factory=list)  # who lacks evidence and can begin it
    on_it: int = 0  # who lacks evidence and has it on the list already

    @property
    def minutes(self) -> int:
        return self.module.minutes * len(self.people)

    @property
    def each_words(self) -> str:
        return minutes_in_words(self.module.minutes)

    @property
    def cost_words(self) -> str:
        return minutes_in_words(self.minutes)


@dataclass(frozen=True)
class Need:
    statement: Statement
    counts: list[Count]  # one a team, in order
    total: Count
    weight: int  # by which the weakest come first
    suggestions: list[Suggestion] = field(default_factory=list)

    @property
    def best(self) -> Suggestion | None:
        return self.suggestions[0] if self.suggestions else None


@dataclass(frozen=True)
class Needs:
    framework: Framework
    teams: list[TeamOfMentors]
    rows: list[Need]

    @property
    def people(self) -> int:
        return sum(len(team.people) for team in self.teams)

    @property
    def lines(self) -> list[tuple[Need, list[tuple[TeamOfMentors, Count]]]]:
        return [(row, list(zip(self.teams, row.counts, strict=True))) for row in self.rows]

    @property
    def has_hidden(self) -> bool:
        return any(count.is_hidden for row in self.rows for count in row.counts)


def needs_of(
    reader: User, *, kind: str = "", team: str = "", today: date | None = None
) -> Needs | None:
    """None where no framework is loaded. Eight queries beside the outlines, which are cached."""
    try:
        framework = default_framework()
    except Framework.DoesNotExist:
        return None
    day = today or timezone.localdate()
    teams = [each for each in _teams(reader) if not team or each.name == team]
    people = [person for each in teams for person in each.people]
    statements = [each for each in framework.statements.all() if not kind or each.kind == kind]
    found = coverage_of_many(people, framework, statements=statements, today=day) if people else {}
    rows = [_need(statement, teams, found) for statement in statements]
    rows = [row for row in rows if row.weight]
    rows.sort(key=lambda row: (-row.weight, row.statement.position))
    return Needs(framework, teams, _with_suggestions(rows, teams, found, day))


def team_names(reader: User) -> list[str]:
    return [team.name for team in _teams(reader)]


def _teams(reader: User) -> list[TeamOfMentors]:
    """Three queries, whatever their number."""
    people = User.objects.filter(people_counted_for(reader)).select_related("staff_profile__team")
    managed = set(User.objects.filter(own_people(reader)).values_list("pk", flat=True))
    by_name: dict[str, list[User]] = {}
    for person in people.order_by("last_name", "first_name", "pk"):
        by_name.setdefault(_team_of(person), []).append(person)
    return [
        TeamOfMentors(name, members, all(person.pk in managed for person in members))
        for name, members in sorted(by_name.items(), key=lambda row: (row[0] == NO_TEAM, row[0]))
    ]


def _team_of(person: User) -> str:
    profile = getattr(person, "staff_profile", None)
    return str(profile.team) if profile and profile.team_id else NO_TEAM


def _need(statement: Statement, teams: Sequence[TeamOfMentors], found: Verdicts) -> Need:
    counts = [_count(statement, team, found) for team in teams]
    shown, total = hide_small(counts, [team.is_own for team in teams])
    return Need(statement, shown, total, sum(count.lacking or 0 for count in counts))


def _count(statement: Statement, team: TeamOfMentors, found: Verdicts) -> Count:
    statuses = [verdict_of(found, person.pk, statement.pk).status for person in team.people]
    return Count(statuses.count(Status.NONE), statuses.count(Status.LAPSED), len(statuses))


# What would help --------------------------------------------------------------------------


def _with_suggestions(
    rows: list[Need], teams: Sequence[TeamOfMentors], found: Verdicts, today: date
) -> list[Need]:
    helpful = modules_by_code()
    wanted = {pk for row in rows for pk in helpful.get(row.statement.code, [])}
    shapes = outlines(sorted(wanted))
    people = [person.pk for team in teams for person in team.people]
    current = _current(people, wanted)
    return [
        replace(
            row,
            suggestions=[
                _suggestion(shapes[pk], who_lacks(row, teams, found), current, today)
                for pk in helpful.get(row.statement.code, [])
                if pk in shapes
            ],
        )
        for row in rows
    ]


def modules_by_code() -> dict[str, list[int]]:
    """The modules that work on each statement: those that name it themselves first, then those
    with the most steps on it. Two queries."""
    modules = list(ModulePage.objects.live().order_by("path").values_list("pk", "path", "codes"))
    steps = list(StepPage.objects.live().values_list("path", "codes"))
    scores: dict[str, dict[int, tuple[int, int]]] = {}
    for pk, path, codes in modules:
        below = [code for under, found in steps if under.startswith(path) for code in found]
        for code in {*codes, *below}:
            scores.setdefault(code, {})[pk] = (int(code in codes), below.count(code))
    return {
        code: sorted(found, key=lambda pk: found[pk], reverse=True)[:MOST_MODULES]
        for code, found in scores.items()
    }


def _current(people: Iterable[int], modules: Iterable[int]) -> dict[tuple[int, int], Enrolment]:
    rows = current_enrolments(people, Q(module__in=list(modules)))
    return {(row.participant_id, row.module_id): row for row in rows}


def who_lacks(need: Need, teams: Sequence[TeamOfMentors], found: Verdicts) -> list[User]:
    """By name, and of those teams alone whose count is shown."""
    return [
        person
        for team, count in zip(teams, need.counts, strict=True)
        if not count.is_hidden
        for person in team.people
        if verdict_of(found, person.pk, need.statement.pk).status in LACKING
    ]


def _suggestion(
    module: Outline,
    people: Sequence[User],
    current: dict[tuple[int, int], Enrolment],
    today: date,
) -> Suggestion:
    rows = [(person, current.get((person.pk, module.pk))) for person in people]
    return Suggestion(
        module,
        people=[person for person, row in rows if _can_begin(row, today)],
        on_it=sum(row is not None and not hasattr(row, "completion") for _, row in rows),
    )


def _can_begin(row: Enrolment | None, today: date) -> bool:
    """For the first time, or again when its renewal window is open."""
    completion = getattr(row, "completion", None)
    try:
        check_may_open_cycle(
            is_open=row is not None and completion is None,
            was_completed=completion is not None,
            expires_on=completion.expires_on if completion else None,
            today=today,
        )
    except ValidationError:
        return False
    return True


# One statement ----------------------------------------------------------------------------


@dataclass(frozen=True)
class PersonNeed:
    person: User
    team: str
    verdict: Verdict


@dataclass(frozen=True)
class NeedDetail:
    need: Need
    teams: list[TeamOfMentors]
    people: list[PersonNeed]
    framework: Framework

    @property
    def counts(self) -> list[tuple[TeamOfMentors, Count]]:
        return list(zip(self.teams, self.need.counts, strict=True))

    def suggestion(self, module: int) -> Suggestion | None:
        return next((each for each in self.need.suggestions if each.module.pk == module), None)


def need_detail(reader: User, code: str, *, today: date | None = None) -> NeedDetail | None:
    """None where the framework has no such statement. The same queries as `needs_of`."""
    day = today or timezone.localdate()
    try:
        framework = default_framework()
    except Framework.DoesNotExist:
        return None
    statement = next((each for each in framework.statements.all() if each.code == code), None)
    if statement is None:
        return None
    teams = _teams(reader)
    people = [person for team in teams for person in team.people]
    found = coverage_of_many(people, framework, statements=[statement], today=day) if people else {}
    [need] = _with_suggestions([_need(statement, teams, found)], teams, found, day)
    listed = [
        PersonNeed(person, _team_of(person), verdict_of(found, person.pk, statement.pk))
        for person in who_lacks(need, teams, found)
    ]
    return NeedDetail(need, teams, listed, framework)
