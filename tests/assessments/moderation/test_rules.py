from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from assessments.moderation.rules import CaseReason, CaseState, ExerciseStage
from assessments.moderation.rules.choosing import CaseParties, Relations, choose, is_near
from assessments.moderation.rules.draws import (
    Candidate,
    Numbers,
    counts_by_reason,
    draw,
    letter,
    lettered,
    lots_for,
    reason_words,
)
from assessments.moderation.rules.exercises import (
    ExerciseContent,
    Rated,
    check_agreed,
    check_can_rate,
    check_exercise,
    check_rated,
    stage_of,
)
from assessments.moderation.rules.judging import (
    Outcome,
    check_outcome,
    check_ratings,
    drift,
    drift_words,
    middle_of,
    pairs_words,
    reason_with_changes,
    spread_words,
)

NUMBERS = Numbers(20, 2)
WHY = "The evidence carries it: two observations say so."


def of(reviewer, *keys, **fields):
    return [Candidate(pk, reviewer, **fields) for pk in keys]


# The draw ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reviews", "lots"), [(0, 0), (1, 1), (2, 2), (9, 2), (11, 3), (20, 4), (21, 5)]
)
def test_a_share_of_each_reviewers_and_at_least_two(reviews, lots):
    assert lots_for(reviews, NUMBERS) == lots


def test_every_reviewer_has_a_share():
    drawn = draw(of(1, *range(1, 11)) + of(2, *range(11, 14)), NUMBERS, "7")

    assert sum(pk < 11 for pk in drawn) == 2
    assert sum(pk >= 11 for pk in drawn) == 2
    assert set(drawn.values()) == {(CaseReason.SAMPLE,)}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"ratings": (3, 1)}, CaseReason.EXTREME),
        ({"ratings": (4,)}, CaseReason.EXTREME),
        ({"is_disputed": True}, CaseReason.DISPUTE),
        ({"decides_probation": True}, CaseReason.PROBATION),
        ({"came_back": True}, CaseReason.AGAIN),
    ],
)
def test_what_is_always_drawn_stands_beside_the_lot(fields, reason):
    drawn = draw(of(1, *range(1, 6), **fields) + of(1, *range(6, 11)), NUMBERS, "7")

    assert [pk for pk, reasons in drawn.items() if reasons == (reason,)] == [1, 2, 3, 4, 5]
    assert sum(reasons == (CaseReason.SAMPLE,) for reasons in drawn.values()) == 2


def test_a_review_may_have_several_reasons():
    (row,) = of(1, 5, ratings=(1,), is_disputed=True)

    drawn = draw([row], NUMBERS, "7")

    assert drawn == {5: (CaseReason.EXTREME, CaseReason.DISPUTE)}
    assert counts_by_reason(drawn) == [("An area rated 1 or 4", 1), ("The mentor disagrees", 1)]
    assert reason_words(drawn[5]) == "An area rated 1 or 4, The mentor disagrees"


@pytest.mark.parametrize("fields", [{"waits": False}, {"is_settled": True}])
def test_what_does_not_wait_is_not_drawn(fields):
    assert draw(of(1, 1, 2, 3, ratings=(1,), **fields), NUMBERS, "7") == {}


def test_earlier_lots_count_towards_the_share():
    before = of(1, 1, 2, is_settled=True, drawn_by_lot=True)

    assert draw(before + of(1, *range(3, 11)), NUMBERS, "7") == {}


def test_a_draw_is_repeated_by_its_seed_whatever_the_order():
    rows = of(1, *range(1, 40)) + of(2, *range(40, 60))

    assert draw(rows, NUMBERS, "7") == draw(rows[::-1], NUMBERS, "7")
    assert draw(rows, NUMBERS, "7") != draw(rows, NUMBERS, "8")


def test_letters_go_on_after_z():
    assert [letter(number) for number in (0, 25, 26, 27, 52, 701, 702)] == [
        "A", "Z", "AA", "AB", "BA", "ZZ", "AAA",
    ]  # fmt: skip


