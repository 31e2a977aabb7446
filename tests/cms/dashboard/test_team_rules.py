"""What each cell of the manager's grid says, from plain values; and which comes first."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from assessments.reviews.rules import ReviewState
from assessments.supervision.rules.frequency import Standing as Supervised
from assessments.supervision.rules.frequency import Status
from assessments.targets.rules import Standing
from cms.dashboard import rules
from cms.dashboard.rules import (
    Asked,
    Cell,
    Column,
    Level,
    Module,
    Review,
    Seen,
    Training,
    Year,
)
from cms.dashboard.rules.training import Cycle

TODAY = date(2026, 11, 22)
SAF = Module(pk=1, code="SAF", title="Safeguarding for mentors", is_safeguarding=True)
TGT = Module(pk=2, code="TGT", title="Target setting and review", is_safeguarding=False)
COQ = Module(pk=3, code="COQ", title="Coaching questions", is_safeguarding=False)


def days(count):
    return TODAY + timedelta(days=count)


def cycle(number=1, *, due=None, done=None, until=None, revoked=False):
    day = {
        name: None if value is None else days(value)
        for name, value in {"due": due, "done": done, "until": until}.items()
    }
    return Cycle(number, day["due"], day["done"], day["until"], revoked)


def training(*pairs):
    rows = [(module, [each] if isinstance(each, Cycle) else each) for module, each in pairs]
    return rules.training_of(rows, TODAY)


def said(cell):
    return [note.words + (f" {note.on}" if note.on else "") for note in cell.notes]


# Induction ----------------------------------------------------------------------------


def induction(known, *, is_mentor=True):
    return rules.induction_cell(known, person=7, is_mentor=is_mentor)


def test_induction_counts_what_is_done_of_all_and_what_is_overdue():
    cell = induction(training((SAF, cycle(done=-9)), (TGT, cycle(due=-1)), (COQ, cycle(due=0))))

    assert (cell.word, cell.badge, cell.level) == ("1 overdue", "overdue", Level.LATE)
    assert said(cell) == ["1 of 3 done"]
    assert cell.facts == {"asked": 3, "done": 1, "overdue": 1}


def test_induction_under_way_says_what_is_due_next():
    cell = induction(training((SAF, cycle(done=-9)), (TGT, cycle(due=3)), (COQ, cycle())))

    assert (cell.word, cell.level) == ("Going on", Level.FINE)
    assert said(cell) == ["1 of 3 done", f"next due {days(3)}"]


def test_induction_is_done_and_stays_so_when_a_certificate_runs_out():
    cell = induction(training((SAF, cycle(done=-400, until=-6))))

    assert (cell.word, cell.badge) == ("Done", "done")


def test_who_is_on_no_programme_needs_one_where_she_is_a_mentor():
    assert induction(Training()).level == Level.SOON
    assert induction(Training()).leads.words == "Put on a programme"
    assert induction(Training(), is_mentor=False).level == Level.FINE


# Certificates -------------------------------------------------------------------------


def certificates(*pairs):
    return rules.certificate_cell(training(*pairs), person=7, today=TODAY)


def test_safeguarding_that_ran_out_is_the_most_serious():
    cell = certificates(
        (TGT, cycle(done=-800, until=-40)), (SAF, cycle(done=-371, until=-6)), (COQ, cycle(done=-5))
    )

    assert (cell.word, cell.badge, cell.level) == (
        "Safeguarding ran out", "expired", Level.SERIOUS,
    )  # fmt: skip
    assert said(cell) == ["6 days ago", "TGT ran out 40 days ago", "1 valid"]
    assert cell.facts == {"safeguarding_until": days(-6), "next_until": days(-40)}


def test_another_certificate_that_ran_out_is_late_and_safeguarding_is_still_named():
    cell = certificates((TGT, cycle(done=-800, until=-1)), (SAF, cycle(done=-20, until=300)))

    assert (cell.word, cell.level) == ("TGT ran out", Level.LATE)
    assert said(cell) == ["1 day ago", f"safeguarding until {days(300)}", "1 valid"]


@pytest.mark.parametrize(("left", "level"), [(61, Level.FINE), (60, Level.SOON), (0, Level.SOON)])
def test_a_certificate_that_runs_out_says_in_how_many_days(left, level):
    cell = certificates((SAF, cycle(done=-300, until=left)))

    assert cell.level == level
    if level:
        assert cell.word == "Safeguarding runs out"
        assert said(cell)[0] == ("today" if left == 0 else f"in {left} days")


def test_a_withdrawn_certificate_counts_no_more():
    cell = certificates((SAF, cycle(done=-30, until=300, revoked=True)))

    assert (cell.word, cell.level) == ("Safeguarding withdrawn", Level.SERIOUS)


def test_a_renewal_that_is_done_counts_and_the_old_one_is_forgotten():
    old, new = cycle(1, done=-400, until=-6), cycle(2, done=-3, until=362)

    assert certificates((SAF, [old, new])).word == "1 valid"


def test_a_renewal_under_way_does_not_hide_that_the_old_one_ran_out():
    old, new = cycle(1, done=-400, until=-6), cycle(2, due=10)
    known = training((SAF, [old, new]))

    assert rules.certificate_cell(known, person=7, today=TODAY).level == Level.SERIOUS
    assert [each.module for each in known.to_remind_of] == [SAF]


def test_no_certificate_yet_is_no_fault():
    cell = certificates((SAF, cycle(due=5)))

    assert (cell.word, cell.level) == ("None yet", Level.FINE)


# CPD ----------------------------------------------------------------------------------


def cpd(standing=Standing.ON_TRACK, **fields):
    values = {"counted": 360, "target": 1440, "impact": 1, "impact_asked": 3, **fields}
    return rules.cpd_cell(Year(standing, **values), person=7)


def test_cpd_shows_hours_and_impact_together():
    cell = cpd()

    assert (cell.word, cell.level) == ("On track", Level.FINE)
    assert said(cell) == ["6 h of 24 h", "impact 1 of 3"]


def test_cpd_behind_is_due_a_word_and_keeps_what_waits():
    cell = cpd(Standing.BEHIND, waits=2)

    assert (cell.word, cell.badge, cell.level) == ("Behind", "due", Level.SOON)
    assert "2 to verify" in said(cell)
    assert cell.leads.query == "?person=7"


def test_cpd_to_verify_is_the_managers_and_late_after_the_colleges_days():
    assert (cpd(waits=2).word, cpd(waits=2).level) == ("2 to verify", Level.SOON)
    late = cpd(waits=2, waits_long=1)
    assert (late.word, late.badge, late.level) == ("2 to verify, late", "overdue", Level.LATE)


def test_cpd_without_a_target_says_nothing_of_hours():
    cell = rules.cpd_cell(Year(Standing.NONE), person=7)

    assert (cell.word, cell.notes) == ("No target", ())


# Supervision --------------------------------------------------------------------------


def supervision(status, due=None, latest=None, booked=None):
    standing = Supervised(
        status=status,
        sentence="",
        due_on=None if due is None else days(due),
        latest_on=None if latest is None else days(latest),
    )
    return rules.supervision_cell(
        standing,
        booked_on=None if booked is None else days(booked),
        leads=None,
        today=TODAY,
    )


@pytest.mark.parametrize(
    ("status", "level"),
    [
        (Status.ON_TRACK, Level.FINE),
        (Status.PAUSED, Level.FINE),
        (Status.NONE, Level.FINE),
        (Status.DUE, Level.SOON),
        (Status.OVERDUE, Level.LATE),
        (Status.SERIOUSLY_OVERDUE, Level.SERIOUS),
    ],
)
def test_supervision_by_its_standing(status, level):
    cell = supervision(status, due=-5)

    assert (cell.word, cell.level) == (status.label, level)
    assert said(cell) == [f"was due {days(-5)}"]


def test_supervision_that_is_booked_in_time_needs_nobody():
    booked = supervision(Status.DUE, due=2, latest=9, booked=9)
    too_late = supervision(Status.DUE, due=2, latest=9, booked=10)
    overdue = supervision(Status.OVERDUE, due=-20, latest=-13, booked=1)

    assert (booked.word, booked.level) == ("Booked", Level.FINE)
    assert too_late.level == Level.SOON
    assert overdue.level == Level.LATE
    assert said(supervision(Status.ON_TRACK, due=9, booked=9)) == [f"due and booked for {days(9)}"]


# Observation --------------------------------------------------------------------------


def observation(seen=None, planned=None, started=-900, *, is_mentor=True):
    return rules.observation_cell(
        Seen(
            seen_on=None if seen is None else days(seen),
            planned_on=None if planned is None else days(planned),
            within_months=12,
        ),
        person=7,
        started_on=days(started),
        is_mentor=is_mentor,
        today=TODAY,
    )


@pytest.mark.parametrize(
    ("seen", "planned", "word", "level"),
    [
        (-20, None, "Seen", Level.FINE),
        (-340, None, "Due again", Level.SOON),
        (-340, 7, "Seen", Level.FINE),
        (-400, None, "Too long ago", Level.LATE),
        (-400, 7, "Seen", Level.FINE),
        (None, None, "None yet", Level.SOON),
        (None, 7, "Planned", Level.FINE),
    ],
)
def test_observation_by_its_last_day_and_the_next(seen, planned, word, level):
    cell = observation(seen, planned)

    assert (cell.word, cell.level) == (word, level)
    assert (cell.leads.words == "Plan one") == (level > Level.FINE)


def test_nobody_expects_an_observation_of_who_is_new_or_no_mentor():
    assert observation(started=-60).level == Level.FINE
    assert observation(is_mentor=False).level == Level.FINE


def test_observation_says_how_long_ago():
    assert said(observation(-20)) == ["20 days ago"]


# Review -------------------------------------------------------------------------------

MANAGER = 5


def review(state, due=40, **fields):
    values = {"kind": "Annual review", "reviewer": MANAGER, "due_on": days(due), **fields}
    return Review(pk=3, state=ReviewState(state), **values)


def review_cell(state, due=40, reader=MANAGER, **fields):
    return rules.review_cell(review(state, due, **fields), reader=reader, leads=None, today=TODAY)


@pytest.mark.parametrize(
    ("state", "turn"),
    [
        ("opened", "mentor"),
        ("self_assessment", "reviewer"),
        ("manager_draft", "reviewer"),
        ("meeting_held", "reviewer"),
        ("shared", "mentor"),
        ("response", "mentor"),
        ("moderated", "mentor"),
        ("signed_reviewee", "reviewer"),
        ("signed_manager", "countersigner"),
        ("countersigned", ""),
        ("final", ""),
    ],
)
def test_whose_turn_a_review_is(state, turn):
    assert review(state).turn == turn
    assert rules.waits_for_mentor(review(state)) == (turn == "mentor")


def test_whose_turn_depends_on_what_the_template_asks_and_on_moderation():
    assert review("opened", asks_self_assessment=False).turn == "reviewer"
    assert review("response", waits_for_moderation=True).turn == "moderator"
    assert review("signed_manager", is_countersigned=False).turn == "reviewer"


@pytest.mark.parametrize("state", [state for state in ReviewState if state != "cancelled"])
def test_every_state_of_a_review_has_a_word(state):
    assert review_cell(state).word


def test_a_review_past_its_day_is_late_whoever_is_next():
    cell = review_cell("shared", due=-3)

    assert (cell.badge, cell.level) == ("overdue", Level.LATE)
    assert said(cell) == ["Annual review", "waits for the mentor", "was due 3 days ago"]


def test_a_review_that_came_back_to_its_reviewer_needs_her_and_nobody_else():
    assert review_cell("self_assessment").level == Level.SOON
    assert "waits for you" in said(review_cell("self_assessment"))
    assert review_cell("self_assessment", reader=99).level == Level.FINE
    assert "waits for the reviewer" in said(review_cell("self_assessment", reader=99))


def test_a_late_self_assessment_is_said():
    cell = review_cell("opened", self_due_on=days(-1))

    assert (cell.word, cell.level) == ("Self-assessment late", Level.SOON)
    assert review_cell("opened", self_due_on=days(0)).word == "Opened"


def test_no_review_and_a_final_one_need_nobody():
    none = rules.review_cell(None, reader=MANAGER, leads=None, today=TODAY)
    final = review_cell("final", due=-90, final_on=days(-80))

    assert (none.word, none.level) == ("None yet", Level.FINE)
    assert (final.word, final.level) == ("Final", Level.FINE)
    assert said(final) == [f"Annual review {days(-80)}"]


# Order and what is looked for -----------------------------------------------------------


@dataclass
class Row:
    name: str
    cells: dict
    words: str = ""
    team_code: str = "E"


def row(name, **levels):
    cells = {each: Cell(each, "", "", levels.get(each.value, Level.FINE)) for each in Column}
    return Row(name, cells, words=name)


ROWS = [
    row("fine"),
    row("abc", cpd=Level.SOON),
    row("many", cpd=Level.SOON, review=Level.SOON, observation=Level.SOON),
    row("late", induction=Level.LATE),
    row("later", induction=Level.LATE, cpd=Level.SOON),
    row("serious", certificates=Level.SERIOUS),
]


def names(rows):
    return [each.name for each in rows]


def test_worst_first_then_most_then_by_name():
    found = rules.sorted_rows(ROWS, "needs")

    assert names(found) == ["serious", "later", "late", "many", "abc", "fine"]


def test_any_column_sorts_worst_first_and_the_other_way_round():
    assert names(rules.sorted_rows(ROWS, "induction"))[:2] == ["late", "later"]
    assert names(rules.sorted_rows(ROWS, "-induction"))[-2:] == ["later", "late"]
    assert names(rules.sorted_rows(ROWS, "name"))[0] == "abc"
    assert names(rules.sorted_rows(ROWS, "nonsense"))[0] == "serious"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Asked(), 6),
        (Asked(need="any"), 5),
        (Asked(need="cpd"), 3),
        (Asked(need="nonsense"), 6),
        (Asked(search="LATE"), 2),
        (Asked(team="D"), 0),
        (Asked(team="E", need="certificates"), 1),
    ],
)
def test_looking_for_rows(asked, found):
    assert len([each for each in ROWS if rules.matches(each, asked)]) == found


# Reminders ----------------------------------------------------------------------------


def test_a_reminder_names_modules_and_days_and_no_result():
    known = training((TGT, cycle(due=-12)), (SAF, cycle(done=-371, until=-6))).to_remind_of

    assert [rules.module_words(each, TODAY) for each in known] == [
        "Target setting and review was due 12 days ago",
        "Safeguarding for mentors ran out 6 days ago",
    ]
    assert rules.title_words("Siobhán Keane", known) == (
        "Siobhán Keane asks you to look at 2 modules"
    )
    assert rules.title_words("Siobhán Keane", known[:1]) == (
        "Siobhán Keane asks you to look at “Target setting and review”"
    )


def test_nothing_is_said_twice_within_24_hours():
    now = datetime(2026, 11, 22, 9, 0)

    assert rules.said_lately(now - timedelta(hours=23, minutes=59), now)
    assert not rules.said_lately(now - timedelta(hours=24), now)
    assert not rules.said_lately(None, now)
