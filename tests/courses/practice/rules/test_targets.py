import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.practice.rules.findings import MAX_CHARACTERS
from courses.practice.rules.targets import read_target
from tests.courses.practice.labels import load, said_of_target

PLAIN_WORDS = {"syntactic accuracy": "sentences that work", "time management": "being on time"}


def read(text):
    return read_target(text, plain_words=PLAIN_WORDS)


def looks(text):
    return [finding.key for finding in read(text).findings if finding.verdict == "look"]


def because(text, key):
    return next(one.because for one in read(text).findings if one.key == key)


def test_the_strongest_target_of_the_module_has_nothing_to_look_at():
    reading = read(
        "By Friday 3pm, upload the planning section of unit 4 (about one page) "
        "and message me one thing you are unsure of."
    )

    assert reading.is_good
    assert [finding.key for finding in reading.findings] == [
        "verb", "product", "date", "size", "jargon", "reading",
    ]  # fmt: skip


def test_jargon_is_flagged_and_the_plain_rewrite_passes():
    assert "jargon" in looks("Improve syntactic accuracy")
    assert looks("Write three sentences that work by Tuesday.") == []


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ("Improve attendance.", "verb",
         "You could not film “Improve”. "
         "Say what the learner will do, such as write, ring, list or show."),
        ("Work on Monday's essay", "product",
         "Nothing here could be shown to somebody else. "
         "Name what there will be: a page, a photo, three headings."),
        ("Write a page by half-term.", "date",
         "“by half-term” is too far or too loose to start by. Name a day this week."),
        ("Write a page.", "date", "It has no day or time, so it will drift. Name a day this week."),
        ("Finish the portfolio by Monday.", "size",
         "“Finish the portfolio” is a lot for one step. What could be done in twenty minutes?"),
        ("Write a plan, email your tutor, update your log and print the form by Friday.", "size",
         "This is 4 targets in one: write, email, update, print. Keep one."),
        ("Revise on Monday.", "size",
         "It does not say how much is enough. Put a number in, or name one thing."),
        ("List two signs of poor Time Management by Friday.", "jargon",
         "“Time Management” is how staff talk. In plain words: being on time."),
        ("Consolidate understanding.", "reading",
         "It reads at grade 8.1, a reading age of 13. "
         "“Consolidate” is a long word. What would the learner say?"),
        ("Ring the café tomorrow.", "date", "“tomorrow” says when to look."),
        ("Write two lines today.", "size", "“two” says how much is enough."),
    ],
)  # fmt: skip
def test_each_check_explains_itself(text, key, reason):
    assert because(text, key) == reason


@pytest.mark.parametrize(
    ("vague", "filmed"),
    [
        ("Raise aspirations by Monday", "Raise your hand once on Monday and say one thing"),
        ("Try to plan on Monday", "Try two ways to plan on Monday and write which helped"),
        ("Get better at fractions", "Get the photos off your phone"),
        ("Revise for Monday", "Revise two pages on Monday"),
        ("Keep up with notes", "Keep a list of what you ask"),
        ("Show more respect", "Show Bev one page"),
    ],
)
def test_a_verb_is_vague_by_what_follows_it(vague, filmed):
    assert "verb" in looks(vague)
    assert "verb" not in looks(filmed)


def test_a_percentage_a_time_or_a_section_number_is_no_amount():
    for text in ("Reach 90% attendance", "Improve by 3pm", "Meet criteria 2.1 to 2.4"):
        assert "size" in looks(text)


def test_a_long_sentence_of_short_words_is_to_be_split():
    text = "Write " + "and put it in the red box by the old door " * 3 + "by Friday."

    assert "Make it two." in because(text, "reading")


def test_nothing_written_is_read_as_missing_everything_but_hard_words():
    assert looks("  ") == ["verb", "product", "date", "size"]


def test_a_target_that_is_too_long_is_refused():
    with pytest.raises(ValidationError, match="Keep it to 500 characters"):
        read("a" * (MAX_CHARACTERS + 1))


TYPED = [row["say"] for name in ("targets_development", "targets_held_out") for row in load(name)]


@given(st.sampled_from(TYPED))
def test_case_and_spaces_change_no_verdict(text):
    plain = said_of_target(read(text))

    for typed in (text.lower(), text.upper(), f"  {text}\n"):
        assert said_of_target(read(typed)) == plain


@given(st.text(max_size=MAX_CHARACTERS))
def test_any_text_is_read(text):
    reading = read(text)

    assert all(one.words in reading.text for one in reading.findings)


WORDS = sorted({word for text in TYPED for word in text.split()})


@given(st.lists(st.sampled_from(WORDS), max_size=60))
@settings(deadline=1000)
def test_any_jumble_of_target_words_is_read(words):
    assert len(read(" ".join(words)[:MAX_CHARACTERS]).findings) >= 6