def test_letters_say_nothing_of_the_order():
    given = lettered(range(1, 20), "7")

    assert [one for one, _ in given] == [letter(number) for number in range(19)]
    assert [pk for _, pk in given] != sorted(pk for _, pk in given)
    assert lettered(range(1, 20), "7") == given


# Who moderates ----------------------------------------------------------------------

CASE = CaseParties(review=1, reviewee=10, reviewer=20, countersigner=30)


def test_two_managers_and_a_quality_lead():
    chosen = choose([CASE], [20, 21, 22, 23], [40, 41], Relations(), "7")[1]

    assert len(chosen.people) == 3
    assert chosen.people[0] in (40, 41)
    assert (chosen.managers_missing, chosen.quality_missing) == (0, 0)


@pytest.mark.parametrize(
    ("person", "relations"),
    [
        (10, Relations()),
        (20, Relations()),
        (30, Relations()),
        (21, Relations(managing=frozenset({(21, 10)}))),
        (21, Relations(managing=frozenset({(21, 20)}))),
        (21, Relations(managing=frozenset({(20, 21)}))),
        (21, Relations(apart=frozenset({frozenset({10, 21})}))),
        (21, Relations(apart=frozenset({frozenset({20, 21})}))),
    ],
)
def test_nobody_near_a_case_moderates_it(person, relations):
    assert is_near(person, CASE, relations)
    chosen = choose([CASE], [person], [person], relations, "7")[1]
    assert (chosen.people, chosen.managers_missing, chosen.quality_missing) == ((), 2, 1)


def test_the_work_is_spread():
    cases = [CaseParties(review, 100 + review, 200) for review in range(1, 11)]

    chosen = choose(cases, [1, 2, 3, 4, 5], [6], Relations(), "7")

    loads = [sum(person in one.people for one in chosen.values()) for person in range(1, 6)]
    assert max(loads) - min(loads) <= 1


# Judging ----------------------------------------------------------------------------


def test_every_area_is_rated():
    assert check_ratings({"a": 3, "b": 0, "x": 9}, ["a", "b"]) == {"a": 3, "b": 0}
    for ratings in ({"a": 3}, {"a": 3, "b": None}, {"a": 3, "b": 5}, {}):
        with pytest.raises(ValidationError, match="every area"):
            check_ratings(ratings, ["a", "b"])
    with pytest.raises(ValidationError, match="no area"):
        check_ratings({}, [])


BEFORE = {"a": 3, "b": 2}


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome(CaseState.UPHELD, WHY, {}),
        Outcome(CaseState.RETURNED, WHY, {}),
        Outcome(CaseState.CHANGED, WHY, {"a": 2}),
        Outcome(CaseState.CHANGED, WHY, {"a": 0}),
    ],
)
def test_a_decision_with_its_reason_stands(outcome):
    check_outcome(outcome, BEFORE)


@pytest.mark.parametrize(
    ("outcome", "field"),
    [
        (Outcome(CaseState.OPEN, WHY, {}), "state"),
        (Outcome(CaseState.UPHELD, "Fine.", {}), "reason"),
        (Outcome(CaseState.UPHELD, "x" * 1_601, {}), "reason"),
        (Outcome(CaseState.CHANGED, WHY, {}), "agreed"),
        (Outcome(CaseState.CHANGED, WHY, {"a": 3}), "agreed"),
        (Outcome(CaseState.CHANGED, WHY, {"x": 3}), "agreed"),
        (Outcome(CaseState.CHANGED, WHY, {"a": 5}), "agreed"),
    ],
)
def test_a_decision_that_is_not_whole_is_refused(outcome, field):
    with pytest.raises(ValidationError) as refused:
        check_outcome(outcome, BEFORE)
    assert field in refused.value.message_dict


def test_the_reviewer_is_told_each_rating():
    said = reason_with_changes(WHY, BEFORE, {"a": 2, "b": 0}, {"a": "Coaching"})

    assert said.endswith(
        "The moderators agreed:\nCoaching: 3, secure → 2, developing.\n"
        "b: 2, developing → not enough evidence."
    )
    assert reason_with_changes(f" {WHY} ", BEFORE, {}, {}) == WHY


