"""The way of a record from the first word to the lock, and what begins with it."""

import pytest

from assessments.actions.models import SupervisionAction
from assessments.actions.rules import ActionState
from assessments.plans.models import PlanLine
from assessments.records import services
from assessments.records.rules import RecordState, Review, ReviewKind, Stance
from cms.people.notices.models import Notice
from tests.factories import supervision
from tests.factories.people import days_ago
from tests.factories.records import (
    NEED,
    STEP,
    drafted,
    fresh,
    hash_of,
    locked,
    met,
    shared,
    signed,
)

pytestmark = pytest.mark.django_db


def test_a_record_goes_from_a_draft_to_two_signatures_and_the_lock(mentor, supervisor):
    session = met(mentor, supervisor)
    record = drafted(session)
    assert record.state == RecordState.DRAFTED

    services.share_record(record=record, by=supervisor)
    services.sign_record(record=record, stance=Stance.AGREED, words_hash=hash_of(record), by=mentor)
    services.countersign_record(record=record, words_hash=hash_of(record), by=supervisor)

    record = fresh(session)
    assert record.state == RecordState.LOCKED
    assert record.words_hash == hash_of(record)
    assert [row.part for row in record.signatures.all()] == ["supervisee", "supervisor"]
    assert {row.words_hash for row in record.signatures.all()} == {record.words_hash}


def test_nothing_is_an_action_before_both_have_signed(mentor, supervisor):
    record = signed(met(mentor, supervisor))
    assert not SupervisionAction.objects.exists()
    assert not PlanLine.objects.exists()

    services.countersign_record(record=record, words_hash=hash_of(record), by=supervisor)

    action = SupervisionAction.objects.get()
    assert (action.words, action.supervisee, action.due_on) == (STEP, mentor, days_ago(-14))
    assert (action.supervisee_shares, action.supervisor_shares) == (False, False)
    line = PlanLine.objects.get()
    assert (line.owner, line.need, line.origin, line.is_shared) == (
        mentor,
        NEED,
        "supervision",
        False,
    )


@pytest.mark.parametrize(
    ("kind", "state", "carried"),
    [
        (ReviewKind.PROGRESS, ActionState.OPEN, 0),
        (ReviewKind.DONE, ActionState.DONE, 0),
        (ReviewKind.CARRIED, ActionState.OPEN, 1),
        (ReviewKind.CHANGED, ActionState.CHANGED, 0),
        (ReviewKind.DROPPED, ActionState.DROPPED, 0),
    ],
)
def test_what_was_said_of_an_earlier_action_is_said_of_it_at_the_lock(
    mentor, supervisor, kind, state, carried
):
    earlier = met(mentor, supervisor, days=30)
    action = supervision.action(earlier, created_at=earlier.held_at)
    review = Review(action.pk, "", kind, "Half of it.", days_ago(-7))

    locked(met(mentor, supervisor), reviews=(review,))

    action.refresh_from_db()
    assert (action.state, action.carried_count) == (state, carried)


def test_an_action_that_was_closed_elsewhere_meanwhile_stays_as_it_is(mentor, supervisor):
    from assessments.actions.services import close_action

    earlier = met(mentor, supervisor, days=30)
    action = supervision.action(earlier, created_at=earlier.held_at)
    session = met(mentor, supervisor)
    review = Review(action.pk, "", ReviewKind.CARRIED, "", days_ago(-7))
    record = signed(session, reviews=(review,))
    close_action(action=action, note="It shows in the tutorial.", by=mentor)

    services.countersign_record(record=record, words_hash=hash_of(record), by=supervisor)

    assert fresh(session).state == RecordState.LOCKED
    action.refresh_from_db()
    assert action.state == ActionState.DONE
    assert Notice.objects.filter(key=f"record-actions-{record.pk}", recipient=supervisor).exists()


def test_a_returned_record_is_changed_and_shared_again(mentor, supervisor):
    session = met(mentor, supervisor)
    record = shared(session)

    services.return_record(record=record, comment="The date is wrong.", by=mentor)

    record = fresh(session)
    assert record.state == RecordState.RETURNED
    services.share_record(record=record, by=supervisor)
    assert fresh(session).state == RecordState.SHARED
    assert Notice.objects.filter(recipient=mentor, key__startswith="record-shared").count() == 2
