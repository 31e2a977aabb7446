from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from assessments.verification import rules
from assessments.verification.rules import (
    Answers,
    Candidate,
    Findings,
    Numbers,
    Outcome,
    Reason,
    Result,
    Stage,
)

YES = Answers(True, True, True)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))

# The answer ------------------------------------------------------------------------


def test_three_times_yes_verifies():
    rules.check_answers(Outcome.VERIFIED, YES)


@pytest.mark.parametrize(
    "answers",
    [Answers(False, True, True), Answers(True, False, True), Answers(True, True, False)],
)
def test_one_no_does_not_verify(answers):
    with pytest.raises(ValidationError) as refused:
        rules.check_answers(Outcome.VERIFIED, answers)

    assert refused.value.code == "no_among_them"


def test_an_entry_goes_back_with_a_no_and_a_reason():
    rules.check_answers(
        Outcome.RETURNED, Answers(True, False, True, note="Say how it belongs to the role.")
    )


@pytest.mark.parametrize("note", ["", "   ", "too short", " " * 30 + "short"])
def test_a_reason_that_helps_nobody_is_refused(note):
    with pytest.raises(ValidationError) as refused:
        rules.check_answers(Outcome.RETURNED, Answers(False, True, True, note=note))

    assert list(refused.value.message_dict) == ["note"]


def test_nothing_is_returned_with_three_yes():
    with pytest.raises(ValidationError) as refused:
        rules.check_answers(Outcome.RETURNED, Answers(True, True, True, note="A long reason. " * 3))

    assert refused.value.code == "all_yes"


def test_what_was_changed_after_it_was_read_is_not_answered():
    read = datetime(2026, 11, 2, 9, tzinfo=UTC)

    rules.check_read_as_it_is(read, read)
    rules.check_read_as_it_is(None, read)
    with pytest.raises(ValidationError) as refused:
        rules.check_read_as_it_is(read, read + timedelta(microseconds=1))

    assert refused.value.code == "changed"


# Working days ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        (date(2026, 11, 2), date(2026, 11, 2), 0),  # the same Monday
        (date(2026, 11, 2), date(2026, 11, 3), 1),
        (date(2026, 11, 6), date(2026, 11, 9), 1),  # Friday to Monday
        (date(2026, 11, 6), date(2026, 11, 8), 0),  # and to the Sunday before
        (date(2026, 11, 7), date(2026, 11, 9), 1),  # handed in on a Saturday
        (date(2026, 11, 2), date(2026, 11, 23), 15),
        (date(2026, 11, 3), date(2026, 11, 2), 0),
    ],
)
def test_working_days_leave_out_weekends(since, until, days):
    assert rules.working_days_between(since, until) == days


@given(DAYS, st.integers(0, 400))
def test_working_days_are_what_counting_gives(since, length):
    until = since + timedelta(days=length)
    counted = sum((since + timedelta(days=day)).weekday() < 5 for day in range(1, length + 1))

    assert rules.working_days_between(since, until) == counted


@given(DAYS, st.integers(1, 60))
def test_the_day_to_answer_by_is_the_first_with_so_many_days(since, days):
    by = rules.working_day_after(since, days)

    assert rules.working_days_between(since, by) == days
    assert rules.working_days_between(since, by - timedelta(days=1)) == days - 1


@given(DAYS, st.integers(1, 60))
def test_what_was_handed_in_before_that_day_is_overdue_and_nothing_later(today, days):
    oldest = rules.latest_before(today, days)

    assert rules.working_days_between(oldest, today) > days
    assert rules.working_days_between(oldest + timedelta(days=1), today) <= days


# The draw --------------------------------------------------------------------------

NUMBERS = Numbers(percent=10, least=2, all_over_minutes=900, first_year=True)


def entries(count, mentor=1, start=0, **fields):
    defaults = {"minutes": 60, "is_first": False}
    return [Candidate(pk=start + n, mentor=mentor, **{**defaults, **fields}) for n in range(count)]


@pytest.mark.parametrize(
    ("count", "lots"), [(0, 0), (1, 1), (2, 2), (19, 2), (20, 2), (21, 3), (30, 3), (31, 4)]
)
def test_the_share_is_rounded_up_and_never_less_than_the_least(count, lots):
    assert rules.lots_for(count, NUMBERS) == lots


def test_every_long_entry_and_the_first_of_a_first_year_come_on_top_of_the_lot():
    long = entries(1, start=100, minutes=901)
    first = entries(1, start=200, is_first=True)
    just = entries(1, start=300, minutes=900)

    drawn = rules.draw(entries(10) + long + first + just, NUMBERS, 7)

    assert drawn[100] == Reason.LONG
    assert drawn[200] == Reason.FIRST
    assert sorted(drawn.values()).count(Reason.SHARE) == 2


