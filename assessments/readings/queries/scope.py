"""What a reading is asked for, and what more than one of its sections needs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import prefetch_related_objects
from django.utils import timezone

from assessments.standards.models import Evidence, Framework, Statement
from assessments.standards.queries import default_framework, statements_of
from cms.people.accounts.models import User


@dataclass(frozen=True)
class Stood:
    """One row of the ledger: what stands for which statement since when."""

    model: str
    object_id: int
    code: str
    kind: str
    on: date


@dataclass(frozen=True)
class Scope:
    """Whose work, over which time, for whose eyes."""

    person: User
    reader: User
    period_from: date
    period_to: date
    today: date
    framework: Framework | None = None
    statements: dict[str, Statement] = field(default_factory=dict)
    ledger: tuple[Stood, ...] = ()

    @property
    def is_own(self) -> bool:
        return self.person.pk == self.reader.pk

    @property
    def until(self) -> date:
        """The last day of it that is over."""
        return min(self.period_to, self.today)

    def covers(self, day: date | datetime | None) -> bool:
        if isinstance(day, datetime):
            day = timezone.localdate(day)
        return day is not None and self.period_from <= day <= self.period_to

    def codes_of(self, model: str, *pks: int) -> tuple[str, ...]:
        """The statements a source stands for, in their order."""
        wanted = set(pks)
        found = {row.code for row in self.ledger if row.model == model and row.object_id in wanted}
        return self.in_order(found)

    def in_order(self, codes: Iterable[str]) -> tuple[str, ...]:
        order = list(self.statements)
        known = set(codes)
        beyond = sorted(known - set(order))
        return (*(code for code in order if code in known), *beyond)


def scope_of(
    person: User, *, period_from: date, period_to: date, reader: User, today: date
) -> Scope:
    """Three queries: the framework, its statements, what stands in the ledger."""
    try:
        framework = default_framework()
        prefetch_related_objects([framework], "statements")  # also for the drawing of the standard
    except Framework.DoesNotExist:
        return Scope(person, reader, period_from, period_to, today)
    rows = (
        Evidence.objects.standing()
        .filter(person=person, statement__framework=framework)
        .order_by("occurred_on", "pk")
        .values_list("content_type__model", "object_id", "statement__code", "kind", "occurred_on")
    )
    return Scope(
        person,
        reader,
        period_from,
        period_to,
        today,
        framework=framework,
        statements=statements_of(framework),
        ledger=tuple(Stood(*row) for row in rows),
    )
