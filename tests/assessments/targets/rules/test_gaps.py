from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from assessments.targets.rules import find_gaps

FIRST, LAST = date(2026, 8, 1), date(2027, 7, 31)
AFTERWARDS = date(2027, 9, 1)


def gaps(*days, today=AFTERWARDS, **more):
    spans = [day if isinstance(day, tuple) else (day, day) for day in days]
    asked = {"first_on": FIRST, "last_on": LAST, "gap_months": 3, "today": today, **more}
    return find_gaps(spans, **asked)


def test_a_year_without_an_entry_is_one_gap():
    found = gaps()

    assert [(gap.first_on, gap.last_on) for gap in found.found] == [(FIRST, LAST)]
    assert found.longest.days == 365
    assert found.running is None


def test_exactly_three_months_are_no_gap_and_a_day_more_is_one():
    assert gaps(date(2026, 11, 1), today=date(2026, 11, 1)).found == ()
    assert len(gaps(today=date(2026, 11, 1)).found) == 1


def test_a_gap_runs_until_today():
    found = gaps(date(2026, 8, 3), today=date(2026, 11, 22))

    assert found.running.first_on == date(2026, 8, 4)
    assert found.running.days == 111


def test_what_is_shorter_than_a_gap_runs_without_being_one():
    found = gaps(date(2026, 11, 1), today=date(2026, 11, 22))

    assert found.found == ()
    assert found.running is None
    assert (found.longest.first_on, found.longest.days) == (FIRST, 92)


def test_an_entry_of_several_days_fills_them_all():
    assert gaps((FIRST, LAST)).longest is None


def test_days_away_at_the_ends_are_cut_off_and_those_within_left_out():
    away = [(date(2026, 10, 15), date(2027, 2, 14))]
    found = gaps(date(2026, 10, 1), date(2027, 4, 1), absences=away)
    between = next(gap for gap in [found.longest, *found.found] if gap.first_on == date(2027, 4, 2))

    assert between.days == 121
    assert (
        gaps(date(2026, 10, 14), date(2027, 2, 20), absences=away, today=date(2027, 2, 20)).found
        == ()
    )
    assert (
        gaps(date(2026, 9, 1), date(2027, 3, 1), absences=away, today=date(2027, 3, 1)).found == ()
    )


def test_who_is_away_has_no_gap_running():
    away = [(date(2026, 8, 1), None)]

    assert gaps(absences=away, today=date(2026, 11, 22)).longest is None


def test_a_year_to_come_has_none():
    assert gaps(today=date(2026, 7, 1)).longest is None


days = st.integers(0, 364).map(lambda n: FIRST + timedelta(days=n))


@given(st.lists(days, max_size=20), days)
def test_one_entry_more_never_lengthens_the_longest_stretch(logged, more):
    def length(found):
        return found.longest.days if found.longest else 0

    assert length(gaps(*logged, more)) <= length(gaps(*logged))


@given(st.lists(days, max_size=20), days, days)
def test_days_away_are_in_no_stretch(logged, one, other):
    first, last = sorted((one, other))
    found = gaps(*logged, absences=[(first, last)])
    away = (last - first).days + 1

    assert sum(gap.days for gap in found.found) <= 365 - away
    for gap in found.found:
        assert not first <= gap.first_on <= last
        assert not first <= gap.last_on <= last
