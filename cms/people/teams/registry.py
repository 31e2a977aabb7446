"""Who looks after whom: the slices above say it of the relations that they keep.

A cover needs to know whom it is about, and a conflict of interest which relations stand against it;
supervision is kept above this box.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from .models import ReportingLine
from .rules import CoverKind


@dataclass(frozen=True)
class Relation:
    """Rows of which one person (`upper`) looks after another (`lower`): both are names of fields.

    `rows(first, last)` gives those that hold on any day from one to another; None: for ever.
    """

    kind: CoverKind
    rows: Callable[[date, date | None], QuerySet[Any]]
    upper: str
    lower: str

    @property
    def part(self) -> str:
        return str(self.kind.label).lower()

    def people_of(self, somebody: Any, first: date, last: date | None) -> Q:
        """On `User`: whom somebody looks after."""
        mine = self.rows(first, last).filter(**{self.upper: somebody.pk})
        return Q(pk__in=mine.values(self.lower))

    def pairs(self, uppers: set[int], lowers: set[int], first: date) -> set[tuple[int, int]]:
        """Of these people, who looks after whom from a day on. One query."""
        among = {f"{self.upper}__in": uppers, f"{self.lower}__in": lowers}
        rows = self.rows(first, None).filter(**among)
        return set(rows.values_list(self.upper, self.lower))


def _lines(first: date, last: date | None) -> QuerySet[ReportingLine]:
    rows = ReportingLine.objects.filter(Q(ends_on=None) | Q(ends_on__gte=first))
    return rows if last is None else rows.filter(starts_on__lte=last)


_RELATIONS = {CoverKind.MANAGER: Relation(CoverKind.MANAGER, _lines, "manager", "person")}


def register_relation(relation: Relation) -> None:
    """Called once a kind, when the box that keeps it is ready."""
    _RELATIONS[relation.kind] = relation


def relations() -> list[Relation]:
    return [_RELATIONS[kind] for kind in CoverKind if kind in _RELATIONS]


def looked_after_by(somebody: Any, kind: str, first: date, last: date | None) -> Q:
    """On `User`: none where nobody has said what the relation is."""
    relation = _RELATIONS.get(CoverKind(kind))
    return relation.people_of(somebody, first, last) if relation else Q(pk__in=[])
