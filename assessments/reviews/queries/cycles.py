"""Who takes part in a round, who is left out and why, and how far everybody is: no words."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.teams.models import Absence, ConflictOfInterest, ReportingLine, Team

from ..models import PerformanceReview, ReviewCycle
from ..rules import OVER, CycleState, ReviewState

NO_MANAGER = "No line manager is known"
MANAGER_CANNOT = "The line manager’s account is closed, or has no role of a line manager"
AWAY = "On leave"
LEAVING = "Has left, or leaves before it is finished"
NOT_YET = "Is not in post yet"
CONFLICT = "The line manager cannot be the reviewer. HR knows why"
IN_IT = "Takes part already"


@dataclass(frozen=True)
class Choice:
    """Who is meant: every mentor, unless said otherwise. Days are of the start in post."""

    teams: tuple[int, ...] = ()
    started_from: date | None = None
    started_to: date | None = None
    people: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Candidate:
    person: User
    manager: User | None
    why_not: str = ""

    @property
    def is_in(self) -> bool:
        return not self.why_not


@dataclass
class Facts:
    """What the answers rest on, each asked once for all."""

    managers: dict[int, User] = field(default_factory=dict)
    can_manage: set[int] = field(default_factory=set)
    away: set[int] = field(default_factory=set)
    apart: set[frozenset[int]] = field(default_factory=set)
    in_it: set[int] = field(default_factory=set)


def mentors(choice: Choice) -> QuerySet[User]:
    rows = holders_of(Role.MENTOR).select_related("staff_profile__team")
    if choice.people is not None:
        rows = rows.filter(pk__in=choice.people)
    if choice.teams:
        rows = rows.filter(staff_profile__team__in=choice.teams)
    if choice.started_from:
        rows = rows.filter(staff_profile__started_on__gte=choice.started_from)
    if choice.started_to:
        rows = rows.filter(staff_profile__started_on__lte=choice.started_to)
    return rows.order_by("last_name", "first_name", "pk")


def candidates(
    choice: Choice, *, today: date, due_on: date, in_it: Collection[int] = ()
) -> list[Candidate]:
    """Everybody who is meant; who is left out comes first, each with the reason."""
    people = list(mentors(choice))
    facts = _facts(people, today)
    facts.in_it = set(in_it)
    found = [
        Candidate(person, facts.managers.get(person.pk), _why_not(person, facts, today, due_on))
        for person in people
    ]
    return sorted(found, key=lambda one: (one.is_in, one.why_not == IN_IT))


def _facts(people: list[User], today: date) -> Facts:
    keys = [person.pk for person in people]
    lines = ReportingLine.objects.on(today).filter(person__in=keys).select_related("manager")
    managers = {line.person_id: line.manager for line in lines}
    days = Q(ends_on=None) | Q(ends_on__gte=today)
    away = Absence.objects.filter(days, starts_on__lte=today, person__in=keys)
    pairs = ConflictOfInterest.objects.filter(ended_at=None)
    return Facts(
        managers=managers,
        can_manage=set(holders_of(Role.LINE_MANAGER).values_list("pk", flat=True)),
        away=set(away.values_list("person", flat=True)),
        apart={frozenset(pair) for pair in pairs.values_list("person", "other")},
    )


def _why_not(person: User, facts: Facts, today: date, due_on: date) -> str:
    profile = getattr(person, "staff_profile", None)
    manager = facts.managers.get(person.pk)
    if person.pk in facts.in_it:
        return IN_IT
    if profile and profile.left_on and profile.left_on <= due_on:
        return LEAVING
    if profile and profile.started_on and profile.started_on > today:
        return NOT_YET
    if person.pk in facts.away:
        return AWAY
    if manager is None:
        return NO_MANAGER
    if manager.pk not in facts.can_manage:
        return MANAGER_CANNOT
    return CONFLICT if frozenset({person.pk, manager.pk}) in facts.apart else ""


def in_cycle(cycle: ReviewCycle) -> set[int]:
    rows = cycle.reviews.exclude(state=ReviewState.CANCELLED)
    return set(rows.values_list("reviewee", flat=True))


def cycles() -> QuerySet[ReviewCycle]:
    """The newest first."""
    return ReviewCycle.objects.select_related("template", "made_by").order_by("-opens_on", "-pk")


def last_cycle_of(template: int) -> ReviewCycle | None:
    return ReviewCycle.objects.filter(template=template).order_by("-period_to", "-pk").first()


@dataclass(frozen=True)
class Tally:
    """How many reviews there are, how many are final, and how many late."""

    all: int = 0
    final: int = 0
    late: int = 0


def tallies(rows: Iterable[ReviewCycle], today: date) -> dict[int, Tally]:
    """By cycle; one query for any number of them."""
    found: dict[int, Counter[str]] = {}
    reviews = PerformanceReview.objects.filter(cycle__in=[row.pk for row in rows])
    values = reviews.exclude(state=ReviewState.CANCELLED).values_list("cycle", "state", "due_on")
    for cycle, state, due_on in values:
        counts = found.setdefault(cycle, Counter())
        counts["all"] += 1
        counts["final"] += state == ReviewState.FINAL
        counts["late"] += state not in OVER and due_on < today
    return {cycle: Tally(**counts) for cycle, counts in found.items()}


def stage_counts(rows: QuerySet[PerformanceReview]) -> list[tuple[str, int]]:
    """In the order of the way, with the states nobody is in left out."""
    counts = Counter(rows.values_list("state", flat=True))
    return [(str(state.label), counts[state]) for state in ReviewState if counts[state]]


def teams() -> QuerySet[Team]:
    return Team.objects.order_by("name")


def is_open(cycle: ReviewCycle) -> bool:
    return cycle.state == CycleState.OPEN
