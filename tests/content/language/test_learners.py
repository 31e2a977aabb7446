import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.language import rules
from content.language.rules import Detail
from content.language.rules.advice import blocked, warning


def names(text, **more):
    return [one.words for one in rules.learner_details(text, **more) if one.kind == rules.NAME]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I saw learner Jade on Monday.", ["Jade"]),
        ("a student called Omar", ["Omar"]),
        ("Met with Kacper about his attendance.", ["Kacper"]),
        ("Jade S. was late.", ["Jade S."]),
        ("Her mum Tracey rang.", ["Tracey"]),
        ("Mrs Patel’s son has moved.", ["Patel"]),
        ("I worked with Amina, Tsering and Omar Sheikh.", ["Amina", "Tsering", "Omar Sheikh"]),
        ("jade’s mum rang", ["jade"]),
        ("a student called tsering who is shy", ["tsering"]),
        ("Siobhan said she was ill.", ["Siobhan"]),  # as it is typed without the accent
    ],
)
def test_a_learner_is_found_by_the_words_around(text, found):
    assert names(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Siobhán, my manager, asked what I would change.",
        "I spoke to Dr Ahmed from CAMHS.",
        "Sam and I ran the workshop.",
        "Kolb, Gibbs and Bandura all say so.",
        "Deci and Ryan call it relatedness.",
        "The Charlotte Street site and Victoria Park.",
        "In the scenario Kofi says that he is fine.",
        "I call her Jade here. It is not her real name, and Jade is sixteen.",
        "Learner A and student K.",
        "Learner Voice, Student Support, the Apprentice Standards.",
        "A student called yesterday.",
        "In May and June, will grace and hope do?",
    ],
)
def test_others_are_left_alone(text):
    assert names(text) == []


def test_a_colleague_stays_one_through_the_text():
    text = "Ruth, my supervisor, listened. Later Ruth said she had been there too."

    assert names(text) == []
    assert names("Later Ruth said she had been there too.") == ["Ruth"]


def test_a_learner_with_the_name_of_a_colleague_is_found_where_the_text_says_so():
    text = "Sam, my colleague, was there. The learner Sam was not."

    assert [one.start for one in rules.learner_details(text)] == [text.index("Sam was")]


def test_the_people_of_a_story_are_known():
    story = rules.names_said(["Rosa sits down.", "“Hello,” says Mr Fenn."])

    assert {"Rosa", "Fenn"} <= story
    assert names("I asked Rosa first, then I rang Omar.", known=story) == ["Omar"]


@pytest.mark.parametrize(
    "text",
    [
        "The front desk is on 0116 496 0222.",
        "Write to safeguarding@example.org.",
        "The venue was the Station Hotel, LE1 6TE.",
        "The Act came into force on 8 April 2010.",
    ],
)
def test_what_an_office_or_a_law_has_is_no_ones(text):
    assert rules.personal_details(text)
    assert rules.learner_details(text) == []


def test_what_figures_are_called_counts_before_what_they_prove():
    assert rules.kinds_of_details("ULN 943 476 5919") == [rules.ULN]
    assert rules.kinds_of_details("NHS no 123 456 7890") == [rules.NHS]


def test_kinds_are_named_once_in_the_order_they_stand():
    texts = "Learner Jade, 07700 900123", "her mum Tracey, LE2 7LW"

    assert rules.kinds_of_details(*texts) == [rules.NAME, rules.PHONE, rules.POSTCODE]


def test_advice_quotes_the_words_only_to_whoever_wrote_them():
    found = [Detail("name", "Jade", 0, 4), Detail("ULN", "1", 5, 6), Detail("name", "Jade", 9, 13)]

    assert "“Jade” and “1”." in blocked(found)
    assert "Nothing is saved yet" in blocked(found)
    assert "Jade" not in warning(["Notes"], found)
    assert "“Notes” seems to hold a name and a ULN." in warning(["Notes"], found)
    assert "“A” and “B” seem to hold an NHS number." in warning(
        ["A", "B"], [Detail("NHS number", "1", 0, 1)]
    )
    assert warning([], []) == ""


PIECES = [
    "Jade", "omar", "learner", "her mum", "called", "Mrs", ",", " and ", "’s", "S.", "(", "17",
    "said", "my manager", "\n", ".", "KOLB", "Ellie-Mae", "O’Neil", "é", "met with", "St",
    "in the scenario",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from(["", " "]))
def test_every_find_stands_where_it_says(pieces, between):
    text = between.join(pieces)
    found = rules.learner_details(text)

    assert all(text[one.start : one.end] == one.words for one in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.text())
def test_any_text_is_read(text):
    assert rules.learner_details(text) is not None


HOSTILE = [
    "Jade ", "Jade, ", "Jade and ", "learner ", "her mum ", "Mrs ", "A", "Aa", "a-", "O’", "my ",
    "Jade’s mum ", "a student called ", "Jade (", "Jade, my very old ", "\n", "by ", "Kolb and ",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_the_text_and_no_faster(unit):
    """Four times the text may take four times as long, not sixteen; three times in hand."""

    def seconds(length):
        text = unit * (length // len(unit))
        started = time.process_time()
        rules.learner_details(text)
        return time.process_time() - started

    short = max(min(seconds(5_000) for _ in range(3)), 0.002)
    long = min(seconds(20_000) for _ in range(3))

    assert long / short < 12


def test_time_is_bounded_however_long_the_text():
    text = "Jade and her mum Tracey met my manager. " * 20_000
    started = time.process_time()
    rules.learner_details(text)

    assert time.process_time() - started < 10
