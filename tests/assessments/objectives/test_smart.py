"""PR-07, PR-08 and PR-09 as pure rules."""

from datetime import date

import pytest

from assessments.objectives import rules
from tests.factories.objectives import values


def test_nothing_is_missing_of_a_whole_objective():
    assert rules.missing_parts(values()) == []


@pytest.mark.parametrize(
    "part", ["outcome", "measure", "baseline", "target", "due_on", "evidence_source", "support"]
)
def test_each_part_is_missed_alone(part):
    empty = None if part == "due_on" else "  "

    assert rules.missing_parts(values(**{part: empty})) == [part]


@pytest.mark.parametrize("text", ["tbc", "N/A", "-", "…", "TBD.", "to be agreed"])
def test_words_that_say_nothing_are_missing(text):
    assert rules.missing_parts(values(baseline=text)) == ["baseline"]


def test_nought_is_a_baseline():
    assert rules.missing_parts(values(baseline="0")) == []


def test_what_is_missing_is_read_as_a_sentence():
    missing = rules.missing_parts(values(measure="", baseline="", due_on=None))

    assert rules.missing_words(missing) == (
        "what will be counted or seen, how it is now and by when"
    )
    assert rules.missing_words(["due_on"]) == "by when"


@pytest.mark.parametrize(
    ("outcome", "phrase"),
    [
        ("Improve communication with teachers", "improve"),
        ("Improved communication with teachers", "improve"),
        ("An improvement in one-to-one talk", "improve"),
        ("Support learners who are late", "support"),
        ("Be more aware of inclusion", "be more aware"),
        ("Being aware of inclusion", "be more aware"),
        ("Continue to hold good sessions", "continue to"),
        ("Continuing with the tutorials", "continue to"),
        ("Develop her coaching", "develop"),
        ("Raise awareness of the service", "raise awareness"),
        ("Help learners where possible", "where possible"),
    ],
)
def test_a_vague_verb_alone_is_found(outcome, phrase):
    assert phrase in rules.vague_phrases(values(outcome=outcome))
    assert rules.how_to_rewrite(phrase)


@pytest.mark.parametrize(
    "outcome",
    [
        "Improve reviews held on time from 60 % to 80 %",
        "Support ten learners a week with a written plan",
        "Develop a record sheet so that a colleague can take over without asking",
        "Every learner leaves with one written target",
        "Unsupported absences are called within a day",
    ],
)
def test_a_verb_with_a_number_or_a_purpose_is_not_alone(outcome):
    assert rules.vague_phrases(values(outcome=outcome)) == []


@pytest.mark.parametrize("outcome", ["Improve one-to-one talk", "Improve 1:1s", "Support Level 3"])
def test_a_number_in_a_name_makes_nothing_exact(outcome):
    assert rules.vague_phrases(values(outcome=outcome))


def test_a_rewriting_is_offered_from_the_other_fields():
    draft = values(outcome="Improve reviews", due_on=date(2027, 6, 30))

    assert rules.suggested_outcome(draft) == (
        "Progress reviews held by their day: from 11 of 18 to 16 of 18, by 30 June 2027"
    )
    assert rules.suggested_outcome(values(baseline="")) == ""


@pytest.mark.parametrize(
    "measure",
    [
        "Pass rate of the group",
        "Retention",
        "Attendance figures",
        "Achievement rates at the end of the year",
        "The number of learners who complete",
        "Higher grades",
        "Learner voice mean",
    ],
)
def test_what_nobody_decides_alone_needs_a_practice_measure(measure):
    draft = values(measure=measure, target="88 %")

    assert rules.relies_on_others_alone(draft)
    assert not rules.relies_on_others_alone(
        values(measure=f"{measure}, and one-to-ones held on time", target="88 %")
    )


def test_without_a_measure_the_outcome_is_looked_at():
    assert rules.relies_on_others_alone(values(outcome="The pass rate rises", measure=""))
    assert not rules.relies_on_others_alone(values(outcome="The pass rate rises"))


def test_her_own_practice_is_hers():
    assert not rules.relies_on_others_alone(values())


def test_advice_says_first_what_stops_it():
    draft = values(outcome="Improve retention", measure="Retention", baseline="", target="90 %")

    advice = rules.advice_on(draft)

    assert [(each.code, each.stops) for each in advice] == [
        ("PR-07", True),
        ("PR-08", False),
        ("PR-09", False),
    ]
    assert "how it is now" in advice[0].text


def test_advice_on_a_vague_verb_offers_what_stands_further_down():
    (advice,) = rules.advice_on(values(outcome="Improve reviews"))

    assert "from 11 of 18 to 16 of 18" in advice.text


def test_a_whole_objective_needs_no_advice():
    assert rules.advice_on(values()) == []
