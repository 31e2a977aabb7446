"""Whom somebody may observe, invite or name; never a pair with a conflict of interest."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from assessments.supervision.access import supervisors_of
from assessments.supervision.queries.agreements import line_manager_of
from cms.people.accounts.access import has_role
from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.teams.access import managed_by
from cms.people.teams.access.conflicts import in_conflict_with
from cms.people.teams.rules import CoverKind

from ..models import Observation


def _by_name(people: QuerySet[User]) -> QuerySet[User]:
    return people.order_by("last_name", "first_name", "pk")


def mentors_to_observe(user: User) -> QuerySet[User]:
    """Her own people for a line manager, every mentor for the quality lead."""
    mentors = holders_of(Role.MENTOR).exclude(pk=user.pk).exclude(in_conflict_with(user))
    if has_role(user, Role.QUALITY_LEAD):
        return _by_name(mentors)
    return _by_name(mentors.filter(managed_by(user)))


def colleagues_to_invite(mentor: User) -> QuerySet[User]:
    """Whoever works here; other mentors come first to mind, and anybody may be asked."""
    others = holders_of(*Role.values).exclude(pk=mentor.pk)
    return _by_name(others.exclude(in_conflict_with(mentor)))


def formal_observers(user: User) -> QuerySet[User]:
    """Whom a quality lead may name: quality leads and line managers; whose manager, the service
    checks."""
    if not has_role(user, Role.QUALITY_LEAD):
        return User.objects.filter(pk=user.pk)
    return _by_name(holders_of(Role.QUALITY_LEAD, Role.LINE_MANAGER))


def seconds_for(observation: Observation) -> QuerySet[User]:
    """Who rates formally elsewhere and has no part in this one yet."""
    known = (observation.mentor_id, observation.observer_id)
    people = holders_of(Role.QUALITY_LEAD, Role.LINE_MANAGER).exclude(pk__in=known)
    return _by_name(people.exclude(in_conflict_with(observation.mentor)))


def managers_today(person: User, on: date | None = None) -> list[User]:
    """Her line manager, and who stands in."""
    manager = line_manager_of(person, on)
    if manager is None:
        return []
    day = on or timezone.localdate()
    covers = manager.covered_by.filter(
        kind=CoverKind.MANAGER, starts_on__lte=day, ends_on__gte=day
    ).values("stands_in")
    people = User.objects.filter(Q(pk=manager.pk) | Q(pk__in=covers), is_active=True)
    return list(_by_name(people))


def supervisors_today(person: User) -> list[User]:
    return list(_by_name(User.objects.filter(supervisors_of(person))))


def quality_leads(*, without: Observation) -> list[User]:
    """Who is told when two do not agree; nobody who is one of the two."""
    known = (without.mentor_id, without.observer_id)
    people = holders_of(Role.QUALITY_LEAD).exclude(pk__in=known)
    return list(_by_name(people.exclude(in_conflict_with(without.mentor))))
