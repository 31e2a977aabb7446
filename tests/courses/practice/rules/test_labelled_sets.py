"""How often the rules say what a person said, on sets labelled by hand.

Run with -s to see the tables. The held-out sets were written before the rules and were not tuned
on; the figures below are what the rules reach on them, in per cent, rounded down. Figures may be
raised; one that has to be lowered needs a reason in the commit.
"""

import pytest

from courses.practice.rules.findings import Finding
from courses.practice.rules.questions import read_question
from courses.practice.rules.targets import read_target
from tests.courses.practice.labels import (
    FLAGS,
    QUESTION_ASPECTS,
    TARGET_ASPECTS,
    load,
    table,
    tally_questions,
    tally_targets,
)

QUESTION_SETS = ["questions_development", "questions_domain", "questions_held_out"]
TARGET_SETS = ["targets_development", "targets_held_out"]

# aspect: (precision, recall)
QUESTIONS_REACHED = {
    "question": (100, 100),
    "open": (100, 100),
    "closed": (100, 100),
    "fact": (100, 100),
    "stacked": (100, 100),
    "advice": (94, 100),
    "leading": (100, 92),
    "bites": (100, 100),
    "exception": (100, 100),
    "scaling": (100, 100),
    "forward": (95, 93),
    "back": (97, 97),
    "now": (92, 93),
}
# Reading is a formula held against a person's feeling for nine hard targets: expect no more of it.
TARGETS_REACHED = {
    "verb": (96, 100),
    "product": (100, 100),
    "date": (100, 100),
    "size": (100, 100),
    "jargon": (100, 100),
    "reading": (60, 66),
}


@pytest.fixture(scope="module")
def questions():
    return {name: tally_questions(name) for name in QUESTION_SETS}


@pytest.fixture(scope="module")
def targets():
    return {name: tally_targets(name) for name in TARGET_SETS}


def test_the_tables_can_be_read(questions, targets):
    print(table(questions, QUESTION_ASPECTS))
    print(table(targets, TARGET_ASPECTS))

    assert "stacked" in table(questions, QUESTION_ASPECTS)


@pytest.mark.parametrize("aspect", QUESTION_ASPECTS)
def test_questions_never_held_up_to_the_rules_are_read_as_well_as_before(questions, aspect):
    held_out = questions["questions_held_out"]
    precision, recall = QUESTIONS_REACHED[aspect]

    assert held_out.precision(aspect) * 100 >= precision, held_out.misses
    assert held_out.recall(aspect) * 100 >= recall, held_out.misses


@pytest.mark.parametrize("aspect", TARGET_ASPECTS)
def test_targets_never_held_up_to_the_rules_are_read_as_well_as_before(targets, aspect):
    held_out = targets["targets_held_out"]
    precision, recall = TARGETS_REACHED[aspect]

    assert held_out.precision(aspect) * 100 >= precision, held_out.misses
    assert held_out.recall(aspect) * 100 >= recall, held_out.misses


def test_what_the_curriculum_calls_good_or_weak_the_rules_do_too(questions):
    """Two are left: one is leading only by what was said before it, one only looks ahead."""
    assert len(questions["questions_domain"].misses) <= 2, questions["questions_domain"].misses


def test_the_sets_are_large_and_share_no_question():
    said = {name: [row["say"].lower() for row in load(name)] for name in QUESTION_SETS}
    aims = {name: [row["say"].lower() for row in load(name)] for name in TARGET_SETS}

    assert sum(map(len, said.values())) >= 300
    assert len(said["questions_held_out"]) >= 100
    assert sum(map(len, aims.values())) >= 120
    # One asks the same in two: “Does that make sense?” stands in the curriculum as well.
    assert set(said["questions_development"]).isdisjoint(said["questions_held_out"])
    assert set(aims["targets_development"]).isdisjoint(aims["targets_held_out"])


@pytest.mark.parametrize("name", QUESTION_SETS)
def test_every_label_is_one_of_the_known(name):
    for row in load(name):
        assert set(row) <= {"say", "question", "open", "count", "way", "is"}, row
        assert row.get("open", "open") in {"open", "closed", "fact"}, row
        assert row.get("way", "now") in {"forward", "back", "now"}, row
        assert set(row.get("is", [])) <= set(FLAGS), row


@pytest.mark.parametrize("name", TARGET_SETS)
def test_every_label_of_a_target_is_one_of_the_known(name):
    assert all(set(row["look"]) <= set(TARGET_ASPECTS) for row in load(name))


def explains(finding: Finding, text: str) -> bool:
    """It quotes words that were typed, and says something that ends like a sentence."""
    quotes = finding.words in text
    is_sentence = finding.because[-1] in ".?" and "{}" not in finding.because
    return quotes and is_sentence and finding.verdict in ("good", "look")


@pytest.mark.parametrize("name", QUESTION_SETS)
def test_every_judgement_of_a_question_quotes_the_very_words(name):
    for row in load(name):
        reading = read_question(row["say"])

        assert [f for f in reading.findings if not explains(f, reading.text)] == [], row


@pytest.mark.parametrize("name", TARGET_SETS)
def test_every_judgement_of_a_target_quotes_the_very_words(name):
    plain_words = load("plain_words")
    for row in load(name):
        reading = read_target(row["say"], plain_words=plain_words)

        assert [f for f in reading.findings if not explains(f, reading.text)] == [], row
