from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from assessments.sessions.models import SessionAttendance
from assessments.sessions.queries.standing import (
    due_for_booking,
    effect_of,
    people_under,
    standing_of,
    standings,
)
from assessments.sessions.rules import Attendance
from assessments.supervision.models import CollegeClosure, SupervisionNeed, SupervisionPolicy
from assessments.supervision.queries.policies import policy_values
from assessments.supervision.rules.frequency import Policy, Status
from assessments.supervision.rules.kinds import CountsTowards, SessionType
from assessments.supervision.rules.states import NeedKind
from assessments.supervision.services.policies import load_default_policies
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.teams.models import Absence
from tests.factories import supervision as scenes
from tests.factories.contact_hours import contact_month
from tests.factories.people import days_ago, make_person

pytestmark = pytest.mark.django_db
# policies, agreements, needs, absences, sessions, closures, posts with roles
QUERIES = 7


@pytest.fixture(autouse=True)
def policies(db):
    load_default_policies()


@pytest.fixture
def pair(mentor, supervisor):
    return scenes.agreement(mentor, supervisor)


def test_standing_reads_what_was_held(mentor, pair):
    scenes.held(pair, 40)
    scenes.held(pair, 3, held_minutes=10)
    scenes.called_off(pair, starts_at=timezone.localtime() - timedelta(days=1))
    scenes.session(pair)

    found = standing_of(mentor)

    assert (found.status, found.last_on) == (Status.DUE, days_ago(40))
    assert found.due_on == days_ago(-2)
    assert found.sentence.startswith("Last met 40 days ago; a later session was shorter")


def test_standing_counts_only_those_who_came(mentor, peer, supervisor):
    row = scenes.group(
        supervisor, [mentor, peer], starts_at=timezone.localtime() - timedelta(days=5)
    )
    row.state, row.held_at = "held", row.starts_at
    row.save()
    row.attendances.filter(attendee=mentor).update(state=Attendance.CAME)
    row.attendances.filter(attendee=peer).update(state=Attendance.ABSENT)
    SupervisionPolicy.objects.update(group_percent=100)

    found = standings([mentor, peer])

    assert found[mentor.pk].last_on == days_ago(5)
    assert found[peer.pk].last_on is None


def test_standing_follows_absence_closure_and_need(mentor, pair):
    scenes.held(pair, 30)
    before = standing_of(mentor).due_on
    CollegeClosure.objects.create(name="Break", starts_on=days_ago(9), ends_on=days_ago(5))

    assert standing_of(mentor).due_on == before + timedelta(days=5)

    SupervisionNeed.objects.create(
        person=mentor, kind=NeedKind.SUPPORT_PLAN, starts_on=days_ago(20)
    )
    assert standing_of(mentor).interval_days == 14

    Absence.objects.create(person=mentor, starts_on=days_ago(2))
    assert standing_of(mentor).status == Status.PAUSED
    assert due_for_booking(mentor) == (None, 0)


def test_standing_counts_safeguarding_supervision_apart(mentor, pair):
    SupervisionNeed.objects.create(
        person=mentor, kind=NeedKind.SAFEGUARDING_LINK, starts_on=days_ago(90)
    )
    scenes.held(pair, 10, type=SessionType.SAFEGUARDING)

    own = standing_of(mentor, target=CountsTowards.SAFEGUARDING)

    assert own.last_on == days_ago(10)
    assert standing_of(mentor).last_on is None


def test_standing_counts_hours_where_a_policy_asks(mentor, pair):
    SupervisionPolicy.objects.update(contact_hours=1)
    scenes.held(pair, 5)
    contact_month(mentor, one_to_one_minutes=6_000)
    contact_month(mentor, days_ago(40).replace(day=1), one_to_one_minutes=6_000)

    assert standing_of(mentor).due_on < days_ago(-37)


def test_standing_of_somebody_without_supervision_asks_for_nothing(hr, supervisor, mentor):
    without_post = User.objects.create_user("nobody@x.test")

    found = standings([hr, supervisor, without_post])

    assert {each.status for each in found.values()} == {Status.NONE}
    assert standings([]) == {}


