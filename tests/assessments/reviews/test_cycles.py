from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.reviews import services
from assessments.reviews.models import PerformanceReview, ReviewCycle
from assessments.reviews.queries.opening import opening_of
from assessments.reviews.rules import CycleState, ReviewKind, ReviewState
from assessments.reviews.rules.timing import (
    ReviewDates,
    a_year_later,
    check_cycle_dates,
    dates_in_post,
    dates_of_cycle,
    is_due_in_post,
)
from assessments.reviews.tasks import open_for_people
from cms.people.accounts.rules import Role
from cms.people.notices.models import Notice
from tests.factories import reviews
from tests.factories.people import ReportingLineFactory, days_ago, make_person

from .moves import put

TODAY = timezone.localdate


def dates(**fields):
    values = {
        "period_from": days_ago(300),
        "period_to": days_ago(-30),
        "opens_on": TODAY(),
        "self_due_on": days_ago(-14),
        "due_on": days_ago(-40),
    }
    return ReviewDates(**{**values, **fields})


# Days, without a database ----------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "months", "today", "expected"),
    [
        ("annual", (6, 7), date(2026, 3, 3), (date(2026, 6, 1), date(2026, 7, 31))),
        ("annual", (6, 7), date(2026, 6, 20), (date(2026, 6, 20), date(2026, 7, 31))),
        ("annual", (6, 7), date(2026, 9, 1), (date(2027, 6, 1), date(2027, 7, 31))),
        ("objectives", (8, 9), date(2026, 3, 3), (date(2026, 8, 1), date(2026, 9, 30))),
        ("mid_year", (1, 2), date(2026, 11, 3), (date(2027, 1, 1), date(2027, 2, 28))),
    ],
)
def test_a_round_comes_with_its_months(kind, months, today, expected):
    found = dates_of_cycle(kind, *months, 14, today)

    assert (found.opens_on, found.due_on) == expected
    check_cycle_dates(found)


def test_an_annual_review_is_about_the_year_it_falls_in():
    found = dates_of_cycle(ReviewKind.ANNUAL, 6, 7, 14, date(2026, 5, 1))

    assert (found.period_from, found.period_to) == (date(2025, 8, 1), date(2026, 7, 31))


def test_a_year_later_knows_leap_days():
    found = a_year_later(dates(due_on=date(2028, 2, 29)))

    assert found.due_on == date(2029, 2, 28)


def test_days_out_of_order_are_said_one_by_one():
    wrong = dates(period_to=days_ago(400), self_due_on=days_ago(2), due_on=days_ago(9))

    with pytest.raises(ValidationError) as problem:
        check_cycle_dates(wrong)

    assert set(problem.value.error_dict) == {"period_to", "self_due_on", "due_on"}


def test_in_post_it_opens_from_its_week_until_it_is_due():
    started = date(2026, 1, 5)

    due = [week for week in range(30) if is_due_in_post(started, 20, 22, _in(started, week))]

    assert due == [20, 21, 22]


def test_opened_late_there_is_still_time_for_everybody():
    started = date(2026, 1, 5)

    found = dates_in_post(started, 6, 7, _in(started, 6))

    assert found.self_due_on < found.due_on


def _in(started, week):
    return started + timedelta(weeks=week)


# Services --------------------------------------------------------------------------


@pytest.fixture
def template(db):
    return reviews.template()


@pytest.fixture
def cycle(template, hr):
    return services.create_cycle(template=template, title="Annual 2026", dates=dates(), by=hr)


@pytest.mark.django_db
def test_create_cycle_twice_is_one_that_nobody_knows_of(template, hr):
    made = [
        services.create_cycle(template=template, title=" Annual ", dates=dates(), by=hr)
        for _ in range(2)
    ]

    assert made[0] == made[1]
    assert (made[0].state, made[0].title) == (CycleState.DRAFT, "Annual")
    assert not Notice.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["mentor", "manager", "dpo", "supervisor"])
def test_rounds_are_kept_by_hr_and_quality_lead(template, cycle, mentor, who, request):
    by = request.getfixturevalue(who)
    given = {"cycle": cycle, "by": by}

    for refused in (
        lambda: services.create_cycle(template=template, title="A", dates=dates(), by=by),
        lambda: services.update_cycle(**given, title="A", dates=dates()),
        lambda: services.open_cycle(**given, people=[mentor.pk]),
        lambda: services.open_for_people(**given, people=[mentor.pk]),
        lambda: services.close_cycle(**given),
        lambda: services.chase(found=[], by=by),
    ):
        with pytest.raises(PermissionDenied):
            refused()


