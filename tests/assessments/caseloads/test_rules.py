import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from assessments.caseloads import rules
from assessments.caseloads.rules import Band, Counts, LoadPolicy, TeamLoad, load_of, together
from assessments.caseloads.rules.totals import SMALLER

TODAY = date(2026, 11, 26)
USUAL = LoadPolicy()
DEMO = Path(__file__).with_name("demo_caseloads.csv")  # of the demo college: 24 mentors


def load(universal: int, targeted: int, intensive: int, fte: str = "1") -> rules.Load:
    return load_of(Counts(universal, targeted, intensive), Decimal(fte), USUAL)


# The sum -------------------------------------------------------------------------


def test_farid_carries_192_points():
    found = load(96, 24, 6)

    assert found.weighted == found.per_fte == 192
    assert found.sum_words == "96×1 + 24×2.5 + 6×6 = 192"
    assert found.band == Band.FAR_OVER


def test_every_load_of_the_demo_college_is_as_in_its_table():
    rows = list(csv.DictReader(DEMO.read_text().splitlines()))

    found = {
        row["mentor"]: load(
            int(row["universal"]), int(row["targeted"]), int(row["intensive"]), row["fte"]
        )
        for row in rows
    }

    assert len(found) == 24
    assert {name: (each.weighted, each.per_fte) for name, each in found.items()} == {
        row["mentor"]: (int(row["points"]), int(row["for_a_full_post"])) for row in rows
    }


def test_half_a_point_is_said_in_the_sum():
    found = load(40, 9, 1, "0.5")

    assert found.sum_words == "40×1 + 9×2.5 + 1×6 = 68.5"
    assert found.per_fte_words == "68.5 ÷ 0.5 of a full post = 137"


@pytest.mark.parametrize(
    ("points", "band"),
    [(0, "under"), (139, "under"), (140, "fair"), (160, "fair"), (161, "over"), (190, "over"),
     (191, "far_over")],
)  # fmt: skip
def test_the_bands_meet_without_a_gap(points, band):
    assert load(points, 0, 0).band == band


@pytest.mark.parametrize("band", Band)
@pytest.mark.parametrize("before", [None, *Band])
def test_only_a_load_that_has_risen_too_far_is_told_of(band, before):
    order = list(Band)
    is_heavy = band in (Band.OVER, Band.FAR_OVER)

    expected = is_heavy and (before is None or order.index(band) > order.index(before))

    assert rules.worse(band, before) is expected


@given(st.integers(0, 600), st.integers(0, 600), st.integers(0, 600))
def test_a_learner_more_never_makes_a_load_lighter(universal, targeted, intensive):
    now = load(universal, targeted, intensive).exact

    assert load(universal, targeted, intensive + 1).exact > now
    assert load(universal, targeted + 1, intensive).exact > now


# What can be counted, and when ---------------------------------------------------


def check(universal: int = 84, targeted: int = 18, intensive: int = 3, fte: str = "1") -> None:
    rules.check_snapshot(Counts(universal, targeted, intensive), Decimal(fte))


def test_a_new_mentor_may_have_nobody():
    check(0, 0, 0)


@pytest.mark.parametrize("field", ["universal", "targeted", "intensive"])
@pytest.mark.parametrize("number", [-1, 601])
def test_a_number_that_cannot_be_is_refused_by_field(field, number):
    with pytest.raises(ValidationError) as refused:
        check(**{field: number})

    assert list(refused.value.message_dict) == [field]


def test_together_they_are_not_more_than_anybody_ever_had():
    with pytest.raises(ValidationError, match="one tier alone"):
        check(400, 150, 51)


@pytest.mark.parametrize("fte", ["0", "0.04", "1.01"])
def test_the_part_of_a_post_is_a_part(fte):
    with pytest.raises(ValidationError, match="full post"):
        check(fte=fte)


def test_months_go_back_a_year_and_end_on_their_last_day():
    months = rules.months_back(TODAY)

    assert months[:3] == [TODAY, date(2026, 10, 31), date(2026, 9, 30)]
    assert months[-1] == date(2025, 11, 30)
    for day in months:
        rules.check_day(day, today=TODAY)


@pytest.mark.parametrize("day", [date(2026, 11, 27), date(2025, 10, 31)])
def test_no_day_to_come_and_none_of_long_ago_is_counted(day):
    with pytest.raises(ValidationError):
        rules.check_day(day, today=TODAY)


def test_a_count_is_old_after_two_months():
    assert rules.is_old(date(2026, 9, 24), TODAY)
    assert not rules.is_old(date(2026, 9, 25), TODAY)


# What the college sets -----------------------------------------------------------


def check_policy(*, from_on: date = TODAY, why: str = "Agreed", **values: object) -> None:
    policy = LoadPolicy(**{**vars(USUAL), **values})
    rules.check_load_policy(policy, from_on=from_on, today=TODAY, why=why, is_first=False)


def test_the_usual_policy_can_be_set():
    check_policy()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"universal_weight": Decimal(0)}, "universal_weight"),
        ({"intensive_weight": Decimal(21)}, "intensive_weight"),
        ({"targeted_weight": Decimal("0.5")}, "targeted_weight"),
        ({"intensive_weight": Decimal(2)}, "targeted_weight"),
        ({"fair_from": 170}, "fair_to"),
        ({"fair_from": 0}, "fair_to"),
        ({"fair_to": 601}, "fair_to"),
        ({"least_shown": 4}, "least_shown"),
        ({"least_shown": 51}, "least_shown"),
        ({"from_on": date(2026, 11, 25)}, "from_on"),
        ({"why": " "}, "why"),
    ],
)
def test_what_cannot_be_set_is_refused_by_field(values, field):
    with pytest.raises(ValidationError) as refused:
        check_policy(**values)

    assert field in refused.value.message_dict


def test_the_policy_explains_itself_with_a_sum():
    said = rules.policy_lines(USUAL)

    assert "96×1 + 24×2.5 + 6×6 = 192" in said[0].words
    assert said[1].value == "140 to 160 points"
    assert "190" in said[2].value


# Sums that say nothing of one mentor ---------------------------------------------


def team(name: str, mentors: int, points: int = 150) -> TeamLoad:
    count = Decimal(mentors)
    return TeamLoad(name, mentors, count, 100 * mentors, points * count)


def test_large_teams_stand_by_name():
    found = together([team("C", 5), team("A", 3)])

    assert [each.name for each in found] == ["A", "C"]


def test_small_teams_are_added_together():
    found = together([team("A", 3), team("B", 1), team("C", 2), team("D", 4)])

    assert [(each.name, each.mentors) for each in found] == [("A", 3), ("D", 4), (SMALLER, 3)]


def test_one_small_team_alone_takes_the_next_smallest_in():
    found = together([team("A", 3, 100), team("B", 1, 200), team("C", 6)])

    assert [(each.name, each.mentors) for each in found] == [("C", 6), (SMALLER, 4)]
    assert found[1].per_fte == 125


def test_too_few_together_give_nothing():
    assert together([team("A", 1), team("B", 1)]) == []
    assert together([]) == []


@given(st.lists(st.integers(1, 8), max_size=8))
def test_no_sum_is_of_fewer_than_three_and_none_is_lost(sizes):
    teams = [team(f"T{n}", size) for n, size in enumerate(sizes)]
    found = together(teams)

    assert all(each.mentors >= 3 for each in found)
    if sum(sizes) >= 3:
        assert sum(each.mentors for each in found) == sum(sizes)
        assert sum(each.points for each in found) == sum(each.points for each in teams)
