"""What others saw and said: observations, learner voice, outcomes; each for whoever may read it."""

import pytest

from assessments.readings.rules import InputKind
from tests.factories.people import days_ago
from tests.factories.readings import heard, outcome, seen_at_work

pytestmark = pytest.mark.django_db


# Observations ----------------------------------------------------------


@pytest.mark.parametrize("who", ["mentor", "manager"])
def test_an_observation_comes_with_its_levels_and_their_sentences(
    read, mentor, who, quality_lead, framework, request
):
    row = seen_at_work(mentor, quality_lead)
    section = read(mentor, request.getfixturevalue(who)).section(InputKind.OBSERVATION)

    [piece] = section.pieces
    assert piece.key == f"observation:{row.pk}"
    assert piece.meta == "1 secure, 1 developing"
    assert piece.codes == ("S6", "S8")
    assert piece.url == row.get_absolute_url()
    assert section.tables[0].rows[0][:2] == ["Reviews last actions first", "Secure"]
    assert section.gaps == ["One session only: it says little by itself."]
    assert "Wait five seconds" in section.notes[0]


def test_a_developmental_one_is_an_input_only_if_the_mentor_lets_it_stand(
    read, mentor, manager, peer, framework
):
    seen_at_work(mentor, peer, kind="developmental")
    stands = seen_at_work(mentor, peer, kind="developmental", is_evidence=True)
    section = read(mentor, manager).section(InputKind.OBSERVATION)

    [piece] = section.pieces
    assert piece.key == f"observation:{stands.pk}"
    assert piece.url == ""  # she shows it in her review; the page itself she has not opened to her


def test_what_is_still_being_written_is_no_input(read, mentor, manager, quality_lead, framework):
    seen_at_work(mentor, quality_lead, state="seen", released_at=None)

    assert read(mentor, manager).section(InputKind.OBSERVATION).is_empty


# Learner voice ----------------------------------------------------------


def test_voice_comes_with_n_and_its_interval(read, mentor, manager, framework):
    campaign = heard(mentor)
    section = read(mentor, manager).section(InputKind.VOICE)

    [piece] = section.pieces
    assert (piece.key, piece.meta) == (f"voice:{campaign.pk}", "n = 14 of 25 asked")
    assert section.figures[0].value == "14 of 25"
    assert section.tables[0].rows == [
        ["My mentor listens to me.", "4.2", "3.8 to 4.6", "0.7", "14"]
    ]
    assert section.chart.table.rows[0][2:] == ["4.2", "3.8 to 4.6", "14"]


def test_below_the_threshold_there_is_nothing_to_quote(read, mentor, manager, framework):
    heard(mentor, n=6)
    section = read(mentor, manager).section(InputKind.VOICE)

    assert section.is_empty
    assert section.chart is None
    assert section.gaps == ["“Autumn voices” is not shown: fewer than 10 answers."]


def test_a_new_manager_reads_nothing_that_was_released_before_her(
    read, mentor, other_manager, manager, quality_lead, framework
):
    heard(mentor, days=40)
    outcome(mentor, days=40, by=quality_lead)
    mentor.reporting_lines.update(manager=other_manager, starts_on=days_ago(10))
    reading = read(mentor, other_manager)

    assert reading.section(InputKind.VOICE).pieces == []
    assert reading.section(InputKind.OUTCOME).pieces == []
    assert len(read(mentor).section(InputKind.VOICE).pieces) == 1


# Outcomes ----------------------------------------------------------


def test_an_outcome_stands_with_n_its_interval_and_what_it_is_compared_with(
    read, mentor, manager, team, framework
):
    row = outcome(mentor)
    outcome(None, 400, 500, team=team, by=manager)
    section = read(mentor, manager).section(InputKind.OUTCOME)

    mine = next(each for each in section.figures if "mentor’s learners" in each.label)
    assert (mine.value, mine.n) == ("90.0 %", 50)
    assert mine.interval == "78.6 % to 95.7 %"
    assert f"outcome:{row.pk}" in [piece.key for piece in section.pieces]
    assert any("the team" in each.label for each in section.figures)
    assert section.chart.table.heads[-1] == "Compared with"


def test_periods_before_are_drawn_and_are_no_pieces(read, mentor, manager, framework):
    outcome(mentor)
    outcome(mentor, 40, 50, days=400)
    section = read(mentor, manager).section(InputKind.OUTCOME)

    assert len(section.pieces) == 1
    [drawn] = section.chart.values
    assert [point.point.words for point in drawn.points] == ["80.0 %", "90.0 %"]
