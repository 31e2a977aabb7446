from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from assessments.colleagues.rules import TRANSITIONS, LinkState, RoundKind, RoundState
from assessments.colleagues.rules.answers import KEYS, ColleagueWords, check_answer
from assessments.colleagues.rules.figures import rating_rows, shuffled
from assessments.colleagues.rules.rounds import (
    MOST_ASKS,
    MOST_EVER,
    ask_token,
    check_can_ask,
    check_can_give_up,
    check_can_remind,
    check_can_share,
    check_round,
    end_of,
    is_too_few,
)
from assessments.colleagues.rules.states import check_link_is_open, check_move, link_state
from tests.factories.colleagues import RATINGS, SIGNED, WORDS

TODAY = date(2026, 11, 26)
NOW = timezone.now()


def round_values(**fields):
    return {
        "kind": RoundKind.ANONYMOUS,
        "focus": "How I listen",
        "closes_on": TODAY + timedelta(days=14),
        "shown_from": 5,
        "today": TODAY,
        **fields,
    }


def asked(**fields):
    return {
        "round_state": "open",
        "email": "ines@eastgate.test",
        "own_addresses": ["Yasmin@college.test"],
        "asked_before": ["paul@eastgate.test"],
        "standing": 1,
        "ever": 1,
        **fields,
    }


def problems_of(refused):
    return set(refused.value.message_dict)


# States --------------------------------------------------------------------------


@pytest.mark.parametrize("state", list(RoundState))
@pytest.mark.parametrize("to", list(RoundState))
def test_a_round_goes_on_only_from_open(state, to):
    assert set(TRANSITIONS) == set(RoundState)
    if state == RoundState.OPEN and to != RoundState.OPEN:
        check_move(state, to)
    else:
        with pytest.raises(ValidationError):
            check_move(state, to)


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, LinkState.OPEN),
        ({"is_answered": True, "withdrawn_at": NOW}, LinkState.ANSWERED),
        ({"withdrawn_at": NOW}, LinkState.WITHDRAWN),
        ({"round_state": "withdrawn"}, LinkState.WITHDRAWN),
        ({"round_state": "closed"}, LinkState.EXPIRED),
        ({"expires_at": NOW}, LinkState.EXPIRED),
    ],
)
def test_a_link_ends_with_its_answer_its_day_or_its_round(fields, state):
    values = {
        "is_answered": False,
        "withdrawn_at": None,
        "expires_at": NOW + timedelta(days=1),
        "round_state": "open",
        "now": NOW,
        **fields,
    }

    assert link_state(**values) == state


def test_only_an_open_link_is_open():
    check_link_is_open(LinkState.OPEN)
    for state in set(LinkState) - {LinkState.OPEN}:
        with pytest.raises(ValidationError) as refused:
            check_link_is_open(state)
        assert refused.value.code == state


# Rounds --------------------------------------------------------------------------


def test_a_round_that_has_all_is_fine():
    check_round(**round_values())
    check_round(**round_values(kind=RoundKind.NAMED, shown_from=1))


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"focus": "  "}, "focus"),
        ({"focus": "x" * 301}, "focus"),
        ({"closes_on": TODAY + timedelta(days=2)}, "closes_on"),
        ({"closes_on": TODAY - timedelta(days=2)}, "closes_on"),
        ({"closes_on": TODAY + timedelta(days=61)}, "closes_on"),
        ({"shown_from": 4}, "shown_from"),
        ({"shown_from": MOST_ASKS + 1}, "shown_from"),
    ],
)
def test_a_round_that_lacks_something_says_where(fields, where):
    with pytest.raises(ValidationError) as refused:
        check_round(**round_values(**fields))

    assert problems_of(refused) == {where}


def test_a_last_day_lasts_to_midnight():
    assert timezone.localtime(end_of(TODAY)).isoformat().startswith("2026-11-27T00:00:00")


def test_a_token_hangs_on_the_nonce_and_is_long():
    assert len(ask_token("a")) == 48
    assert ask_token("a") != ask_token("b")


@pytest.mark.parametrize(
    "fields",
    [
        {"round_state": "closed"},
        {"round_state": "withdrawn"},
        {"email": " "},
        {"email": "YASMIN@college.test "},
        {"email": "Paul@Eastgate.test"},
        {"standing": MOST_ASKS},
        {"ever": MOST_EVER},
    ],
)
def test_who_cannot_be_asked(fields):
    check_can_ask(**asked())
    with pytest.raises(ValidationError):
        check_can_ask(**asked(**fields))


