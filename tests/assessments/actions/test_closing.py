from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.actions import services
from assessments.actions.models import SupervisionAction
from assessments.actions.rules import ActionState
from assessments.cpd.models import CPDEntry
from assessments.plans.models import PlanLine
from assessments.plans.rules import Origin
from assessments.standards.models import Statement
from tests.factories import cpd
from tests.factories.plans import plan_line
from tests.factories.supervision import SAID


def test_it_is_closed_with_how_it_shows(step, later, supervisor):
    closed = services.close_action(
        action=step, note=" She asks it now ", session=later, by=supervisor
    )

    assert (closed.state, closed.closing_note) == (ActionState.DONE, "She asks it now")
    assert closed.closed_at is not None
    assert [(row.kind, row.words, row.session) for row in closed.updates.all()] == [
        ("done", "She asks it now", later)
    ]


def test_it_is_not_closed_without_a_word(step, mentor):
    with pytest.raises(ValidationError, match="how it shows"):
        services.close_action(action=step, note=" ", by=mentor)


def test_a_second_click_finds_it_closed(step, mentor):
    services.close_action(action=step, note="Done", by=mentor)

    with pytest.raises(ValidationError, match="closed already"):
        services.close_action(action=step, note="Done", by=mentor)


def test_one_carried_three_times_may_still_be_done(step, mentor):
    SupervisionAction.objects.update(carried_count=3)

    assert services.close_action(action=step, note="At last", by=mentor).state == "done"


def test_it_is_dropped_with_a_reason(step, mentor):
    with pytest.raises(ValidationError, match="why you let it go"):
        services.drop_action(action=step, reason="", by=mentor)

    dropped = services.drop_action(action=step, reason="Timetable changed", by=mentor)

    assert (dropped.state, dropped.closing_note) == (ActionState.DROPPED, "Timetable changed")


# Evidence --------------------------------------------------------------------------------


@pytest.fixture
def entry(mentor, framework):
    return cpd.handed_in(mentor)


def test_an_entry_she_handed_in_is_evidence(step, mentor, entry):
    closed = services.close_action(action=step, note="Done", evidence=entry, by=mentor)

    assert closed.evidence == entry


def test_so_is_one_that_was_verified(step, mentor, manager, framework):
    entry = cpd.verified(mentor, manager)

    assert services.set_evidence(action=step, evidence=entry, by=mentor).evidence == entry


def test_her_supervisor_does_not_choose_it(step, supervisor, entry):
    with pytest.raises(PermissionDenied, match="supervisee’s to choose"):
        services.close_action(action=step, note="Done", evidence=entry, by=supervisor)

    step.refresh_from_db()
    assert step.state == ActionState.OPEN


def test_an_entry_of_somebody_else_is_refused(step, mentor, peer, framework):
    with pytest.raises(ValidationError, match="own log"):
        services.set_evidence(action=step, evidence=cpd.handed_in(peer), by=mentor)


def test_a_draft_is_refused(step, mentor):
    with pytest.raises(ValidationError, match="Hand this entry in"):
        services.close_action(action=step, note="Done", evidence=cpd.cpd_entry(mentor), by=mentor)


def test_she_adds_it_after_her_supervisor_closed_it_and_takes_it_out(
    step, mentor, supervisor, entry
):
    services.close_action(action=step, note="Done", by=supervisor)

    assert services.set_evidence(action=step, evidence=entry, by=mentor).evidence == entry
    assert services.set_evidence(action=step, evidence=None, by=mentor).evidence is None


# Undo ------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["close", "drop"])
def test_it_is_opened_again_within_two_weeks(step, mentor, end):
    if end == "close":
        services.close_action(action=step, note=SAID, by=mentor)
    else:
        services.drop_action(action=step, reason=SAID, by=mentor)

    again = services.reopen_action(
        action=step, by=mentor, at=timezone.localtime() + timedelta(days=13)
    )

    assert (again.state, again.closed_at, again.closing_note) == (ActionState.OPEN, None, "")
    assert SAID in [row.words for row in again.updates.all()]


def test_later_it_is_not(step, mentor):
    services.close_action(action=step, note="Done", by=mentor)

    with pytest.raises(ValidationError, match="14 days"):
        services.reopen_action(action=step, by=mentor, at=timezone.localtime() + timedelta(days=15))


def test_one_that_was_changed_stays_so(step, mentor):
    day = timezone.localdate() + timedelta(days=5)
    services.rescope_action(action=step, words="Smaller", due_on=day, by=mentor)

    with pytest.raises(ValidationError, match="Go on with the new one"):
        services.reopen_action(action=step, by=mentor)


# Plan and log ------------------------------------------------------------------------------


def test_she_makes_it_a_line_of_her_plan_and_no_word_is_copied(step, mentor, framework):
    step.statements.set(Statement.objects.filter(code="S4"))

    line = services.plan_from_action(action=step, by=mentor)

    assert line.origin == Origin.SUPERVISION
    assert [row.code for row in line.statements.all()] == ["S4"]
    assert line.due_on == step.due_on
    assert "silence" not in line.need
    step.refresh_from_db()
    assert step.plan_line == line


def test_with_her_own_words_for_it(step, mentor):
    line = services.plan_from_action(action=step, need="Opening a talk", by=mentor)

    assert line.need == "Opening a talk"


def test_asked_again_it_is_the_same_line(step, mentor):
    first = services.plan_from_action(action=step, by=mentor)
    again = services.plan_from_action(action=step, need="Other words", by=mentor)

    assert first == again
    assert PlanLine.objects.count() == 1


def test_a_day_that_has_passed_is_not_taken_along(step, mentor):
    SupervisionAction.objects.update(due_on=timezone.localdate() - timedelta(days=1))

    assert services.plan_from_action(action=step, by=mentor).due_on is None


def test_her_supervisor_makes_no_line_and_no_entry_of_it(step, supervisor):
    with pytest.raises(PermissionDenied):
        services.plan_from_action(action=step, by=supervisor)
    with pytest.raises(PermissionDenied):
        services.begin_entry(action=step, by=supervisor)


def test_she_begins_one_entry_from_it(step, mentor, framework):
    step.statements.set(Statement.objects.filter(code="S4"))

    entry, is_new = services.begin_entry(action=step, by=mentor)
    again, is_new_again = services.begin_entry(action=step, by=mentor)

    assert (entry, is_new, is_new_again) == (again, True, False)
    assert entry.owner == mentor
    assert [claim.statement.code for claim in entry.claims.all()] == ["S4"]
    assert "silence" not in CPDEntry.objects.get().title


def test_a_line_goes_along_when_it_is_changed(step, mentor):
    step.plan_line = plan_line(mentor)
    step.save()
    day = timezone.localdate() + timedelta(days=5)

    follower = services.rescope_action(action=step, words="Smaller", due_on=day, by=mentor)

    assert follower.plan_line == step.plan_line
