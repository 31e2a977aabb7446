"""What sounds like a concern: a labelled set, for a question that holds nothing up."""

import time

import pytest

from assessments.concerns.rules import sounds_like_concern

CONCERNS = [
    "She disclosed something on Tuesday.",
    "He has bruises on his arms again.",
    "A learner told me she had been cutting herself.",
    "He said he wants to die.",
    "There was talk of self-harm.",
    "Her stepfather hit her.",
    "He was beaten by his uncle.",
    "He is scared to go home.",
    "She does not feel safe at home.",
    "An injury that he could not explain.",
    "Then he touched her in the lift.",
    "He got a knife with him.",
    "He keeps running away from home.",
    "County lines came up.",
    "It may be grooming online.",
    "They are sleeping rough since Friday.",
    "A young man may be radicalised.",
    "Somebody shared nudes of her.",
    "He threatened a student in the corridor.",
    "She is being exploited.",
    "She is at risk of harm.",
    "He took an overdose in the summer.",
    "They were forced to marry.",
    "Domestic abuse at home.",
]
OTHERS = [
    "",
    "We talked about targets and how to phrase them.",
    "She did the safeguarding training.",
    "The disclosure simulator was hard.",
    "My DBS disclosure came back.",
    "The dog grooming course starts in May.",
    "I felt safe to say what went wrong.",
    "He went home early.",
    "I cut the plan in half.",
    "We beat the deadline.",
    "I was hit by the workload.",
    "She is afraid of exams.",
    "A hard talk that went quiet.",
    "He ran the group well.",
    "The knife skills unit in catering went well.",
    "A self-harm awareness workshop.",
    "The learner was late twice.",
]


@pytest.mark.parametrize("words", CONCERNS)
def test_it_is_asked_whether_this_is_a_concern(words):
    assert sounds_like_concern(words)


@pytest.mark.parametrize("words", OTHERS)
def test_it_is_not_asked_of_everything(words):
    assert not sounds_like_concern(words)


@pytest.mark.parametrize("words", ["not safe " * 6000, "has a " * 9000, "groom" * 9000])
def test_long_texts_are_read_in_a_moment(words):
    begun = time.perf_counter()

    sounds_like_concern(words)

    assert time.perf_counter() - begun < 1