def test_a_college_may_leave_first_years_out():
    numbers = Numbers(percent=0, least=0, all_over_minutes=900, first_year=False)

    assert rules.draw(entries(1, is_first=True), numbers, 7) == {}


def test_nothing_is_drawn_twice_and_a_second_round_draws_no_second_share():
    first = rules.draw(entries(30), NUMBERS, 7)
    again = [
        Candidate(row.pk, row.mentor, row.minutes, row.is_first, first.get(row.pk, ""))
        for row in entries(30)
    ]

    assert len(first) == 3
    assert rules.draw(again, NUMBERS, 8) == {}
    assert len(rules.draw(again + entries(10, start=50), NUMBERS, 8)) == 1  # 4 of 40, 3 were drawn


FROM_SEED_42 = [1, 13, 29, 39]
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        pk=st.integers(1, 500),
        mentor=st.integers(1, 6),
        minutes=st.integers(0, 1_500),
        is_first=st.booleans(),
        drawn_as=st.sampled_from(["", "", "", "share", "long", "first"]),
    ),
    max_size=60,
    unique_by=lambda row: row.pk,
)
SEEDS = st.integers(0, 10**12)


@given(CANDIDATES, SEEDS, st.randoms())
def test_the_order_of_the_rows_plays_no_part(rows, seed, chance):
    mixed = list(rows)
    chance.shuffle(mixed)

    assert rules.draw(rows, NUMBERS, seed) == rules.draw(mixed, NUMBERS, seed)


@given(CANDIDATES, SEEDS)
def test_a_draw_takes_what_the_policy_says_and_nothing_twice(rows, seed):
    drawn = rules.draw(rows, NUMBERS, seed)

    known = {row.pk: row for row in rows}
    assert all(not known[pk].drawn_as for pk in drawn)
    for mentor in {row.mentor for row in rows}:
        own = [row for row in rows if row.mentor == mentor]
        already = sum(row.drawn_as == "share" for row in own)
        lot = [pk for pk, why in drawn.items() if why == "share" and known[pk].mentor == mentor]
        assert len(lot) <= max(rules.lots_for(len(own), NUMBERS) - already, 0)
        certain = [row for row in own if row.minutes > 900 or row.is_first]
        assert {row.pk for row in certain if not row.drawn_as} <= set(drawn)
        pool = [row for row in own if not row.drawn_as and row not in certain]
        wanted = max(rules.lots_for(len(own), NUMBERS) - already, 0)
        assert len(lot) == min(wanted, len(pool))


@given(CANDIDATES, SEEDS, SEEDS)
def test_how_many_are_drawn_does_not_hang_on_the_seed(rows, seed, other):
    one, two = rules.draw(rows, NUMBERS, seed), rules.draw(rows, NUMBERS, other)

    assert sorted(one.values()) == sorted(two.values())


@given(CANDIDATES, CANDIDATES, SEEDS)
def test_other_mentors_change_nothing_for_her(rows, others, seed):
    elsewhere = [
        Candidate(row.pk + 1_000, 99, row.minutes, row.is_first, row.drawn_as) for row in others
    ]

    alone, together = (rules.draw(each, NUMBERS, seed) for each in (rows, rows + elsewhere))

    assert alone == {pk: why for pk, why in together.items() if pk < 1_000}


def test_a_seed_draws_the_same_for_ever():
    """The seeds of past rounds are stored: this may never change."""
    assert sorted(rules.draw(entries(40, start=1), NUMBERS, 42)) == FROM_SEED_42
    assert sorted(rules.draw(entries(40, start=1), NUMBERS, 43)) != FROM_SEED_42


@pytest.mark.parametrize(
    ("started", "day", "is_first"),
    [
        (date(2025, 9, 1), date(2025, 9, 1), True),
        (date(2025, 9, 1), date(2026, 8, 31), True),
        (date(2025, 9, 1), date(2026, 9, 1), False),
        (date(2024, 2, 29), date(2025, 2, 28), True),
        (date(2024, 2, 29), date(2025, 3, 1), False),
        (date(2025, 9, 1), date(2025, 8, 31), False),
        (None, date(2025, 8, 31), False),
    ],
)
def test_a_first_year_is_a_year_from_the_first_day(started, day, is_first):
    assert rules.is_first_year(started, day) is is_first


