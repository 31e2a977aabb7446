from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from content.guidance import rules
from content.guidance.rules import Dated
from content.material.guidance import KINDS

Y2023 = Dated(1, "2023", "2023")
Y2025 = Dated(2, "2025", "2025-09")
Y2026 = Dated(3, "2026", "2026-09-01")
ALL = [Y2025, Y2026, Y2023]


@pytest.mark.parametrize(
    ("text", "first", "words"),
    [
        ("2025", date(2025, 1, 1), "2025"),
        ("2025-09", date(2025, 9, 1), "September 2025"),
        ("2025-09-07", date(2025, 9, 7), "7 September 2025"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(text, first, words):
    assert rules.day_of(text) == first
    assert rules.in_words(text) == words


@pytest.mark.parametrize("text", ["", "autumn", "2025-13", "2025-02-30", "01.09.2025"])
def test_check_date_refuses_what_is_none(text):
    with pytest.raises(ValidationError, match="a year, a month or a day"):
        rules.check_date(text)


@pytest.mark.parametrize(
    ("day", "holds", "next_one"),
    [
        (date(2022, 12, 31), None, Y2023),
        (date(2023, 1, 1), Y2023, Y2025),
        (date(2025, 8, 31), Y2023, Y2025),
        (date(2025, 9, 1), Y2025, Y2026),
        (date(2026, 8, 31), Y2025, Y2026),
        (date(2026, 9, 1), Y2026, None),
    ],
)
def test_the_edition_that_holds_on_a_day(day, holds, next_one):
    assert rules.current(ALL, today=day) == holds
    assert rules.upcoming(ALL, today=day) == next_one


def test_needs_check_from_the_first_day_of_a_newer_edition():
    assert rules.needs_check(checked_against=Y2023, holds=Y2025)
    assert not rules.needs_check(checked_against=Y2025, holds=Y2025)
    assert not rules.needs_check(checked_against=Y2026, holds=Y2025)
    assert not rules.needs_check(checked_against=Y2025, holds=None)


def test_check_starts_alone():
    rules.check_starts_alone(Dated(9, "Winter", "2026-01"), ALL)
    rules.check_starts_alone(Dated(9, "Never", "no date"), ALL)

    with pytest.raises(ValidationError) as refused:
        rules.check_starts_alone(Dated(9, "New", "2025-09-01"), ALL)
    assert refused.value.message_dict == {
        "date": ["“2025” holds from September 2025 too. Give the month or the day."]
    }


def test_check_checked_on_refuses_a_day_to_come():
    today = date(2026, 1, 15)
    rules.check_checked_on(today, today=today)

    with pytest.raises(ValidationError, match="a day to come"):
        rules.check_checked_on(today + timedelta(days=1), today=today)


def test_check_key_stays():
    rules.check_key_stays("a", before="a")

    with pytest.raises(ValidationError, match="the short name stays"):
        rules.check_key_stays("b", before="a")


@pytest.mark.parametrize("change", [{"name": "2026"}, {"date": "2025-10"}])
def test_check_edition_stays_once_facts_were_read_in_it(change):
    changed = Dated(**{"pk": 2, "name": "2025", "date": "2025-09", **change})
    rules.check_edition_stays(changed, before=Y2025, facts=0)
    rules.check_edition_stays(Y2025, before=Y2025, facts=3)

    with pytest.raises(ValidationError, match="name and date stay"):
        rules.check_edition_stays(changed, before=Y2025, facts=1)


def test_kinds_are_those_of_the_files():
    assert tuple(rules.Kind.values) == KINDS


DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
DATES = st.builds(lambda day, length: day.isoformat()[:length], DAYS, st.sampled_from([4, 7, 10]))
EDITIONS = st.lists(DATES, max_size=8).map(
    lambda dates: [Dated(pk, f"No. {pk}", text) for pk, text in enumerate(dates, start=1)]
)


@given(EDITIONS, DAYS)
def test_every_edition_is_past_current_or_to_come(editions, today):
    holds, next_one = rules.current(editions, today=today), rules.upcoming(editions, today=today)

    for edition in editions:
        day = rules.day_of(edition.date)
        if day > today:
            assert next_one is not None
            assert rules.day_of(next_one.date) <= day
        else:
            assert holds is not None
            assert day <= rules.day_of(holds.date) <= today


@given(EDITIONS, DAYS)
def test_what_holds_never_needs_a_check(editions, today):
    holds = rules.current(editions, today=today)

    stale = [item for item in editions if rules.needs_check(checked_against=item, holds=holds)]

    assert holds not in stale
    assert all(rules.day_of(item.date) < rules.day_of(holds.date) for item in stale)


@given(EDITIONS, DAYS, st.integers(min_value=0, max_value=4000))
def test_what_is_stale_stays_stale(editions, today, days):
    later = today + timedelta(days=days)
    holds, then = rules.current(editions, today=today), rules.current(editions, today=later)

    for item in editions:
        if rules.needs_check(checked_against=item, holds=holds):
            assert rules.needs_check(checked_against=item, holds=then)
