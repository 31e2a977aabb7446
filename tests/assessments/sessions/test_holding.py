from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import ActivityType
from assessments.sessions.models import SupervisionSession
from assessments.sessions.queries import standing_of
from assessments.sessions.rules import Attendance, SessionState
from assessments.sessions.services import add_held_session, mark_held, mark_missed
from cms.people.notices.models import Notice
from cms.people.teams.models import Cover
from cms.people.teams.rules import CoverKind
from tests.factories.people import days_ago
from tests.factories.supervision import agreement, group, moment, session


@pytest.fixture
def past(pair):
    return session(pair, starts_at=moment(-1))


def test_held_keeps_when_how_long_and_what_it_did(past, supervisor, mentor):
    marked = mark_held(
        session=past,
        held_at=moment(-1, 11),
        minutes=50,
        functions=["restorative", "normative", "normative"],
        by=supervisor,
    )

    assert (marked.state, marked.held_at, marked.held_minutes) == ("held", moment(-1, 11), 50)
    assert marked.functions == ["normative", "restorative"]
    assert past.attendances.get().state == Attendance.CAME
    assert standing_of(mentor).last_on == days_ago(1)


def test_individual_supervision_is_no_cpd(past, supervisor):
    mark_held(session=past, held_at=moment(-1), minutes=60, by=supervisor)

    assert not CPDEntry.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"held_at": moment(1)},
        {"minutes": 0},
        {"minutes": 300},
        {"functions": ["managerial"]},
        {"came": {999_999}},
        {"came": set()},
    ],
)
def test_what_cannot_be_is_refused(past, supervisor, values):
    said = {"held_at": moment(-1), "minutes": 60}
    with pytest.raises(ValidationError):
        mark_held(session=past, by=supervisor, **{**said, **values})

    past.refresh_from_db()
    assert past.state == SessionState.PLANNED
    assert past.attendances.get().state == Attendance.EXPECTED


def test_who_stands_in_says_that_it_was_held(past, supervisor, dsl):
    with pytest.raises(PermissionDenied):
        mark_held(session=past, held_at=moment(-1), minutes=60, by=dsl)
    Cover.objects.create(
        stands_in=dsl, absent=supervisor, kind=CoverKind.SUPERVISOR, ends_on=days_ago(-7)
    )

    assert mark_held(session=past, held_at=moment(-1), minutes=60, by=dsl).state == "held"


def test_missed_by_mistake_is_put_right(past, supervisor, mentor):
    mark_missed(session=past, reason="urgent", called_off_by="supervisee", by=supervisor)
    assert past.attendances.get().state == Attendance.ABSENT
    notice = Notice.objects.get(recipient=mentor)
    assert "urgent" not in notice.title + notice.body

    marked = mark_held(session=past, held_at=moment(-1), minutes=60, by=supervisor)

    assert (marked.called_off_by, marked.reason) == ("", "")
    assert past.attendances.get().state == Attendance.CAME


def test_a_session_missed_by_the_supervisor_leaves_no_mark_on_the_mentor(past, supervisor):
    mark_missed(session=past, reason="diary", called_off_by="supervisor", by=supervisor)

    assert past.attendances.get().state == Attendance.EXPECTED


def test_who_came_to_a_group_has_her_share_as_a_draft_once(supervisor, group_of):
    meeting = group(supervisor, group_of, starts_at=moment(-1))
    excused, absent, *came = group_of
    meeting.attendances.filter(attendee=excused).update(state=Attendance.APOLOGIES)

    mark_held(
        session=meeting,
        held_at=moment(-1),
        minutes=90,
        came={person.pk for person in came},
        by=supervisor,
    )

    entries = CPDEntry.objects.all()
    assert {entry.owner for entry in entries} == set(came)
    assert {entry.minutes for entry in entries} == {45}
    assert {entry.activity_type for entry in entries} == {ActivityType.GROUP_SUPERVISION}
    assert {entry.state for entry in entries} == {"draft"}
    states = dict(meeting.attendances.values_list("attendee", "state"))
    assert (states[excused.pk], states[absent.pk]) == (Attendance.APOLOGIES, Attendance.ABSENT)
    assert Notice.objects.filter(kind="cpd_draft").count() == 2


def test_without_a_list_everybody_came_who_sent_no_apologies(supervisor, group_of):
    meeting = group(supervisor, group_of, starts_at=moment(-1))
    meeting.attendances.filter(attendee=group_of[0]).update(state=Attendance.APOLOGIES)

    mark_held(session=meeting, held_at=moment(-1), minutes=75, by=supervisor)

    assert meeting.attendances.filter(state=Attendance.CAME).count() == 3


def add(pair, by, days=-2, **values):
    said = {"type": "reflective", "held_at": moment(days), "minutes": 40, "medium": "phone"}
    return add_held_session(agreement=pair, by=by, **{**said, **values})


def test_one_that_took_place_unbooked_is_put_right(pair, supervisor, mentor):
    added = add(pair, supervisor, functions=["restorative"])
    again = add(pair, supervisor, functions=["restorative"])

    assert added == again
    assert (added.state, added.held_minutes, added.due_on is not None) == ("held", 40, True)
    assert standing_of(mentor).last_on == days_ago(2)


@pytest.mark.parametrize(
    ("days", "code"), [(1, "to_come"), (-120, "long_ago"), (-500, "agreement")]
)
def test_only_what_took_place_not_long_ago_is_added(pair, supervisor, days, code):
    with pytest.raises(ValidationError) as refused:
        add(pair, supervisor, days)

    assert refused.value.code == code
    assert not SupervisionSession.objects.exists()


def test_a_mentor_adds_none_even_where_she_books(mentor, supervisor, policies):
    pair = agreement(mentor, supervisor, who_books="either")

    with pytest.raises(PermissionDenied):
        add(pair, mentor)


def test_the_past_of_a_demo_college_can_be_told(pair, supervisor, mentor):
    at = timezone.localtime() - timedelta(days=200)

    marked = add(pair, supervisor, days=-201, at=at)

    assert marked.created_at == at
    assert not Notice.objects.filter(due_at__isnull=False).exists()
