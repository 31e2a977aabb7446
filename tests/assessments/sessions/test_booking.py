from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.sessions.models import SupervisionSession
from assessments.sessions.queries import due_for_booking
from assessments.sessions.rules import SessionState
from assessments.sessions.services import (
    book_group,
    book_session,
    book_sessions,
    call_off_session,
)
from assessments.supervision.rules.kinds import SessionType
from assessments.supervision.rules.states import AgreementState, WhoBooks
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from cms.people.teams.models import ConflictOfInterest, Cover
from cms.people.teams.rules import CoverKind
from tests.factories.people import days_ago
from tests.factories.supervision import agreement, called_off, held, moment, session


def book(pair, by, days=5, **values):
    said = {"type": "reflective", "starts_at": moment(days), "minutes": 60, "medium": "video"}
    return book_session(agreement=pair, by=by, **{**said, **values})


def test_a_supervisor_books_and_the_mentor_is_told_when_and_never_what(pair, supervisor, mentor):
    booked = book(pair, supervisor, place="Room 4")

    notice = Notice.objects.get(recipient=mentor)
    assert booked.state == SessionState.PLANNED
    assert [row.attendee for row in booked.attendances.all()] == [mentor]
    assert notice.url == booked.get_absolute_url()
    assert "reflective" not in (notice.title + notice.body).lower()
    assert "Room 4" not in notice.title + notice.body
    assert not Notice.objects.filter(recipient=supervisor).exists()
    event = AuditEvent.objects.get(verb="supervision_session.booked")
    assert (event.actor, event.about, event.detail) == (supervisor, mentor, {})


@pytest.mark.parametrize(
    "name",
    ["mentor", "peer", "manager", "other_manager", "dsl", "quality_lead", "admin", "hr", "dpo"],
)
def test_others_do_not_book_where_the_supervisor_does(request, pair, name):
    with pytest.raises(PermissionDenied):
        book(pair, request.getfixturevalue(name))
    assert not SupervisionSession.objects.exists()


def test_a_mentor_books_where_they_agreed_that_she_may(mentor, supervisor, policies):
    pair = agreement(mentor, supervisor, who_books=WhoBooks.EITHER)

    booked = book(pair, mentor)

    assert (booked.booked_by, booked.supervisor) == (mentor, supervisor)
    assert Notice.objects.filter(recipient=supervisor).count() == 1


def test_who_stands_in_books_in_the_supervisors_place(pair, supervisor, dsl):
    Cover.objects.create(
        stands_in=dsl, absent=supervisor, kind=CoverKind.SUPERVISOR, ends_on=days_ago(-7)
    )

    assert book(pair, dsl).supervisor == supervisor


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"days": -1}, "past"),
        ({"days": 400}, "far_ahead"),
        ({"type": "managerial"}, "kind"),
        ({"type": "group"}, "kind"),
        ({"type": "adhoc_debrief"}, "kind"),
    ],
)
def test_what_cannot_be_booked_is_refused_in_words(pair, supervisor, values, code):
    with pytest.raises(ValidationError) as refused:
        book(pair, supervisor, **values)

    assert refused.value.code == code
    assert not SupervisionSession.objects.exists()


@pytest.mark.parametrize("minutes", [5, 19, 121])
def test_the_length_has_its_limits(pair, supervisor, minutes):
    with pytest.raises(ValidationError):
        book(pair, supervisor, minutes=minutes)
    assert not SupervisionSession.objects.exists()


def test_no_session_beyond_an_agreements_last_day(mentor, supervisor, policies):
    pair = agreement(mentor, supervisor, ends_on=days_ago(-10))

    book(pair, supervisor, days=10)
    with pytest.raises(ValidationError, match="ends on"):
        book(pair, supervisor, days=11)


@pytest.mark.parametrize("state", [AgreementState.OFFERED, AgreementState.ENDED])
def test_no_session_under_an_agreement_that_is_not_in_force(mentor, supervisor, policies, state):
    with pytest.raises(ValidationError, match="both have signed"):
        book(agreement(mentor, supervisor, state=state), supervisor)


def test_the_day_it_is_due_is_kept_when_it_is_booked(pair, supervisor, mentor):
    held(pair, days=30)
    due_on, grace = due_for_booking(mentor)

    booked = book(pair, supervisor)

    assert (booked.due_on, booked.tolerance_days) == (due_on, grace)
    assert due_on is not None


def test_the_second_of_two_is_due_after_the_first(pair, supervisor, mentor):
    held(pair, days=20)
    first = book(pair, supervisor, days=5)

    second = book(pair, supervisor, days=40)

    interval = (due_for_booking(mentor)[0] - days_ago(20)).days
    assert second.due_on == timezone.localdate(first.starts_at) + timedelta(days=interval)


