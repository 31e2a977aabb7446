import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.actions import services
from assessments.actions.models import SupervisionAction
from assessments.actions.rules import ActionState, Keeper
from assessments.sessions.rules import SessionState
from assessments.standards.models import Statement
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from tests.factories.people import days_ago
from tests.factories.supervision import SAID, agreement, called_off, group, session


def agree(meeting, mentor, by, **fields):
    values = {
        "keeper": Keeper.SUPERVISEE,
        "words": "Ask one open question",
        "due_on": days_ago(-14),
    }
    return services.add_action(session=meeting, supervisee=mentor, **{**values, **fields}, by=by)


def test_it_is_agreed_in_a_session(meeting, mentor, supervisor, framework):
    statements = list(Statement.objects.filter(code__in=["S2", "S4"]))

    action = agree(meeting, mentor, supervisor, words=f" {SAID} ", statements=statements)

    assert (action.origin, action.supervisee, action.supervisor) == (meeting, mentor, supervisor)
    assert (action.state, action.carried_count, action.words) == (ActionState.OPEN, 0, SAID)
    assert {row.code for row in action.statements.all()} == {"S2", "S4"}
    event = AuditEvent.objects.get(verb="supervision_action.agreed")
    assert (event.actor, event.about) == (supervisor, mentor)


def test_the_supervisee_may_write_it_down_too(meeting, mentor):
    assert agree(meeting, mentor, mentor).pk


def test_a_record_written_days_later_may_name_a_day_that_has_passed_since(
    meeting, mentor, supervisor
):
    assert agree(meeting, mentor, supervisor, due_on=days_ago(8)).pk


def test_a_day_before_the_session_is_refused(meeting, mentor, supervisor):
    with pytest.raises(ValidationError, match="has passed"):
        agree(meeting, mentor, supervisor, due_on=days_ago(12))


def test_five_statements_are_refused(meeting, mentor, supervisor, framework):
    with pytest.raises(ValidationError):
        agree(meeting, mentor, supervisor, statements=list(Statement.objects.all()[:5]))


@pytest.mark.parametrize(
    "who", ["peer", "manager", "other_manager", "quality_lead", "dsl", "admin", "hr", "dpo"]
)
def test_nobody_else_writes_one_down(meeting, mentor, who, request):
    with pytest.raises(PermissionDenied):
        agree(meeting, mentor, request.getfixturevalue(who))


def test_another_supervisor_of_hers_writes_none_into_a_session_that_was_not_hers(
    meeting, mentor, new_supervisor
):
    agreement(mentor, new_supervisor)

    with pytest.raises(PermissionDenied, match="two people who agreed"):
        agree(meeting, mentor, new_supervisor)


def test_it_is_for_somebody_who_was_there(meeting, peer, supervisor):
    with pytest.raises(ValidationError, match="somebody else"):
        agree(meeting, peer, supervisor)


def test_a_session_that_fell_through_agrees_nothing(pair, mentor, supervisor):
    with pytest.raises(ValidationError, match="did not take place"):
        agree(called_off(pair), mentor, supervisor)


def test_each_of_a_group_has_her_own(supervisor, mentor, peer):
    circle = group(supervisor, [mentor, peer], state=SessionState.PLANNED)

    assert agree(circle, peer, supervisor).supervisee == peer


@pytest.mark.parametrize(
    ("writer", "tick"), [("mentor", "supervisor_shares"), ("supervisor", "supervisee_shares")]
)
def test_nobody_ticks_for_the_other(meeting, mentor, writer, tick, request):
    with pytest.raises(PermissionDenied, match="ticks alone"):
        agree(meeting, mentor, request.getfixturevalue(writer), **{tick: True})


@pytest.mark.parametrize(
    ("writer", "tick"), [("mentor", "supervisee_shares"), ("supervisor", "supervisor_shares")]
)
def test_each_ticks_for_herself(meeting, mentor, writer, tick, request):
    action = agree(meeting, mentor, request.getfixturevalue(writer), **{tick: True})

    assert getattr(action, tick) is True
    assert not action.is_shared_with_manager


# Between two sessions ----------------------------------------------------------------


def between(mentor, supervisor, by, **fields):
    values = {"keeper": Keeper.SUPERVISOR, "words": SAID, "due_on": days_ago(-5)}
    return services.add_action_between(
        supervisee=mentor, supervisor=supervisor, **{**values, **fields}, by=by
    )


@pytest.mark.parametrize(("writer", "told"), [("mentor", "supervisor"), ("supervisor", "mentor")])
def test_between_two_sessions_the_other_is_told_without_its_words(
    meeting, later, mentor, supervisor, writer, told, request
):
    by = request.getfixturevalue(writer)

    action = between(mentor, supervisor, by, shares=True)

    assert action.origin == later
    assert (action.supervisee_shares, action.supervisor_shares) == (
        by == mentor,
        by == supervisor,
    )
    notice = Notice.objects.get()
    assert notice.recipient == request.getfixturevalue(told)
    assert "silence" not in notice.title + notice.body


def test_before_the_first_session_it_goes_to_the_one_that_is_planned(pair, mentor, supervisor):
    planned = session(pair)

    assert between(mentor, supervisor, mentor).origin == planned


def test_without_any_session_it_says_what_to_do(pair, mentor, supervisor):
    with pytest.raises(ValidationError, match="Book your first session"):
        between(mentor, supervisor, mentor)


def test_between_two_sessions_the_day_is_still_to_come(later, mentor, supervisor):
    with pytest.raises(ValidationError):
        between(mentor, supervisor, mentor, due_on=days_ago(2))


# Changed into another ------------------------------------------------------------------


def test_it_is_changed_into_another_that_can_be_done(step, later, mentor, supervisor, framework):
    step.statements.set(Statement.objects.filter(code="S4"))
    SupervisionAction.objects.update(
        carried_count=3, supervisee_shares=True, supervisor_shares=True, keeper=Keeper.SUPERVISOR
    )

    follower = services.rescope_action(
        action=step, words="Ask it once", due_on=days_ago(-7), session=later, by=supervisor
    )

    step.refresh_from_db()
    assert (step.state, step.followed_by) == (ActionState.CHANGED, follower)
    assert (follower.carried_count, follower.origin, follower.keeper) == (0, later, "supervisor")
    assert [row.code for row in follower.statements.all()] == ["S4"]
    assert (follower.supervisee_shares, follower.supervisor_shares) == (False, False)


def test_a_closed_one_is_not_changed(step, mentor):
    services.drop_action(action=step, reason="Priorities changed", by=mentor)

    with pytest.raises(ValidationError):
        services.rescope_action(action=step, words="Again", due_on=days_ago(-7), by=mentor)
