import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.sessions.rules import Attendance, CalledOffBy, CallOffReason, SessionState
from assessments.sessions.services import (
    answer_session,
    book_session,
    call_off_session,
    move_session,
)
from assessments.supervision.rules.states import AgreementState
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from tests.factories.people import days_ago
from tests.factories.supervision import agreement, called_off, group, moment, session


def move(meeting, by, **values):
    said = {"starts_at": moment(9), "minutes": 45, "medium": "video", "place": "Room 7"}
    return move_session(session=meeting, by=by, **{**said, **values})


def test_a_move_counts_up_and_keeps_the_day_it_is_due(meeting, mentor, supervisor):
    meeting.due_on = days_ago(-4)
    meeting.save()

    moved = move(meeting, mentor)

    assert (moved.starts_at, moved.minutes, moved.place) == (moment(9), 45, "Room 7")
    assert (moved.sequence, moved.due_on) == (1, days_ago(-4))
    notice = Notice.objects.get()
    assert notice.recipient == supervisor
    assert "Room 7" not in notice.title + notice.body


def test_each_move_is_told_and_one_that_changes_nothing_is_not(meeting, mentor, supervisor):
    move(meeting, supervisor)
    move(meeting, supervisor)
    move(meeting, supervisor, starts_at=moment(10))

    meeting.refresh_from_db()
    assert meeting.sequence == 2
    assert Notice.objects.filter(recipient=mentor).count() == 2


def test_a_move_from_what_was_there_before_is_refused(meeting, mentor, supervisor):
    move(meeting, supervisor, seen=0)

    with pytest.raises(ValidationError) as refused:
        move(meeting, mentor, starts_at=moment(11), seen=0)

    meeting.refresh_from_db()
    assert refused.value.code == "changed"
    assert meeting.starts_at == moment(9)


def test_nothing_is_moved_into_the_past_or_beyond_the_agreement(mentor, supervisor, policies):
    meeting = session(agreement(mentor, supervisor, ends_on=days_ago(-30)))

    for days in (-2, 31):
        with pytest.raises(ValidationError):
            move(meeting, supervisor, starts_at=moment(days))
    with pytest.raises(ValidationError):
        move(meeting, supervisor, minutes=5)

    meeting.refresh_from_db()
    assert meeting.sequence == 0


@pytest.mark.parametrize(
    ("side", "attendance"),
    [
        (CalledOffBy.SUPERVISEE, Attendance.APOLOGIES),
        (CalledOffBy.SUPERVISOR, Attendance.EXPECTED),
        (CalledOffBy.COLLEGE, Attendance.EXPECTED),
    ],
)
def test_whose_side_it_was_is_kept_and_told_to_nobody(
    meeting, mentor, supervisor, side, attendance
):
    called_off = call_off_session(
        session=meeting, called_off_by=side, reason=CallOffReason.NOT_READY, by=mentor
    )

    notice, event = Notice.objects.get(recipient=supervisor), AuditEvent.objects.get()
    assert (called_off.state, called_off.called_off_by) == (SessionState.CANCELLED, side)
    assert called_off.sequence == 1
    assert meeting.attendances.get().state == attendance
    assert "prepared" not in notice.title + notice.body
    assert event.detail == {}


@pytest.mark.parametrize(("side", "reason"), [("nobody", "diary"), ("supervisor", "ill")])
def test_only_sides_and_reasons_of_the_list(meeting, supervisor, side, reason):
    with pytest.raises(ValueError, match="valid"):
        call_off_session(session=meeting, called_off_by=side, reason=reason, by=supervisor)


def test_a_mentor_cannot_call_off_a_group_and_sends_apologies(supervisor, group_of, peer):
    meeting, one = group(supervisor, group_of), group_of[0]
    with pytest.raises(PermissionDenied):
        call_off_session(session=meeting, called_off_by="supervisee", reason="away", by=one)

    answer_session(session=meeting, comes=False, by=one)
    answer_session(session=meeting, comes=False, by=one)

    assert meeting.attendances.get(attendee=one).state == Attendance.APOLOGIES
    assert Notice.objects.get().recipient == supervisor
    answer_session(session=meeting, comes=True, by=one)
    assert meeting.attendances.get(attendee=one).state == Attendance.EXPECTED
    with pytest.raises(PermissionDenied):
        answer_session(session=meeting, comes=False, by=peer)


def test_in_a_pair_nobody_sends_apologies_it_is_moved_or_called_off(meeting, mentor):
    with pytest.raises(PermissionDenied):
        answer_session(session=meeting, comes=False, by=mentor)


def test_apologies_come_before_the_session_begins(supervisor, group_of):
    meeting = group(supervisor, group_of, starts_at=moment(-1))

    with pytest.raises(ValidationError):
        answer_session(session=meeting, comes=False, by=group_of[0])


def test_a_session_outlives_the_version_it_was_booked_under(pair, mentor, supervisor, meeting):
    off = called_off(pair)
    pair.state, pair.ends_on = AgreementState.REPLACED, days_ago(1)
    pair.save()
    newer = agreement(mentor, supervisor, starts_on=days_ago(0), version=2, previous=pair)

    moved = move(meeting, supervisor)
    again = book_session(
        agreement=newer,
        type="reflective",
        starts_at=moment(20),
        minutes=60,
        medium="phone",
        by=supervisor,
        instead_of=off,
    )

    assert moved.starts_at == moment(9)
    assert again.instead_of == off