@pytest.mark.parametrize(
    ("day", "name", "first", "last"),
    [
        (date(2026, 11, 26), "Autumn 2026", date(2026, 8, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), "Spring 2027", date(2027, 1, 1), date(2027, 4, 30)),
        (date(2027, 7, 31), "Summer 2027", date(2027, 5, 1), date(2027, 7, 31)),
    ],
)
def test_a_term_has_a_name_and_its_days(day, name, first, last):
    assert rules.term_of(day) == (name, first, last)


# What was found --------------------------------------------------------------------

FOUND = Findings(True, True, False, False, note="It does not say what will be different.")
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


def test_four_yes_are_in_order_and_a_no_is_a_query():
    rules.check_findings(Result.OK, Findings(True, True, True, True))
    rules.check_findings(Result.QUERY, FOUND)


@pytest.mark.parametrize(
    ("result", "findings"),
    [
        (Result.OK, FOUND),
        (Result.QUERY, Findings(True, True, True, True, note="A long enough note of it.")),
        (Result.QUERY, Findings(True, True, True, False, note="Why?")),
    ],
)
def test_findings_that_contradict_the_result_are_refused(result, findings):
    with pytest.raises(ValidationError):
        rules.check_findings(result, findings)


@pytest.mark.parametrize(
    ("result", "replied", "settled", "expected"),
    [
        ("", None, None, Stage.WAITS),
        (Result.OK, None, None, Stage.IN_ORDER),
        (Result.QUERY, None, None, Stage.ASKED),
        (Result.QUERY, NOW, None, Stage.REPLIED),
        (Result.QUERY, NOW, NOW, Stage.SETTLED),
        (Result.QUERY, None, NOW, Stage.SETTLED),
    ],
)
def test_a_sampled_entry_is_at_one_stage(result, replied, settled, expected):
    assert rules.stage(result=result, replied_at=replied, settled_at=settled) == expected


@pytest.mark.parametrize("current", [stage for stage in Stage if stage != Stage.ASKED])
def test_a_reply_is_taken_while_it_is_asked_for_and_once(current):
    with pytest.raises(ValidationError) as refused:
        rules.check_reply(current, "We will add it.")

    assert refused.value.code == "answered"


def test_a_query_is_settled_only_when_they_were_heard_or_let_the_time_pass():
    last = date(2026, 11, 20)

    rules.check_can_be_settled(Stage.REPLIED, reply_by=last, today=date(2026, 11, 3))
    rules.check_can_be_settled(Stage.ASKED, reply_by=last, today=date(2026, 11, 21))
    with pytest.raises(ValidationError, match="20 November 2026") as refused:
        rules.check_can_be_settled(Stage.ASKED, reply_by=last, today=last)

    assert refused.value.code == "too_early"


# What changed ----------------------------------------------------------------------

LABELS = {"title": "Title", "minutes": "How long", "days": "When", "application": "Then",
          "statements": "Statements", "counts": "Counts"}  # fmt: skip


def test_changes_are_said_field_by_field_in_order():
    before = {"title": "Talk", "minutes": 45, "days": ["2026-11-02"], "counts": True}
    after = {"title": "Talk", "minutes": 90, "days": ["2026-11-02", "2026-11-03"], "counts": False}

    found = rules.changes(before, after, LABELS)

    assert [(row.label, row.before, row.after) for row in found] == [
        ("How long", "45 min", "1 h 30 min"),
        ("When", "2 November 2026", "2 November 2026 to 3 November 2026"),
        ("Counts", "Yes", "No"),
    ]


def test_a_field_that_came_later_counts_as_empty_before():
    (change,) = rules.changes({}, {"statements": [{"code": "S1", "claim": "Weekly"}]}, LABELS)

    assert (change.before, change.after) == ("", "S1: Weekly")
    assert rules.changes({}, {"title": ""}, LABELS) == []


def test_a_long_text_shows_the_words_that_went_and_came():
    old = "From Monday I will open every review with one question instead of a long report."
    new = "From Monday I open every review with one question instead of a long report of mine."

    (change,) = rules.changes({"application": old}, {"application": new}, LABELS)

    assert [(p.kind, p.words) for p in change.pieces if p.kind != "same"] == [
        ("out", "will"), ("out", "report."), ("in", "report of mine."),
    ]  # fmt: skip


@given(st.text(max_size=200), st.text(max_size=200))
def test_the_pieces_hold_both_texts_word_for_word(old, new):
    for change in rules.changes({"application": old}, {"application": new}, LABELS):
        if change.pieces:
            kept = [p.words for p in change.pieces if p.kind != "in"]
            came = [p.words for p in change.pieces if p.kind != "out"]
            assert " ".join(kept).split() == old.split()
            assert " ".join(came).split() == new.split()