def test_the_same_form_sent_twice_is_one_session_and_one_notice(pair, supervisor, mentor):
    first, second = book(pair, supervisor), book(pair, supervisor)

    assert first == second
    assert Notice.objects.filter(recipient=mentor).count() == 1
    assert AuditEvent.objects.filter(verb="supervision_session.booked").count() == 1


def test_a_session_booked_again_keeps_the_day_of_the_first(pair, supervisor):
    before = called_off(pair, due_on=days_ago(3), tolerance_days=7)

    again = book(pair, supervisor, instead_of=before)

    assert (again.instead_of, again.due_on, again.tolerance_days) == (before, days_ago(3), 7)


def test_one_session_is_booked_again_once(pair, supervisor):
    before = called_off(pair)
    book(pair, supervisor, instead_of=before)

    with pytest.raises(ValidationError, match="already"):
        book(pair, supervisor, days=9, instead_of=before)


def test_what_still_stands_is_not_booked_again(pair, supervisor, meeting, peer):
    others = called_off(agreement(peer, supervisor))

    for before in (meeting, others):
        with pytest.raises(ValidationError, match="called off or missed"):
            book(pair, supervisor, instead_of=before)


def test_several_ahead_are_one_message(pair, supervisor, mentor):
    starts = [moment(days) for days in (7, 35, 63)]

    booked = book_sessions(
        agreement=pair,
        type="developmental",
        starts=starts,
        minutes=60,
        medium="phone",
        by=supervisor,
    )

    assert [row.starts_at for row in booked] == starts
    assert Notice.objects.get(recipient=mentor).title == "3 times for supervision are booked"
    dues = [row.due_on for row in booked]
    assert dues == sorted(dues)
    assert len(set(dues)) == 3


def test_of_a_series_that_cannot_stand_nothing_is_booked(mentor, supervisor, policies):
    pair = agreement(mentor, supervisor, ends_on=days_ago(-40))

    with pytest.raises(ValidationError):
        book_sessions(
            agreement=pair, type="reflective", starts=[moment(7), moment(63)], minutes=60,
            medium="phone", by=supervisor,
        )  # fmt: skip

    assert not SupervisionSession.objects.exists()


def group(supervisor, people, by=None, **values):
    said = {"starts_at": moment(6), "minutes": 90, "medium": "in_person"}
    return book_group(
        supervisor=supervisor, attendees=people, by=by or supervisor, **{**said, **values}
    )


def test_a_group_is_for_four_to_eight_mentors_who_are_all_told(supervisor, group_of):
    booked = group(supervisor, group_of)

    assert (booked.type, booked.agreement, booked.due_on) == (SessionType.GROUP, None, None)
    assert {row.attendee for row in booked.attendances.all()} == set(group_of)
    assert Notice.objects.count() == 4


def test_a_group_of_three_is_none(supervisor, group_of):
    with pytest.raises(ValidationError, match="4 to 8"):
        group(supervisor, group_of[:3])


def test_the_same_person_twice_is_one(supervisor, group_of):
    with pytest.raises(ValidationError, match="4 to 8"):
        group(supervisor, [*group_of[:3], group_of[0]])


def test_a_group_is_of_mentors_without_a_conflict(supervisor, group_of, hr):
    with pytest.raises(ValidationError, match="from the list"):
        group(supervisor, [*group_of[:3], hr])
    ConflictOfInterest.objects.create(person=group_of[0], other=supervisor, declared_by=group_of[0])
    with pytest.raises(ValidationError, match="from the list"):
        group(supervisor, group_of)


@pytest.mark.parametrize("name", ["mentor", "manager", "quality_lead", "admin", "hr", "dpo", "dsl"])
def test_a_group_is_planned_by_who_holds_it(request, supervisor, group_of, name):
    with pytest.raises(PermissionDenied):
        group(supervisor, group_of, by=request.getfixturevalue(name))


def test_a_session_called_off_leaves_its_time_free(pair, supervisor):
    first = book(pair, supervisor)
    call_off_session(session=first, called_off_by="supervisor", reason="diary", by=supervisor)

    assert book(pair, supervisor) != first


def test_other_pairs_sessions_are_no_part_of_what_is_due(pair, supervisor, peer):
    session(agreement(peer, supervisor), starts_at=moment(2))
    held(pair, days=30)

    assert book(pair, supervisor).due_on == due_for_booking(pair.supervisee)[0]
