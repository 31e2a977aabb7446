from dataclasses import replace

from assessments.insights.rules.changes import changes_between
from assessments.scenarios.rules.graph import End, Scene
from tests.assessments.insights.rules.test_figures import GRAPH


def with_option(**fields):
    meet = GRAPH.scenes[0]
    first = replace(meet.options[0], **fields)
    return replace(
        GRAPH, scenes=(replace(meet, options=(first, *meet.options[1:])), *GRAPH.scenes[1:])
    )


def told(new, old=GRAPH):
    return [(change.scene, change.option, change.words) for change in changes_between(old, new)]


def test_the_same_is_no_change():
    assert changes_between(GRAPH, GRAPH) == []


def test_an_option_in_other_words():
    (change,) = changes_between(GRAPH, with_option(text="'What happened?'"))

    assert (change.scene, change.option) == ("meet", "a")
    assert change.words == "An option says something else."
    assert change.after == "'What happened?'"


def test_what_an_option_is_worth_and_where_it_leads():
    new = with_option(scores={"S2": 2}, target="good", critical=True)

    assert told(new) == [
        ("meet", "a", "An option leads elsewhere."),
        ("meet", "a", "An option is worth something else."),
        ("meet", "a", "An option is now unsafe."),
    ]


def test_scenes_and_ends_that_come_and_go():
    extra = Scene("repair", "What now?", GRAPH.scenes[1].options)
    new = replace(
        GRAPH,
        scenes=(GRAPH.scenes[0], extra),
        ends=(GRAPH.ends[0], End("mixed", "mixed", "So so.")),
    )

    assert told(new) == [
        ("repair", "", "New scene."),
        ("plan", "", "Taken out."),
        ("mixed", "", "New end."),
        ("poor", "", "End taken out."),
    ]


def test_the_whole():
    new = replace(GRAPH, start="plan", codes=("S2",), unsafe_text="Stop.")

    assert [change.words for change in changes_between(GRAPH, new)] == [
        "It begins with another scene.",
        "Other statements.",
        "Another text after an unsafe choice.",
    ]