def test_standing_of_a_supervisor_with_an_agreement_of_her_own(supervisor, other_manager):
    scenes.agreement(supervisor, other_manager, starts_on=days_ago(20))

    assert standing_of(supervisor).due_on == days_ago(-22)


def test_standing_uses_what_two_people_agreed_when_it_is_more_often(mentor, supervisor):
    scenes.held(scenes.agreement(mentor, supervisor, interval_days=28), 10)

    assert due_for_booking(mentor) == (days_ago(-18), 7)


def test_standing_on_an_earlier_day_knows_nothing_of_later_ones(mentor, pair):
    scenes.held(pair, 40)
    scenes.held(pair, 5)

    assert standing_of(mentor, days_ago(10)).last_on == days_ago(40)


def test_due_for_booking_gives_grace_in_days_of_the_calendar(mentor, pair):
    scenes.held(pair, 30)
    due_on = days_ago(-12)
    CollegeClosure.objects.create(
        name="Christmas", starts_on=due_on + timedelta(days=2), ends_on=due_on + timedelta(days=11)
    )

    assert due_for_booking(mentor) == (due_on, 17)


@pytest.mark.parametrize("count", [1, 3, 30])
def test_standings_ask_the_same_number_of_times(count, supervisor, team, django_assert_num_queries):
    people = [make_person(f"Mentor{n}", "Example", Role.MENTOR, team=team) for n in range(count)]
    for number, person in enumerate(people):
        pair = scenes.agreement(person, supervisor)
        scenes.held(pair, 20 + number)
        scenes.held(pair, 60 + number)
        Absence.objects.create(person=person, starts_on=days_ago(50), ends_on=days_ago(45))

    with django_assert_num_queries(QUERIES):
        found = standings(people)

    assert len(found) == count
    assert {each.status for each in found.values()} <= {Status.ON_TRACK, Status.DUE, Status.OVERDUE}


def test_standings_ask_once_more_where_hours_count(mentor, peer, django_assert_num_queries):
    SupervisionPolicy.objects.filter(key="confirmed").update(contact_hours=35)

    with django_assert_num_queries(QUERIES + 1):
        standings([mentor, peer])


def test_people_under_counts_mentors_by_policy(mentor, peer, supervisor):
    SupervisionNeed.objects.create(
        person=peer, kind=NeedKind.SAFEGUARDING_LINK, starts_on=days_ago(9)
    )
    scenes.held(scenes.agreement(peer, supervisor), 5)

    assert people_under() == {"confirmed": 1, "safeguarding-link": 1, "link-safeguarding": 1}


def test_effect_of_a_stricter_policy(mentor, peer, supervisor, hr):
    for person, days in ((mentor, 40), (peer, 10)):
        scenes.held(scenes.agreement(person, supervisor), days)
    values = policy_values(SupervisionPolicy.objects.get(key="confirmed"))
    changed = Policy(**{**vars(values), "interval_days": 28})

    found = effect_of(changed)

    assert (found.people, found.under_before, found.under_after) == (2, 2, 2)
    assert (found.earlier, found.later) == (2, 0)
    moved = {status: (before, after) for status, before, after in found.statuses}
    assert moved[Status.DUE] == (1, 0)
    assert moved[Status.OVERDUE] == (0, 1)
    assert SupervisionPolicy.objects.get(key="confirmed").interval_days == 42


def test_effect_of_a_new_policy(mentor, peer, team):
    new = Policy(name="Our team", interval_days=60, priority=95, team=team.pk, fte_from=Decimal(1))

    found = effect_of(new)

    assert (found.under_before, found.under_after, found.later) == (0, 2, 2)


def test_a_session_without_minutes_taken_counts_as_planned(mentor, pair):
    scenes.held(pair, 4, held_minutes=None)

    assert standing_of(mentor).last_on == days_ago(4)
    assert SessionAttendance.objects.count() == 1
