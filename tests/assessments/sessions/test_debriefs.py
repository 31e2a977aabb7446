from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.sessions.models import SupervisionSession
from assessments.sessions.queries import standing_of, supervisors_for_debrief
from assessments.sessions.services import (
    ask_for_debrief,
    book_debrief,
    last_day_for_debrief,
    mark_held,
)
from assessments.supervision.models import SupervisorPost
from cms.people.accounts.rules import Role
from cms.people.notices.models import Notice
from cms.people.teams.models import ConflictOfInterest
from tests.factories.people import days_ago, make_person
from tests.factories.supervision import agreement


@pytest.fixture
def trained(db):
    person = make_person("Peter", "Varga", Role.SUPERVISOR)
    SupervisorPost.objects.create(supervisor=person, trained_on=days_ago(200))
    return person


@pytest.fixture
def trained_long_ago(db):
    person = make_person("Gwen", "Ellis", Role.SUPERVISOR)
    SupervisorPost.objects.create(supervisor=person, trained_on=days_ago(900))
    return person


def soon():
    return timezone.now() + timedelta(hours=1)


def offer(mentor, by, **values):
    said = {"starts_at": soon(), "minutes": 30, "medium": "phone"}
    return book_debrief(mentor=mentor, supervisor=by, by=by, **{**said, **values})


def test_asking_tells_the_trained_and_her_own_and_says_no_reason(
    pair, mentor, supervisor, trained, trained_long_ago, manager, dsl
):
    told = ask_for_debrief(mentor=mentor, by=mentor)
    ask_for_debrief(mentor=mentor, by=mentor)

    assert set(told) == {supervisor, trained}
    notices = Notice.objects.all()
    assert {notice.recipient for notice in notices} == {supervisor, trained}
    assert len(notices) == 2


def test_where_nobody_is_known_to_be_trained_every_supervisor_is_told(mentor, supervisor, dsl):
    assert set(supervisors_for_debrief(mentor)) == {supervisor, dsl}


def test_nobody_with_a_conflict_is_told(pair, mentor, supervisor, trained):
    ConflictOfInterest.objects.create(person=trained, other=mentor, declared_by=mentor)

    assert list(supervisors_for_debrief(mentor)) == [supervisor]


def test_nobody_to_tell_is_said(mentor):
    with pytest.raises(ValidationError, match="line manager"):
        ask_for_debrief(mentor=mentor, by=mentor)


def test_nobody_asks_for_another(mentor, peer, supervisor):
    with pytest.raises(PermissionDenied):
        ask_for_debrief(mentor=mentor, by=peer)


def test_any_supervisor_holds_it_and_it_stands_under_no_agreement(mentor, trained, policies):
    booked = offer(mentor, trained)

    assert (booked.agreement, booked.due_on) == (None, None)
    assert Notice.objects.get(recipient=mentor).url == booked.get_absolute_url()


def test_with_her_own_supervisor_it_stands_under_their_agreement(pair, mentor, supervisor):
    assert offer(mentor, supervisor).agreement == pair


def test_it_replaces_no_planned_session(pair, mentor, supervisor):
    before = standing_of(mentor).due_on
    booked = offer(mentor, supervisor)
    booked.starts_at = timezone.now() - timedelta(hours=2)
    booked.save()

    mark_held(session=booked, held_at=booked.starts_at, minutes=30, by=supervisor)

    assert standing_of(mentor).due_on == before


def test_the_first_to_offer_holds_it(pair, mentor, supervisor, trained):
    offer(mentor, trained)

    with pytest.raises(ValidationError, match="planned already, with Peter Varga"):
        offer(mentor, supervisor)
    assert SupervisionSession.objects.count() == 1


def test_it_comes_within_two_working_days(pair, mentor, supervisor):
    last = last_day_for_debrief(timezone.now())
    late = timezone.localtime() + timedelta(days=(last - timezone.localdate()).days + 1)

    with pytest.raises(ValidationError, match="soon after"):
        offer(mentor, supervisor, starts_at=late)


@pytest.mark.parametrize(
    "name", ["mentor", "peer", "manager", "quality_lead", "admin", "hr", "dpo"]
)
def test_only_supervisors_hold_one(request, mentor, name):
    with pytest.raises(PermissionDenied):
        offer(mentor, request.getfixturevalue(name))


def test_none_for_somebody_with_a_conflict(mentor, trained):
    ConflictOfInterest.objects.create(person=mentor, other=trained, declared_by=mentor)

    with pytest.raises(ValidationError, match="another supervisor"):
        offer(mentor, trained)


def test_a_supervisor_may_need_one_too(supervisor, trained, policies):
    assert offer(supervisor, trained).attendances.get().attendee == supervisor


def test_a_mentor_with_two_supervisors_tells_both(pair, mentor, supervisor, manager):
    agreement(mentor, manager)

    assert set(supervisors_for_debrief(mentor)) == {supervisor, manager}
