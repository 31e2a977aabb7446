"""What a review reads, section by section."""

import pytest
from django.core.exceptions import PermissionDenied

from assessments.readings.rules import InputKind
from assessments.sessions.rules import CalledOffBy
from assessments.supervision.services.policies import load_default_policies
from tests.factories.caseloads import snapshot
from tests.factories.courses import completion, enrolment, module_page
from tests.factories.cpd import SECRET, cpd_entry
from tests.factories.cpd import handed_in as waiting
from tests.factories.feedback import note
from tests.factories.objectives import agreed, objective
from tests.factories.people import days_ago
from tests.factories.quizzes import quiz_page
from tests.factories.readings import (
    at,
    held_on_time,
    module_done,
    overloaded_supervision,
    quiz_passed,
    quiz_tried,
    scenario_done,
    shared_action,
    verified_entry,
)
from tests.factories.scenarios import scenario_page
from tests.factories.supervision import agreement, called_off, held

pytestmark = pytest.mark.django_db


def figures(section):
    return {each.label: each.value for each in section.figures}


def keys(section):
    return [piece.key for piece in section.pieces]


def test_sections_stand_in_the_order_of_their_kinds(read, mentor, framework):
    kinds = [section.kind for section in read(mentor).sections]

    assert kinds == [kind for kind in InputKind if kind in kinds]
    assert InputKind.SELF not in kinds


def test_a_college_without_a_framework_reads_the_rest(read, mentor):
    assert read(mentor).charts == []


def test_the_time_is_kept_with_it(read, mentor, framework):
    reading = read(mentor, period_from=days_ago(30), period_to=days_ago(1))

    assert (reading.period_from, reading.period_to) == (days_ago(30), days_ago(1))


@pytest.mark.parametrize(
    "who", ["peer", "other_manager", "supervisor", "quality_lead", "hr", "dpo", "dsl", "admin"]
)
def test_nobody_else_reads_it(read, mentor, who, request):
    with pytest.raises(PermissionDenied):
        read(mentor, request.getfixturevalue(who))


# Modules ----------------------------------------------------------


def test_modules_are_done_due_and_expired(read, mentor, module):
    module_done(mentor, module)
    late = module_page(code="SAF", title="Safeguarding for mentors")
    enrolment(mentor, late, due_on=days_ago(20))
    old = module_page(code="REC", title="Records")
    completion(enrolment(mentor, old), completed_at=at(days_ago(800)), expires_on=days_ago(70))
    section = read(mentor).section(InputKind.MODULE)

    assert figures(section) == {"Complete today": "1 of 3"}
    [piece] = section.pieces
    assert (piece.key, piece.codes) == ("module:TGT", ("S1", "K6"))
    assert piece.on == days_ago(90)
    assert section.gaps[0].startswith("Overdue: Safeguarding for mentors, since ")
    assert section.gaps[1] == "Has run out: Records."


def test_a_module_done_twice_in_the_time_is_one_piece(read, mentor, module):
    module_done(mentor, module, days=300)
    again = enrolment(mentor, module, cycle=2)
    completion(again, completed_at=at(days_ago(20)))
    [piece] = read(mentor).section(InputKind.MODULE).pieces

    assert piece.on == days_ago(20)


# Training ----------------------------------------------------------


def test_a_quiz_says_its_best_result_and_a_scenario_how_it_came_out(read, mentor, manager, module):
    row = enrolment(mentor, module)
    quiz_passed(row, quiz_page(module), "S1", "K6")
    scenario_done(row, scenario_page(module), "S2")
    section = read(mentor, manager).section(InputKind.TRAINING)

    scenario, quiz = section.pieces
    assert (quiz.meta, quiz.codes) == ("best result 92 %, 2 attempts", ("S1", "K6"))
    assert (scenario.meta, scenario.codes) == ("sound", ("S2",))
    assert "%" not in scenario.meta  # the outcome alone (domain.md 2.2)
    assert section.tables[0].rows[0] == ["S1 Guide learners through their programme", "1", "–"]
    assert figures(section) == {
        "Quizzes passed": "1 of 1 tried",
        "Scenarios safe and sound": "1 of 1 tried",
    }


def test_what_was_not_passed_is_said_without_a_result(read, mentor, manager, module):
    row = enrolment(mentor, module)
    quiz_tried(row, quiz_page(module), attempts=3)
    section = read(mentor, manager).section(InputKind.TRAINING)

    assert section.gaps == ["Not there yet: quiz “Check what you know”."]
    assert section.pieces == []


# CPD ----------------------------------------------------------


def test_cpd_is_hours_against_the_target_and_what_changed(read, mentor, manager, framework):
    entry = verified_entry(mentor, "S1", days=40)
    section = read(mentor, manager).section(InputKind.CPD)

    [piece] = section.pieces
    assert piece.key == f"cpd:{entry.pk}"
    assert piece.meta == "2 h · what changed: Two groups plan their own week now."
    assert piece.codes == ("S1",)
    assert figures(section)["Verified in this time"] == "1"
    assert any(each.note.startswith("30 h") for each in section.figures)


@pytest.mark.parametrize("who", ["mentor", "manager"])
def test_drafts_what_waits_and_private_words_are_no_input(read, mentor, who, framework, request):
    cpd_entry(mentor, title="Only a draft")
    waiting(mentor, title="Not verified yet")
    verified_entry(mentor, what_i_learned=SECRET, reflection={"what": SECRET})
    reading = read(mentor, request.getfixturevalue(who))
    section = reading.section(InputKind.CPD)

    assert len(section.pieces) == 1
    assert "draft" not in str(section)
    assert SECRET not in str(reading)


