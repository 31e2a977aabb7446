from datetime import date
from decimal import Decimal

import pytest

from assessments.cpd.rules import CPDYear, Policy
from assessments.targets.rules import (
    NO_TARGET,
    Post,
    Standing,
    count,
    expected_minutes,
    impact_of,
    shortfalls,
    standing_of,
    target_of,
    together_of,
)
from tests.factories.targets import facts

YEAR = CPDYear(2026)
POLICY = Policy()


def standing(*entries, today=date(2026, 11, 22), is_away=False, policy=POLICY, target=None):
    target = target or target_of(policy=policy, year=YEAR, post=Post(), today=today)
    counting = count(entries, policy=policy, target=target.hours)
    parts = {
        "target": target,
        "counting": counting,
        "impact": impact_of(entries, policy),
        "together": together_of(counting, target, policy),
    }
    return standing_of(**parts, is_away=is_away), shortfalls(**parts)


def told(count_=3, **fields):
    return [facts(has_impact=True, **fields)] * count_


def test_after_three_months_a_quarter_is_the_share_so_far():
    target = target_of(policy=Policy(), year=YEAR, post=Post(), today=date(2026, 11, 22))

    assert expected_minutes(target) == 450


def test_a_quarter_of_the_hours_is_on_track_and_a_minute_less_is_behind():
    assert standing(facts(minutes=450)) == (Standing.ON_TRACK, [])
    behind, why = standing(facts(minutes=449))
    assert behind == Standing.BEHIND
    assert why == ["7.48 h counted or waiting, where 7.5 h would be the share so far"]


def test_what_waits_to_be_verified_keeps_somebody_on_track():
    assert standing(facts(minutes=450, state="submitted"))[0] == Standing.ON_TRACK


def test_what_is_over_a_limit_does_not():
    reading = facts(minutes=2000, activity_type="reading")

    assert standing(reading, today=date(2027, 6, 2))[0] == Standing.BEHIND


def test_somebody_new_is_not_behind_in_her_first_month():
    target = target_of(
        policy=Policy(),
        year=YEAR,
        post=Post(Decimal("1"), date(2026, 11, 2)),
        today=date(2026, 11, 22),
    )

    assert standing(target=target)[0] == Standing.ON_TRACK


def test_all_the_hours_without_impact_are_not_complete():
    assert standing(facts(minutes=1800))[0] == Standing.ON_TRACK


def test_both_tests_make_it_complete_and_only_what_is_verified():
    assert standing(facts(minutes=1800), *told())[0] == Standing.COMPLETE
    assert standing(facts(minutes=1800), *told(state="submitted"))[0] == Standing.ON_TRACK
    waiting = facts(minutes=1800, state="submitted")
    assert standing(waiting, *told(counts=False))[0] == Standing.ON_TRACK


def test_impact_has_its_share_of_the_year_too():
    late, why = standing(facts(minutes=1800), today=date(2027, 4, 2))  # 8 of 12 months

    assert late == Standing.BEHIND
    assert why == ["0 entries say what changed, where 2 would be the share so far"]
    assert standing(facts(minutes=1800), *told(2), today=date(2027, 4, 2))[0] == Standing.ON_TRACK


def test_time_together_is_asked_for_only_by_the_policy():
    policy = Policy(participatory_percent=20)
    alone, why = standing(facts(minutes=1800), policy=policy)

    assert alone == Standing.BEHIND
    assert why == ["0 h together with others, where 1.5 h would be the share so far"]
    together = facts(minutes=1800, is_participatory=True)
    assert standing(together, *told(), policy=policy)[0] == Standing.COMPLETE


def test_who_is_away_is_paused_unless_all_is_done():
    assert standing(is_away=True)[0] == Standing.PAUSED
    assert standing(facts(minutes=1800), *told(), is_away=True)[0] == Standing.COMPLETE


def test_without_a_target_nobody_is_behind():
    assert standing(target=NO_TARGET)[0] == Standing.NONE


@pytest.mark.parametrize("minutes", [0, 1799])
def test_a_year_that_is_over_asks_for_all_of_it(minutes):
    found = standing(*([facts(minutes=minutes)] if minutes else []), today=date(2027, 8, 1))

    assert found[0] == Standing.BEHIND
