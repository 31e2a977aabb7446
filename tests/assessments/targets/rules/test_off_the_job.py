from datetime import date
from decimal import Decimal

from assessments.cpd.rules import CPDYear
from assessments.targets.rules import Post, by_month, off_the_job
from tests.factories.targets import facts

YEAR = CPDYear(2026)
TODAY = date(2026, 11, 22)


def training(*entries, **more):
    asked = {"year": YEAR, "post": Post(), "target": 200, "today": TODAY, **more}
    return off_the_job(entries, **asked)


def hour(on, **fields):
    return facts(start_on=on, is_off_the_job=True, has_start=True, **fields)


def test_hours_by_month_as_far_as_now():
    found = training(hour(date(2026, 8, 5)), hour(date(2026, 10, 2), minutes=90))

    assert [month.minutes for month in found.months] == [60, 0, 90, 0]
    assert found.minutes == 150


def test_a_month_that_is_over_without_any_is_missing():
    found = training(hour(date(2026, 8, 5)))

    assert found.missing == (date(2026, 9, 1), date(2026, 10, 1))  # November still runs


def test_months_before_the_first_hour_are_not():
    assert training(hour(date(2026, 10, 5))).missing == ()


def test_an_hour_without_a_time_of_day_does_not_count():
    found = training(facts(is_off_the_job=True, minutes=45))

    assert (found.minutes, found.without_start, found.is_used) == (0, 45, True)


def test_who_logs_none_is_asked_for_none():
    assert training(facts()).missing == ()
    assert not training(facts()).is_used


def test_without_a_minimum_in_the_standard_no_month_is_missing():
    assert training(hour(date(2026, 8, 5)), target=None).missing == ()


def test_what_was_logged_in_years_before_counts_towards_the_whole():
    found = training(before=600)

    assert (found.in_all, len(found.missing)) == (600, 3)
    assert training(before=200 * 60).missing == ()  # finished


def test_a_month_away_or_before_the_post_is_not_missing():
    away = [(date(2026, 9, 10), date(2026, 10, 31))]

    assert training(hour(date(2026, 8, 5)), absences=away).missing == ()
    late = Post(Decimal("1"), date(2026, 10, 1))
    assert training(before=60, post=late).missing == (date(2026, 10, 1),)


def test_a_year_month_by_month():
    lines = by_month(
        [facts(), facts(state="submitted", start_on=date(2026, 11, 2))],
        year=YEAR,
        post=Post(Decimal("1"), date(2026, 9, 1)),
        absences=[(date(2026, 12, 1), date(2026, 12, 15)), (date(2026, 12, 16), None)],
        today=TODAY,
    )
    august, september, october, november, december, january, *_ = lines

    assert (august.is_in_post, august.is_empty) == (False, False)
    assert september.is_empty
    assert (october.confirmed, october.waiting) == (60, 0)
    assert (november.confirmed, november.waiting) == (0, 60)
    assert (december.is_away, january.is_away, january.is_to_come) == (True, True, True)
