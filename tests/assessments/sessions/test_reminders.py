from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.sessions.rules import Attendance
from assessments.sessions.services import move_session, remind_of_sessions
from assessments.sessions.tasks import remind
from cms.people.notices.models import Notice
from cms.people.teams.models import Cover
from cms.people.teams.rules import CoverKind
from tests.factories import supervision as scenes
from tests.factories.people import days_ago
from tests.factories.supervision import agreement, group, held, moment, session

# near, unmarked (with their people), those late and what was told: whatever there is
QUERIES = 17


def at(days, hour=7):
    return moment(days, hour)


def told(recipient):
    rows = Notice.objects.filter(recipient=recipient, kind="supervision")
    return [notice.title for notice in rows.order_by("pk")]


@pytest.fixture
def planned(pair):
    """Booked a week ago for ten o’clock in two days."""
    held(pair, days=10)
    return session(pair, starts_at=at(2, 10), changed_at=timezone.localtime() - timedelta(days=7))


def test_two_days_before_and_on_the_morning_and_each_once(planned, mentor, supervisor):
    for now in (at(0), at(0, 8), at(1), at(2), at(2, 9), at(2, 12)):
        remind_of_sessions(now=now)

    for person in (mentor, supervisor):
        titles = told(person)
        assert len(titles) == 2
        assert titles[0].startswith("Supervision on ")
        assert titles[1] == "Today at 10:00: supervision"


def test_nothing_of_the_kind_or_the_place_is_said(pair, mentor):
    held(pair, days=10)
    session(pair, starts_at=at(0, 23), place="Room 4")

    remind_of_sessions(now=at(0, 8))

    notice = Notice.objects.get(recipient=mentor)
    assert "eflective" not in notice.title + notice.body
    assert "Room" not in notice.title + notice.body


def test_a_session_that_is_moved_is_reminded_of_again(planned, supervisor, mentor):
    remind_of_sessions(now=at(0))
    move_session(
        session=planned, starts_at=at(9, 10), minutes=60, medium="phone", place="", by=supervisor
    )
    remind_of_sessions(now=at(7))

    titles = [title for title in told(mentor) if title.startswith("Supervision on ")]
    assert len(titles) == 2


def test_who_was_told_today_is_not_reminded_before_the_day(pair, mentor):
    held(pair, days=10)
    session(pair, starts_at=at(1, 10))

    remind_of_sessions(now=timezone.now())

    assert told(mentor) == []


def test_who_sent_apologies_is_left_alone(supervisor, group_of, policies):
    meeting = group(supervisor, group_of, starts_at=at(0, 23))
    meeting.attendances.filter(attendee=group_of[0]).update(state=Attendance.APOLOGIES)

    remind_of_sessions(now=at(0, 8))

    assert told(group_of[0]) == []
    assert len(told(group_of[1])) == 1


def test_the_day_after_the_supervisor_is_asked_whether_it_was_held(pair, supervisor, mentor, dsl):
    held(pair, days=10)
    session(pair, starts_at=at(-1, 10))
    Cover.objects.create(
        stands_in=dsl, absent=supervisor, kind=CoverKind.SUPERVISOR, ends_on=days_ago(-7)
    )

    for _ in range(2):
        remind_of_sessions(now=at(0))

    assert [title.startswith("Was supervision on") for title in told(supervisor)] == [True]
    assert len(told(dsl)) == 1
    assert told(mentor) == []


def test_nobody_is_asked_on_the_day_itself(pair, supervisor):
    held(pair, days=10)
    session(pair, starts_at=at(0, 6))

    remind_of_sessions(now=at(0, 7))

    assert told(supervisor) == []


def due_notices(recipient):
    rows = Notice.objects.filter(recipient=recipient, kind="supervision_due")
    return [notice.title for notice in rows.order_by("pk")]


def test_due_is_told_to_the_pair_and_not_to_the_manager(pair, mentor, supervisor, manager):
    held(pair, days=38)

    for _ in range(2):
        remind_of_sessions()

    assert len(due_notices(mentor)) == 1
    assert due_notices(mentor)[0].startswith("Your supervision is due by")
    assert due_notices(supervisor)[0].startswith("Supervision of Yasmin Haddad is due by")
    assert due_notices(manager) == []


def test_what_is_booked_in_time_is_not_called_due(pair, mentor):
    held(pair, days=38)
    session(pair, starts_at=at(3))

    remind_of_sessions()

    assert due_notices(mentor) == []


def test_each_step_of_lateness_is_told_once_and_the_last_to_the_manager(
    pair, mentor, supervisor, manager
):
    held(pair, days=52)
    remind_of_sessions()
    assert "overdue since" in due_notices(mentor)[0]
    assert due_notices(manager) == []

    scenes.SupervisionSession.objects.update(held_at=at(-90))
    for _ in range(2):
        remind_of_sessions()

    assert len(due_notices(mentor)) == 2
    assert len(due_notices(supervisor)) == 2
    assert len(due_notices(manager)) == 1
    assert "Yasmin Haddad" in due_notices(manager)[0]


def test_a_manager_who_supervises_is_told_once(mentor, manager, policies):
    pair = agreement(mentor, manager, types=["managerial"])
    held(pair, days=90, type="managerial")

    remind_of_sessions()

    assert len(due_notices(manager)) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_a_second_run_costs_the_same_for_one_and_for_three(
    pair, peer, supervisor, django_assert_num_queries, count
):
    held(pair, days=90)
    for number in range(count):
        session(pair, starts_at=at(-1 - number))
        session(pair, starts_at=at(0, 20 + number))
    now = at(0, 8)
    remind_of_sessions(now=now)

    with django_assert_num_queries(QUERIES):
        assert remind_of_sessions(now=now) == 0


def test_the_task_runs_it(planned, supervisor):
    remind()