@pytest.mark.django_db
def test_open_makes_one_review_each_and_tells_both(cycle, hr, mentor, peer, manager, senior):
    services.open_cycle(cycle=cycle, people=[mentor.pk, peer.pk], by=hr)
    services.open_cycle(cycle=cycle, people=[mentor.pk, peer.pk], by=hr)

    made = PerformanceReview.objects.filter(cycle=cycle)
    assert {row.reviewee for row in made} == {mentor, peer}
    assert {(row.reviewer, row.countersigner, row.state) for row in made} == {
        (manager, senior, ReviewState.OPENED)
    }
    assert Notice.objects.filter(recipient=mentor).count() == 1
    assert Notice.objects.filter(recipient=manager).count() == 2


@pytest.mark.django_db
def test_open_leaves_out_whom_it_cannot_be_given_to(cycle, hr, mentor, peer):
    peer.reporting_lines.all().delete()

    services.open_cycle(cycle=cycle, people=[mentor.pk, peer.pk], by=hr)

    assert [row.reviewee for row in cycle.reviews.all()] == [mentor]


@pytest.mark.django_db
def test_open_for_nobody_or_when_closed_is_refused(cycle, hr, mentor):
    with pytest.raises(ValidationError, match="Nobody"):
        services.open_cycle(cycle=cycle, people=[], by=hr)
    ReviewCycle.objects.update(state=CycleState.CLOSED)
    with pytest.raises(ValidationError, match="closed"):
        services.open_cycle(cycle=cycle, people=[mentor.pk], by=hr)


@pytest.mark.django_db
def test_after_one_was_called_off_it_can_be_opened_again(cycle, hr, mentor):
    services.open_cycle(cycle=cycle, people=[mentor.pk], by=hr)
    put(cycle.reviews.get(), ReviewState.CANCELLED)

    services.open_cycle(cycle=cycle, people=[mentor.pk], by=hr)

    assert cycle.reviews.count() == 2


@pytest.mark.django_db
def test_many_are_opened_in_the_background_and_the_page_says_how_far(
    cycle, hr, manager, django_capture_on_commit_callbacks
):
    people = [make_person("Mentor", f"No{number}", Role.MENTOR) for number in range(21)]
    for person in people:
        ReportingLineFactory.create(person=person, manager=manager)
    keys = [person.pk for person in people]

    with django_capture_on_commit_callbacks() as later:
        services.open_cycle(cycle=cycle, people=keys, by=hr)
    assert later
    assert opening_of(cycle) == (0, 21)
    assert not cycle.reviews.exists()

    open_for_people(cycle.pk, keys, hr.pk)
    open_for_people(cycle.pk, keys, hr.pk)

    assert cycle.reviews.count() == 21
    assert opening_of(cycle) is None
    assert Notice.objects.filter(recipient=hr, key__startswith="review-cycle").count() == 1


@pytest.mark.django_db
def test_a_round_closed_meanwhile_opens_nothing_more(cycle, hr, mentor):
    ReviewCycle.objects.update(state=CycleState.CLOSED)

    assert services.open_for_people(cycle=cycle, people=[mentor.pk], by=hr) == 0


@pytest.mark.django_db
def test_the_days_of_an_open_round_stay(cycle, hr):
    services.update_cycle(cycle=cycle, title="Annual, moved", dates=dates(), by=hr)
    ReviewCycle.objects.update(state=CycleState.OPEN)

    with pytest.raises(ValidationError, match="stay as people were told"):
        services.update_cycle(cycle=cycle, title="Again", dates=dates(), by=hr)

    assert ReviewCycle.objects.get().title == "Annual, moved"


@pytest.mark.django_db
def test_close_wants_a_reason_while_something_is_open(cycle, hr, mentor, peer):
    services.open_cycle(cycle=cycle, people=[mentor.pk, peer.pk], by=hr)
    shared = put(cycle.reviews.get(reviewee=peer), ReviewState.SHARED)

    with pytest.raises(ValidationError, match="why you close it"):
        services.close_cycle(cycle=cycle, by=hr)
    services.close_cycle(cycle=cycle, reason="The year is over.", calls_off=True, by=hr)
    services.close_cycle(cycle=cycle, by=hr)

    cycle.refresh_from_db()
    shared.refresh_from_db()
    assert cycle.state == CycleState.CLOSED
    assert shared.state == ReviewState.SHARED
    off = cycle.reviews.get(reviewee=mentor)
    assert (off.state, off.cancelled_reason) == (ReviewState.CANCELLED, "The year is over.")


@pytest.mark.django_db
def test_a_round_that_was_never_open_is_not_closed(cycle, hr):
    with pytest.raises(ValidationError, match="not open yet"):
        services.close_cycle(cycle=cycle, by=hr)
