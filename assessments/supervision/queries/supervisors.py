"""With whom an agreement may be written, and who has room for another supervisee (domain.md
4.8)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from cms.people.accounts.models import RoleGrant, User
from cms.people.accounts.rules import Role
from cms.people.teams.access import managed_by
from cms.people.teams.models import ReportingLine, StaffProfile

from ..models import SupervisionAgreement, SupervisorPost
from ..rules.agreements import Readiness, why_not_ready
from ..rules.states import AgreementState
from .agreements import LIVE, line_manager_of

SHORTEST_WORDS = 2


def readiness_of(supervisor: User, supervisee: User, on: date) -> Readiness:
    """Her post, and how many others she supervises or has offered to. Her own reports, whom she
    sees as their manager, take no place."""
    post = SupervisorPost.objects.filter(supervisor=supervisor).first()
    taken = _taken([supervisor.pk], leaving_out=supervisee.pk, on=on)
    return _readiness(post, taken[supervisor.pk])


def _readiness(post: SupervisorPost | None, taken: set[int]) -> Readiness:
    if post is None:
        return Readiness(has_post=False, taken=len(taken))
    return Readiness(True, post.fte, post.trained_on, post.may_exceed_until, len(taken))


def _taken(supervisors: Iterable[int], *, leaving_out: int, on: date) -> dict[int, set[int]]:
    pks = list(supervisors)
    holds = Q(state=AgreementState.IN_FORCE) & (Q(ends_on=None) | Q(ends_on__gte=on))
    rows = SupervisionAgreement.objects.filter(
        holds | Q(state=AgreementState.OFFERED), supervisor__in=pks
    ).exclude(supervisee=leaving_out)
    lines = ReportingLine.objects.on(on).filter(manager__in=pks)
    reports = set(lines.values_list("manager", "person"))
    found: dict[int, set[int]] = defaultdict(set)
    for supervisor, supervisee in rows.order_by().values_list("supervisor", "supervisee"):
        if (supervisor, supervisee) not in reports:
            found[supervisor].add(supervisee)
    return found


@dataclass(frozen=True)
class Place:
    """Somebody who might supervise, and why she cannot yet, if so."""

    person: User
    readiness: Readiness
    problem: str = ""
    is_manager: bool = False


def places_for(supervisee: User, on: date) -> list[Place]:
    """Everybody whose role or post makes her a supervisor, and the line manager: those who are
    ready first. The same number of queries however many there are."""
    manager = line_manager_of(supervisee, on)
    holders = RoleGrant.objects.on(on).filter(role__in=(Role.SUPERVISOR, Role.DSL))
    could = Q(pk__in=holders.values("holder")) | Q(supervisor_post__isnull=False)
    if manager is not None:
        could |= Q(pk=manager.pk)
    people = User.objects.filter(could, is_active=True).exclude(pk=supervisee.pk)
    people = people.select_related("supervisor_post").order_by("last_name", "first_name", "pk")
    taken = _taken([person.pk for person in people], leaving_out=supervisee.pk, on=on)
    found = [_place(person, manager, taken[person.pk], on) for person in people]
    return sorted(found, key=lambda place: bool(place.problem))


def _place(person: User, manager: User | None, taken: set[int], on: date) -> Place:
    readiness = _readiness(getattr(person, "supervisor_post", None), taken)
    if manager is not None and person.pk == manager.pk:
        return Place(person, readiness, is_manager=True)
    return Place(person, readiness, why_not_ready(readiness, on))


def people_to_agree_with(writer: User, words: str = "") -> QuerySet[User]:
    """A manager's people; with a name typed in, anybody who works here. Their posts come along."""
    people = User.objects.filter(is_active=True).exclude(pk=writer.pk)
    words = words.strip()
    if len(words) < SHORTEST_WORDS:
        people = people.filter(managed_by(writer))
    else:
        people = people.filter(pk__in=RoleGrant.objects.on().values("holder"))
        for word in words.split()[:5]:
            named = Q(first_name__icontains=word) | Q(last_name__icontains=word)
            people = people.filter(named | Q(known_as__icontains=word))
    return people.select_related("staff_profile__team").order_by("last_name", "first_name", "pk")


def open_between(writer: User, people: Iterable[User]) -> dict[int, SupervisionAgreement]:
    """By supervisee, what the writer as supervisor already has with her."""
    rows = SupervisionAgreement.objects.filter(
        supervisor=writer, supervisee__in=[person.pk for person in people], state__in=LIVE
    )
    return {row.supervisee_id: row for row in rows.only("supervisee", "state").order_by("version")}


def managed_among(manager: User, people: Iterable[User]) -> set[int]:
    found = User.objects.filter(managed_by(manager), pk__in=[person.pk for person in people])
    return set(found.values_list("pk", flat=True))


def left_on(person: User) -> date | None:
    return StaffProfile.objects.filter(person=person).values_list("left_on", flat=True).first()
