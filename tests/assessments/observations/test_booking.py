from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.observations import services
from assessments.observations.models import Observation
from assessments.observations.rules import (
    ObservationKind,
    ObservationState,
    RecordingConsent,
    Setting,
)
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from cms.people.teams.models import ConflictOfInterest
from tests.factories import observations as make

pytestmark = pytest.mark.django_db
FORMAL, DEVELOPMENTAL = ObservationKind.FORMAL, ObservationKind.DEVELOPMENTAL


def book(mentor, observer, by, kind=FORMAL, **fields):
    template = fields.pop("template", None) or make.template(kind)
    values = {
        "template": template,
        "planned_for": timezone.localtime() + timedelta(days=3),
        "focus": "What happens after a silence",
        **fields,
    }
    return services.book_observation(mentor=mentor, observer=observer, kind=kind, by=by, **values)


def told(person):
    return set(Notice.objects.filter(recipient=person).values_list("title", flat=True))


def test_a_mentor_invites_a_peer_and_both_are_told(mentor, peer):
    row = book(mentor, peer, mentor, DEVELOPMENTAL)
    assert (row.state, row.booked_by) == (ObservationState.PLANNED, mentor)
    assert "You are invited to watch a colleague" in told(peer)
    assert "An observation is planned" in told(mentor)
    assert AuditEvent.objects.filter(verb="observation.planned", about=mentor).count() == 1


def test_who_may_not_plan_is_refused(mentor, peer, quality_lead):
    with pytest.raises(PermissionDenied):
        book(mentor, quality_lead, quality_lead, DEVELOPMENTAL)
    with pytest.raises(PermissionDenied):
        book(mentor, peer, peer, DEVELOPMENTAL)
    assert not Observation.objects.exists()


def test_a_declared_conflict_blocks_it_and_says_nothing_of_it(mentor, peer, manager):
    ConflictOfInterest.objects.create(person=peer, other=mentor, declared_by=peer)
    with pytest.raises(ValidationError) as problem:
        book(mentor, peer, mentor, DEVELOPMENTAL)
    assert "conflict" not in " ".join(problem.value.messages)


@pytest.mark.parametrize(
    "fields",
    [
        {"planned_for": timezone.localtime() - timedelta(days=1)},
        {"focus": " "},
    ],
)
def test_what_is_planned_is_sound(mentor, peer, fields):
    with pytest.raises(ValidationError):
        book(mentor, peer, mentor, DEVELOPMENTAL, **fields)


def test_a_template_is_of_the_kind_that_is_planned(mentor, peer):
    with pytest.raises(ValidationError):
        book(mentor, peer, mentor, DEVELOPMENTAL, template=make.template(FORMAL))


def test_an_earlier_version_of_a_template_is_not_booked(mentor, manager):
    old = make.template()
    old.is_current = False
    old.save()
    with pytest.raises(ValidationError):
        book(mentor, manager, manager, template=old)


def test_it_moves_and_the_others_are_told(mentor, peer):
    row = book(mentor, peer, mentor, DEVELOPMENTAL)
    later = timezone.localtime() + timedelta(days=9)
    values = {"planned_for": later, "setting": Setting.GROUP, "focus": "Silence", "revision": 0}
    services.move_observation(observation=row, by=mentor, **values)
    row = make.fresh(row)
    assert (row.planned_for, row.setting, row.focus) == (later, Setting.GROUP, "Silence")
    assert "An observation has moved" in told(peer)
    assert "An observation has moved" not in told(mentor)

    with pytest.raises(ValidationError) as problem:
        services.move_observation(observation=row, by=peer, **values)
    assert problem.value.code == "stale"


@pytest.mark.parametrize("state", ["seen", "released", "answered", "sealed", "cancelled"])
def test_only_what_is_planned_moves(mentor, manager, state):
    row = make.seen(mentor, manager)
    Observation.objects.filter(pk=row.pk).update(
        state=state, sealed_at=timezone.now(), words_hash="a"
    )
    with pytest.raises(ValidationError):
        services.move_observation(
            observation=row,
            planned_for=row.planned_for,
            setting=row.setting,
            focus="",
            revision=0,
            by=manager,
        )


def test_it_is_called_off_with_a_reason(mentor, manager, quality_lead):
    row = make.planned(mentor, manager)
    for by, reason, error in (
        (mentor, "I would rather not", PermissionDenied),
        (manager, " ", ValidationError),
    ):
        with pytest.raises(error):
            services.call_off_observation(observation=row, reason=reason, by=by)
    services.call_off_observation(observation=row, reason="The learner is ill", by=quality_lead)
    row = make.fresh(row)
    assert (row.state, row.called_off_reason) == ("cancelled", "The learner is ill")
    assert "An observation was called off" in told(mentor)
    with pytest.raises(ValidationError):
        services.call_off_observation(observation=row, reason="Again", by=quality_lead)


def test_a_second_observer_is_named_changed_and_taken_out_until_she_has_begun(
    mentor, manager, other_manager, quality_lead
):
    row = make.planned(mentor, manager)

    def name(second, by=quality_lead):
        services.name_second_observer(observation=row, second=second, by=by)
        return make.fresh(row).second_observer

    assert name(other_manager) == other_manager
    assert name(quality_lead) == quality_lead
    assert name(None) is None
    assert name(other_manager) == other_manager
    assert "You are asked to observe as the second person" in told(other_manager)
    with pytest.raises(PermissionDenied):
        name(None, by=manager)
    for nobody in (mentor, manager):
        with pytest.raises(ValidationError):
            name(nobody)
    make.note(row, other_manager)
    with pytest.raises(ValidationError):
        name(None)


def test_a_second_observer_has_no_conflict_with_the_mentor(
    mentor, manager, other_manager, quality_lead
):
    row = make.planned(mentor, manager)
    ConflictOfInterest.objects.create(person=mentor, other=other_manager, declared_by=mentor)
    with pytest.raises(ValidationError):
        services.name_second_observer(observation=row, second=other_manager, by=quality_lead)


def test_a_recording_is_asked_for_by_the_observer_and_answered_by_the_mentor(mentor, manager):
    row = make.planned(mentor, manager)

    def settle(to, by):
        return services.settle_recording(observation=row, to=to, by=by).recording

    with pytest.raises(PermissionDenied):
        settle(RecordingConsent.GIVEN, manager)
    assert settle(RecordingConsent.ASKED, manager) == RecordingConsent.ASKED
    with pytest.raises(PermissionDenied):
        settle(RecordingConsent.NOT_NEEDED, mentor)
    assert settle(RecordingConsent.GIVEN, mentor) == RecordingConsent.GIVEN
    assert settle(RecordingConsent.REFUSED, mentor) == RecordingConsent.REFUSED
    assert settle(RecordingConsent.REFUSED, mentor) == RecordingConsent.REFUSED
    assert "May the session be recorded?" in told(mentor)
    assert "The session may not be recorded" in told(manager)


def test_without_a_yes_a_recorded_session_is_not_seen(mentor, manager):
    row = make.planned(
        mentor, manager, setting=Setting.RECORDED, recording=RecordingConsent.REFUSED
    )
    with pytest.raises(ValidationError):
        services.mark_seen(observation=row, seen_at=timezone.now(), minutes=30, by=manager)
    assert make.fresh(row).state == ObservationState.PLANNED
