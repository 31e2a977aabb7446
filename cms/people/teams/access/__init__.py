"""Who manages whom: the relation that most of our rights follow."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from ..rules import CoverKind


def covered_by_today(user: Any, kind: CoverKind, on: date | None = None) -> Any:
    """The people, as a subquery of their keys, in whose place somebody stands on a day."""
    day = on or timezone.localdate()
    covers = user.covers_given.filter(kind=kind, starts_on__lte=day, ends_on__gte=day)
    return covers.values("absent")


def _lines_of(manager: Any, on: date | None) -> Any:
    """Her own lines, and those of a manager she stands in for."""
    day = on or timezone.localdate()
    lasts = Q(ends_on=None) | Q(ends_on__gte=day)
    covered = Q(manager__in=covered_by_today(manager, CoverKind.MANAGER, day))
    lines = manager.managed_lines.model.objects.filter(Q(manager=manager.pk) | covered)
    return lines.filter(lasts, starts_on__lte=day).exclude(person=manager.pk)


def managed_by(manager: Any, on: date | None = None) -> Q:
    """The direct reports of somebody on a day (a condition on `User`).

    A subquery and no join: it may be combined with other conditions and no row ever doubles.
    """
    if not manager or not manager.is_authenticated or not manager.is_active:
        return Q(pk__in=[])
    return Q(pk__in=_lines_of(manager, on).values("person"))


def managed_since(manager: Any, owner: str, day: str) -> Q:
    """Rows of the people somebody manages today, from the day that line began (domain.md 2.3:
    a new manager reads nothing of the time before her). `owner` and `day` are fields of the row.
    """
    if not manager or not manager.is_authenticated or not manager.is_active:
        return Q(pk__in=[])
    begun = {"person": OuterRef(owner), "starts_on__lte": OuterRef(day)}
    return Q(Exists(_lines_of(manager, None).filter(**begun)))


def is_manager_of(manager: Any, person: Any, on: date | None = None) -> bool:
    if not manager or not manager.is_authenticated or not manager.is_active:
        return False
    return bool(_lines_of(manager, on).filter(person=person.pk).exists())
