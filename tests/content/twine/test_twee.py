import json

import pytest
from hypothesis import example, given, settings

from content.twine.passages import MOST_BYTES, MOST_PASSAGES, Passage, Story, StoryErrors
from content.twine.twee import read_twee, write_twee
from tests.content.twine.strategies import stories

STORY = """\
:: StoryTitle
The library

:: StoryData
{
	"ifid": "D674C58C-DEFA-4F70-B7A2-27742230C0FC",
	"format": "SugarCube",
	"format-version": "2.28.2",
	"start": "My first passage",
	"tag-colors": {
		"forest": "green"
	},
	"zoom": 0.25
}

:: My first passage [forest spooky] {"position":"600,400","size":"100,200"}
Where do you go?

[[Home]]

::Home{"position":"1,2"}
You are home.


:: Code [script]
window.x = 1;
"""


def problems(text):
    with pytest.raises(StoryErrors) as caught:
        read_twee(text)
    return [str(problem) for problem in caught.value.problems]


def notices(text):
    return [str(notice) for notice in read_twee(text).notices]


def test_a_story_is_read_as_the_specification_has_it():
    story = read_twee(STORY)

    assert story.notices == ()
    assert story == Story(
        title="The library",
        ifid="D674C58C-DEFA-4F70-B7A2-27742230C0FC",
        start="My first passage",
        format="SugarCube",
        format_version="2.28.2",
        zoom=0.25,
        tag_colors={"forest": "green"},
        passages=(
            Passage(
                "My first passage",
                "Where do you go?\n\n[[Home]]",
                ("forest", "spooky"),
                {"position": "600,400", "size": "100,200"},
            ),
            Passage("Home", "You are home.", (), {"position": "1,2"}),
            Passage("Code", "window.x = 1;", ("script",)),
        ),
    )
    assert [passage.line for passage in story.passages] == [17, 22, 26]


def test_a_story_is_written_as_twine_writes_it():
    assert write_twee(read_twee(STORY)).startswith(STORY[: STORY.index("\n\n::Home")])


@given(stories)
@example(Story(passages=(Passage(" \\ "), Passage("[]{}\\", "::a\n\\::b\n\\\\::c", ("[]",)))))
@settings(max_examples=150, deadline=None)
def test_what_is_written_reads_back_as_the_same(story):
    assert read_twee(write_twee(story)) == story


@pytest.mark.parametrize(
    ("header", "name", "tags"),
    [
        (":: a", "a", ()),
        ("::a", "a", ()),
        ("::   a b   [c  d]", "a b", ("c", "d")),
        (r":: a \[b\] [c\]d]", "a [b]", ("c]d",)),
        (r":: a\\b \q", r"a\b q", ()),
        (r":: \ a\ ", " a ", ()),
        (r":: \::", "::", ()),
        (":: a []", "a", ()),
        ('::: "a" [b]{}', ': "a"', ("b",)),
        (":: Привет 😀 [é]", "Привет 😀", ("é",)),
        (":: a \\", "a \\", ()),
    ],
)
def test_a_header_is_taken_apart(header, name, tags):
    (passage,) = read_twee(header).passages

    assert (passage.name, passage.tags) == (name, tags)


def test_a_text_may_have_lines_that_look_like_headers():
    story = read_twee(":: a\n\\:: no header\n\\\\:: nor this\n :: nor that\n\\: as it is")

    assert story.passages[0].text == ":: no header\n\\:: nor this\n :: nor that\n\\: as it is"


def test_blank_lines_at_the_foot_of_a_text_are_no_part_of_it():
    assert [p.text for p in read_twee(":: a\n\n x \n \n\n:: b\r\ny\r\n\r\n").passages] == [
        "\n x ", "y",
    ]  # fmt: skip


def test_everything_that_is_wrong_is_told_with_its_line():
    text = ":: a\n\n:: [tag]\n:: b ]\n:: c [d\n:: c [d [e]]\n:: a\n:: StoryData\n{}\n:: StoryData"

    assert problems(text) == [
        "Line 3: A passage has no name.",
        "Line 4, “b”: A ] in a name has a backslash in front: \\]",
        "Line 5, “c”: The tags are not closed with ]",
        "Line 6, “c”: The tags are not closed with ]",
        "Line 6, “c”: This name stands twice; every passage has its own.",
        "Line 7, “a”: This name stands twice; every passage has its own.",
        "Line 10, “StoryData”: This name stands twice; every passage has its own.",
    ]


