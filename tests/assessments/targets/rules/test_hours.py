from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from assessments.cpd.rules import CPDYear, Policy
from assessments.targets.rules import (
    Post,
    base_hours,
    check_adjustment,
    explain,
    hours_words,
    round_up,
    target_hours,
    target_of,
)

D = Decimal
POLICY = Policy()
YEAR = CPDYear(2026)
TODAY = date(2026, 11, 22)
NEW_YEAR = date(2027, 1, 1)
FAMILY_LEAVE = [(date(2026, 10, 15), date(2027, 2, 14))]

CHECKS = [  # domain.md 5.3 and the mentors of section 9
    ("full time", "1", None, [], "30", "30 h: full time, the whole year"),
    ("0.6", "0.6", None, [], "18", "18 h = 30 × 0.6"),
    ("0.1", "0.1", None, [], "6", "6 h: the floor, 6, is more than 30 × 0.1 = 3"),
    ("0.6 from January", "0.6", NEW_YEAR, [], "10.5", "10.5 h = 30 × 0.6 × 7 ÷ 12"),
    ("four months of leave", "1", None, FAMILY_LEAVE, "20", "20 h = 30 × 8 ÷ 12"),
    ("0.15 from January", "0.15", NEW_YEAR, [], "3.5",
     "3.5 h: the floor, 6 × 7 ÷ 12, is more than 30 × 0.15 × 7 ÷ 12 = 2.63"),
    ("M03 Chloe", "1", date(2026, 10, 15), [], "22.5", "22.5 h = 30 × 9 ÷ 12"),
    ("M13 Meera", "0.4", None, [], "12", "12 h = 30 × 0.4"),
    ("M18 Rosa", "1", date(2026, 9, 11), [], "25", "25 h = 30 × 10 ÷ 12"),
    ("M21 Uche", "0.5", None, [], "15", "15 h = 30 × 0.5"),
    ("M22 Vicky", "1", None, FAMILY_LEAVE, "20", "20 h = 30 × 8 ÷ 12"),
    ("M24 Yasmin", "1", date(2026, 11, 2), [], "22.5", "22.5 h = 30 × 9 ÷ 12"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "fte", "started_on", "absences", "hours", "explanation"), CHECKS, ids=lambda v: str(v)
)
def test_targets_as_the_domain_works_them_out(who, fte, started_on, absences, hours, explanation):
    target = target_of(
        policy=POLICY, year=YEAR, post=Post(D(fte), started_on), absences=absences, today=TODAY
    )

    assert target.hours == D(hours)
    assert target.explanation == explanation


def test_what_the_sum_does_not_say_stands_beside_it():
    target = target_of(
        policy=POLICY,
        year=YEAR,
        post=Post(D("1"), date(2026, 9, 11)),
        absences=FAMILY_LEAVE,
        today=TODAY,
    )

    assert target.lines == (
        "10 of 12 months in post (in post since 11 September 2026)",
        "4 whole months left out for a long absence",
    )
    assert (target.months_in_post, target.months) == (10, 6)


def test_rounding_is_said():
    assert explain(policy=POLICY, fte=D("0.35"), months=7) == (
        "6.5 h: 30 × 0.35 × 7 ÷ 12 = 6.13, rounded up"
    )


def test_a_rounded_floor_is_said():
    policy = Policy(floor_hours=D("5"))

    assert explain(policy=policy, fte=D("0.1"), months=7) == (
        "3 h: the floor, 5 × 7 ÷ 12 = 2.92, rounded up, is more than 30 × 0.1 × 7 ÷ 12 = 1.75"
    )


def test_adjustments_are_added_to_the_rounded_sum():
    adjusted = [D("-6"), D("1.25")]
    sums = {"policy": POLICY, "fte": D("0.6"), "months": 12, "adjustments": adjusted}

    assert target_hours(**sums) == D("13.25")
    assert explain(**sums) == "18 h = 30 × 0.6. Adjusted: 18 − 6 + 1.25 = 13.25 h"


def test_no_adjustment_takes_a_target_below_nought():
    sums = {"policy": POLICY, "fte": D("0.6"), "months": 12, "adjustments": [D("-40")]}

    assert target_hours(**sums) == 0
    assert explain(**sums).endswith("= 0 h, as a target is never below nought")


