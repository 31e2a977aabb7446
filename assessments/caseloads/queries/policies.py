"""Which policy holds on a day: the latest that had begun by then."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date

from django.utils import timezone

from ..models import CaseloadPolicy
from ..rules import LoadPolicy


def load_policy_rows() -> list[CaseloadPolicy]:
    """All there ever were, the latest first. A college sets a few in its life."""
    return list(CaseloadPolicy.objects.select_related("set_by"))


def load_policy_row(
    on: date | None = None, rows: Iterable[CaseloadPolicy] | None = None
) -> CaseloadPolicy:
    """The row that holds on a day, or one with the usual numbers that was never saved."""
    day = on or timezone.localdate()
    for row in load_policy_rows() if rows is None else rows:
        if row.from_on <= day:
            return row
    return CaseloadPolicy(from_on=day)


def load_policy_on(
    on: date | None = None, rows: Iterable[CaseloadPolicy] | None = None
) -> LoadPolicy:
    return values_of(load_policy_row(on, rows))


def values_of(row: CaseloadPolicy) -> LoadPolicy:
    return LoadPolicy(**{field.name: getattr(row, field.name) for field in fields(LoadPolicy)})
