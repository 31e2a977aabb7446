from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from content.momentum.rules import (
    NARROW,
    WEEKS,
    WIDE,
    Moment,
    YearWeeks,
    check_apart,
    check_start,
    check_weeks,
    date_words,
    draw_year,
    level_at,
    line_nodes,
    moment_of,
    spread,
    usual_start,
    week_words,
    year_weeks,
)

YEAR = YearWeeks(date(2026, 9, 7), is_assumed=False)
DIPS = [(3, 4), (11, 12), (13, 13), (37, 42)]

# Weeks and days ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 9, 6), 0),
        (date(2026, 9, 7), 1),
        (date(2026, 9, 13), 1),
        (date(2026, 9, 14), 2),
        (date(2027, 9, 5), 52),
    ],
)
def test_week_of_runs_from_monday_to_sunday(day, week):
    assert YEAR.week_of(day) == week


def test_monday_and_sunday_of_a_week():
    assert (YEAR.monday(3), YEAR.sunday(4)) == (date(2026, 9, 21), date(2026, 10, 4))


@pytest.mark.parametrize(
    ("today", "start"),
    [
        (date(2026, 11, 26), date(2026, 9, 7)),
        (date(2027, 7, 31), date(2026, 9, 7)),
        (date(2027, 8, 1), date(2027, 9, 6)),
        (date(2025, 10, 1), date(2025, 9, 1)),  # the first of September is a Monday
    ],
)
def test_usual_start_is_the_first_monday_of_september(today, start):
    assert usual_start(today) == start


def test_year_weeks_start_on_the_monday_of_the_first_day_of_teaching():
    year = year_weeks(date(2026, 9, 9), date(2026, 11, 26))

    assert year == YEAR


@pytest.mark.parametrize(
    ("today", "first_on", "is_assumed"),
    [
        (date(2027, 9, 5), date(2026, 9, 7), False),
        (date(2027, 9, 6), date(2027, 9, 6), True),  # 364 days later, the same weekday
        (date(2028, 9, 4), date(2028, 9, 4), True),
        (date(2026, 8, 1), date(2026, 9, 7), False),  # entered before the summer is over
    ],
)
def test_year_weeks_are_assumed_52_weeks_after_the_date_given(today, first_on, is_assumed):
    assert year_weeks(date(2026, 9, 7), today) == YearWeeks(first_on, is_assumed)


def test_year_weeks_are_assumed_while_nobody_has_said():
    assert year_weeks(None, date(2026, 11, 26)) == YearWeeks(date(2026, 9, 7), is_assumed=True)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(0, 3000))
def test_year_weeks_hold_the_day_for_any_start_before_it(starts_on, days):
    today = starts_on + timedelta(days=days)

    year = year_weeks(starts_on, today)

    assert year.first_on.weekday() == 0
    assert 1 <= year.week_of(today) <= WEEKS


@pytest.mark.parametrize(
    ("week", "moment"),
    [(0, "coming"), (2, "coming"), (3, "now"), (4, "now"), (5, "past")],
)
def test_moment_of(week, moment):
    assert moment_of((3, 4), week) == Moment(moment)


def test_words_are_as_people_say_them():
    assert week_words((3, 3)) == "week 3"
    assert week_words((3, 4)) == "weeks 3 to 4"
    assert date_words(date(2025, 9, 22), date(2025, 9, 28)) == "22 to 28 September"
    assert date_words(date(2025, 9, 29), date(2025, 10, 5)) == "29 September to 5 October"
    assert date_words(date(2025, 12, 29), date(2026, 1, 4)) == "29 December 2025 to 4 January 2026"


# What may be written -------------------------------------------------------------


def test_check_weeks_wants_the_first_before_the_last():
    check_weeks((3, 3))

    with pytest.raises(ValidationError, match="cannot be before"):
        check_weeks((4, 3))


@pytest.mark.parametrize("weeks", [(1, 2), (5, 52)])
def test_check_apart_lets_neighbours_stand(weeks):
    check_apart(weeks, [("Week 3 wobble", 3, 4)])


@pytest.mark.parametrize("weeks", [(4, 6), (1, 3), (3, 4), (1, 52)])
def test_check_apart_names_the_other_dip(weeks):
    with pytest.raises(ValidationError, match="“Week 3 wobble” has weeks 3 to 4"):
        check_apart(weeks, [("January", 18, 19), ("Week 3 wobble", 3, 4)][::-1][:1])