def test_a_year_without_a_month_in_post_has_no_target():
    target = target_of(policy=POLICY, year=YEAR, post=Post(D("1"), date(2028, 1, 1)), today=TODAY)

    assert (target.applies, target.hours) == (False, 0)
    assert target.explanation == "0 h: no whole month of this year in post"


def test_months_that_are_over_are_known():
    def elapsed(on, absences=()):
        target = target_of(policy=POLICY, year=YEAR, post=Post(), absences=absences, today=on)
        return target.elapsed, target.months

    assert elapsed(TODAY) == (3, 12)
    assert elapsed(TODAY, FAMILY_LEAVE) == (2, 8)
    assert elapsed(date(2027, 8, 1), FAMILY_LEAVE) == (8, 8)
    assert elapsed(date(2026, 7, 31)) == (0, 12)


@pytest.mark.parametrize(
    ("value", "words"),
    [("18", "18 h"), ("10.50", "10.5 h"), ("2.625", "2.63 h"), ("-6", "−6 h"), ("0", "0 h")],
)
def test_hours_in_words(value, words):
    assert hours_words(D(value)) == words


ftes = st.integers(5, 100).map(lambda n: D(n) / 100)
month_counts = st.integers(0, 12)
policies = st.builds(
    Policy,
    annual_hours=st.integers(1, 160).map(lambda n: D(n) / 2),
    floor_hours=st.integers(0, 40).map(lambda n: D(n) / 4),
)


@given(policies, ftes, ftes, month_counts)
def test_more_hours_in_post_never_lower_the_target(policy, one, other, months):
    less, more = sorted((one, other))

    assert base_hours(policy=policy, fte=less, months=months) <= base_hours(
        policy=policy, fte=more, months=months
    )


@given(policies, ftes, month_counts, month_counts)
def test_more_months_never_lower_the_target(policy, fte, one, other):
    less, more = sorted((one, other))

    assert base_hours(policy=policy, fte=fte, months=less) <= base_hours(
        policy=policy, fte=fte, months=more
    )


@given(policies, ftes, month_counts)
def test_a_target_is_in_half_hours_and_never_under_sum_or_floor(policy, fte, months):
    hours = base_hours(policy=policy, fte=fte, months=months)

    assert hours % D("0.5") == 0
    assert hours * 12 >= policy.floor_hours * months
    assert hours * 12 >= policy.annual_hours * fte * months
    assert hours < max(policy.annual_hours * fte, policy.floor_hours) * months / 12 + D("0.51")


@given(
    st.decimals("0", "500", places=4),
    st.sampled_from([D("0"), D("0.25"), D("0.5"), D("1")]),
)
def test_rounding_is_never_down(value, step):
    assert value <= round_up(value, step) < value + (step or D("0.01"))


@given(policies, ftes, month_counts, st.lists(st.decimals("-60", "60", places=2), max_size=4))
def test_the_sum_in_words_ends_with_the_target(policy, fte, months, adjusted):
    sums = {"policy": policy, "fte": fte, "months": months, "adjustments": adjusted}
    hours = target_hours(**sums)

    assert hours >= 0
    assert hours_words(hours) in explain(**sums)


NOW = CPDYear(2026)


@pytest.mark.parametrize(
    ("hours", "reason", "year", "field"),
    [
        ("0", "A long enough reason.", 2026, "hours"),
        ("-201", "A long enough reason.", 2026, "hours"),
        ("-6", "short", 2026, "reason"),
        ("-6", "A long enough reason.", 2025, None),
        ("-6", "A long enough reason.", 2028, None),
    ],
)
def test_what_an_adjustment_may_not_be(hours, reason, year, field):
    with pytest.raises(ValidationError) as refused:
        check_adjustment(hours=D(hours), reason=reason, year=CPDYear(year), now=NOW)

    assert field is None or field in refused.value.message_dict


@pytest.mark.parametrize("year", [2026, 2027])
def test_this_year_and_the_next_may_be_adjusted(year):
    check_adjustment(hours=D("-6"), reason="A long enough reason.", year=CPDYear(year), now=NOW)
