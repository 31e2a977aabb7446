from fractions import Fraction
from random import Random

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from assessments.quizzes import rules
from assessments.quizzes.rules import Kind, Mark, Option, Question, Status


def question(kind: Kind = Kind.SINGLE, right: tuple[int, ...] = (1,), count: int = 3, **kw):
    options = tuple(Option(f"Option {n}", n in right) for n in range(count))
    return Question(kind, kw.pop("stem", "What now?"), kw.pop("options", options), **kw)


def order(count: int = 4) -> Question:
    return question(Kind.ORDER, right=(), count=count)


# Marking -------------------------------------------------------------------


@pytest.mark.parametrize("kind", [Kind.SINGLE, Kind.TRUE_FALSE])
@pytest.mark.parametrize(("answer", "points"), [([1], 1), ([0], 0), (None, 0)])
def test_one_right_answer_earns_all_or_nothing(kind, answer, points):
    mark = rules.mark(question(kind, count=2), answer)

    assert mark == Mark(Fraction(points), bool(points))


@pytest.mark.parametrize(
    ("ticked", "points", "is_right"),
    [
        ([0, 1], Fraction(1), True),
        ([0], Fraction(1, 2), False),
        ([0, 1, 2], Fraction(1, 2), False),
        ([0, 2], Fraction(0), False),
        ([2, 3], Fraction(0), False),
        ([0, 1, 2, 3], Fraction(0), False),
        (None, Fraction(0), False),
    ],
)
def test_multi_takes_wrong_ticks_off_right_ones(ticked, points, is_right):
    mark = rules.mark(question(Kind.MULTI, right=(0, 1), count=4), ticked)

    assert mark == Mark(points, is_right)


@pytest.mark.parametrize(
    ("answer", "points", "is_right"),
    [
        ([0, 1, 2, 3], Fraction(1), True),
        ([1, 2, 3, 0], Fraction(2, 3), False),
        ([1, 0, 2, 3], Fraction(1, 3), False),
        ([3, 2, 1, 0], Fraction(0), False),
        (None, Fraction(0), False),
    ],
)
def test_an_order_earns_its_neighbouring_pairs(answer, points, is_right):
    assert rules.mark(order(), answer) == Mark(points, is_right)


@st.composite
def multi_and_answer(draw):
    count = draw(st.integers(2, 8))
    right = draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=count - 1))
    ticked = draw(st.sets(st.integers(0, count - 1), min_size=1))
    return question(Kind.MULTI, right=tuple(right), count=count), sorted(ticked)


@given(multi_and_answer())
def test_multi_is_right_exactly_when_the_right_set_is_ticked(drawn):
    asked, ticked = drawn

    mark = rules.mark(asked, ticked)

    assert 0 <= mark.points <= 1
    assert mark.is_right == (set(ticked) == asked.right)


@given(multi_and_answer(), st.data())
def test_a_further_wrong_tick_never_earns_more(drawn, data):
    asked, ticked = drawn
    left = [n for n in range(len(asked.options)) if n not in asked.right and n not in ticked]
    if left:
        more = [*ticked, data.draw(st.sampled_from(left))]
        assert rules.mark(asked, more).points <= rules.mark(asked, ticked).points


@given(st.integers(3, 8).flatmap(lambda count: st.permutations(range(count))))
def test_an_order_is_right_exactly_when_every_line_is(answer):
    mark = rules.mark(order(len(answer)), answer)

    assert 0 <= mark.points <= 1
    assert mark.is_right == (answer == sorted(answer))


marks = st.lists(
    st.tuples(
        st.fractions(0, 1, max_denominator=12).map(lambda points: Mark(points, points == 1)),
        st.booleans(),
    ),
    min_size=1,
    max_size=20,
)


@given(marks, st.integers(0, 100))
def test_passed_means_score_reached_and_no_must_missed(given_marks, pass_mark):
    result = rules.judge(given_marks, pass_mark)

    mean = sum(mark.points for mark, _ in given_marks) / len(given_marks)
    missed = [mark for mark, is_must in given_marks if is_must and mark.points < 1]
    assert result.score == 100 * mean
    assert result.is_passed == (100 * mean >= pass_mark and not missed)
    assert rules.stored(result.score) <= result.score


def test_a_missed_must_fails_whatever_the_score():
    good = [(Mark(Fraction(1), True), False)] * 11

    result = rules.judge([*good, (Mark(Fraction(0), False), True)], pass_mark=80)

    assert (result.is_passed, result.musts_missed) == (False, 1)


def test_the_shown_percentage_is_rounded_down_so_a_fail_never_reads_as_the_pass_mark():
    result = rules.judge(
        [(Mark(Fraction(799, 1000), False), False)],
        pass_mark=80,
    )

    assert (rules.shown_percent(rules.stored(result.score)), result.is_passed) == ("79 %", False)


def test_an_empty_quiz_cannot_be_marked():
    with pytest.raises(ValidationError, match="without questions"):
        rules.judge([], pass_mark=80)


@pytest.mark.parametrize(
    ("is_passed", "has_open_attempt", "shown"),
    [(True, False, True), (True, True, False), (False, False, False), (False, True, False)],
)
def test_right_options_are_shown_only_after_a_pass_and_while_nothing_is_open(
    is_passed, has_open_attempt, shown
):
    answer = rules.can_show_right_options(is_passed=is_passed, has_open_attempt=has_open_attempt)

    assert answer is shown


