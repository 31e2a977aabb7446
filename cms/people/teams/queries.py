from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from cms.people.accounts.access import has_role
from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role

from .access import managed_by
from .access.conflicts import can_end_conflict, can_read_relations, conflicts_readable_by
from .access.covers import covers_readable_by, may_be_covered_by, may_end_cover
from .models import ConflictOfInterest, Cover, Team
from .registry import looked_after_by, relations
from .rules import CoverKind

# Who may stand in, and be stood in for: a supervisor may be a line manager or a safeguarding lead.
COVER_ROLES: dict[str, tuple[Role, ...]] = {
    CoverKind.MANAGER: (Role.LINE_MANAGER,),
    CoverKind.SUPERVISOR: (Role.SUPERVISOR, Role.LINE_MANAGER, Role.DSL),
}
BY_NAME = ("last_name", "first_name", "pk")


def team_members(manager: User, on: date | None = None) -> QuerySet[User]:
    """A manager's direct reports on a day, with their posts, by name."""
    people = User.objects.filter(managed_by(manager, on), is_active=True)
    return people.select_related("staff_profile__team").order_by("last_name", "first_name")


def teams_with_counts() -> QuerySet[Team]:
    here = Q(profiles__person__is_active=True)
    return Team.objects.annotate(people=Count("profiles", filter=here))


# Covers -----------------------------------------------------------------------------


def covers_listed(user: User) -> QuerySet[Cover]:
    """The newest first, with the names a list shows."""
    rows = Cover.objects.filter(covers_readable_by(user))
    return rows.select_related("stands_in", "absent", "set_by").order_by("-starts_on", "-pk")


@dataclass(frozen=True)
class CoverRow:
    cover: Cover
    state: str  # of `components/badge.html`
    label: str
    can_end: bool


def cover_rows(user: User, covers: Iterable[Cover], day: date) -> list[CoverRow]:
    """Whether each runs, and whether this reader may end it: one query for any number of them."""
    listed = list(covers)
    reports = set()
    if has_role(user, Role.LINE_MANAGER):
        absent = {cover.absent_id for cover in listed}
        mine = User.objects.filter(managed_by(user), pk__in=absent)
        reports = set(mine.values_list("pk", flat=True))
    found = []
    for cover in listed:
        if cover.ends_on < day:
            state, label = "locked", "Ended"
        elif cover.starts_on > day:
            state, label = "todo", "To come"
        else:
            state, label = "doing", "Today"
        can_end = cover.ends_on >= day and may_end_cover(
            user, cover, is_report=cover.absent_id in reports
        )
        found.append(CoverRow(cover, state, label, can_end))
    return found


def people_covered(
    absent: User, kind: str, first: date, last: date | None = None
) -> QuerySet[User]:
    """Whom a cover is about: those the absent one looks after on any of its days."""
    concerned = looked_after_by(absent, kind, first, last)
    return User.objects.filter(concerned, is_active=True).exclude(pk=absent.pk)


def possible_absent(user: User) -> QuerySet[User]:
    """For whom somebody may set a cover, of whichever kind."""
    allowed = Q(pk__in=[])
    for kind, roles in COVER_ROLES.items():
        allowed |= may_be_covered_by(user, kind) & Q(pk__in=holders_of(*roles).values("pk"))
    return User.objects.filter(allowed, is_active=True).order_by(*BY_NAME)


def possible_stand_ins(user: User) -> QuerySet[User]:
    roles = {role for each in COVER_ROLES.values() for role in each}
    return holders_of(*roles).exclude(pk=user.pk).order_by(*BY_NAME)


def kinds_to_set(user: User) -> list[CoverKind]:
    """A quality lead who manages nobody lets stand in for supervisors alone."""
    if has_role(user, Role.HR, Role.LINE_MANAGER):
        return list(CoverKind)
    return [CoverKind.SUPERVISOR]


# Conflicts of interest --------------------------------------------------------------


def has_conflict(person: User, other: User) -> bool:
    """Whether either of two people, or HR, declared one that has not ended. One query."""
    return _open_between([person.pk], [other.pk]).exists()


def has_conflict_with_any(person: User, others: QuerySet[User]) -> bool:
    theirs = _open_between([person.pk], others.values("pk"))
    return theirs.exists()


def _open_between(ones: object, others: object) -> QuerySet[ConflictOfInterest]:
    either = Q(person__in=ones, other__in=others) | Q(person__in=others, other__in=ones)
    return ConflictOfInterest.objects.filter(either, ended_at=None)


@dataclass(frozen=True)
class ConflictRow:
    """A declared conflict, and what stands against it for whoever may change that."""

    conflict: ConflictOfInterest
    against: list[str]
    can_end: bool


def relations_against(
    conflicts: Iterable[ConflictOfInterest], day: date | None = None
) -> dict[int, list[str]]:
    """By key of the conflict, in words: where one of the two looks after the other, today or
    later, or stands in for somebody who does. Five queries for any number of conflicts."""
    day = day or timezone.localdate()
    rows = [row for row in conflicts if row.ended_at is None]
    people = {pk for row in rows for pk in (row.person_id, row.other_id)}
    covers = list(Cover.objects.filter(stands_in__in=people, ends_on__gte=day))
    absent = {cover.absent_id for cover in covers}
    found: dict[int, list[str]] = {row.pk: [] for row in rows}
    for relation in relations():
        pairs = relation.pairs(people, people, day)
        covered = relation.pairs(absent, people, day)
        over = {
            (cover.stands_in_id, lower)
            for cover in covers
            for upper, lower in covered
            if cover.kind == relation.kind and upper == cover.absent_id
        }
        for row in rows:
            for upper, lower in ((row.person, row.other), (row.other, row.person)):
                if (upper.pk, lower.pk) in pairs:
                    found[row.pk].append(f"{upper} is the {relation.part} of {lower}")
                if (upper.pk, lower.pk) in over:
                    said = f"{upper} stands in as the {relation.part} of {lower}"
                    found[row.pk].append(said)
    return found


def conflicts_listed(user: User) -> QuerySet[ConflictOfInterest]:
    """Open ones first, then the newest."""
    rows = ConflictOfInterest.objects.filter(conflicts_readable_by(user))
    return rows.select_related("person", "other", "declared_by").order_by(
        F("ended_at").desc(nulls_first=True), "-declared_at", "-pk"
    )


def conflict_rows(user: User, conflicts: Iterable[ConflictOfInterest]) -> list[ConflictRow]:
    listed = list(conflicts)
    against = relations_against(listed) if can_read_relations(user) else {}
    return [
        ConflictRow(
            row,
            against.get(row.pk, []),
            row.ended_at is None and can_end_conflict(user, row),
        )
        for row in listed
    ]


def colleagues_for_conflict(user: User) -> QuerySet[User]:
    """Whom somebody may name: those who could stand over her and, for whoever stands over others
    herself, the mentors too."""
    roles = [Role.LINE_MANAGER, Role.SUPERVISOR, Role.QUALITY_LEAD, Role.DSL, Role.SENIOR_LEADER]
    if has_role(user, *roles, Role.HR):
        roles = list(Role)
    return holders_of(*roles).exclude(pk=user.pk).order_by(*BY_NAME)
