from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.actions.models import SupervisionAction
from assessments.records import services
from assessments.records.models import RecordSignature, SupervisionRecord
from assessments.records.rules import NewAction, RecordState, Stance, UnsignedReason
from cms.people.audit.models import WrittenOnceError
from tests.factories.people import days_ago
from tests.factories.records import fresh, group_met, hash_of, locked, met, said, shared, signed

pytestmark = pytest.mark.django_db
STRANGERS = ["peer", "manager", "other_manager", "quality_lead", "dsl", "admin", "hr", "dpo"]


def sign(record, by, stance=Stance.AGREED, comment="", **given):
    values = {"words_hash": hash_of(record), **given}
    return services.sign_record(record=record, stance=stance, comment=comment, by=by, **values)


def lock(record, by, **given):
    values = {"words_hash": hash_of(record), **given}
    return services.countersign_record(record=record, by=by, **values)


@pytest.mark.parametrize("who", ["supervisor", *STRANGERS])
def test_nobody_signs_for_the_supervisee(mentor, supervisor, who, request):
    record = shared(met(mentor, supervisor))

    with pytest.raises(PermissionDenied):
        sign(record, request.getfixturevalue(who))
    assert not RecordSignature.objects.exists()


@pytest.mark.parametrize("who", ["mentor", *STRANGERS])
def test_nobody_locks_but_who_held_it(mentor, supervisor, who, request):
    record = signed(met(mentor, supervisor))

    with pytest.raises(PermissionDenied):
        lock(record, request.getfixturevalue(who))
    assert record.signatures.count() == 1


def test_a_stale_signature_is_refused(mentor, supervisor):
    session = met(mentor, supervisor)
    record = shared(session)
    read = hash_of(record)
    services.return_record(record=record, comment="The date.", by=mentor)
    again = fresh(session)
    services.save_record(
        record=again,
        content=said(learning="Other"),
        revision=again.revision,
        by=supervisor,
    )
    services.share_record(record=again, by=supervisor)

    with pytest.raises(ValidationError) as refused:
        sign(again, mentor, words_hash=read)
    assert refused.value.code == "stale"
    assert not RecordSignature.objects.exists()


def test_a_stale_lock_is_refused(mentor, supervisor):
    record = signed(met(mentor, supervisor))

    with pytest.raises(ValidationError) as refused:
        lock(record, supervisor, words_hash="0" * 64)
    assert refused.value.code == "stale"
    assert not SupervisionAction.objects.exists()


def test_a_second_click_signs_nothing(mentor, supervisor):
    record = shared(met(mentor, supervisor))
    sign(record, mentor)

    with pytest.raises(ValidationError) as refused:
        sign(record, mentor)
    assert refused.value.code == "signed"
    assert RecordSignature.objects.count() == 1


def test_a_second_click_locks_nothing_and_agrees_nothing_twice(mentor, supervisor):
    record = locked(met(mentor, supervisor))

    with pytest.raises(ValidationError):
        lock(record, supervisor)
    assert RecordSignature.objects.count() == 2
    assert SupervisionAction.objects.count() == 1


def test_a_draft_is_not_signed_and_an_unsigned_one_not_locked(mentor, supervisor):
    session = met(mentor, supervisor)
    record = services.begin_record(session=session, by=supervisor)

    with pytest.raises(ValidationError):
        sign(record, mentor)
    with pytest.raises(ValidationError):
        lock(record, supervisor)
    with pytest.raises(ValidationError):
        lock(shared(met(mentor, supervisor, days=2)), supervisor)


def test_a_view_of_her_own_is_kept_and_disputes_it(mentor, supervisor):
    record = shared(met(mentor, supervisor))

    sign(record, mentor, Stance.NOT_AGREED, "I remember it otherwise.")

    signature = RecordSignature.objects.get()
    assert (signature.stance, signature.comment) == ("not_agreed", "I remember it otherwise.")
    record = SupervisionRecord.objects.get()
    assert record.is_disputed
    assert record.state == RecordState.SIGNED_ONCE


