"""Objectives of one person, each with its parts; and who reads one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from assessments.supervision.queries.agreements import line_manager_of
from cms.people.accounts.models import User
from cms.people.privacy.rules import Reader
from cms.people.teams.models import StaffProfile
from cms.people.teams.rules import CoverKind

from .. import rules
from ..access import readable_by
from ..models import CollegePriority, Objective
from ..rules import CLOSED, OPEN, Advice, Due, ObjectiveState


def with_parts(rows: QuerySet[Objective]) -> QuerySet[Objective]:
    """With all that a list shows of each, in two queries however many there are."""
    rows = rows.select_related("owner", "priority", "created_by")
    return rows.prefetch_related("statements__framework")


def open_objectives(person: User) -> QuerySet[Objective]:
    """Agreed, and not closed: what she is held to today. Drafts are none yet."""
    rows = Objective.objects.filter(owner=person, state=ObjectiveState.ACTIVE)
    return with_parts(rows).order_by("due_on", "pk")


def drafts_of(person: User) -> QuerySet[Objective]:
    rows = Objective.objects.filter(owner=person, state=ObjectiveState.DRAFT)
    return with_parts(rows).order_by("created_at", "pk")


def closed_between(person: User, first: date, last: date) -> QuerySet[Objective]:
    """Agreed ones that were closed on one of these days, with what came of them. A draft that was
    dropped was never agreed, and is none."""
    rows = Objective.objects.filter(
        owner=person, agreed_at__isnull=False, closed_at__date__range=(first, last)
    )
    return with_parts(rows).order_by("closed_at", "pk")


def objectives_of(reader: User, person: User, *, is_closed: bool = False) -> QuerySet[Objective]:
    """What this reader may read of hers: the agreed by their day, then the drafts; or the closed,
    the last first."""
    rows = Objective.objects.filter(
        readable_by(reader), owner=person, state__in=CLOSED if is_closed else OPEN
    )
    if is_closed:
        return with_parts(rows).order_by("-closed_at", "-pk")
    is_draft_last = F("agreed_at").asc(nulls_last=True)
    by_day = F("due_on").asc(nulls_last=True)
    return with_parts(rows).order_by("state", by_day, is_draft_last, "pk")


def fte_of(person: User) -> Decimal | None:
    return StaffProfile.objects.filter(person=person).values_list("fte", flat=True).first()


def priorities_to_offer(today: date | None = None) -> QuerySet[CollegePriority]:
    """Those that hold now or are about to, and are still offered."""
    day = today or timezone.localdate()
    return CollegePriority.objects.filter(is_active=True, to_on__gte=day)


@dataclass(frozen=True)
class ObjectiveRow:
    """An objective as it stands today, and what could be said better of it."""

    objective: Objective
    due: Due
    advice: list[Advice] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.objective.state in OPEN

    @property
    def is_draft(self) -> bool:
        return self.objective.state == ObjectiveState.DRAFT


def rows_of(objectives: Iterable[Objective], today: date | None = None) -> list[ObjectiveRow]:
    day = today or timezone.localdate()
    return [
        ObjectiveRow(
            row,
            rules.due(row.state, row.due_on, day),
            rules.advice_on(rules.values_of(row)) if row.state == ObjectiveState.DRAFT else [],
        )
        for row in objectives
    ]


def readers_of(objective: Objective) -> list[Reader]:
    """Everybody who can read it today: the rights themselves are asked."""
    found = [Reader("The owner", "it is about their own work", (objective.owner,))]
    manager = line_manager_of(objective.owner_id)
    rows = Objective.objects.filter(pk=objective.pk)
    if manager is not None and rows.filter(readable_by(manager)).exists():
        found.append(Reader("The line manager", "of today, while they manage", (manager,)))
    if manager is None:
        return found
    day = timezone.localdate()
    covers = User.objects.filter(
        Q(covers_given__starts_on__lte=day, covers_given__ends_on__gte=day),
        covers_given__kind=CoverKind.MANAGER,
        covers_given__absent=manager,
    ).distinct()
    if people := tuple(each for each in covers if rows.filter(readable_by(each)).exists()):
        found.append(Reader("Who stands in for the line manager", "for named days", people))
    return found