@pytest.mark.parametrize(
    ("ratings", "words"),
    [
        ([3, 3, 3], "All the same"),
        ([3, 2, 3], "One step apart"),
        ([1, 3], "Two steps apart: talk about this first"),
        ([1, 4, 2], "Three steps apart: talk about this first"),
        ([3, 3, 0], "All the same; 1 found too little evidence"),
        ([3, 0], "Too few ratings to compare"),
        ([], "Too few ratings to compare"),
    ],
)
def test_how_far_apart_in_words(ratings, words):
    assert spread_words(ratings) == words


def test_pairs_in_words():
    assert pairs_words([3, 3, 2]) == "1 of 3 pairs alike"
    assert pairs_words([3, 0]) == ""


def test_the_middle_leaves_out_too_little_evidence():
    assert middle_of([3, 0, 2]) == 2.5
    assert middle_of([0, None]) is None


def test_drift_is_the_mean_gap():
    assert drift([(4, 3.0), (3, 3.0), (0, 3.0), (2, None)]) == (0.5, 2)
    assert drift([(0, 1.0)]) is None
    assert drift_words(0.46, beside="them") == "0.5 above them"
    assert drift_words(-1, beside="them") == "1.0 below them"
    assert drift_words(0.04, beside="them") == "the same as them"


@given(st.lists(st.tuples(st.sampled_from([1, 2, 3, 4]), st.floats(1, 4)), min_size=1))
def test_drift_is_never_more_than_the_scale(pairs):
    gap, over = drift(pairs)

    assert abs(gap) <= 3
    assert over == len(pairs)


# Exercises --------------------------------------------------------------------------

FIRST, LAST = date(2026, 6, 1), date(2026, 6, 14)


@pytest.mark.parametrize(
    ("today", "revealed_at", "stage"),
    [
        (date(2026, 5, 31), None, ExerciseStage.PLANNED),
        (FIRST, None, ExerciseStage.OPEN),
        (LAST, None, ExerciseStage.OPEN),
        (date(2026, 6, 15), None, ExerciseStage.CLOSED),
        (LAST, datetime(2026, 6, 10, tzinfo=UTC), ExerciseStage.SHOWN),
    ],
)
def test_the_stage_of_an_exercise(today, revealed_at, stage):
    assert stage_of(FIRST, LAST, revealed_at, today) == stage


@pytest.mark.parametrize("stage", ExerciseStage)
def test_only_an_open_exercise_is_rated(stage):
    if stage == ExerciseStage.OPEN:
        check_can_rate(stage)
        return
    with pytest.raises(ValidationError):
        check_can_rate(stage)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"stimulus": "Too short."}, "stimulus"),
        ({"areas": ()}, "areas"),
        ({"closes_on": date(2026, 5, 1)}, "closes_on"),
    ],
)
def test_an_exercise_that_is_not_whole_is_refused(changes, field):
    whole = {"title": "One", "stimulus": "x" * 300, "areas": (1,), "opens_on": FIRST,
             "closes_on": LAST}  # fmt: skip
    check_exercise(ExerciseContent(**whole))
    with pytest.raises(ValidationError) as refused:
        check_exercise(ExerciseContent(**{**whole, **changes}))
    assert list(refused.value.message_dict) == [field]


@pytest.mark.parametrize(
    ("rated", "field"),
    [
        ({}, "rating_a"),
        ({"a": Rated(5, "x" * 20)}, "rating_a"),
        ({"a": Rated(3, "short")}, "evidence_a"),
        ({"a": Rated(None, "x" * 601)}, "evidence_a"),
    ],
)
def test_a_rating_names_its_evidence(rated, field):
    check_rated({"a": Rated(3, "“Where is it quiet?”")}, ["a"])
    check_rated({"a": Rated(None)}, ["a"])
    with pytest.raises(ValidationError) as refused:
        check_rated(rated, ["a"])
    assert list(refused.value.message_dict) == [field]


def test_an_area_may_be_left_without_agreement():
    assert check_agreed({"a": 3, "b": None}, ["a", "b"]) == {"a": 3}
    for wrong in ({"x": 3}, {"a": 7}):
        with pytest.raises(ValidationError):
            check_agreed(wrong, ["a"])