@pytest.mark.parametrize(
    "fields",
    [{"round_state": "closed"}, {"was_reminded": True}, {"is_anybody_left": False}],
)
def test_reminding_goes_once_while_it_is_open(fields):
    fine = {"round_state": "open", "was_reminded": False, "is_anybody_left": True}
    check_can_remind(**fine)
    with pytest.raises(ValidationError):
        check_can_remind(**{**fine, **fields})


def test_what_is_signed_is_not_given_up():
    check_can_give_up(kind="named", answers=0)
    check_can_give_up(kind="anonymous", answers=4)
    with pytest.raises(ValidationError):
        check_can_give_up(kind="named", answers=1)


def test_what_is_open_or_hidden_is_not_shared():
    check_can_share(round_state="closed", is_hidden=False)
    for fields in ({"round_state": "open"}, {"is_hidden": True}):
        with pytest.raises(ValidationError):
            check_can_share(**{"round_state": "closed", "is_hidden": False, **fields})


@pytest.mark.parametrize(
    ("kind", "answers", "shown_from", "too_few"),
    [
        ("named", 0, 1, True),
        ("named", 1, 1, False),
        ("anonymous", 4, 5, True),
        ("anonymous", 5, 5, False),
        ("anonymous", 6, 7, True),
        ("anonymous", 4, 1, True),  # never under five, whatever a row says
    ],
)
def test_from_how_many_answers_something_is_shown(kind, answers, shown_from, too_few):
    assert is_too_few(kind=kind, answers=answers, shown_from=shown_from) is too_few


# Answers -------------------------------------------------------------------------


def test_an_answer_with_or_without_name_is_fine():
    check_answer(WORDS, RoundKind.ANONYMOUS)
    check_answer(SIGNED, RoundKind.NAMED)


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"ratings": {**RATINGS, "listening": 6}}, "listening"),
        ({"ratings": {key: 3 for key in KEYS if key != "steps"}}, "steps"),
        ({"keeps_doing": "x" * 1501}, "keeps_doing"),
        ({"tries_next": "x" * 1501}, "tries_next"),
        ({"has_no_conflict": False}, "has_no_conflict"),
        ({"giver_name": " "}, "giver_name"),
        ({"agrees_to_show": False}, "agrees_to_show"),
    ],
)
def test_an_answer_that_lacks_something_says_where(fields, where):
    with pytest.raises(ValidationError) as refused:
        check_answer(replace(SIGNED, **fields), RoundKind.NAMED)

    assert problems_of(refused) == {where}


def test_somebody_who_can_say_nothing_need_not_answer():
    nothing = dict.fromkeys(KEYS, 0)
    check_answer(replace(WORDS, ratings=nothing), RoundKind.ANONYMOUS)
    with pytest.raises(ValidationError) as refused:
        check_answer(ColleagueWords(nothing, has_no_conflict=True), RoundKind.ANONYMOUS)

    assert refused.value.code == "nothing"


# Figures -------------------------------------------------------------------------


def test_a_rating_is_a_mean_of_those_who_could_say():
    given = [{**RATINGS, "belief": step} for step in (5, 5, 4, 3, 0, 4)]

    row = next(each for each in rating_rows(given, shown_from=5) if each.question.key == "belief")

    assert (row.n, round(row.mean, 2), round(row.spread, 2)) == (5, 4.2, 0.84)
    assert row.range_words == "3.2 to 5.0"  # never above the scale
    assert (row.at, row.low_at, row.low_at + row.width) == (80, 54, 100)


def test_a_question_that_too_few_could_answer_has_no_mean():
    given = [{**RATINGS, "belief": step} for step in (5, 5, 4, 3, 0)]

    row = next(each for each in rating_rows(given, shown_from=5) if each.question.key == "belief")

    assert (row.n, row.mean, row.range_words) == (4, None, "–")


def test_one_named_answer_has_a_mean_and_no_range():
    [row, *_] = rating_rows([RATINGS], shown_from=1)

    assert (row.mean, row.low, row.spread, row.width) == (4, None, None, 1)
    assert rating_rows([], shown_from=1)[0].mean is None


def test_where_all_say_the_same_no_range_claims_to_be_sure():
    [row, *_] = rating_rows([RATINGS] * 6, shown_from=5)

    assert (row.mean, row.spread, row.range_words) == (4, 0, "–")


def test_words_come_in_an_order_that_says_nothing_of_who_came_first():
    words = [f"Word {number}" for number in range(8)]

    first = shuffled(words, seed="1 keeps")

    assert first == shuffled([*reversed(words), " "], seed="1 keeps")
    assert sorted(first) == words
    assert first != words
    assert first != shuffled(words, seed="1 tries")
