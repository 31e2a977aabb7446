"""The engine of domain.md 4.6, and the mentors of its section 9."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.supervision.rules.frequency import (
    DEFAULT_POLICIES,
    Because,
    Clock,
    Facts,
    HeldSession,
    Policy,
    Status,
    sessions_counted,
    standing,
)
from assessments.supervision.rules.kinds import CountsTowards, SessionType
from assessments.supervision.rules.states import NeedKind

TODAY = date(2026, 11, 22)  # a Sunday, as in the note
EVERY_42 = Policy(key="all", name="Everybody", interval_days=42)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def met(days: int, kind: str = SessionType.REFLECTIVE, minutes: int = 60) -> HeldSession:
    return HeldSession(ago(days), kind, minutes)


def facts(*sessions: HeldSession, post: int = 1000, fte: str = "1", **known: Any) -> Facts:
    return Facts(started_on=ago(post), fte=Decimal(fte), sessions=sessions, **known)


def under(policy: Policy, known: Facts, on: date = TODAY) -> Any:
    return standing(known, [policy], on=on)


# The demo college --------------------------------------------------------------------

PLAN = {NeedKind.SUPPORT_PLAN: ago(28)}
LINK = {NeedKind.SAFEGUARDING_LINK: ago(200)}
INTENSIVE = {NeedKind.INTENSIVE: ago(200)}
MENTORS = [
    # id, share of full time, days in post, days since the last, interval, status, further facts
    ("M01", "1.0", 1240, 24, 42, "on_track", {}),
    ("M02", "0.8", 560, 47, 42, "due", {}),
    ("M03", "1.0", 38, 12, 14, "due", {}),
    ("M04", "0.6", 910, 30, 42, "on_track", {}),
    ("M05", "1.0", 1610, 21, 42, "on_track", {}),
    ("M06", "1.0", 430, 58, 42, "overdue", {}),
    ("M07", "0.5", 2100, 36, 42, "due", {}),
    ("M08", "1.0", 118, 31, 14, "seriously_overdue", {"needs": PLAN}),
    ("M09", "1.0", 800, 40, 42, "due", {"needs": LINK}),
    ("M10", "1.0", 1490, 19, 42, "on_track", {}),
    ("M11", "0.8", 300, 44, 42, "due", {}),
    ("M12", "1.0", 152, 25, 28, "due", {}),
    ("M13", "0.4", 1020, 33, 42, "on_track", {}),
    ("M14", "1.0", 690, 20, 42, "on_track", {"needs": INTENSIVE}),
    ("M15", "0.6", 540, 29, 42, "on_track", {}),
    ("M16", "1.0", 1320, 22, 42, "on_track", {}),
    ("M17", "0.8", 260, 39, 42, "due", {}),
    ("M18", "1.0", 72, 26, 28, "due", {}),
    ("M19", "1.0", 2340, 27, 42, "on_track", {}),
    ("M20", "1.0", 480, 16, 42, "on_track", {}),
    ("M21", "0.5", 860, 41, 42, "due", {}),
    ("M22", "1.0", 1180, None, 42, "paused", {"absences": ((ago(38), ago(-82)),)}),
    ("M23", "0.9", 630, 23, 42, "on_track", {}),
    ("M24", "1.0", 20, 6, 14, "on_track", {}),
]


@pytest.mark.parametrize(
    ("fte", "post", "days", "interval", "status", "known"),
    [row[1:] for row in MENTORS],
    ids=[row[0] for row in MENTORS],
)
def test_a_mentor_of_the_demo_college_stands_where_the_table_says(
    fte, post, days, interval, status, known
):
    sessions = [met(days)] if days is not None else []

    found = standing(facts(*sessions, post=post, fte=fte, **known), DEFAULT_POLICIES, on=TODAY)

    assert (found.status, found.interval_days) == (status, interval)


def test_the_demo_college_is_spread_as_the_note_says():
    found = [row[5] for row in MENTORS]

    assert {each: found.count(each) for each in set(found)} == {
        "on_track": 12, "due": 9, "overdue": 1, "seriously_overdue": 1, "paused": 1,
    }  # fmt: skip


# Which policy ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("post", "fte", "needs", "key"),
    [
        (0, "1", {}, "first-weeks"), (41, "0.4", {}, "first-weeks"), (42, "1", {}, "probation"),
        (181, "1", {}, "probation"), (182, "1", {}, "confirmed"), (182, "0.49", {}, "part-time"),
        (400, "0.5", {}, "confirmed"), (20, "1", PLAN, "support-plan"),
        (400, "0.4", INTENSIVE, "intensive"), (400, "1", LINK, "safeguarding-link"),
        (60, "1", INTENSIVE, "probation"),
    ],
)  # fmt: skip
def test_the_policy_of_highest_priority_that_fits_holds(post, fte, needs, key):
    known = facts(met(9), post=post, fte=fte, needs=needs)

    found = standing(known, DEFAULT_POLICIES, on=TODAY)

    assert found.policy is not None
    assert found.policy.key == key


def test_a_policy_out_of_use_or_of_another_team_holds_for_nobody():
    out = Policy(name="Out", interval_days=7, priority=9, is_active=False)
    other = Policy(name="Team", interval_days=7, priority=9, team=3)
    rows = [out, other, EVERY_42]

    assert standing(facts(met(5), team=2), rows, on=TODAY).interval_days == 42
    assert standing(facts(met(5), team=3), rows, on=TODAY).interval_days == 7
    assert standing(facts(met(5)), [], on=TODAY).status == Status.NONE


# First and next ------------------------------------------------------------------------


def test_the_first_session_is_due_an_interval_after_the_start_of_the_post():
    found = under(EVERY_42, facts(post=10))

    assert (found.due_on, found.last_on) == (ago(-32), None)
    assert found.sentence == (
        "Not met yet since Thursday 12 November; every 42 days; "
        "first due on Thursday 24 December; 7 days of grace."
    )


def test_the_first_session_counts_from_the_first_agreement_when_it_is_later():
    assert under(EVERY_42, facts(post=900, agreed_on=ago(12))).due_on == ago(-30)
    assert under(EVERY_42, facts(post=12, agreed_on=ago(90))).due_on == ago(-30)


@pytest.mark.parametrize(
    ("days", "status"),
    [(34, "on_track"), (35, "due"), (42, "due"), (49, "due"), (50, "overdue"), (63, "overdue"),
     (64, "seriously_overdue")],
)  # fmt: skip
def test_the_statuses_change_on_their_days(days, status):
    assert under(EVERY_42, facts(met(days))).status == status


def test_nothing_is_due_where_nobody_asks_or_before_and_after_the_post():
    for known in (
        Facts(is_expected=False, started_on=ago(99)),
        Facts(started_on=ago(-3)),
        Facts(started_on=ago(99), left_on=ago(1)),
        Facts(),
    ):
        found = under(EVERY_42, known)

        assert (found.status, found.due_on) == (Status.NONE, None)
        assert found.sentence


def test_two_people_may_agree_to_meet_more_often_and_not_less():
    assert under(EVERY_42, facts(met(10), agreed_days=28)).due_on == ago(-18)
    assert "every 28 days, as agreed" in under(EVERY_42, facts(met(10), agreed_days=28)).sentence
    assert under(EVERY_42, facts(met(10), agreed_days=60)).due_on == ago(-32)


# What counts ---------------------------------------------------------------------------


def test_sessions_that_are_short_or_of_another_target_do_not_count():
    known = facts(met(50), met(3, minutes=15), met(2, SessionType.DEBRIEF, 40))

    found = under(EVERY_42, known)

    assert found.last_on == ago(50)
    assert "a later session was shorter than 20 minutes" in found.sentence


def test_only_the_kinds_a_policy_names_count():
    policy = Policy(name="x", interval_days=42, types_allowed=(SessionType.REFLECTIVE,))

    found = under(policy, facts(met(30), met(4, SessionType.MANAGERIAL)))

    assert found.last_on == ago(30)
    assert "of a kind that does not count here" in found.sentence


def test_a_group_session_counts_after_two_others():
    group = SessionType.GROUP
    row = [met(90, group), met(80), met(70, group), met(60), met(50, group), met(40, group)]

    counted = sessions_counted(EVERY_42, row, on=TODAY)

    assert [(TODAY - each.on).days for each in counted] == [80, 60, 50]
    assert "more than the share" in under(EVERY_42, facts(*row)).sentence


@pytest.mark.parametrize(("percent", "count"), [(0, 0), (50, 1), (100, 2)])
def test_the_share_of_group_sessions_is_the_policys(percent, count):
    policy = Policy(name="x", interval_days=42, group_percent=percent)
    row = [met(60), met(50, SessionType.GROUP), met(40, SessionType.GROUP)]

    counted = sessions_counted(policy, row, on=TODAY)

    assert sum(each.type == SessionType.GROUP for each in counted) == count


def test_safeguarding_supervision_is_a_target_of_its_own():
    known = facts(met(3), met(30, SessionType.SAFEGUARDING), needs=LINK)

    usual = standing(known, DEFAULT_POLICIES, on=TODAY)
    own = standing(known, DEFAULT_POLICIES, on=TODAY, target=CountsTowards.SAFEGUARDING)

    assert (usual.last_on, own.last_on, own.due_on) == (ago(3), ago(30), ago(-12))
    without = facts(met(3))
    of_others = standing(without, DEFAULT_POLICIES, on=TODAY, target=CountsTowards.SAFEGUARDING)
    assert of_others.status == Status.NONE


def test_the_first_safeguarding_session_counts_from_the_start_of_the_role():
    known = facts(met(3), needs={NeedKind.SAFEGUARDING_LINK: ago(5)})

    found = standing(known, DEFAULT_POLICIES, on=TODAY, target=CountsTowards.SAFEGUARDING)

    assert found.due_on == ago(-37)


# Needs ---------------------------------------------------------------------------------


def test_a_plan_makes_nobody_late_on_the_day_it_is_set():
    found = standing(
        facts(met(30), needs={NeedKind.SUPPORT_PLAN: TODAY}), DEFAULT_POLICIES, on=TODAY
    )

    assert (found.status, found.due_on) == (Status.DUE, TODAY)


def test_a_plan_does_not_hide_that_a_session_was_overdue_before():
    found = standing(
        facts(met(80), needs={NeedKind.SUPPORT_PLAN: TODAY}), DEFAULT_POLICIES, on=TODAY
    )

    assert found.status == Status.SERIOUSLY_OVERDUE


def test_the_sentence_names_no_need():
    for kind in NeedKind:
        said = standing(facts(met(9), needs={kind: ago(30)}), DEFAULT_POLICIES, on=TODAY).sentence

        assert "plan" not in said
        assert "intensive" not in said
        assert "link" not in said


# Pauses --------------------------------------------------------------------------------


def test_days_of_absence_and_closure_do_not_count():
    known = facts(met(30), absences=((ago(20), ago(11)),), closures=((ago(14), ago(5)),))

    found = under(EVERY_42, known)

    assert found.due_on == ago(-28)  # 16 days left out, 42 − (30 − 16) to come
    assert "(16 of these days do not count)" in found.sentence


def test_grace_too_waits_for_the_college_to_open():
    known = facts(met(42), closures=((ago(-1), ago(-10)),))

    found = under(EVERY_42, known)

    assert (found.due_on, found.latest_on) == (TODAY, ago(-17))


def test_whoever_is_away_is_paused_and_nothing_is_due():
    found = under(EVERY_42, facts(met(60), absences=((ago(3), None),)))

    assert (found.status, found.due_on) == (Status.PAUSED, None)
    assert found.sentence == "Paused while away from work."


def test_an_absence_to_come_without_an_end_leaves_the_day_open():
    found = under(EVERY_42, facts(met(10), absences=((ago(-5), None),)))

    assert (found.status, found.due_on) == (Status.ON_TRACK, None)


def test_a_policy_may_let_the_clock_run():
    policy = Policy(
        name="x", interval_days=42, pauses_when_away=False, pauses_when_closed=False
    )  # fmt: skip
    known = facts(met(30), absences=((ago(20), None),), closures=((ago(14), ago(5)),))

    assert under(policy, known).due_on == ago(-12)


# The return ----------------------------------------------------------------------------


def test_after_a_long_absence_the_first_session_is_due_within_five_working_days():
    known = facts(met(90), absences=((ago(60), ago(6)),))  # back on Tuesday 17 November

    found = standing(known, DEFAULT_POLICIES, on=TODAY)

    assert (found.due_on, found.tolerance_days) == (date(2026, 11, 24), 0)
    assert (found.because, found.status) == (Because.RETURN, Status.DUE)
    late = standing(known, DEFAULT_POLICIES, on=date(2026, 11, 25))
    assert late.status == Status.OVERDUE
    assert standing(known, DEFAULT_POLICIES, on=date(2026, 12, 1)).is_late


@pytest.mark.parametrize(("days", "is_long"), [(27, False), (28, True)])
def test_a_long_absence_is_longer_than_twenty_working_days(days, is_long):
    monday = date(2026, 10, 5)
    known = Facts(
        started_on=ago(900),
        sessions=(met(60),),
        absences=((monday, monday + timedelta(days=days)),),
    )

    found = standing(known, DEFAULT_POLICIES, on=TODAY)

    assert (found.because == Because.RETURN) is is_long


def test_the_first_session_back_ends_the_rule_and_closed_days_are_no_working_days():
    away = ((ago(60), ago(6)),)
    back = facts(met(90), met(2), absences=away)
    closed = facts(met(90), absences=away, closures=((ago(0), ago(-4)),))

    assert standing(back, DEFAULT_POLICIES, on=TODAY).due_on == ago(-40)
    assert standing(closed, DEFAULT_POLICIES, on=TODAY).due_on == date(2026, 11, 30)


def test_two_absences_with_only_a_weekend_between_are_one():
    friday = date(2026, 10, 16)
    away = ((date(2026, 10, 1), friday), (friday + timedelta(days=3), date(2026, 11, 13)))

    found = standing(facts(met(90), absences=away), DEFAULT_POLICIES, on=TODAY)

    assert found.because == Because.RETURN


# Hours with learners -------------------------------------------------------------------

BY_HOURS = Policy(key="all", name="Everybody", interval_days=42, contact_hours=35)


def test_the_hours_win_when_they_come_first_and_it_says_so():
    months = {date(2026, 11, 1): 22 * 4 * 60}  # four hours on each day so far

    found = under(BY_HOURS, facts(met(12), contact_minutes=months))

    assert (found.due_on, found.because) == (ago(3), Because.HOURS)
    assert "one after 35 hours with learners, which came before the 42 days" in found.sentence


def test_the_days_win_when_the_hours_are_few():
    months = {date(2026, 10, 1): 31 * 60, date(2026, 11, 1): 10 * 60}

    found = under(BY_HOURS, facts(met(30), contact_minutes=months))

    assert (found.due_on, found.because) == (ago(-12), Because.CALENDAR)


def test_half_as_many_hours_again_is_seriously_overdue():
    months = {date(2026, 11, 1): 22 * 8 * 60}

    found = under(BY_HOURS, facts(met(20), contact_minutes=months))

    assert found.status == Status.SERIOUSLY_OVERDUE


def test_the_sentence_gives_away_no_hours_of_hers():
    months = {date(2026, 11, 1): 22 * 4 * 60}

    said = under(BY_HOURS, facts(met(20), contact_minutes=months)).sentence

    assert "35 hours" in said
    assert "80" not in said


# So many a year ------------------------------------------------------------------------


def test_too_few_in_a_year_is_a_warning_and_no_status():
    known = facts(met(20), met(200), met(300), fte="0.4")

    found = standing(known, DEFAULT_POLICIES, on=TODAY)

    assert found.status == Status.ON_TRACK
    assert found.warning == (
        "Met 3 times in the last 12 months; it should never be fewer than 5 times a year."
    )
    enough = facts(*(met(20 + 70 * number) for number in range(5)), fte="0.4")
    assert standing(enough, DEFAULT_POLICIES, on=TODAY).warning == ""


def test_part_of_a_year_has_its_share():
    known = facts(met(20), met(100), post=190, fte="0.4")

    assert standing(known, DEFAULT_POLICIES, on=TODAY).warning == ""


# What holds for whatever is put in -----------------------------------------------------

days = st.integers(min_value=0, max_value=400)
lengths = st.integers(min_value=0, max_value=120)
periods = st.tuples(days, lengths).map(lambda each: (ago(each[0]), ago(each[0] - each[1])))


@settings(max_examples=200, deadline=None)
@given(last=days, away=st.lists(periods, max_size=4), more=periods)
def test_more_absence_never_makes_it_due_earlier(last, away, more):
    """The return from a long absence apart: that rule is there to bring a session forward."""
    before = under(EVERY_42, facts(met(last), absences=tuple(away)))
    after = under(EVERY_42, facts(met(last), absences=(*away, more)))

    if before.due_on and after.due_on:
        assert after.due_on >= before.due_on


@settings(max_examples=200, deadline=None)
@given(
    last=days,
    closed=st.lists(periods, max_size=3),
    hours=st.integers(min_value=1, max_value=200),
    minutes=st.dictionaries(
        st.integers(min_value=1, max_value=11).map(lambda month: date(2026, month, 1)),
        st.integers(min_value=0, max_value=12_000),
    ),
)
def test_counting_hours_too_never_loosens(last, closed, hours, minutes):
    known = facts(met(last), closures=tuple(closed), contact_minutes=minutes)
    alone = under(EVERY_42, known)
    both = under(Policy(key="all", name="x", interval_days=42, contact_hours=hours), known)

    order = [Status.ON_TRACK, Status.DUE, Status.OVERDUE, Status.SERIOUSLY_OVERDUE]
    assert both.due_on <= alone.due_on
    assert order.index(both.status) >= order.index(alone.status)


@settings(max_examples=100, deadline=None)
@given(last=days, since=days)
def test_a_need_never_makes_it_due_later(last, since):
    usual = standing(facts(met(last)), DEFAULT_POLICIES, on=TODAY)
    needs = {NeedKind.SUPPORT_PLAN: ago(since)}

    found = standing(facts(met(last), needs=needs), DEFAULT_POLICIES, on=TODAY)

    assert found.latest_on <= usual.latest_on


@settings(max_examples=200, deadline=None)
@given(pauses=st.lists(periods, max_size=5), start=days, count=st.integers(0, 200))
def test_the_clock_counts_forth_as_it_counts_back(pauses, start, count):
    clock = Clock(pauses)

    day = clock.after(ago(start), count)

    assert day is not None
    assert clock.between(ago(start), day) == count
