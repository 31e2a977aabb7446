from dataclasses import replace

from assessments.exchange.rules import book_of
from assessments.scenarios.rules.graph import Condition, ConditionKind, Fact, Way
from tests.assessments.insights.rules.test_figures import GRAPH


def with_first(**fields):
    meet = GRAPH.scenes[0]
    first = replace(meet.options[0], **fields)
    scenes = (replace(meet, options=(first, *meet.options[1:])), *GRAPH.scenes[1:])
    return replace(GRAPH, scenes=scenes, facts=(Fact("asked", "You asked"),))


def by_key(graph):
    return {paragraph.key: paragraph for paragraph in book_of(graph, "Stop here.")}


def test_every_scene_option_and_end_is_a_paragraph_once():
    book = book_of(GRAPH, "")

    assert [paragraph.number for paragraph in book] == list(range(1, 11))
    assert book[0].key == "meet"
    assert {paragraph.key for paragraph in book} == {
        "meet", "meet a", "meet b", "meet c", "plan", "plan a", "plan b", "plan c", "good", "poor",
    }  # fmt: skip


def test_the_numbers_are_the_same_each_time_and_tell_nothing():
    numbers = {key: paragraph.number for key, paragraph in by_key(GRAPH).items()}

    assert numbers == {key: paragraph.number for key, paragraph in by_key(GRAPH).items()}
    in_order = [key for key, _ in sorted(numbers.items(), key=lambda pair: pair[1])]
    assert in_order[1:4] != ["meet a", "meet b", "meet c"]


def test_a_choice_leads_to_what_happens_and_on():
    book = by_key(GRAPH)

    assert [choice.paragraph for choice in book["meet"].choices] == [
        book[f"meet {key}"].number for key in "abc"
    ]
    assert [choice.paragraph for choice in book["meet a"].go_to] == [book["plan"].number]
    assert book["meet a"].texts == ("She sits down. 'The bus.'",)
    assert book["good"].is_end


def test_conditions_and_effects_are_in_words():
    has_asked = (Condition(ConditionKind.HAPPENED, fact="asked"),)
    book = by_key(
        with_first(effects={"trust": -1}, facts=("asked",), when=has_asked,
                   ways=(Way(has_asked, "good"),))
    )  # fmt: skip

    assert book["meet"].choices[0].only_if == "you noted “You asked”"
    assert book["meet a"].effects == "Trust -1. You asked"
    assert [(choice.only_if, choice.paragraph) for choice in book["meet a"].go_to] == [
        ("you noted “You asked”", book["good"].number),
        ("", book["plan"].number),
    ]


def test_a_choice_that_stops_leads_to_the_stop():
    book = by_key(with_first(critical=True, stops=True))

    assert [choice.paragraph for choice in book["meet a"].go_to] == [book["stop"].number]
    assert book["stop"].texts == ("Stop here.",)
