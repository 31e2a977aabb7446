from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from assessments.reviews import services
from assessments.reviews.rules import CycleState, ReviewState, Stance, deadlines
from assessments.supervision.models import CollegeClosure
from cms.people.notices.models import Notice
from tests.factories import reviews

from .moves import answer, fresh, put

MONDAY = date(2026, 3, 2)
CLOSED = [(date(2026, 3, 9), date(2026, 3, 13))]


# Days, without a database ----------------------------------------------------------


def test_five_working_days_after_a_monday_is_the_next_monday():
    assert deadlines.may_sign_from(MONDAY, 5) == date(2026, 3, 9)


def test_days_on_which_the_college_is_closed_are_none():
    assert deadlines.may_sign_from(MONDAY, 5, CLOSED) == date(2026, 3, 16)
    assert deadlines.working_days_between(MONDAY, date(2026, 3, 16), CLOSED) == 5
    assert deadlines.working_day_before(date(2026, 3, 16), 2, CLOSED) == date(2026, 3, 5)


def test_nothing_lies_between_a_day_and_one_before_it():
    assert deadlines.working_days_between(MONDAY, MONDAY) == 0
    assert deadlines.working_days_between(MONDAY, date(2026, 2, 20)) == 0


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 2, 25), 0),
        (date(2026, 2, 26), 1),
        (date(2026, 3, 4), 1),
        (date(2026, 3, 5), 2),
        (date(2026, 6, 1), 2),
    ],
)
def test_self_assessments_are_asked_for_before_and_after_their_day(today, due):
    assert deadlines.self_reminders_due(MONDAY, today, 2) == due


def test_no_reminder_when_the_college_wants_none():
    assert deadlines.self_reminders_due(MONDAY, date(2026, 6, 1), 0) == 0


@pytest.mark.parametrize(
    ("today", "due"),
    [(date(2026, 3, 6), 0), (date(2026, 3, 9), 1), (date(2026, 3, 16), 2), (date(2026, 5, 1), 2)],
)
def test_answers_are_asked_for_when_the_days_to_read_are_over(today, due):
    assert deadlines.answer_reminders_due(MONDAY, 5, today) == due


# The daily run ---------------------------------------------------------------------


def noon(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))


@pytest.fixture
def opened(mentor, manager, senior):
    return reviews.review(
        mentor,
        manager,
        countersigner=senior,
        self_due_on=MONDAY,
        due_on=date(2026, 5, 29),
        period_to=date(2026, 5, 1),
        period_from=date(2025, 8, 1),
    )


def told(person, part=""):
    return Notice.objects.filter(recipient=person, key__contains=part).count()


@pytest.mark.django_db
def test_the_self_assessment_is_asked_for_twice_and_counted(opened, mentor):
    for day in (date(2026, 2, 26), date(2026, 2, 26), date(2026, 3, 5), date(2026, 3, 6)):
        services.remind_of_reviews(now=noon(day))

    assert told(mentor, "self-") == 2
    assert fresh(opened).self_reminded == 2


@pytest.mark.django_db
def test_a_missed_day_is_made_good_once(opened, mentor):
    services.remind_of_reviews(now=noon(date(2026, 3, 20)))

    assert fresh(opened).self_reminded == 2
    assert told(mentor, "self-") == 1


@pytest.mark.django_db
def test_what_is_handed_in_is_not_asked_for(opened, mentor):
    reviews.self_assessment(opened)

    services.remind_of_reviews(now=noon(date(2026, 3, 20)))

    assert told(mentor) == 0


@pytest.mark.django_db
def test_drafts_are_asked_for_before_the_day_and_weekly_after_it(opened, manager):
    reviews.self_assessment(opened)
    days = [date(2026, 5, 14), date(2026, 5, 15), date(2026, 5, 29), date(2026, 6, 1)]
    counts = []
    for day in [*days, date(2026, 6, 5), date(2026, 6, 8)]:
        services.remind_of_reviews(now=noon(day))
        counts.append(told(manager, "draft-"))

    assert counts == [0, 1, 2, 2, 3, 3]