# Answers ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (question(), [3]),
        (question(), [-1]),
        (question(), [0, 1]),
        (question(), []),
        (question(Kind.MULTI), []),
        (question(Kind.MULTI), [0, 0]),
        (order(), [0, 1, 2]),
        (order(), [0, 1, 2, 2]),
    ],
)
def test_an_answer_that_cannot_be_given_is_refused(asked, answer):
    with pytest.raises(ValidationError):
        rules.check_answer(asked, answer)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (question(), None),
        (question(), [2]),
        (question(Kind.MULTI), [0, 2]),
        (order(), [3, 2, 1, 0]),
    ],
)
def test_an_answer_that_can_be_given_is_taken(asked, answer):
    rules.check_answer(asked, answer)


def test_every_status_has_its_transitions():
    assert set(rules.TRANSITIONS) == set(Status)


@pytest.mark.parametrize("new", list(Status))
def test_a_submitted_attempt_never_changes_again(new):
    with pytest.raises(ValidationError, match="Start a new attempt"):
        rules.check_transition(Status.SUBMITTED, new)


def test_an_open_attempt_can_be_handed_in():
    rules.check_transition(Status.OPEN, Status.SUBMITTED)


def test_unanswered_questions_are_named_before_handing_in():
    with pytest.raises(ValidationError, match="question 2, 4"):
        rules.check_all_answered([[0], None, [1], None])


@given(st.integers(3, 7), st.integers())
def test_lines_to_be_ordered_are_never_shown_in_the_right_order(count, seed):
    shown = rules.shown_order(order(count), Random(seed), shuffles=False)

    assert sorted(shown) == list(range(count))
    assert shown != list(range(count))


def test_true_and_false_stay_where_people_expect_them():
    asked = question(Kind.TRUE_FALSE, count=2)

    assert all(
        rules.shown_order(asked, Random(seed), shuffles=True) == [0, 1] for seed in range(20)
    )


def test_options_keep_their_order_when_the_author_asks_for_it():
    assert rules.shown_order(question(), Random(1), shuffles=False) == [0, 1, 2]


def test_options_are_shuffled_when_the_author_asks_for_it():
    shown = {
        tuple(rules.shown_order(question(), Random(seed), shuffles=True)) for seed in range(50)
    }

    assert len(shown) == 6


# Authoring -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (question(stem=" "), "Write the question"),
        (question(right=()), "exactly one option as right; none marked"),
        (question(right=(0, 1)), "exactly one option as right; 2 marked"),
        (question(count=1, right=(0,)), "at least two options"),
        (question(Kind.TRUE_FALSE, right=(), count=2), "exactly one"),
        (question(Kind.MULTI, right=()), "at least one option as right"),
        (question(Kind.MULTI, right=(0, 1, 2)), "leave at least one wrong"),
        (order(2), "at least three lines"),
        (question(is_must=True), "needs feedback"),
        (question(options=(Option("Yes", True), Option(" "))), "has no text"),
        (question(options=(Option("Yes", True), Option("yes "))), "say the same"),
    ],
)
def test_a_question_that_cannot_be_published_says_why(wrong, message):
    with pytest.raises(ValidationError, match=message):
        rules.check_question(wrong)


@pytest.mark.parametrize(
    "sound",
    [
        question(),
        question(Kind.MULTI, right=(0, 2)),
        question(Kind.TRUE_FALSE, count=2),
        order(3),
        question(is_must=True, feedback="Safety first."),
    ],
)
def test_a_sound_question_can_be_published(sound):
    rules.check_question(sound)


def test_a_quiz_names_every_question_that_is_wrong():
    with pytest.raises(ValidationError) as caught:
        rules.check_quiz([question(right=()), question(), order(2)])

    assert [message[:11] for message in caught.value.messages] == ["Question 1:", "Question 3:"]


def test_a_quiz_without_questions_cannot_be_published():
    with pytest.raises(ValidationError, match="at least one question"):
        rules.check_quiz([])


LONGEST = question(options=(Option("No"), Option("The one that says it all", True)))
SHORTEST = question(options=(Option("The one that says a great deal"), Option("Yes", True)))


def test_an_author_is_warned_when_the_right_option_is_too_often_the_longest():
    found = rules.warnings([LONGEST, LONGEST, SHORTEST, SHORTEST])

    assert found == [
        "The right option is the longest in 2 of 4 questions with one right answer "
        "(question 1, 2): people learn to pick the longest."
    ]


def test_two_in_five_is_not_too_often():
    assert rules.warnings([LONGEST, LONGEST, SHORTEST, SHORTEST, SHORTEST]) == []


def test_an_author_is_warned_of_codes_nobody_knows():
    found = rules.warnings([question(), question(codes=("S1", "S99"))], unknown_codes={"S99"})

    assert found == ["Question 2: S99 is not in the college's framework."]


def test_a_question_survives_the_trip_into_a_version_and_back():
    asked = question(Kind.MULTI, codes=("S1",), feedback="So.", is_must=True, lesson=7)

    assert Question.from_content(asked.as_content()) == asked
