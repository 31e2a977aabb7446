import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.practice.rules.findings import MAX_CHARACTERS
from courses.practice.rules.questions import Count, Direction, Openness, read_question
from tests.courses.practice.labels import load, said_of_question


def because(text, key):
    return next(one.because for one in read_question(text).findings if one.key == key)


def finding(text, key):
    return next((one for one in read_question(text).findings if one.key == key), None)


def test_a_good_question_has_nothing_to_look_at():
    reading = read_question("What would you like to be different by Christmas?")

    assert reading.is_question
    assert reading.openness == Openness.OPEN
    assert reading.count == Count.SINGLE
    assert reading.direction == Direction.FORWARD
    assert [reading.is_advice, reading.is_leading, reading.bites] == [False, False, False]
    assert reading.is_good


def test_the_reason_quotes_the_words_that_decided():
    text = "Did you do the homework?"

    assert because(text, "openness") == "It starts with “Did you”, so yes or no is a full answer."
    assert finding(text, "openness").words == "Did you"


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ("You're sad, aren't you?", "leading",
         "“aren't you” at the end asks the learner to agree with you."),
        ("Is it maths or English?", "openness",
         "It offers a choice with “or”, so picking one is enough."),
        ("Which bus do you get?", "openness",
         "“Which bus” asks for a bare fact, so a word or two is enough."),
        ("Why didn't you ring?", "bites",
         "“Why didn't you” sounds like blame and gets a defence. Try “what” or “how”."),
        ("What happened, and did you ring?", "count",
         "“did you ring” begins another question, 2 in one breath. "
         "The easiest gets answered and the others are lost."),
        ("When was it a little better? What was different?", "count",
         "“What was different” follows the same thought, so it is still one question."),
        ("Have you tried flashcards?", "advice",
         "“Have you tried” puts your idea forward. "
         "Ask what they have thought of first, or ask if an idea would help."),
        ("Well done.", "question",
         "“Well done” does not ask anything yet. Turn it into a question."),
        ("", "question", "Nothing is written yet. Type a question."),
    ],
)  # fmt: skip
def test_each_rule_explains_itself(text, key, reason):
    assert because(text, key) == reason


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("On a scale of 0 to 10, how sure are you?", "openness"),  # the number is only the start
        ("So the noise is the worst of it, is that right?", "openness"),  # a check of what was said
        ("May I make a suggestion?", "openness"),  # leave is asked for, not advice hidden
        ("Tell me about last Tuesday.", "direction"),  # looking back is no fault
        ("Why does that matter to you?", "bites"),
        ("When was it a little better?", "exception"),
        ("Have you thought about what you want?", "advice"),
        ("What have you tried?", "advice"),
        ("What would you say to a friend?", "leading"),
    ],
)
def test_what_looks_like_a_fault_and_is_none(text, key):
    assert finding(text, key).verdict == "good"


def test_an_invitation_is_open_however_politely_it_begins():
    assert read_question("Can you tell me what happened?").openness == Openness.OPEN
    assert read_question("Can you tell me when it is due?").openness == Openness.FACT
    assert read_question("Can you come on Friday?").openness == Openness.CLOSED


def test_in_a_stack_the_easiest_decides():
    reading = read_question("What went wrong? Did you sleep?")

    assert (reading.openness, reading.count) == (Openness.CLOSED, Count.STACKED)


def test_what_stands_around_a_question_is_not_read_as_part_of_it():
    reading = read_question("You've missed three Mondays. I won't guess. What's going on?")

    assert (reading.direction, reading.openness) == (Direction.NOW, Openness.OPEN)
    assert reading.is_good


def test_nothing_asked_leaves_the_rest_open_and_still_sees_advice():
    reading = read_question("You should make a timetable.")

    assert not reading.is_question
    assert (reading.openness, reading.count, reading.direction) == (None, None, None)
    assert reading.is_advice
    assert {one.key for one in reading.findings} == {"question", "advice"}


def test_a_text_that_is_too_long_is_refused_with_its_length():
    read_question("a" * MAX_CHARACTERS)

    with pytest.raises(ValidationError, match="Keep it to 500 characters"):
        read_question("a" * (MAX_CHARACTERS + 1))


TYPED = [
    row["say"]
    for name in ("questions_development", "questions_domain", "questions_held_out")
    for row in load(name)
]


@given(st.sampled_from(TYPED), st.sampled_from(["", " ", "  \n"]), st.sampled_from(["", "\t "]))
@settings(max_examples=300)
def test_case_and_spaces_change_no_verdict(text, after, before):
    plain = said_of_question(read_question(text))

    for typed in (text.lower(), text.upper(), text.title(), before + text + after):
        assert said_of_question(read_question(typed)) == plain


def test_an_apostrophe_typed_left_out_or_curled_changes_no_verdict():
    for text in ("Why didn't you ring?", "You're worried, aren't you?", "What's the deadline?"):
        plain = said_of_question(read_question(text))

        assert said_of_question(read_question(text.replace("'", "’"))) == plain
        assert said_of_question(read_question(text.replace("'", ""))) == plain


@given(st.text(max_size=MAX_CHARACTERS))
def test_any_text_is_read(text):
    reading = read_question(text)

    assert reading.is_question == (reading.openness is not None)
    assert all(one.words in reading.text for one in reading.findings)


WORDS = sorted({word for text in TYPED for word in text.split()})


@given(st.lists(st.sampled_from(WORDS), max_size=60))
@settings(deadline=1000)
def test_any_jumble_of_asking_words_is_read(words):
    """Every word of the sets, in any order: what rules about order could trip over."""
    reading = read_question(" ".join(words)[:MAX_CHARACTERS])

    assert all(one.because for one in reading.findings)