@pytest.mark.django_db
def test_nobody_is_chased_on_a_sunday_or_while_the_college_is_closed(opened, mentor, hr):
    assert services.remind_of_reviews(now=noon(date(2026, 3, 8))) == 0
    CollegeClosure.objects.create(
        name="Half-term", starts_on=date(2026, 3, 9), ends_on=date(2026, 3, 13)
    )
    assert services.remind_of_reviews(now=noon(date(2026, 3, 10))) == 0
    assert told(mentor) == 0


@pytest.mark.django_db
def test_nobody_is_chased_about_a_closed_round(opened, mentor, hr):
    opened.cycle = reviews.cycle(hr, state=CycleState.CLOSED, template=opened.template)
    opened.save()

    assert services.remind_of_reviews(now=noon(date(2026, 3, 20))) == 0


@pytest.mark.django_db
def test_without_an_answer_the_mentor_hears_twice_and_then_the_reviewer(shared, mentor, manager):
    put(shared, ReviewState.SHARED, shared_at=noon(MONDAY))

    for day in (date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 9), date(2026, 3, 16)):
        services.remind_of_reviews(now=noon(day))

    assert told(mentor, "answer-2026-03-02") == 2
    assert told(manager, "silence") == 1
    assert fresh(shared).reminded == 2


@pytest.mark.django_db
def test_an_answer_begins_the_count_anew(shared):
    put(shared, ReviewState.SHARED, reminded=2)

    answer(shared)

    assert fresh(shared).reminded == 0


@pytest.mark.django_db
def test_a_signature_is_asked_for_once_it_may_be_given(shared, mentor):
    put(
        shared,
        ReviewState.RESPONSE,
        shared_at=noon(MONDAY),
        answered_at=noon(MONDAY),
        changed_at=noon(MONDAY),
    )
    for day in (date(2026, 3, 11), date(2026, 3, 12), date(2026, 3, 16)):
        services.remind_of_reviews(now=noon(day))

    assert told(mentor, "review-sign-") == 2


@pytest.mark.django_db
def test_while_others_look_at_it_nobody_is_asked_to_sign(shared, mentor):
    put(shared, ReviewState.RESPONSE, is_sampled=True, answered_at=noon(MONDAY))

    assert services.remind_of_reviews(now=noon(date(2027, 3, 12))) == 0


@pytest.mark.django_db
def test_the_countersigner_is_reminded_to_meet_both(shared, senior):
    answer(shared, Stance.DISAGREE, "Otherwise.")
    put(shared, ReviewState.RESPONSE, answered_at=noon(MONDAY))

    counts = []
    for day in (date(2026, 3, 10), date(2026, 3, 11), date(2026, 3, 16), date(2026, 3, 17)):
        services.remind_of_reviews(now=noon(day))
        counts.append(told(senior, "meet-"))

    assert counts == [0, 1, 2, 2]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "who"), [("signed_reviewee", "manager"), ("signed_manager", "senior")]
)
def test_whose_signature_is_the_next_hears_of_it_again(shared, state, who, request):
    put(shared, ReviewState(state), changed_at=noon(MONDAY))

    counts = []
    for day in (date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 16)):
        services.remind_of_reviews(now=noon(day))
        counts.append(told(request.getfixturevalue(who), f"turn-{state}"))

    assert counts == [0, 1, 1, 2]


@pytest.mark.django_db
def test_what_is_over_reminds_nobody(shared, mentor):
    for state in (ReviewState.FINAL, ReviewState.CANCELLED):
        put(shared, state)
        assert services.remind_of_reviews(now=noon(date(2027, 3, 15))) == 0


@pytest.mark.django_db
def test_no_reminder_says_a_word_of_the_review(shared, mentor):
    put(shared, ReviewState.SHARED, shared_at=timezone.localtime() - timedelta(days=30))

    services.remind_of_reviews(now=noon(date(2030, 3, 18)))

    for notice in Notice.objects.all():
        assert reviews.STRENGTHS not in f"{notice.title} {notice.body}"
