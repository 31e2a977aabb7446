"""The policies of supervision in words, and what is kept beside them: needs, closures, posts."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from cms.people.accounts.access import has_role
from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.teams.access import managed_by

from ..access import SUPERVISING, in_force
from ..models import (
    CollegeClosure,
    SupervisionAgreement,
    SupervisionNeed,
    SupervisionPolicy,
    SupervisorPost,
)
from ..rules.agreements import TRAINING_LASTS_DAYS, most_supervisees
from ..rules.frequency import Policy
from ..rules.kinds import CountsTowards
from ..rules.policy_words import asks_words, further_words, who_words

AS_STORED = (
    "key", "name", "priority", "is_active", "need", "from_day", "until_day", "fte_from",
    "fte_below", "back_within_days", "target", "interval_days", "tolerance_days", "least_a_year",
    "contact_hours", "min_minutes", "group_percent", "pauses_when_away", "pauses_when_closed",
    "note",
)  # fmt: skip


def policy_values(row: SupervisionPolicy) -> Policy:
    values = {name: getattr(row, name) for name in AS_STORED}
    return Policy(**values, team=row.team_id, types_allowed=tuple(row.types_allowed))


@dataclass(frozen=True)
class PolicyLine:
    """One row as its page reads it out."""

    row: SupervisionPolicy
    who: str
    asks: str
    further: list[str]


@dataclass(frozen=True)
class PolicyGroup:
    """`shared` is what all its lines say alike: read once, above them."""

    title: str
    lines: list[PolicyLine]
    shared: list[str]


def _grouped(title: str, lines: list[PolicyLine]) -> PolicyGroup:
    if len(lines) < 2:
        return PolicyGroup(title, lines, [])
    shared = [each for each in lines[0].further if all(each in line.further for line in lines)]
    apart = [
        replace(line, further=[each for each in line.further if each not in shared])
        for line in lines
    ]
    return PolicyGroup(title, apart, shared)


def policy_groups(*, in_use: bool = True) -> list[PolicyGroup]:
    """By what they count towards, the one that wins first. One query."""
    rows = SupervisionPolicy.objects.filter(is_active=in_use).select_related("team")
    groups: dict[str, list[PolicyLine]] = {
        CountsTowards.FREQUENCY: [],
        CountsTowards.SAFEGUARDING: [],
    }
    for row in rows.order_by("-priority", "pk"):
        values = policy_values(row)
        team = row.team.name if row.team else ""
        line = PolicyLine(row, who_words(values, team), asks_words(values), further_words(values))
        groups.setdefault(row.target, []).append(line)
    titles = {
        CountsTowards.FREQUENCY: "How often",
        CountsTowards.SAFEGUARDING: "Safeguarding supervision, besides",
    }
    return [
        _grouped(titles.get(CountsTowards(target), "Not counted"), lines)
        for target, lines in groups.items()
        if lines
    ]


# Needs ------------------------------------------------------------------------------


def needs_kept_by(user: User, day: date | None = None) -> QuerySet[SupervisionNeed]:
    """Of those for whom somebody may set them, today's and those to come; her own never."""
    day = day or timezone.localdate()
    people = Q(pk__in=[])
    if has_role(user, Role.HR):
        people = ~Q(pk__in=[])
    elif has_role(user, Role.LINE_MANAGER):
        people = Q(person__in=User.objects.filter(managed_by(user)).values("pk"))
    rows = SupervisionNeed.objects.filter(people, Q(ends_on__isnull=True) | Q(ends_on__gte=day))
    return (
        rows.exclude(person=user.pk)
        .select_related("person", "set_by")
        .order_by("person__last_name", "person__first_name", "starts_on")
    )


def people_with_needs(user: User) -> QuerySet[User]:
    """For whom somebody may set a need: mentors of hers, all for HR."""
    people = holders_of(Role.MENTOR).exclude(pk=user.pk).order_by("last_name", "first_name")
    if has_role(user, Role.HR):
        return people
    if has_role(user, Role.LINE_MANAGER):
        return people.filter(managed_by(user))
    return people.none()


def own_needs(user: User, day: date | None = None) -> QuerySet[SupervisionNeed]:
    """What is set for oneself, today and to come: nobody is supervised more and not told why."""
    day = day or timezone.localdate()
    rows = SupervisionNeed.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))
    return rows.filter(person=user.pk).select_related("set_by").order_by("starts_on")


# Closures ---------------------------------------------------------------------------


def closures_from(day: date | None = None) -> QuerySet[CollegeClosure]:
    """Those that run or are to come, the next first."""
    day = day or timezone.localdate()
    return CollegeClosure.objects.filter(ends_on__gte=day).order_by("starts_on", "pk")


# Posts ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Load:
    """How many people somebody supervises, of how many her time allows."""

    supervisor: User
    post: SupervisorPost | None
    people: int
    most: int
    today: date

    @property
    def is_over(self) -> bool:
        return self.people > self.most

    @property
    def is_approved(self) -> bool:
        until = self.post.may_exceed_until if self.post else None
        return until is not None and until >= self.today

    @property
    def trained_until(self) -> date | None:
        trained_on = self.post.trained_on if self.post else None
        lasts = timedelta(days=TRAINING_LASTS_DAYS - 1)
        return trained_on + lasts if trained_on else None

    @property
    def is_trained(self) -> bool:
        return self.trained_until is not None and self.trained_until >= self.today

    @property
    def badge(self) -> tuple[str, str]:
        """A state of `components/badge.html`, and its words."""
        if self.post is None:
            return "todo", "No time set"
        if self.is_over:
            return ("info", "More, as approved") if self.is_approved else ("overdue", "Too many")
        if not self.is_trained:
            return "due", "Training due"
        return ("due", "Full") if self.people == self.most else ("done", "Has room")


def supervisors(day: date | None = None) -> QuerySet[User]:
    """Whoever has supervisees today, a post for supervising, or the role of a supervisor."""
    in_role = holders_of(Role.SUPERVISOR, on=day).values("pk")
    has = Q(pk__in=in_role) | Q(supervisor_post__isnull=False)
    has |= Q(pk__in=SupervisionAgreement.objects.filter(in_force(day)).values("supervisor"))
    return User.objects.filter(has, is_active=True)


def supervisor_loads(day: date | None = None) -> list[Load]:
    """By name; two queries."""
    day = day or timezone.localdate()
    rows = SupervisionAgreement.objects.filter(in_force(day)).order_by()
    counted = rows.values("supervisor").annotate(people=Count("supervisee", distinct=True))
    taken: dict[int, int] = {row["supervisor"]: row["people"] for row in counted}
    people = supervisors(day).select_related("supervisor_post__approved_by", "staff_profile")
    load: Callable[[User], Load] = partial(_load, taken=taken, day=day)
    return [load(person) for person in people.order_by("last_name", "first_name", "pk")]


def _load(person: User, *, taken: dict[int, int], day: date) -> Load:
    post = getattr(person, "supervisor_post", None)
    most = most_supervisees(post.fte) if post else 0
    return Load(person, post, taken.get(person.pk, 0), most, day)


def load_of(person: User, day: date | None = None) -> Load:
    day = day or timezone.localdate()
    mine = SupervisionAgreement.objects.filter(in_force(day), supervisor=person.pk)
    taken = mine.values("supervisee").distinct().count()
    return _load(person, taken={person.pk: taken}, day=day)


def possible_supervisors() -> QuerySet[User]:
    """Who may be given time for supervising."""
    return holders_of(*SUPERVISING).order_by(F("last_name"), "first_name", "pk")
