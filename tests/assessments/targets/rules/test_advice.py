from datetime import date

from assessments.cpd.rules import CPDYear, Policy
from assessments.targets.rules import (
    Desk,
    Gaps,
    Impact,
    Leads,
    OffTheJob,
    Post,
    Standing,
    Stretch,
    count,
    next_steps,
    off_the_job,
    reasons_to_tell,
    target_of,
)
from tests.factories.targets import facts

TODAY = date(2026, 11, 22)
GAP = Stretch(date(2026, 8, 4), TODAY, is_running=True, is_gap=True)
NO_TRAINING = OffTheJob((), None, 0)


NOTHING, ENOUGH, NO_GAP = Desk(), Impact(3, 0, 3), Gaps()


def steps(*entries, desk=NOTHING, impact=ENOUGH, gaps=NO_GAP, today=TODAY, **more):
    target = target_of(policy=Policy(), year=CPDYear(2026), post=Post(), today=today)
    asked = {"training": NO_TRAINING, "is_running": True, **more}
    counting = count(entries, policy=Policy(), target=target.hours)
    return next_steps(
        target=target, counting=counting, impact=impact, gaps=gaps, desk=desk, **asked
    )


def test_what_is_nearest_to_done_comes_first():
    found = steps(desk=Desk(2, 90, 1, 60), impact=Impact(0, 1, 3))

    assert [step.leads for step in found] == [
        Leads.RETURNED, Leads.DRAFTS, Leads.CONFIRMED, Leads.NEW
    ]  # fmt: skip
    assert found[0].words == "1 entry came back to you"
    assert found[2].words == "Say of 2 more entries what changed for learners"


def test_what_is_left_is_spread_over_the_months_that_are_left():
    found = steps(facts(minutes=600))

    assert (found[0].words, found[0].why) == (
        "20 h still to come", "About 2.5 h a month brings you to 30 h."
    )  # fmt: skip


def test_in_the_last_month_no_month_is_divided():
    assert steps(facts(minutes=1700), today=date(2027, 7, 10))[0].why == "They bring you to 30 h."


def test_a_gap_that_runs_is_said():
    assert "Nothing handed in since 4 August 2026" in [
        step.words for step in steps(gaps=Gaps(GAP, (GAP,)))
    ]


def test_a_limit_that_is_reached_leads_nowhere():
    found = steps(facts(activity_type="reading", minutes=720), facts(minutes=1080))

    assert [(step.words, step.leads) for step in found] == [
        ("“Self-directed” has reached its limit", Leads.NOWHERE)
    ]


def test_a_year_that_is_over_asks_for_nothing_more_to_be_done():
    assert steps(is_running=False, desk=Desk(drafts=1, draft_minutes=30))[0].leads == Leads.DRAFTS
    assert len(steps(is_running=False)) == 0


def test_training_without_a_time_of_day_is_said():
    training = off_the_job(
        [facts(is_off_the_job=True)], year=CPDYear(2026), post=Post(), target=200, today=TODAY
    )

    assert steps(facts(minutes=1800), training=training)[0].words.startswith("Say when")


def told(**more):
    asked = {
        "standing": Standing.ON_TRACK,
        "shortfalls": [],
        "running": None,
        "training": NO_TRAINING,
        "today": TODAY,
        **more,
    }
    return reasons_to_tell(**asked)


def test_nothing_to_say_is_nothing_said():
    assert told() == []


def test_each_reason_is_a_sentence():
    training = off_the_job(
        [facts(is_off_the_job=True, has_start=True, start_on=date(2026, 9, 3))],
        year=CPDYear(2026), post=Post(), target=200, today=TODAY,
    )  # fmt: skip
    found = told(
        standing=Standing.BEHIND, shortfalls=["2 h counted"], running=GAP, training=training
    )

    assert found == [
        "Nothing was handed in since 4 August 2026.",
        "2 h counted.",
        "No off-the-job hours were logged in October.",
    ]


def test_who_is_away_is_left_in_peace():
    assert told(standing=Standing.PAUSED, running=GAP) == []