def test_check_start_refuses_a_slip_of_the_year():
    check_start(date(2027, 9, 6), date(2026, 11, 26))

    with pytest.raises(ValidationError, match="Is the year right"):
        check_start(date(2062, 9, 6), date(2026, 11, 26))


# The year as a line --------------------------------------------------------------


def test_line_sinks_at_every_dip_and_nowhere_else():
    nodes = line_nodes(DIPS)

    assert [level_at(nodes, week) for week in (3, 11, 12.5, 39)] == [1, 1, 1, 1]
    assert [level_at(nodes, week) for week in (0, 1, 8, 25, 52)] == [0, 0, 0, 0, 0]


def test_line_comes_half_way_up_between_neighbours():
    assert level_at(line_nodes([(11, 12), (13, 13)]), 12) == 0.5


@pytest.mark.parametrize("dips", [[], [(1, 1)], [(52, 52)], [(1, 52)], [(1, 2), (3, 52)], DIPS])
def test_line_runs_from_left_to_right_inside_its_frame(dips):
    nodes = line_nodes(dips)

    assert [x for x, _ in nodes] == sorted({x for x, _ in nodes})
    assert (nodes[0][0], nodes[-1][0]) == (0, WEEKS)
    assert {0 <= level <= 1 for _, level in nodes} == {True}


def weeks_apart(numbers):
    ordered = sorted(numbers)
    return list(zip(ordered[::2], ordered[1::2], strict=False))


DIP_LISTS = st.sets(st.integers(1, WEEKS), max_size=24).map(weeks_apart)


@given(DIP_LISTS, st.sampled_from([WIDE, NARROW]), st.integers(-30, 400))
def test_drawing_stays_inside_its_frame_for_any_dips(dips, frame, days):
    today = YEAR.first_on + timedelta(days=days)

    drawing = draw_year(dips, YEAR, frame, today=today)

    places = [mark.x for mark in drawing.marks]
    assert places == sorted(places)
    assert all(frame.edge <= place <= frame.width - frame.edge for place in places)
    if drawing.today:
        assert frame.top <= drawing.today.y <= frame.bottom
        assert frame.edge <= drawing.today.x <= frame.width - frame.edge
    assert (drawing.today is not None) == (0 <= days < WEEKS * 7)


@given(DIP_LISTS, st.sampled_from([WIDE, NARROW]))
def test_numbers_never_touch_while_there_is_room(dips, frame):
    marks = draw_year(dips, YEAR, frame).marks

    gaps = [later.x - earlier.x for earlier, later in pairwise(marks)]
    assert all(gap >= 2 * frame.radius for gap in gaps)


def test_spread_leaves_alone_what_stands_apart():
    assert spread([10, 50, 90], gap=20, low=0, high=100) == [10, 50, 90]
    assert spread([], gap=20, low=0, high=100) == []


def test_spread_moves_aside_and_stays_inside():
    assert spread([10, 12, 14], gap=20, low=0, high=100) == [10, 30, 50]
    assert spread([96, 98, 99], gap=20, low=0, high=100) == [60, 80, 100]


def test_drawing_without_a_day_says_nothing_of_past_and_coming():
    drawing = draw_year(DIPS, YEAR, WIDE)

    assert drawing.today is None
    assert {mark.moment for mark in drawing.marks} == {""}


def test_drawing_numbers_the_dips_and_says_which_is_now():
    drawing = draw_year(DIPS[::-1], YEAR, WIDE, today=date(2026, 11, 26))

    assert [(mark.number, str(mark.moment)) for mark in drawing.marks] == [
        (1, "past"),
        (2, "now"),
        (3, "coming"),
        (4, "coming"),
    ]


@pytest.mark.parametrize(
    ("day", "anchor"),
    [(date(2026, 9, 7), "start"), (date(2027, 2, 1), "middle"), (date(2027, 9, 4), "end")],
)
def test_the_word_today_stays_inside(day, anchor):
    today = draw_year([], YEAR, NARROW, today=day).today

    assert today is not None
    assert today.anchor == anchor


def test_months_are_named_where_there_is_room():
    wide = [month.name for month in draw_year([], YEAR, WIDE).months]
    late_start = YearWeeks(date(2026, 9, 28), is_assumed=False)

    assert " ".join(wide) == "Sep Oct Nov Dec Jan Feb Mar Apr May Jun Jul Aug"
    assert draw_year([], late_start, NARROW).months[0].name == "Oct"
