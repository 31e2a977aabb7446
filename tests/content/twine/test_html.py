import pytest
from hypothesis import given, settings

from content.twine.html import read_twine_html
from content.twine.passages import MOST_BYTES, Passage, Story, StoryErrors
from content.twine.twee import read_twee, write_twee
from tests.content.twine.strategies import page_with, stories

PAGE = """\
<!DOCTYPE html>
<html><head><script>document.write("<tw-passagedata name='no'>" + 1 < 2)</script></head>
<body><tw-story></tw-story>
<tw-storydata name="The library &amp; me" startnode="2" creator="Twine" creator-version="2.3.3"
 ifid="6D509890-1CA5-49DF-BFB6-5CA35B8DE2AC" zoom="0.5" format="Harlowe" format-version="3.0.2"
 options="" hidden>
<style role="stylesheet" id="twine-user-stylesheet" type="text/twine-css">a > b {}</style>
<script role="script" id="twine-user-script" type="text/twine-javascript">if (1 < 2) x("<b>");
</script><tw-tag name="wood" color="green"></tw-tag>
<tw-passagedata pid="1" name="Home" tags="" position="102,99" size="100,100">You&#39;re
home.</tw-passagedata>
<tw-passagedata pid="2" name="In &quot;the&quot; [wood]" tags="wood dark" position="1,2">\
&lt;b&gt;Where?&lt;/b&gt; [[Home-&gt;Home]]

</tw-passagedata></tw-storydata></body></html>
"""


def problems(page):
    with pytest.raises(StoryErrors) as caught:
        read_twine_html(page)
    return [str(problem) for problem in caught.value.problems]


def page_of(*passages, attributes=""):
    return f"<tw-storydata name='x'{attributes}>{''.join(passages)}</tw-storydata>"


def passage(name="a", text="", attributes=""):
    return f"<tw-passagedata pid='1' name='{name}'{attributes}>{text}</tw-passagedata>"


def test_a_page_is_read_as_the_specification_has_it():
    story = read_twine_html(PAGE)

    assert story.notices == ()
    assert story == Story(
        title="The library & me",
        ifid="6D509890-1CA5-49DF-BFB6-5CA35B8DE2AC",
        start='In "the" [wood]',
        format="Harlowe",
        format_version="3.0.2",
        zoom=0.5,
        tag_colors={"wood": "green"},
        passages=(
            Passage("Home", "You're\nhome.", (), {"position": "102,99", "size": "100,100"}),
            Passage(
                'In "the" [wood]',
                "<b>Where?</b> [[Home->Home]]",
                ("wood", "dark"),
                {"position": "1,2"},
            ),
            Passage("Story JavaScript", 'if (1 < 2) x("<b>");', ("script",)),
            Passage("Story Stylesheet", "a > b {}", ("stylesheet",)),
        ),
    )
    assert [passage.line for passage in story.passages] == [10, 12, 8, 7]


def test_what_a_page_holds_can_be_written_as_twee():
    story = read_twine_html(PAGE)

    assert read_twee(write_twee(story)) == story


@given(stories)
@settings(max_examples=60, deadline=None)
def test_a_published_story_is_the_one_that_was_published(story):
    found = read_twine_html(page_with(story))

    assert [(one.name, one.text, one.tags) for one in found.passages] == [
        (one.name, one.text, one.tags) for one in story.passages
    ]
    assert (found.title, found.ifid) == (story.title, story.ifid)


def test_html_that_was_not_escaped_stays_text_and_is_told():
    text = "a <b class='x'>b</b><br/><!-- c --> <script>evil('<i>')</script> &amp; <?d?>"
    story = read_twine_html(page_of(passage(text=text)))

    assert story.passages[0].text == text.replace("&amp;", "&").replace("<?d?>", "<?d?>")
    assert [str(notice) for notice in story.notices] == [
        "Line 1, “a”: There is HTML in this text; it is kept as text."
    ]


def test_what_is_not_known_is_told():
    page = page_of(passage(attributes=" onclick='x()'"), attributes=" tags='a b' startnode='7'")

    assert [notice.message for notice in read_twine_html(page).notices] == [
        "Not known here and left out: onclick.",
        "The passage with which the story starts is not in this file.",
        "Tags of the whole story are left out: a, b.",
    ]


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("", "There is no Twine 2 story in this file: no <tw-storydata>."),
        ("<div tiddler='a'>x</div>", "There is no Twine 2 story"),
        (page_of(), "There is no passage in this file."),
        (page_of(passage(name="")), "A passage has no name."),
        (page_of(passage(name="StoryData")), "“StoryData” is not a passage"),
        (page_of(passage(), passage()), "This name stands twice"),
        (page_of("<tw-passagedata name=a>", passage(name="b")), "This passage is not closed."),
        (page_of("<tw-passagedata name=a>x"), "This passage is not closed."),
        (page_of(passage())[:-5], "The story is not closed"),
        (f"<tw-storydata>{passage()}", "The story is not closed"),
        (f"<!-- {page_of(passage())}", "There is no Twine 2 story"),
        (page_of(passage()) * 2, "There is a second story in this file."),
        (page_of(passage() * 5_001), "There are more than 5,000 passages."),
        (page_of(passage(attributes=f" tags='{'a ' * 101}'")), "There are more than 100 tags."),
        (page_of(passage(name="b" * 501)), "A name has more than 500 letters."),
        (page_of(passage(text="&#" + "9" * 5_000 + ";")), "no HTML that can be read"),
        ("<![what[" + page_of(passage()), "no HTML that can be read"),
        (page_of(passage(text="\0")), "A sign stands here that is none of a text"),
        ("x" * (MOST_BYTES + 1), "This file is too large: 2 MB are the most."),
    ],
)  # fmt: skip
def test_what_is_no_story_is_refused(page, told):
    assert any(told in problem for problem in problems(page))
