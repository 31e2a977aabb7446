import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.actions import services
from assessments.actions.models import ActionUpdate, SupervisionAction
from assessments.actions.rules import ActionState, UpdateKind
from cms.people.audit.models import WrittenOnceError
from tests.factories.people import days_ago
from tests.factories.supervision import agreement, held, session

WEEK = days_ago(-7)


@pytest.mark.parametrize("who", ["mentor", "supervisor"])
def test_each_of_the_pair_says_how_far_it_is(step, later, who, request):
    by = request.getfixturevalue(who)

    services.note_progress(action=step, words=" Tried it twice ", session=later, by=by)

    update = ActionUpdate.objects.get()
    assert (update.kind, update.words, update.session, update.author) == (
        UpdateKind.PROGRESS,
        "Tried it twice",
        later,
        by,
    )


def test_what_was_said_stays(step, mentor):
    services.note_progress(action=step, words="Tried it", by=mentor)

    with pytest.raises(WrittenOnceError):
        ActionUpdate.objects.get().save()


def test_nothing_is_said_of_a_closed_one(step, mentor):
    services.drop_action(action=step, reason="Priorities changed", by=mentor)

    with pytest.raises(ValidationError, match="closed"):
        services.note_progress(action=step, words="Still", by=mentor)


def test_a_session_of_somebody_else_is_refused(step, peer, supervisor):
    other = held(agreement(peer, supervisor))

    with pytest.raises(ValidationError, match="somebody else"):
        services.note_progress(action=step, words="Tried it", session=other, by=supervisor)


def test_it_is_carried_with_a_new_day(step, later, supervisor):
    carried = services.carry_action(
        action=step, session=later, due_on=WEEK, words="Half done", by=supervisor
    )

    assert (carried.carried_count, carried.due_on, carried.state) == (1, WEEK, ActionState.OPEN)
    assert ActionUpdate.objects.get().kind == UpdateKind.CARRIED


def test_in_one_session_it_is_carried_once(step, later, supervisor):
    services.carry_action(action=step, session=later, due_on=WEEK, by=supervisor)

    again = services.carry_action(action=step, session=later, due_on=days_ago(-9), by=supervisor)

    assert (again.carried_count, again.due_on) == (1, days_ago(-9))
    assert ActionUpdate.objects.count() == 1


def test_a_fourth_time_is_refused_and_a_smaller_one_is_not(pair, step, supervisor):
    for days in (8, 6, 4):
        services.carry_action(action=step, session=held(pair, days), due_on=WEEK, by=supervisor)

    with pytest.raises(ValidationError, match="three times"):
        services.carry_action(action=step, session=held(pair, 2), due_on=WEEK, by=supervisor)

    step.refresh_from_db()
    assert step.carried_count == 3
    follower = services.rescope_action(action=step, words="Ask it once", due_on=WEEK, by=supervisor)
    assert follower.carried_count == 0


def test_a_day_before_the_session_is_refused(step, pair, supervisor):
    with pytest.raises(ValidationError):
        services.carry_action(action=step, session=session(pair), due_on=days_ago(1), by=supervisor)


def test_a_closed_one_is_not_carried(step, later, mentor):
    services.close_action(action=step, note="She asks it now", by=mentor)

    with pytest.raises(ValidationError):
        services.carry_action(action=step, session=later, due_on=WEEK, by=mentor)


@pytest.mark.parametrize("who", ["peer", "manager", "quality_lead", "dsl", "admin", "hr", "dpo"])
def test_nobody_else_moves_it(step, later, who, request):
    by = request.getfixturevalue(who)
    moves = [
        lambda: services.note_progress(action=step, words="x", by=by),
        lambda: services.carry_action(action=step, session=later, due_on=WEEK, by=by),
        lambda: services.close_action(action=step, note="x", by=by),
        lambda: services.drop_action(action=step, reason="x", by=by),
        lambda: services.rescope_action(action=step, words="x", due_on=WEEK, by=by),
        lambda: services.reopen_action(action=step, by=by),
        lambda: services.mark_action(action=step, shares=True, by=by),
        lambda: services.set_evidence(action=step, evidence=None, by=by),
        lambda: services.plan_from_action(action=step, by=by),
        lambda: services.begin_entry(action=step, by=by),
    ]

    for move in moves:
        with pytest.raises(PermissionDenied):
            move()

    assert SupervisionAction.objects.get().state == ActionState.OPEN


def test_a_manager_who_reads_it_does_not_write_in_it(step, manager):
    SupervisionAction.objects.update(supervisee_shares=True, supervisor_shares=True)

    with pytest.raises(PermissionDenied):
        services.note_progress(action=step, words="x", by=manager)
