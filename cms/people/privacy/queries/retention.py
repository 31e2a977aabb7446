"""How long each kind of record is kept here, and what is due to go: numbers, never words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from ..models import RetentionRule, RetentionRun
from ..registry import RecordClass, record_class, record_classes
from ..rules import months_after, months_in_words
from .holds import held_subjects

LONG_AGO = date(1990, 1, 1)  # before anything here was written


@dataclass(frozen=True)
class Kept:
    """A kind of record as this college keeps it: its own line, or the default."""

    kind: RecordClass
    own: RetentionRule | None

    @property
    def months(self) -> int:
        return self.own.months if self.own else self.kind.months

    @property
    def words(self) -> str:
        return months_in_words(self.months)

    @property
    def default_words(self) -> str:
        return months_in_words(self.kind.months)

    @property
    def is_removed(self) -> bool:
        """By the nightly run; what is not, goes with another kind or stays."""
        return self.kind.remove is not None and self.kind.aged is not None

    def before(self, day: date | None = None) -> date:
        """What began to age before this day is due to go."""
        return months_after(day or timezone.localdate(), -self.months)


@dataclass(frozen=True)
class Due:
    """What the run would remove of a kind at this moment."""

    kept: Kept
    before: date
    rows: int
    held: int
    people: int
    oldest: date | None = None
    newest: date | None = None


def kept_classes() -> list[Kept]:
    own = {rule.record_class: rule for rule in RetentionRule.objects.select_related("changed_by")}
    return [Kept(kind, own.get(kind.key)) for kind in record_classes()]


def kept_class(key: str) -> Kept:
    """Raises KeyError for a kind nobody keeps."""
    kind = record_class(key)
    own = RetentionRule.objects.select_related("changed_by").filter(record_class=key).first()
    return Kept(kind, own)


def label_of(key: str) -> str:
    """What a kind is called; its key when the slice that kept it is gone."""
    try:
        return record_class(key).label
    except KeyError:
        return key.replace("_", " ").capitalize()


def removed_classes(kept: Iterable[Kept]) -> list[Kept]:
    return [each for each in kept if each.is_removed]


def aged_rows(kind: RecordClass, before: date) -> QuerySet:
    if kind.aged is None:
        raise ValueError(f"{kind.key} is not removed by the run.")
    return kind.aged(before)


def without_held(kind: RecordClass, rows: QuerySet) -> QuerySet:
    """Without what a legal hold keeps: in the same statement, so that no hold comes between."""
    if not kind.subject:
        return rows
    return rows.exclude(**{f"{kind.subject}__in": held_subjects(kind.key)})


def due_of(kept: Kept, *, on: date | None = None, with_days: bool = True) -> Due:
    kind, before = kept.kind, kept.before(on)
    aged = aged_rows(kind, before)
    due = without_held(kind, aged)
    rows = due.values("pk").distinct().count()
    held = aged.values("pk").distinct().count() - rows if kind.subject else 0
    people = due.order_by().values(kind.subject).distinct().count() if kind.subject else 0
    first = last = None
    if rows and with_days:
        first, last = _first_and_last(kind, before, rows)
    return Due(kept, before, rows, held, people, first, last)


def rows_due(kept: Kept, months: int) -> int:
    """How many would go tonight if it were kept for so long."""
    before = months_after(timezone.localdate(), -months)
    return without_held(kept.kind, aged_rows(kept.kind, before)).values("pk").distinct().count()


def default_sends(kept: Kept) -> int:
    """How many more would go tonight if the college went back to a shorter default."""
    is_shorter = kept.kind.months < kept.months and kept.is_removed
    return rows_due(kept, kept.kind.months) if is_shorter else 0


def runs() -> QuerySet[RetentionRun]:
    return RetentionRun.objects.select_related("started_by")


def _first_and_last(kind: RecordClass, before: date, rows: int) -> tuple[date, date]:
    """The days on which the oldest and the newest of them began to age. Each slice has its own
    clock and gives rows by it alone, so the days are found by halving: some 15 counts each."""

    def count(day: date) -> int:
        found = without_held(kind, aged_rows(kind, day))
        return found.values("pk").distinct().count()

    def first_day_with(least: int) -> date:
        low, high = LONG_AGO, before
        while (high - low).days > 1:
            middle = low + (high - low) // 2
            low, high = (low, middle) if count(middle) >= least else (middle, high)
        return high - timedelta(days=1)

    return first_day_with(1), first_day_with(rows)
