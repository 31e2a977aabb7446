"""What a trainer may do to a story of ours, in Twine or in a text editor."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.twine.notation import MOST_YAML
from content.twine.passages import StoryErrors
from content.twine.scenario_story import material_from_story
from content.twine.twee import read_twee


def edited(scene, settings="{}", start="n1", more=""):
    return material_from_story(
        read_twee(
            f':: StoryData\n{{"start": "{start}"}}\n:: S [scenario-settings]\n{settings}\n'
            f":: n1 [scene]\n{scene}\n{more}"
        )
    )


def told(notices):
    return [str(notice) for notice in notices]


def test_options_may_be_written_in_short():
    material, notices = edited("Now?\n[[Wait->n1]]\n- [[Ask->n1]]\n* d: [[n1]]\n+ [[Go->n1]]")

    assert notices == []
    assert material["nodes"]["n1"]["options"] == [
        {"id": key, "text": words, "out": "", "why": "", "score": {}, "next": "n1"}
        for key, words in [("a", "Wait"), ("b", "Ask"), ("d", "n1"), ("c", "Go")]
    ]


def test_a_text_that_was_broken_in_two_lines_is_one():
    material, notices = edited("Now?\n* [[Ask->n1]]\n  > He shrugs.\n  And leaves.\n\n  ~ Well.")

    assert notices == []
    assert material["nodes"]["n1"]["options"][0]["out"] == "He shrugs.\nAnd leaves."


def test_settings_may_stand_anywhere_before_the_options():
    material, _ = edited("@ week: 3\nOne.\n\n@ title: T\nTwo.\n\n* [[n1]]\n  > x\n@ own words: no")

    assert material["nodes"]["n1"] | {"options": []} == {
        "text": "One.\n\nTwo.", "week": 3, "title": "T", "options": [],
    }  # fmt: skip


def test_what_is_not_understood_is_left_out_and_told_with_its_line():
    _, notices = edited(
        "See [[n1]].\n@ colour: red\n@ week: soon\n@ | more\n@ trust when x: y\n"
        "* [[Ask->n1]]\n  trust up\n  = S1 two\n  ! nice\n  when: trust > 4\n  effects: trust\n"
        "  votes: many\n  stance: sings"
    )

    assert told(notices) == [
        "Line 7, “n1”: This line is not understood; left out.",
        "Line 8, “n1”: This line is not understood; left out.",
        "Line 9, “n1”: This line goes on where nothing began; left out.",
        "Line 10, “n1”: This line is not understood; left out.",
        *(f"Line {line}, “n1”: This line is not understood; left out." for line in range(12, 19)),
        "Line 6, “n1”: A link within a text is no option: [[n1]]. Give it its own line.",
    ]


def test_a_passage_that_was_added_is_a_scene_or_an_end():
    material, notices = edited(
        "x\n* [[Go->What now?]]\n  instead: [[The end]] when told-dsl",
        more=":: What now? [new]\nHm.\n* [[The end]]\n:: The end\nOver.\n"
        ":: n2 [end good]\n* [[n1]]",
    )

    assert list(material["nodes"]) == ["n1", "what-now"]
    assert material["nodes"]["what-now"]["title"] == "What now?"
    assert material["ends"] == {
        "the-end": {"band": "", "text": "Over."}, "n2": {"band": "good", "text": ""},
    }  # fmt: skip
    option = material["nodes"]["n1"]["options"][0]
    assert (option["next"], option["ways"]) == (
        "what-now", [{"when": ["told-dsl"], "next": "the-end"}],
    )  # fmt: skip
    assert [notice.message for notice in notices] == [
        "Tags that mean nothing here are left out: new.",
        "This end has no band; give it one of the tags good, mixed, poor, unsafe.",
        "An end has no options; they are left out.",
        "Its short name is “what-now”: letters, digits, - and _ only.",
        "Its short name is “the-end”: letters, digits, - and _ only.",
    ]


def test_a_scene_that_was_copied_gets_a_name_of_its_own():
    material, notices = edited("@ called: n2\nx", more=":: n2 [scene]\ny")

    assert list(material["nodes"]) == ["n2", "n2-2"]
    assert told(notices) == [
        "Line 9, “n2”: Its short name is “n2-2”: another one has “n2” already."
    ]


def test_scripts_and_second_settings_are_left_out_and_told():
    material, notices = edited(
        "x", more=":: Code [script]\nalert(1)\n:: T [scenario-settings]\ntitle: no"
    )

    assert "title" not in material
    assert told(notices) == [
        "Line 8, “Code”: This passage is left out.",
        "Line 10, “T”: This passage is left out.",
    ]


def test_a_start_that_twine_moved_counts():
    assert edited("x", start="n2", more=":: n2 [scene]\ny")[0]["start"] == "n2"
    assert "start" not in edited("x", start="gone")[0]
    assert edited("x", settings="start: n9")[0]["start"] == "n9"


@pytest.mark.parametrize(
    ("scene", "settings", "line"),
    [
        ("x", "a: [", 4), ("x", "a: 1\na: 2", 5), ("x", "just words", 4), ("x", "a: *b", 4),
        ("x\n@ {a", "{}", 7), ("x\n* [[n1]]\n  {a: 1, a: 2}", "{}", 8),
    ],
)  # fmt: skip
def test_yaml_that_cannot_be_read_is_refused_with_its_line(scene, settings, line):
    with pytest.raises(StoryErrors) as caught:
        edited(scene, settings)

    assert caught.value.problems[0].line == line


@given(st.lists(st.sampled_from(["a", "b", "c", "o4", None]), max_size=40))
def test_options_without_a_name_get_one_of_their_own(names):
    lines = [f"* {name}: [[n1]]" if name else "* [[n1]]" for name in names]
    options = edited("\n".join(["x", *lines]))[0]["nodes"]["n1"]["options"]

    assert len(options) == len(names)
    given_names = [name for name in names if name]
    new = [str(one["id"]) for one, name in zip(options, names, strict=True) if not name]
    assert len(set(new)) == len(new)
    assert all(isinstance(one["id"], str) for one in options)
    assert [str(one["id"]) for one, name in zip(options, names, strict=True) if name] == given_names


def test_what_stands_in_braces_counts_and_breaks_nothing():
    material, _ = edited(
        "x\n@ {speaker: 3, openings: 4, exemplars: 5, called: 6, text: 7, options: 8}\n"
        "@ role: r\n@ opening when a: b\n@ | c\n@ exemplar: d\n* [[n1]]\n"
        "  {score: 1, ways: 2, when: 3, id: [4], next: 5}\n  = S1: 2\n  instead: [[n1]] when a",
        more=":: e [end]\n@ {options: 3, band: [], text: {}}",
    )

    assert material["nodes"]["n1"] == {
        "speaker": 3, "openings": 4, "exemplars": 5, "called": 6, "text": 7, "options": 8,
    }  # fmt: skip
    assert material["ends"] == {"e": {"options": 3, "band": [], "text": {}}}


def test_settings_do_not_hide_scenes_in_passages():
    material, notices = edited("x", settings="nodes: {n9: {}}")

    assert list(material["nodes"]) == ["n1"]
    assert told(notices) == ["Line 4, “S”: “nodes” stand in passages of their own; left out here."]


@pytest.mark.parametrize("scene", ["x\n" + "@ {}\n" * 6_000, "@ {a: '" + "b" * MOST_YAML + "'}"])
def test_there_is_a_limit_to_yaml(scene):
    with pytest.raises(StoryErrors, match="too much YAML in this file: 512 KB are the most"):
        edited(scene)


def test_a_heap_of_lines_that_are_not_understood_is_told_in_part():
    material, notices = edited("@\n" * 5_000 + "* [[n1]]\n" * 5_000)

    assert (len(notices), notices[-1].message) == (500, "There is more; 499 are told here.")
    assert len({option["id"] for option in material["nodes"]["n1"]["options"]}) == 5_000
