"""The drawings as plain values: nothing is asked of a database."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from assessments.readings.rules import CAVEATS, InputKind, Piece, Reading, Section, Table, shortened
from assessments.readings.rules.lanes import Meeting, What, lanes
from assessments.readings.rules.matrix import Standing, matrix
from assessments.readings.rules.periods import check_period, place_in, spans, year_back
from assessments.readings.rules.timeline import timeline
from assessments.readings.rules.trends import Point, Series, trends

YEAR = (date(2025, 9, 1), date(2026, 7, 31))


def piece(on, kind=InputKind.CPD, key="cpd:1"):
    return Piece(key, "A workshop", kind, on)


# The time ----------------------------------------------------------


def test_a_year_back_ends_today():
    assert year_back(date(2026, 7, 31)) == date(2025, 8, 1)
    assert year_back(date(2024, 2, 29)) == date(2023, 3, 1)


def test_months_of_a_period_begin_and_end_with_it():
    found = spans(date(2025, 11, 27), date(2026, 1, 10))

    assert [span.label for span in found] == ["November 2025", "December 2025", "January 2026"]
    assert (found[0].first_on, found[-1].last_on) == (date(2025, 11, 27), date(2026, 1, 10))
    assert [span.year for span in found] == ["2025", "", "2026"]


def test_a_long_time_is_drawn_in_quarters():
    found = spans(date(2024, 1, 1), date(2025, 12, 31))

    assert len(found) == 8
    assert found[0].label == "January 2024 to March 2024"
    assert found[-1].last_on == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 5, 2), date(2026, 5, 1), "comes after the last"),
        (date(2026, 8, 1), date(2026, 9, 1), "still to come"),
        (date(2022, 1, 1), date(2026, 1, 1), "three years or less"),
    ],
)
def test_a_time_nothing_can_be_read_of(first, last, words):
    with pytest.raises(ValidationError, match=words):
        check_period(first, last, today=date(2026, 7, 1))


def test_a_day_outside_lies_at_the_edge():
    assert place_in(date(2025, 1, 1), *YEAR) == 0
    assert place_in(date(2027, 1, 1), *YEAR) == 1
    assert place_in(YEAR[0], YEAR[0], YEAR[0]) == 0


# The year as a line ----------------------------------------------------------


def test_the_line_has_a_lane_a_kind_and_a_number_where_there_are_several():
    chart = timeline(
        [
            piece(date(2025, 10, 3)),
            piece(date(2025, 10, 20)),
            piece(date(2026, 3, 3), InputKind.OBSERVATION),
            piece(date(2020, 1, 1)),  # outside
            piece(None),
        ],
        period_from=YEAR[0],
        period_to=YEAR[1],
    )

    assert chart is not None
    drawn = chart.values
    assert [lane.label for lane in drawn.lanes] == ["CPD", "Observation"]
    assert [(dot.count, dot.radius) for dot in drawn.lanes[0].dots] == [(2, 8)]
    assert drawn.count == 3
    assert len(drawn.columns) == 11
    assert all(drawn.left < column.x < drawn.right for column in drawn.columns)
    assert chart.table.rows == [["October 2025", "2", "–"], ["March 2026", "–", "1"]]


def test_no_line_without_anything_on_it():
    assert timeline([piece(None)], period_from=YEAR[0], period_to=YEAR[1]) is None


# The standard ----------------------------------------------------------


def test_marks_stand_in_rows_of_six_and_say_strength_and_age():
    rows = [Standing(f"S{n}", "Title") for n in range(1, 8)]
    rows[0] = Standing("S1", "Guide", "verified", "old", 2, date(2023, 5, 1), "Out of date")
    chart = matrix([("skill", "Skills", rows), ("other", "Others", [])])

    [group] = chart.values
    assert (group.with_evidence, group.height) == (1, 148)
    assert (group.marks[6].x, group.marks[6].y) == (28, 74)
    assert (group.marks[0].words, group.marks[0].age_words) == ("verified", "2 years +")
    assert group.marks[1].words == "nothing"
    assert chart.table.rows[0] == [
        "S1 Guide", "Skills", "Out of date", "2", "verified", "1 May 2023, over two years old",
    ]  # fmt: skip


# Supervision ----------------------------------------------------------


def meeting(on, what=What.HELD, due=None):
    return Meeting(1, on, what, minutes=60, kind="Reflective", due_on=due, latest_on=due)


def test_who_called_off_has_a_lane_of_their_own():
    chart = lanes(
        [
            meeting(date(2025, 10, 1), due=date(2025, 10, 5)),
            meeting(date(2025, 12, 1), due=date(2025, 11, 5)),
            meeting(date(2026, 1, 8)),
            meeting(date(2026, 2, 1), What.SUPERVISOR),
            meeting(date(2026, 3, 1), What.SUPERVISOR),
            meeting(date(2026, 4, 1), What.COLLEGE),
        ],
        period_from=YEAR[0],
        period_to=YEAR[1],
    )

    assert chart is not None
    drawn = chart.values
    assert [(lane.label, lane.count) for lane in drawn.lanes] == [
        ("Held", 3), ("Off: supervisor", 2), ("Off: mentor", 0), ("Off: college", 1),
    ]  # fmt: skip
    assert [mark.shape for mark in drawn.lanes[0].marks] == ["on-time", "late", "held"]
    assert "called off by the mentor: 0" in drawn.words
    assert chart.table.rows[1][-1] == "late"


def test_nothing_is_drawn_of_no_session():
    assert lanes([], period_from=YEAR[0], period_to=YEAR[1]) is None


# Figures over time ----------------------------------------------------------


def point(on, value, **fields):
    return Point(on, value, value - 0.1, value + 0.1, f"{value:.0%}", **fields)


def test_a_figure_stands_with_its_interval_inside_the_drawing():
    series = Series("Attendance", [point(date(2026, 7, 31), 0.95), point(date(2025, 7, 31), 0.5)])
    chart = trends("outcome", "Outcomes", [series, Series("Nothing", [])])

    assert chart is not None
    [drawn] = chart.values
    assert drawn.key == "outcome-1"
    first, last = drawn.points
    assert first.point.value == 0.5  # the earlier one first
    assert first.top < first.y < first.bottom
    assert last.top == drawn.top  # never above the plane
    assert len(chart.table.heads) == 5


def test_what_it_is_compared_with_is_said_too():
    series = Series("Pass", [point(date(2026, 7, 31), 0.9, other=0.8, other_words="80 %, college")])
    chart = trends("outcome", "Outcomes", [series])

    assert chart is not None
    assert chart.values[0].points[0].other_y > chart.values[0].points[0].y
    assert chart.table.rows[0][-1] == "80 %, college"
    assert trends("outcome", "Outcomes", []) is None


# The reading ----------------------------------------------------------


def test_pieces_are_found_by_their_key_and_sections_by_their_kind():
    section = Section(InputKind.CPD, pieces=[piece(None)])
    reading = Reading([section])

    assert reading.pieces() == {"cpd:1": section.pieces[0]}
    assert reading.section(InputKind.CPD) is section
    assert reading.section(InputKind.VOICE).is_empty
    assert section.caveat == CAVEATS[InputKind.CPD]


def test_a_row_of_a_table_is_its_head_and_its_cells_under_theirs():
    table = Table("Caption", ["Day", "Figure"], [["1 May", "5"]])

    assert table.lines == [("1 May", [("Figure", "5")])]


def test_a_label_is_one_line_and_cut_between_words():
    assert shortened("One\n two") == "One two"
    long = shortened("word " * 60)
    assert len(long) <= 200
    assert long.endswith("word …")
