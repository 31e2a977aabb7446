"""How long records are kept, and their removal when the time has come (domain.md 2.5)."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, QuerySet, RestrictedError
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.models import NeverRemovedQuerySet, WrittenOnceError
from cms.people.audit.services import record

from ..access import can_keep_retention
from ..models import RetentionRule, RetentionRun
from ..queries.retention import (
    Due,
    Kept,
    aged_rows,
    due_of,
    kept_class,
    kept_classes,
    removed_classes,
    without_held,
)
from ..registry import RecordClass
from ..rules import check_months, check_why

logger = logging.getLogger(__name__)
A_BATCH = 200
IN_THE_WAY = (IntegrityError, ProtectedError, RestrictedError, WrittenOnceError)


@dataclass(frozen=True)
class Removal:
    """What a run did with one kind; `is_whole` is False when something stood in its way."""

    removed: int
    held: int
    is_whole: bool = True


def remove_for_retention(queryset: QuerySet[Any]) -> int:
    """Remove rows that are written once, because their time has come. How many went.

    The only door. Signed and other final rows (`WrittenOnce`) refuse `delete` on purpose, from
    whatever code it comes. Retention, and the answer to somebody’s right to have something erased,
    are the two lawful reasons to remove them all the same; the `remove` of a kind of record calls
    this for them, children first: the database removes what it is given and nothing that hangs on
    it, and refuses when something still does. No code elsewhere calls `_raw_delete` (tested). What
    is never removed at all (`NeverRemovedQuerySet`: the audit) is refused here too, also when it
    is asked for past its own manager.
    """
    if isinstance(queryset.model._default_manager.all(), NeverRemovedQuerySet):
        raise WrittenOnceError(f"{queryset.model.__name__}: its rows are never removed.")
    rows: Any = queryset.order_by()
    removed: int = rows._raw_delete(queryset.db)
    return removed


@transaction.atomic
def set_retention(
    *, record_class: str, months: int, note: str, by: User, at: datetime | None = None
) -> RetentionRule:
    """The college's own time for a kind of record. The clock stays the one of the kind."""
    kept = _kept_by(by, record_class)
    check_months(months)
    check_why(note)
    rule, _ = RetentionRule.objects.select_for_update(of=("self",)).get_or_create(
        record_class=record_class,
        defaults={"counted_from": kept.kind.counted_from, "months": kept.kind.months},
    )
    before = rule.months
    rule.counted_from, rule.months, rule.note = kept.kind.counted_from, months, note.strip()
    rule.changed_by, rule.changed_at = by, at or timezone.now()
    rule.full_clean(validate_unique=False)
    rule.save()
    detail = {"record_class": record_class, "months": months, "before": before}
    record(actor=by, verb="retention.changed", obj=rule, detail=detail, at=at)
    return rule


@transaction.atomic
def use_default_retention(*, record_class: str, by: User, at: datetime | None = None) -> None:
    kept = _kept_by(by, record_class)
    if kept.own is None:
        raise ValidationError("The default is in use already.")
    detail = {
        "record_class": record_class,
        "months": kept.kind.months,
        "before": kept.own.months,
    }
    record(actor=by, verb="retention.changed", obj=kept.own, detail=detail, at=at)
    kept.own.delete()


def remove_aged(
    *, record_class: str, by: User | None, at: datetime | None = None, at_most: int | None = None
) -> Removal:
    """Remove what is due of one kind, in batches that each stand or fall alone.

    Killed in the middle, it has removed and logged whole batches; run again, it goes on with what
    is left. `at_most`: rows, for a run somebody waits for.
    """
    kept = _kept_by(by, record_class)
    if not kept.is_removed:
        raise ValidationError("This kind of record is not removed by the run.")
    now = at or timezone.now()
    due = due_of(kept, on=timezone.localdate(now), with_days=False)
    removed, is_whole = 0, True
    try:
        for keys in _batches(kept.kind, due.before):
            removed += _remove_batch(due, keys, by, now)
            if at_most is not None and removed >= at_most:
                break
    except IN_THE_WAY as problem:  # never its words: they may name rows
        logger.error("Retention of %s stopped: %s", record_class, type(problem).__name__)
        is_whole = False
    if by is not None:
        detail = {"record_class": record_class, "removed": removed, "held": due.held}
        record(actor=by, verb="retention.removed", detail=detail, at=at)
    return Removal(removed, due.held, is_whole)


def remove_all_aged(*, at: datetime | None = None) -> int:
    """The nightly run over every kind. One that cannot be removed does not stop the others."""
    return sum(
        remove_aged(record_class=kept.kind.key, by=None, at=at).removed
        for kept in removed_classes(kept_classes())
    )


def _kept_by(by: User | None, key: str) -> Kept:
    if not can_keep_retention(by):
        raise PermissionDenied("How long records are kept is for HR and the DPO.")
    try:
        return kept_class(key)
    except KeyError:
        raise ValidationError("There is no such kind of record.") from None


def _batches(kind: RecordClass, before: date) -> Iterator[list[Any]]:
    """Keys in order, each once: what could not be removed is passed by and not tried for ever."""
    last: Any = None
    while True:
        rows = without_held(kind, aged_rows(kind, before)).order_by("pk")
        if last is not None:
            rows = rows.filter(pk__gt=last)
        keys = list(rows.values_list("pk", flat=True).distinct()[:A_BATCH])
        if not keys:
            return
        yield keys
        last = keys[-1]


@transaction.atomic
def _remove_batch(due: Due, keys: list[Any], by: User | None, now: datetime) -> int:
    """The people are held first, as a hold holds them: one that was set meanwhile is seen below,
    and one set now waits until the batch is done. The rows are named by key, so that removing
    what hangs on them does not change which they are."""
    kind = due.kept.kind
    if kind.remove is None:
        raise ValueError(f"{kind.key} is not removed by the run.")
    rows = aged_rows(kind, due.before).filter(pk__in=keys)
    if kind.subject:
        people = User.objects.select_for_update(no_key=True).order_by("pk")
        list(people.filter(pk__in=rows.order_by().values(kind.subject)).values_list("pk"))
    still = list(without_held(kind, rows).order_by().values_list("pk", flat=True).distinct())
    removed = kind.remove(without_held(kind, rows.model._default_manager.filter(pk__in=still)))
    if removed:
        RetentionRun.objects.create(
            record_class=kind.key,
            before=due.before,
            removed=removed,
            held=due.held,
            at=now,
            started_by=by,
        )
    return removed
