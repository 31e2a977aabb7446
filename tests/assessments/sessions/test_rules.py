from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, product

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.sessions import rules
from assessments.sessions.rules import Attendance, HeldOn, SessionState, Span
from assessments.supervision.rules.kinds import KINDS, Function, SessionType

MONDAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
ALLOWED = {
    ("planned", "held"),
    ("planned", "missed"),
    ("planned", "cancelled"),
    ("missed", "held"),
}


@pytest.mark.parametrize(("now", "to"), list(product(SessionState, SessionState)))
def test_every_pair_of_states_is_allowed_or_refused_in_words(now, to):
    if (now, to) in ALLOWED:
        rules.check_can_become(now, to)
    elif now == SessionState.PLANNED:
        assert not rules.can_become(now, to)
    else:
        with pytest.raises(ValidationError) as refused:
            rules.check_can_become(now, to)
        assert refused.value.messages[0].endswith(".")


@pytest.mark.parametrize(
    ("kind", "agreed", "minutes"),
    [
        ("reflective", 60, 60),
        ("managerial", 50, 50),
        ("managerial", 90, 60),
        ("probation", 60, 45),
        ("adhoc_debrief", 20, 20),
        ("group", None, 90),
    ],
)
def test_the_usual_length_is_what_was_agreed_within_what_the_kind_allows(kind, agreed, minutes):
    assert rules.usual_minutes(kind, agreed) == minutes


def test_groups_and_debriefs_are_not_booked_for_a_pair():
    assert rules.kinds_to_book(["reflective", "group", "adhoc_debrief", "unknown"]) == [
        SessionType.REFLECTIVE
    ]
    for kind in ("group", "adhoc_debrief", "managerial"):
        with pytest.raises(ValidationError):
            rules.check_kind(kind, ["reflective", "group", "adhoc_debrief"])


@pytest.mark.parametrize("count", [0, 3, 9])
def test_a_group_is_four_to_eight(count):
    with pytest.raises(ValidationError, match="4 to 8"):
        rules.check_group_size(count)


def test_nothing_is_booked_for_a_time_that_has_passed_or_is_years_away():
    rules.check_is_to_come(NOW + timedelta(minutes=1), NOW)
    for moment in (NOW, NOW - timedelta(days=1), NOW + timedelta(days=400)):
        with pytest.raises(ValidationError):
            rules.check_is_to_come(moment, NOW)


def test_a_series_is_put_off_by_weeks_and_counted_on_from_there():
    closed = [Span(date(2026, 3, 28), date(2026, 4, 12), "The college is closed (Easter)")]

    slots = rules.series(MONDAY, 3, 28, closed)

    assert [slot.day for slot in slots] == [MONDAY, date(2026, 4, 13), date(2026, 5, 11)]
    assert slots[1].instead_of == date(2026, 3, 30)
    assert "Easter" in slots[1].why


def test_an_absence_without_an_end_ends_the_series_early():
    away = [Span(date(2026, 4, 1), None, "Yasmin is away")]

    assert [slot.day for slot in rules.series(MONDAY, 4, 28, away)] == [MONDAY, date(2026, 3, 30)]


