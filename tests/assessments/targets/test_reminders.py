from datetime import date, timedelta

import pytest
from django.utils import timezone

from assessments.cpd.models import CPDEntry, CPDPolicy
from assessments.cpd.rules import EntryState
from assessments.standards.models import Framework
from assessments.targets.services import alert_gaps, ask_impact
from assessments.targets.tasks import alert_gaps as alert_task
from assessments.targets.tasks import ask_impact as ask_task
from assessments.targets.tasks import freeze_years as freeze_task
from cms.people.notices.models import Notice
from cms.people.notices.rules import NoticeKind
from tests.factories.cpd import cpd_entry
from tests.factories.standards import st0148
from tests.factories.targets import absence, handed_in, in_post, with_impact

LAST = date(2026, 9, 1)


def after(weeks, days=0):
    return LAST + timedelta(weeks=weeks, days=days)


def asked(**more):
    return Notice.objects.filter(kind=NoticeKind.CPD_IMPACT, **more).count()


def test_asked_after_six_weeks_and_again_after_twelve(mentor):
    entry = handed_in(mentor, LAST)

    assert [ask_impact(on=after(weeks)) for weeks in (5, 6, 7, 11, 12, 13)] == [0, 1, 0, 0, 1, 0]
    assert asked(recipient=mentor) == 2
    entry.refresh_from_db()
    assert entry.impact_asked == 2


def test_run_twice_it_asks_once(mentor):
    handed_in(mentor, LAST)

    assert (ask_impact(on=after(6)), ask_impact(on=after(6))) == (1, 0)


def test_a_run_that_comes_late_asks_once_for_both(mentor):
    handed_in(mentor, LAST)

    assert ask_impact(on=after(15)) == 1
    assert ask_impact(on=after(16)) == 0
    assert asked() == 1


def test_it_counts_from_the_last_day(mentor):
    handed_in(mentor, LAST - timedelta(days=20), end_on=LAST)

    assert ask_impact(on=after(5, 6)) == 0
    assert ask_impact(on=after(6)) == 1


@pytest.mark.parametrize("status", ["partly", "clear"])
def test_who_has_answered_is_not_asked(mentor, status):
    with_impact(mentor, LAST, impact_status=status)

    assert ask_impact(on=after(12)) == 0


def test_too_early_to_say_is_asked_again(mentor):
    handed_in(mentor, LAST, impact_status="too_early", impact_noted_at=timezone.now())
    CPDEntry.objects.update(impact_noted_at="2026-10-14T09:00Z", impact_asked=1)

    assert ask_impact(on=after(8)) == 0
    assert ask_impact(on=after(12)) == 1


@pytest.mark.parametrize("state", [EntryState.DRAFT, EntryState.RETURNED])
def test_what_is_not_handed_in_is_not_asked_about(mentor, state):
    cpd_entry(mentor, start_on=LAST, state=state)

    assert ask_impact(on=after(12)) == 0


def test_nobody_is_asked_while_she_is_away_and_then_once(mentor):
    handed_in(mentor, LAST)
    absence(mentor, after(4), after(14))

    assert ask_impact(on=after(12)) == 0
    assert ask_impact(on=after(14, 1)) == 1


def test_what_is_long_ago_is_left_alone(mentor):
    handed_in(mentor, date(2024, 9, 1))

    assert ask_impact(on=after(0)) == 0


def test_an_account_that_is_closed_is_asked_nothing(mentor):
    handed_in(mentor, LAST)
    mentor.is_active = False
    mentor.save()

    assert ask_impact(on=after(6)) == 0


def test_the_policy_says_after_how_many_weeks(mentor):
    CPDPolicy.objects.create(from_year=2026, impact_first_weeks=2, impact_second_weeks=4)
    handed_in(mentor, LAST)

    assert [ask_impact(on=after(weeks)) for weeks in (1, 2, 4)] == [0, 1, 1]


def test_the_question_holds_no_words_of_the_entry(mentor):
    entry = handed_in(mentor, LAST, title="Talk on Amina’s case")
    ask_impact(on=after(6))
    notice = Notice.objects.get()

    assert "Amina" not in notice.title + notice.body + notice.url
    assert notice.title == "What changed after “Workshop” on 1 September 2026?"
    assert notice.url == f"/cpd/{entry.pk}/impact/"


def test_asking_costs_a_constant_number_of_queries_when_nothing_is_due(
    mentor, django_assert_num_queries
):
    for count in (1, 3):
        while CPDEntry.objects.count() < count:
            handed_in(mentor, LAST)
        with django_assert_num_queries(6):  # the entries, and a policy for each year
            ask_impact(on=after(1))


# The one message of a month ---------------------------------------------------------

NOVEMBER = date(2026, 11, 22)


@pytest.fixture
def worker(mentor):
    return in_post(mentor, started_on=date(2020, 1, 1))


def on_track(person):
    handed_in(person, date(2026, 10, 30), minutes=480)


def test_who_is_behind_with_a_gap_is_told_once_a_month(worker):
    handed_in(worker, date(2026, 8, 3), minutes=60)

    assert alert_gaps(on=NOVEMBER) == 1
    alert_gaps(on=NOVEMBER + timedelta(days=5))
    assert Notice.objects.filter(recipient=worker).count() == 1
    body = Notice.objects.get().body
    assert "Nothing was handed in since 4 August 2026." in body
    assert "1 h counted or waiting, where 7.5 h would be the share so far." in body

    alert_gaps(on=NOVEMBER + timedelta(days=20))
    assert Notice.objects.filter(recipient=worker).count() == 2


def test_who_is_on_track_is_told_nothing(worker):
    on_track(worker)

    assert alert_gaps(on=NOVEMBER) == 0
    assert not Notice.objects.exists()


def test_a_month_without_off_the_job_hours_is_told(worker):
    st0148()
    Framework.objects.update(off_the_job_hours=200)
    on_track(worker)
    handed_in(worker, date(2026, 9, 3), is_off_the_job=True, started_at="09:00")

    assert alert_gaps(on=NOVEMBER) == 1
    assert Notice.objects.get().body == "No off-the-job hours were logged in October."


def test_who_is_away_is_left_in_peace(worker):
    absence(worker, date(2026, 11, 1))

    assert alert_gaps(on=NOVEMBER) == 0


def test_nobody_but_mentors_is_told(manager, hr):
    assert alert_gaps(on=NOVEMBER) == 0


def test_the_tasks_are_known_by_their_names(db):
    names = [task.name for task in (ask_task, alert_task, freeze_task)]

    assert names == ["targets.ask_impact", "targets.alert_gaps", "targets.freeze_years"]
    for task in (ask_task, alert_task, freeze_task):
        task.apply()
