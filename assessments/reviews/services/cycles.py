"""Rounds of reviews: prepared, opened for many, chased, closed."""

from collections.abc import Collection
from datetime import datetime
from functools import partial

from celery import current_app
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record as write_down

from ..access import can_keep_cycles
from ..models import ReviewCycle, ReviewTemplate
from ..queries.opening import opening_key
from ..rules import OVER, SHOWN_TO_REVIEWEE, CycleState
from ..rules.moves import check_said
from ..rules.timing import ReviewDates, check_cycle_dates
from . import telling
from .handing import call_off
from .opening import open_for_people

AT_ONCE = 20  # more are opened in the background
LONGEST_WAIT = 15 * 60  # seconds for which the page says that it is at work


@transaction.atomic
def create_cycle(
    *,
    template: ReviewTemplate,
    title: str,
    dates: ReviewDates,
    by: User,
    at: datetime | None = None,
) -> ReviewCycle:
    """Prepared, and nobody knows of it yet. The same again, from a form sent twice, is the same."""
    _check_keeper(by)
    check_cycle_dates(dates)
    said = check_said("title", title, "Give the round a name.")
    User.objects.select_for_update().get(pk=by.pk)
    values = {"template": template, "title": said, "state": CycleState.DRAFT, **vars(dates)}
    there = ReviewCycle.objects.filter(made_by=by, **values).first()
    if there is not None:
        return there
    made = ReviewCycle.objects.create(made_by=by, made_at=at or timezone.now(), **values)
    write_down(actor=by, verb="review_cycle.created", obj=made, at=at)
    return made


@transaction.atomic
def update_cycle(
    *,
    cycle: ReviewCycle,
    title: str,
    dates: ReviewDates,
    by: User | None,
    at: datetime | None = None,
) -> ReviewCycle:
    """As long as nobody takes part."""
    locked = _held(cycle, by)
    if locked.state != CycleState.DRAFT:
        raise ValidationError("This round is open. Its days stay as people were told.", code="open")
    check_cycle_dates(dates)
    locked.title = check_said("title", title, "Give the round a name.")
    for name, day in vars(dates).items():
        setattr(locked, name, day)
    locked.save()
    write_down(actor=by, verb="review_cycle.changed", obj=locked, at=at)
    return locked


@transaction.atomic
def open_cycle(
    *,
    cycle: ReviewCycle,
    people: Collection[int],
    by: User | None,
    at: datetime | None = None,
) -> ReviewCycle:
    """Open, or open for more people. Many are opened in the background; a second click, and a
    message that comes twice, open nothing twice."""
    locked = _held(cycle, by)
    if locked.state == CycleState.CLOSED:
        raise ValidationError("This round is closed.", code="closed")
    if not people:
        raise ValidationError("Nobody would take part.", code="nobody")
    moment = at or timezone.now()
    if locked.state == CycleState.DRAFT:
        locked.state, locked.opened_at = CycleState.OPEN, moment
        locked.opens_on = min(locked.opens_on, timezone.localdate(moment))
        locked.save(update_fields=["state", "opened_at", "opens_on"])
    write_down(
        actor=by, verb="review_cycle.opened", obj=locked, detail={"people": len(people)}, at=at
    )
    if len(people) <= AT_ONCE:
        open_for_people(cycle=locked, people=people, by=by, at=at)
    else:
        aim = locked.reviews.count() + len(people)
        cache.set(opening_key(locked.pk), aim, timeout=LONGEST_WAIT)
        transaction.on_commit(partial(_later, locked.pk, sorted(people), by.pk if by else None))
    return locked


def _later(cycle: int, people: list[int], by: int | None) -> None:
    current_app.signature("reviews.open_for_people", args=[cycle, people, by]).apply_async()


def open_many(*, cycle: ReviewCycle, people: Collection[int], by: User | None) -> int:
    """In the background; whoever asked hears when all of it is there."""
    made = open_for_people(cycle=cycle, people=people, by=by)
    cache.delete(opening_key(cycle.pk))
    if by is not None and made:
        telling.of_cycle(cycle, made, by, None)
    return made


@transaction.atomic
def close_cycle(
    *,
    cycle: ReviewCycle,
    reason: str = "",
    calls_off: bool = False,
    by: User | None,
    at: datetime | None = None,
) -> ReviewCycle:
    """Nobody is chased any more. What is not finished can still be; `calls_off` ends, with the
    reason, what no mentor has read yet. With something left open a reason is wanted."""
    locked = _held(cycle, by)
    if locked.state == CycleState.CLOSED:
        return locked
    if locked.state == CycleState.DRAFT:
        raise ValidationError("This round is not open yet.", code="draft")
    left = locked.reviews.exclude(state__in=OVER)
    if left.exists():
        reason = check_said("reason", reason, "Some are not finished. Write why you close it now.")
    ended = 0
    if calls_off:
        for review in left.exclude(state__in=SHOWN_TO_REVIEWEE):
            call_off(review, reason, by, at)
            ended += 1
    locked.state, locked.closed_at = CycleState.CLOSED, at or timezone.now()
    locked.save(update_fields=["state", "closed_at"])
    detail = {"unfinished": left.count(), "called_off": ended, "reason": reason}
    write_down(actor=by, verb="review_cycle.closed", obj=locked, detail=detail, at=at)
    return locked


def _held(cycle: ReviewCycle, by: User | None) -> ReviewCycle:
    _check_keeper(by)
    rows = ReviewCycle.objects.select_for_update(of=("self",)).select_related("template")
    return rows.get(pk=cycle.pk)


def _check_keeper(by: User | None) -> None:
    if not can_keep_cycles(by):
        raise PermissionDenied("Rounds are kept by HR and the quality lead.")