# Supervision ----------------------------------------------------------


def test_called_off_is_counted_apart_by_whom(read, mentor, manager, supervisor, framework):
    load_default_policies()
    overloaded_supervision(mentor, supervisor)
    section = read(mentor, manager).section(InputKind.SUPERVISION)

    found = figures(section)
    assert found["Sessions held"] == "5"
    assert found["Held on time"] == "4 of 6 due"  # and one is overdue today
    assert found["Called off by the supervisor"] == "2"
    assert found["Called off by the mentor"] == "0"
    assert section.notes == [
        "2 sessions were called off by the supervisor: it says nothing of the mentor."
    ]
    assert section.gaps  # how late it is today
    assert [lane.count for lane in section.chart.values.lanes] == [5, 2, 0]


def test_nothing_that_was_said_is_read(read, mentor, manager, supervisor, framework):
    pair = agreement(mentor, supervisor)
    meeting = held_on_time(pair, 50)
    shared_action(meeting)
    section = read(mentor, manager).section(InputKind.SUPERVISION)

    assert "silence" not in str(section)  # the words of records and actions
    assert figures(section)["Shared actions done in time"] == "1 of 1"
    action = section.pieces[-1]
    assert action.label == "Agreed action done, shared with the line manager"


@pytest.mark.parametrize("who", ["mentor", "manager"])
def test_an_action_that_both_have_not_marked_is_no_input(
    read, mentor, who, supervisor, framework, request
):
    pair = agreement(mentor, supervisor)
    shared_action(held_on_time(pair, 50), supervisor_shares=False)
    section = read(mentor, request.getfixturevalue(who)).section(InputKind.SUPERVISION)

    assert "Shared actions done in time" not in figures(section)
    assert len(section.pieces) == 1


def test_an_open_action_past_its_day_counts_and_one_let_go_does_not(
    read, mentor, manager, supervisor, framework
):
    meeting = held_on_time(agreement(mentor, supervisor), 50)
    shared_action(meeting)
    shared_action(meeting, state="open", closed_at=None, due_on=days_ago(5))
    shared_action(meeting, state="dropped")
    section = read(mentor, manager).section(InputKind.SUPERVISION)

    assert figures(section)["Shared actions done in time"] == "1 of 2"


def test_a_new_manager_reads_no_session_of_before_her(
    read, mentor, other_manager, manager, supervisor, framework
):
    pair = agreement(mentor, supervisor)
    held(pair, 100)
    held(pair, 5)
    called_off(pair, CalledOffBy.SUPERVISEE, starts_at=at(days_ago(90)))
    mentor.reporting_lines.update(manager=other_manager, starts_on=days_ago(10))
    section = read(mentor, other_manager).section(InputKind.SUPERVISION)

    assert figures(section)["Sessions held"] == "1"
    assert figures(section)["Called off by the mentor"] == "0"
    assert figures(read(mentor).section(InputKind.SUPERVISION))["Sessions held"] == "2"


# Feedback, objectives, caseload ----------------------------------------------------------


def test_notes_of_the_year_are_pieces(read, mentor, manager, framework):
    row = note(mentor, manager, "S1", seen_on=days_ago(12))
    [piece] = read(mentor, manager).section(InputKind.FORMATIVE).pieces

    assert (piece.key, piece.on, piece.codes) == (f"formative:{row.pk}", days_ago(12), ("S1",))
    assert len(piece.label) < 150


def test_objectives_that_are_open_and_closed_are_pieces_and_a_draft_is_none(
    read, mentor, manager, framework
):
    still = agreed(mentor, "S1", agreed_at=at(days_ago(100)), due_on=days_ago(3))
    closed = agreed(
        mentor,
        state="met",
        agreed_at=at(days_ago(200)),
        closed_at=at(days_ago(20)),
        closed_reason="Ten of twelve name their own step.",
    )
    objective(mentor)
    section = read(mentor, manager).section(InputKind.OBJECTIVE)

    assert keys(section) == [f"objective:{closed.pk}", f"objective:{still.pk}"]
    assert section.pieces[0].meta == "Met: Ten of twelve name their own step."
    assert figures(section) == {"Met": "1", "Still open": "1"}
    assert section.gaps == [f"Past its day and open: {still.outcome}"]


def test_the_caseload_is_read_beside_and_is_no_piece(read, mentor, manager, framework):
    snapshot(mentor, (96, 24, 6), on=days_ago(20))
    section = read(mentor, manager).section(InputKind.CASELOAD)

    assert section.figures[0].value == "192"
    assert "96" in section.figures[0].note
    assert section.pieces == ()
    assert section.notes  # it is over the fair range, and that is said
    assert section.chart is not None


# The charts above ----------------------------------------------------------


def test_the_standard_shows_strength_and_age(read, mentor, framework):
    verified_entry(mentor, "S1", days=60)
    verified_entry(mentor, "S2", days=500)
    line, standard = read(mentor).charts
    marks = {mark.standing.code: mark for group in standard.values for mark in group.marks}

    assert (marks["S1"].words, marks["S1"].age_words) == ("verified", "")
    assert marks["S2"].standing.age == "ageing"
    assert marks["S3"].words == "nothing"
    assert [lane.label for lane in line.values.lanes] == ["CPD"]