def test_what_is_no_story_is_refused():
    assert problems("") == ["Line 1: There is no passage in this file."]
    assert problems("Dear diary\n") == ["Line 1: There is no passage in this file."]
    assert problems(":: StoryTitle\nx") == [
        "Line 1: There is no passage in this file but what is said of the story."
    ]


def test_signs_that_nothing_keeps_are_refused_with_their_line():
    assert problems(":: a\n\nb\0c") == [
        "Line 3: A sign stands here that is none of a text; write it anew."
    ]
    assert problems(":: a\n\ud800")


def test_metadata_that_cannot_be_read_is_left_out_and_told():
    deep = '{"a":' * 100_000
    text = (
        f":: a {{position}}\n:: b {deep}\n"
        ':: c {"size":"1,2","x":3}\n:: d {"position":"\\u0000"}\n:: e [f] g'
    )

    assert [passage.metadata for passage in read_twee(text).passages] == [
        {}, {}, {"size": "1,2"}, {}, {},
    ]  # fmt: skip
    assert notices(text) == [
        "Line 1, “a”: What follows the name is neither tags nor metadata; left out.",
        "Line 2, “b”: What follows the name is neither tags nor metadata; left out.",
        "Line 3, “c”: Some of the metadata is not text; left out.",
        "Line 4, “d”: What follows the name is neither tags nor metadata; left out.",
        "Line 5, “e”: What follows the name is neither tags nor metadata; left out.",
    ]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("{", "This is not JSON that can be read; left out."),
        ("[]", "This is not JSON that can be read; left out."),
        ("[" * 100_000, "This is not JSON that can be read; left out."),
        ('{"zoom": ' + "9" * 5_000 + "}", "This is not JSON that can be read; left out."),
        ('{"start": 3}', "“start” is not text; left out."),
        ('{"ifid": "mine"}', "The IFID has 8 to 63 digits, capital letters and hyphens."),
        ('{"zoom": NaN}', "“zoom” is not a number; left out."),
        ('{"zoom": true}', "“zoom” is not a number; left out."),
        ('{"tag-colors": {"a": 1}}', "The colours of the tags cannot be read; left out."),
        ('{"tag-colors": {"\\ud800": "a"}}', "The colours of the tags cannot be read; left out."),
        ('{"author": "me"}', "Not known here and left out: author."),
    ],
)
def test_story_data_that_cannot_be_read_is_left_out_and_told(data, told):
    assert notices(f":: StoryData\n{data}\n\n:: a") == [f"Line 2, “StoryData”: {told}"]


def test_what_stands_before_the_first_passage_is_told_once():
    assert notices("\ufeff\nhello\nyou\n:: a") == [
        "Line 2: What stands before the first passage is left out."
    ]


def test_a_file_within_the_limits_is_read():
    text = "".join(f":: {number}\nx\n" for number in range(MOST_PASSAGES))

    assert len(read_twee(text).passages) == MOST_PASSAGES


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (":: a\n" + "é" * (MOST_BYTES // 2), "This file is too large: 2 MB are the most."),
        ("::a\n" * 5_003, "There are more than 5,000 passages."),
        (f":: {'a' * 501}", "A name has more than 500 letters."),
        (f":: a [{'b ' * 101}]", "There are more than 100 tags."),
    ],
    ids=["large", "many", "long name", "many tags"],
)
def test_a_file_over_the_limits_is_refused(text, told):
    assert any(told in problem for problem in problems(text))


def test_a_heap_of_problems_is_told_in_part():
    told = problems("::[\n" * 4_000)

    assert (len(told), told[-1]) == (500, "Line 500: There is more; 499 are told here.")


@pytest.mark.parametrize(
    ("start", "first"), [("b", "b"), ("gone", "Start"), ("", "Start"), ("Code", "Start")]
)
def test_a_story_begins_where_it_says_or_at_start(start, first):
    data = json.dumps({"start": start})
    story = read_twee(f":: StoryData\n{data}\n:: a\n:: b\n:: Code [script]\n:: Start")

    assert story.first.name == first


def test_a_story_of_code_alone_begins_nowhere():
    assert read_twee(":: a [stylesheet]").first is None
