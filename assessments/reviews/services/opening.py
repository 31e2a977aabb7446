"""Reviews come into being: with a round, by weeks in post, or because somebody asked for one."""

from collections.abc import Collection
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User

from ..access import can_begin_any_kind, can_begin_review_of, can_keep_cycles
from ..models import PerformanceReview, ReviewCycle, ReviewTemplate
from ..queries.cycles import NOT_YET, Candidate, Choice, candidates, in_cycle
from ..queries.policies import templates
from ..queries.seniors import suggested_countersigner
from ..rules import OVER, CycleState, ReviewKind, ReviewState
from ..rules.timing import ReviewDates, dates_in_post, dates_of_interim, is_due_in_post
from . import telling
from .locking import audit

SILENT = (NOT_YET,)


def open_for_people(
    *,
    cycle: ReviewCycle,
    people: Collection[int],
    by: User | None,
    at: datetime | None = None,
) -> int:
    """A review each for whoever takes part and has none yet: run twice, nothing happens twice.
    Answers how many were opened."""
    if not can_keep_cycles(by):
        raise PermissionDenied("Rounds are kept by HR and the quality lead.")
    today = timezone.localdate(at or timezone.now())
    meant = candidates(
        Choice(people=tuple(people)), today=today, due_on=cycle.due_on, in_it=in_cycle(cycle)
    )
    dates = ReviewDates(
        cycle.period_from, cycle.period_to, today, max(cycle.self_due_on, today),
        max(cycle.due_on, today),
    )  # fmt: skip
    return sum(
        _open_in_cycle(one, cycle.pk, dates, by, at) is not None for one in meant if one.is_in
    )


@transaction.atomic
def _open_in_cycle(
    one: Candidate, cycle_pk: int, dates: ReviewDates, by: User | None, at: datetime | None
) -> PerformanceReview | None:
    cycle = ReviewCycle.objects.select_for_update(of=("self",)).get(pk=cycle_pk)
    if cycle.state != CycleState.OPEN:  # closed meanwhile
        return None
    _hold(one.person)
    there = cycle.reviews.exclude(state=ReviewState.CANCELLED).filter(reviewee=one.person)
    if there.exists():
        return None
    return _make(cycle.template, one, dates, cycle, by, at)


@transaction.atomic
def begin_review(
    *,
    template: ReviewTemplate,
    person: User,
    period_from: date,
    by: User | None,
    at: datetime | None = None,
) -> PerformanceReview:
    """One for one person: an interim review by either side; any kind by HR or the quality lead.
    While one of its kind is on its way, that one is given back."""
    if not can_begin_review_of(by, person) or not (
        can_begin_any_kind(by, person) or template.kind == ReviewKind.INTERIM
    ):
        raise PermissionDenied("An interim review is begun by the mentor or the line manager.")
    if not template.is_active:
        raise ValidationError("This kind of review is not in use.", code="inactive")
    today = timezone.localdate(at or timezone.now())
    if period_from > today:
        raise ValidationError({"period_from": ["This day is still to come."]})
    _hold(person)
    there = PerformanceReview.objects.filter(template=template, reviewee=person)
    running = there.exclude(state__in=OVER).first()
    if running is not None:
        return running
    dates = dates_of_interim(period_from, template.self_days, today)
    found = candidates(Choice(people=(person.pk,)), today=today, due_on=today)
    if not found or not found[0].is_in:
        why = found[0].why_not if found else "This person is not a mentor here"
        raise ValidationError(f"{why}. Ask HR.", code="left_out")
    return _make(template, found[0], dates, None, by, at)


def open_due_reviews(*, at: datetime | None = None) -> int:
    """Induction and probation, each in its week in post: one a person and kind. HR hears once of
    somebody whose review is due and who cannot be given one."""
    today = timezone.localdate(at or timezone.now())
    kinds = templates().filter(is_active=True, opens_week__isnull=False)
    return sum(_open_due_of(template, today, at) for template in kinds)


def _open_due_of(template: ReviewTemplate, today: date, at: datetime | None) -> int:
    opens, due = template.opens_week or 0, template.due_week or (template.opens_week or 0)
    had = PerformanceReview.objects.filter(template__kind=template.kind)
    in_it = set(had.exclude(state=ReviewState.CANCELLED).values_list("reviewee", flat=True))
    opened = 0
    for one in candidates(Choice(), today=today, due_on=today, in_it=in_it):
        profile = getattr(one.person, "staff_profile", None)
        started_on = profile.started_on if profile else None
        if one.person.pk in in_it or started_on is None:
            continue
        if not is_due_in_post(started_on, opens, due, today):
            continue
        dates = dates_in_post(started_on, due, template.self_days, today)
        if one.is_in:
            opened += _open_once(template, one, dates, at)
        elif one.why_not not in SILENT:
            _tell_of_left_out(template, one, at)
    return opened


@transaction.atomic
def _open_once(
    template: ReviewTemplate, one: Candidate, dates: ReviewDates, at: datetime | None
) -> bool:
    _hold(one.person)
    there = PerformanceReview.objects.filter(template__kind=template.kind, reviewee=one.person)
    if there.exclude(state=ReviewState.CANCELLED).exists():
        return False
    _make(template, one, dates, None, None, at)
    return True


def _tell_of_left_out(template: ReviewTemplate, one: Candidate, at: datetime | None) -> None:
    title = f"{template.title} for {one.person.display_name} could not be opened"
    key = f"review-left-out-{template.pk}-{one.person.pk}"
    telling.of_left_out(title, key, (one.person,), f"{one.why_not}.", at)


def _hold(person: User) -> None:
    """Whoever opens a review for somebody waits for whoever else does."""
    User.objects.select_for_update().get(pk=person.pk)


def _make(
    template: ReviewTemplate,
    one: Candidate,
    dates: ReviewDates,
    cycle: ReviewCycle | None,
    by: User | None,
    at: datetime | None,
) -> PerformanceReview:
    assert one.manager is not None
    moment = at or timezone.now()
    countersigner = None
    if template.is_countersigned:
        countersigner = suggested_countersigner(one.manager, one.person)
    made = PerformanceReview.objects.create(
        cycle=cycle,
        template=template,
        reviewee=one.person,
        reviewer=one.manager,
        countersigner=countersigner,
        period_from=dates.period_from,
        period_to=dates.period_to,
        self_due_on=dates.self_due_on if template.asks_self_assessment else None,
        due_on=dates.due_on,
        opened_by=by,
        opened_at=moment,
        changed_at=moment,
    )
    audit(made, "begun", by, at)
    telling.of_opening(made, by, at)
    return made