@settings(suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
@given(
    count=st.integers(1, 12),
    every=st.integers(7, 92),
    away=st.lists(
        st.tuples(st.integers(0, 300), st.integers(0, 20)).map(
            lambda pair: Span(
                MONDAY + timedelta(days=pair[0]), MONDAY + timedelta(days=sum(pair)), "closed"
            )
        ),
        max_size=4,
    ),
)
def test_no_day_of_a_series_falls_on_a_day_off_and_none_comes_too_soon(count, every, away):
    days = [slot.day for slot in rules.series(MONDAY, count, every, away)]

    assert len(days) <= count
    assert not any(span.covers(day) for span in away for day in days)
    assert all((later - day).days >= every for day, later in pairwise(days))


@pytest.mark.parametrize(("count", "every"), [(0, 28), (13, 28), (2, 6), (2, 93)])
def test_a_series_has_its_limits(count, every):
    with pytest.raises(ValidationError):
        rules.check_series(count, every)


def test_working_days_leave_out_weekends_and_closures():
    friday = date(2026, 3, 6)
    closed = [Span(date(2026, 3, 9), date(2026, 3, 9), "closed")]

    assert rules.last_day_within(MONDAY, 2, []) == date(2026, 3, 4)
    assert rules.last_day_within(friday, 2, []) == date(2026, 3, 10)
    assert rules.last_day_within(friday, 2, closed) == date(2026, 3, 11)


def test_meetings_overlap_when_they_share_a_minute():
    at = lambda minutes: NOW + timedelta(minutes=minutes)  # noqa: E731

    assert rules.is_overlapping(at(0), 60, at(59), 30)
    assert rules.is_overlapping(at(30), 20, at(0), 60)
    assert not rules.is_overlapping(at(0), 60, at(60), 30)


@pytest.mark.parametrize(
    ("minutes", "came", "share"), [(90, 6, 15), (90, 4, 30), (80, 4, 15), (60, 1, 60), (30, 8, 15)]
)
def test_a_groups_time_is_credited_pro_rata_in_quarters(minutes, came, share):
    assert rules.cpd_minutes(minutes, came) == share


def test_apologies_stay_apologies():
    assert rules.attendance_after(Attendance.APOLOGIES, has_come=False) == Attendance.APOLOGIES
    assert rules.attendance_after(Attendance.EXPECTED, has_come=False) == Attendance.ABSENT
    assert rules.attendance_after(Attendance.APOLOGIES, has_come=True) == Attendance.CAME


def test_nobody_came_is_no_session_and_strangers_did_not_come():
    for came in (set(), {1, 9}):
        with pytest.raises(ValidationError):
            rules.check_came(came, {1, 2})


def test_every_kind_says_what_it_usually_does():
    assert all(rules.usual_functions(kind) for kind in KINDS)


def held(*pairs):
    return [HeldOn(day, functions) for day, functions in pairs]


def test_the_balance_says_what_has_been_missing_for_months():
    today = date(2026, 3, 20)
    rows = held(
        (date(2025, 10, 10), ("restorative", "formative")),
        (date(2026, 1, 12), ("formative",)),
        (date(2026, 3, 2), ("normative", "formative")),
    )

    found = rules.balance(rows, date(2025, 4, 1), today)

    normative, formative, restorative = found.shares
    assert [share.count for share in found.shares] == [1, 3, 1]
    assert found.absent == [restorative]
    assert restorative.sentence == "Support with the load was last there 5 months ago."
    assert [month.count for month in formative.months] == [0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1]
    assert normative.last_on == date(2026, 3, 2)


def test_what_was_never_there_is_counted_from_the_first_session():
    rows = held((date(2025, 11, 3), ("formative",)), (date(2026, 3, 2), ("formative",)))

    found = rules.balance(rows, date(2025, 4, 1), date(2026, 3, 20))

    assert [share.function for share in found.absent] == [Function.NORMATIVE, Function.RESTORATIVE]
    assert "has not had room in any session for 4 months" in found.absent[0].sentence


def test_a_pause_in_supervision_is_no_imbalance():
    rows = held((date(2025, 9, 1), ("normative", "formative", "restorative")))

    assert rules.balance(rows, date(2025, 4, 1), date(2026, 3, 20)).absent == []


def test_a_session_in_which_nothing_was_ticked_says_nothing():
    found = rules.balance(held((date(2025, 9, 1), ())), date(2025, 4, 1), date(2026, 3, 20))

    assert (found.sessions, found.untold, found.absent) == (1, 1, [])


@given(st.dates(date(2000, 1, 31), date(2100, 1, 1)), st.integers(0, 60))
def test_months_go_back_to_the_first_of_a_month(day, back):
    earlier = rules.month_before(day.replace(day=1), back)

    assert earlier.day == 1
    assert rules.months_between(earlier, day.replace(day=1)) == back


def test_tokens_are_long_and_each_is_another():
    tokens = {rules.new_token() for _ in range(50)}

    assert len(tokens) == 50
    assert all(len(token) >= 40 for token in tokens)
    assert len(rules.token_hash("a")) == 64


def test_who_was_just_told_is_not_reminded():
    today = NOW.date()
    ahead = today + timedelta(days=2)

    assert rules.is_to_be_reminded(ahead, NOW - timedelta(days=3), NOW, today)
    assert not rules.is_to_be_reminded(ahead, NOW - timedelta(hours=3), NOW, today)
    assert not rules.is_to_be_reminded(today, NOW - timedelta(days=3), NOW, today)
    assert not rules.is_to_be_reminded(
        today + timedelta(days=3), NOW - timedelta(days=9), NOW, today
    )