@pytest.mark.parametrize("stance", [Stance.WITH_COMMENT, Stance.NOT_AGREED])
def test_her_view_is_required(mentor, supervisor, stance):
    record = shared(met(mentor, supervisor))

    with pytest.raises(ValidationError):
        sign(record, mentor, stance)
    assert not RecordSignature.objects.exists()


def test_a_signature_stays(mentor, supervisor):
    locked(met(mentor, supervisor))

    with pytest.raises(WrittenOnceError):
        RecordSignature.objects.first().delete()


# Not signed --------------------------------------------------------------------------


def unsigned(session, reminded=2):
    record = shared(session)
    SupervisionRecord.objects.update(reminded=reminded)
    return record


def test_not_signed_is_noted_after_two_reminders_and_never_before(mentor, supervisor):
    record = unsigned(met(mentor, supervisor), reminded=1)

    with pytest.raises(ValidationError) as refused:
        services.note_unsigned(record=record, reason=UnsignedReason.NO_ANSWER, by=supervisor)
    assert refused.value.code == "not_yet"

    SupervisionRecord.objects.update(reminded=2)
    services.note_unsigned(record=record, reason=UnsignedReason.NO_ANSWER, by=supervisor)
    record.refresh_from_db()
    assert record.state == RecordState.UNSIGNED_NOTED
    assert not RecordSignature.objects.exists()


def test_a_reason_is_one_of_the_list(mentor, supervisor):
    record = unsigned(met(mentor, supervisor))

    with pytest.raises(ValidationError):
        services.note_unsigned(record=record, reason="she was ill", by=supervisor)


def test_she_can_still_sign_after_it_was_noted(mentor, supervisor):
    session = met(mentor, supervisor)
    record = unsigned(session)
    services.note_unsigned(record=record, reason=UnsignedReason.AWAY, by=supervisor)

    sign(record, mentor)

    assert fresh(session).state == RecordState.SIGNED_ONCE


def test_an_unsigned_record_is_locked_with_one_signature_alone(mentor, supervisor):
    session = met(mentor, supervisor)
    record = unsigned(session)
    services.note_unsigned(record=record, reason=UnsignedReason.LEFT, by=supervisor)

    lock(record, supervisor)

    record = fresh(session)
    assert record.state == RecordState.LOCKED
    assert [row.signer for row in record.signatures.all()] == [supervisor]


@pytest.mark.parametrize("who", ["mentor", *STRANGERS])
def test_nobody_else_notes_it(mentor, supervisor, who, request):
    record = unsigned(met(mentor, supervisor))

    with pytest.raises(PermissionDenied):
        services.note_unsigned(
            record=record, reason=UnsignedReason.AWAY, by=request.getfixturevalue(who)
        )


# Groups ------------------------------------------------------------------------------


def group_shared(supervisor, people):
    actions = (NewAction("Bring one question", days_ago(-14), person=people[0].pk),)
    return shared(group_met(supervisor, people), actions=actions, needs=(), decisions=())


def test_a_group_is_signed_when_everybody_who_came_has(mentor, peer, supervisor):
    record = group_shared(supervisor, [mentor, peer])

    sign(record, mentor)
    assert SupervisionRecord.objects.get().state == RecordState.SHARED
    sign(record, peer)
    assert SupervisionRecord.objects.get().state == RecordState.SIGNED_ONCE

    lock(record, supervisor)
    action = SupervisionAction.objects.get()
    assert (action.supervisee, action.supervisor) == (mentor, supervisor)


def test_a_group_is_locked_after_five_working_days_without_everybody(mentor, peer, supervisor):
    record = group_shared(supervisor, [mentor, peer])
    sign(record, mentor)

    with pytest.raises(ValidationError) as refused:
        lock(record, supervisor)
    assert refused.value.code == "not_yet"

    SupervisionRecord.objects.update(shared_at=timezone.localtime() - timedelta(days=8))
    lock(record, supervisor)
    record = SupervisionRecord.objects.get()
    assert (record.state, record.unsigned_reason) == (RecordState.LOCKED, "no_answer")


def test_in_a_group_each_action_says_whose_it_is(mentor, peer, supervisor):
    with pytest.raises(ValidationError, match="whose"):
        shared(group_met(supervisor, [mentor, peer]), needs=(), decisions=())
