import pytest

from content.twine.passages import Passage, Story
from content.twine.scenario_story import is_ours, material_from_story, story_from_material
from content.twine.twee import read_twee, write_twee

FOREIGN = """\
:: StoryTitle
The late bus

:: StoryData
{"ifid": "D674C58C-DEFA-4F70-B7A2-27742230C0FC", "format": "Harlowe", "start": "At the stop"}

:: StoryInit
(set: $late to true)

:: Look [script]
alert("hello");

:: Dress [stylesheet]
body { color: red; }

:: At the stop [stop rainy]
(set: $trust to 3)You wait. (if: $late)[Kieran comes *late*.]

![a bus](bus.png)

* [[Say hello->Talk it over]]
* [[Say nothing<-Wait]]
* [[Home|https://example.org/]]

:: Talk it over
He looks up. You can [[ask him->Good end]] or [[wait->Gone]].

:: Wait [poor]
He leaves. <br>He is {name}.

:: Good end [GOOD dark]
He stays.
"""


def draft(twee):
    return material_from_story(read_twee(twee))


def test_a_story_from_elsewhere_becomes_a_draft():
    material, _ = draft(FOREIGN)

    assert material == {
        "title": "The late bus",
        "draft": True,
        "situation": "",
        "codes": [],
        "start": "at-the-stop",
        "nodes": {
            "at-the-stop": {
                "title": "At the stop",
                "text": "You wait. Kieran comes *late*.",
                "options": [
                    {"id": "a", "text": "Say hello", "out": "", "why": "", "score": {},
                     "next": "talk-it-over"},
                    {"id": "b", "text": "Wait", "out": "", "why": "", "score": {}, "next": ""},
                ],
            },
            "talk-it-over": {
                "title": "Talk it over",
                "text": "He looks up. You can ask him or wait.",
                "options": [
                    {"id": "a", "text": "ask him", "out": "", "why": "", "score": {},
                     "next": "good-end"},
                    {"id": "b", "text": "wait", "out": "", "why": "", "score": {}, "next": ""},
                ],
            },
        },
        "ends": {
            "wait": {"band": "poor", "text": "He leaves. He is {name}."},
            "good-end": {"band": "good", "text": "He stays."},
        },
    }  # fmt: skip


def test_everything_that_is_not_carried_over_is_told_with_its_line():
    assert [str(notice) for notice in draft(FOREIGN)[1]] == [
        "Line 8, “StoryInit”: This passage belongs to the story format; it is left out.",
        "Line 11, “Look”: Scripts and style sheets are left out.",
        "Line 14, “Dress”: Scripts and style sheets are left out.",
        "Line 23, “At the stop”: A link to another site is left out: https://example.org/",
        "Line 17, “At the stop”: The variable $trust is not carried over.",
        "Line 17, “At the stop”: The variable $late is not carried over.",
        "Line 17, “At the stop”: The macro (set:) is left out.",
        "Line 17, “At the stop”: The macro (if:) is left out.",
        "Line 19, “At the stop”: A picture is left out: ![a bus](bus.png)",
        "Line 22, “At the stop”: The link to “Say nothing” leads to no passage of the story.",
        "Line 17, “At the stop”: Tags are left out: stop, rainy.",
        "Line 26, “Talk it over”: The link to “Gone” leads to no passage of the story.",
        "Line 29, “Wait”: The HTML tag <br> is left out.",
        "Line 32, “Good end”: Tags are left out: dark.",
    ]


def test_a_draft_goes_out_as_a_story_of_ours():
    material, _ = draft(FOREIGN)
    story = story_from_material(material, title=material["title"], ifid="")

    assert material_from_story(read_twee(write_twee(story))) == (material, [])


def test_an_end_without_a_band_is_told():
    material, notices = draft(":: Start\n[[On]]\n:: On\nOver.")

    assert material["ends"] == {"on": {"band": "", "text": "Over."}}
    assert [notice.message for notice in notices] == [
        "Nothing leads on from here, so it is an end. Say how good it is."
    ]


def test_the_first_passage_is_a_scene_though_nothing_leads_on():
    material, notices = draft(":: Start\nHello.")

    assert (material["start"], material["ends"]) == ("start", {})
    assert material["nodes"] == {"start": {"title": "Start", "text": "Hello.", "options": []}}
    assert [str(notice) for notice in notices] == [
        "Line 2, “Start”: The story begins here, and nothing leads on."
    ]


def test_a_story_of_code_alone_is_an_empty_draft():
    material, notices = draft(":: a [script]\nx")

    assert (material["nodes"], material["ends"], material["start"]) == ({}, {}, "")
    assert len(notices) == 1


def test_names_become_keys_of_their_own():
    names = ["Où va-t-on?", "ou va t on", "Привет", "日本", "x" * 90, "n1", "StoryData 2"]
    story = Story(passages=tuple(Passage(name, "[[n1]]") for name in names))

    assert list(material_from_story(story)[0]["nodes"]) == [
        "ou-va-t-on", "ou-va-t-on-2", "scene", "scene-2", "x" * 34, "n1", "storydata-2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Hi.\n\n[[a]]\n[[b->n1]]", "Hi."),
        ("Hi.\n1. [[a]] / [[b->n1]]!", "Hi."),
        ("> [[a]]\n\nWell?", "Well?"),
        ("You [[go|n1]] [[away->n1]].", "You go away."),
        ("<<if $x>>[[a]]<</if>>\nHi", "Hi"),
        ("Hi <<link [[a]]>>", "Hi"),
        ("[[Go|n1][$x to 1]] now", "Go now"),
    ],
)
def test_a_list_of_links_goes_and_a_sentence_stays(text, left):
    story = Story(format="SugarCube", passages=(Passage("n1", text),))

    material, _ = material_from_story(story)
    assert not is_ours(story)
    assert material["nodes"]["n1"]["text"] == left
