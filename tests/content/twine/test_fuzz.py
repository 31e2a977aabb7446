"""Ten thousand broken files: each is read as a whole or refused in words; none crashes or hangs."""

import sys
from random import Random

import pytest

from content.twine.html import read_twine_html
from content.twine.passages import MOST_PASSAGES, MOST_TOLD, StoryErrors
from content.twine.scenario_story import is_ours, material_from_story, story_from_material
from content.twine.twee import read_twee, write_twee
from tests.content.twine.strategies import page_with
from tests.content.twine.test_drafts import FOREIGN
from tests.content.twine.test_html import PAGE
from tests.content.twine.test_scenario_story import IFID, WHOLE
from tests.content.twine.test_twee import STORY

# Reading text asks no database: once is enough.
pytestmark = [pytest.mark.slow, pytest.mark.embedded]
ROUNDS, ROUNDS_A_TEST = 10_000, 1_000
STEPS_A_SIGN = 30  # calls of functions, Python's own among them, for each sign of the file
STEPS_OF_YAML = 300
STEPS = 3_000
OURS = story_from_material(WHOLE, title="A test", ifid=IFID)
TWEE = [STORY, FOREIGN, write_twee(OURS)]
HTML = [PAGE, page_with(read_twee(FOREIGN)), page_with(OURS)]
PIECES = [
    "", " ", "\n", "\r", "\t", "::", ":: ", "\\::", ":: a\n", ":: a [", ":: a ]\n", ":: [b]\n", "[",
    "]", "{", "}", "[[", "]]", "[[a]]", "[[a->b]]", "->", "|", "\\", '"', "'", "<", ">", "</", "/>",
    "=", "<!--", "-->", "<!", "<![", "<![CDATA[", "]]>", "<?", "<<", "<<set $a to 1>>",
    "(set: $a to 1)", "<%", "<tw-storydata>", "</tw-storydata>", "<tw-passagedata name='a'>",
    "</tw-passagedata>",
    "<tw-tag name=a color=b>", "<script>", "</script>", "<style>", "</style>", "&amp;", "&#0;",
    "&#xD800;", "&#" + "9" * 5_000 + ";", "&", "\x00", "\x07", "\x85", "\u2028", "\ufeff", "\ud800",
    "é", "😀", "null", "NaN", "1e999", "9" * 5_000, '{"a":' * 2_000, "[" * 5_000, "{" * 300,
    "a" * 600, "a " * 120, "<b " * 50, ":: StoryData\n{}\n", ":: StoryTitle\n", "* [[", "> ", "~ ",
    "when: ", "= S1: 2", "position", '{"position":"1,2"}', "\\u0000", '"\\ud800"',
]  # fmt: skip


def mutated(random, text):
    for _ in range(random.randint(1, 5)):
        start, end = sorted(random.randrange(len(text) + 1) for _ in "ab")
        match random.randrange(10):
            case 0:
                text = text[:start]
            case 1:
                text = text[end:] or text
            case 2:
                text = text[:start] + text[end:]
            case 3:
                text = text[:end] + text[start:]
            case 4 | 5:
                text = text[:start] + random.choice(PIECES) + text[start:]
            case 6:
                text = text[:start] + random.choice(PIECES) * random.randint(2, 40) + text[end:]
            case 7:
                text = text[:start] + text[start:end][::-1] + text[end:]
            case 8:
                text = other_bytes(random, text)
            case _:
                words = random.choice(PIECES[8:40])
                text = text.replace(words, random.choice(PIECES)) if words else text
        text = text[:40_000]
    return text


def other_bytes(random, text):
    raw = bytearray(text.encode("utf-8", "surrogatepass"))
    for _ in range(random.randint(1, 8)):
        if raw:
            one, two = random.randrange(len(raw)), random.randrange(len(raw))
            raw[one], raw[two] = raw[two], random.choice([raw[one], random.randrange(256)])
    return raw.decode("utf-8", random.choice(["replace", "surrogateescape", "ignore"]))


class Steps:
    """Counts the calls made inside it: what takes too many would hang on a longer file."""

    def __enter__(self):
        self.count = 0
        sys.setprofile(self.step)
        return self

    def __exit__(self, *_):
        sys.setprofile(None)

    def step(self, _frame, event, _what):
        self.count += event in ("call", "c_call")


def refused(errors, text):
    lines = text.count("\n") + text.count("\r") + 1
    assert 0 < len(errors.problems) <= MOST_TOLD
    assert all(one.message and 1 <= one.line <= lines for one in errors.problems)


def taken(reader, text):
    """The story and its material, or None where it was refused in words."""
    try:
        story = reader(text)
        return story, *material_from_story(story)
    except StoryErrors as errors:
        refusal = errors
    refused(refusal, text)
    return None


def check(story, material, notices):
    assert 0 < len(story.passages) <= MOST_PASSAGES
    assert len({passage.name for passage in story.passages}) == len(story.passages)
    assert read_twee(write_twee(story)) == story
    assert len(notices) <= MOST_TOLD
    if not is_ours(story):
        assert len(material["nodes"]) + len(material["ends"]) <= len(story.passages)
    again = story_from_material(material, title=story.title, ifid=story.ifid)
    assert material_from_story(read_twee(write_twee(again)))[0] == material


@pytest.mark.parametrize("seed", range(ROUNDS // ROUNDS_A_TEST))
def test_a_broken_file_is_read_whole_or_refused(seed):
    random = Random(seed)
    stories = 0
    for _ in range(ROUNDS_A_TEST):
        sources, reader = random.choice([(TWEE, read_twee), (HTML, read_twine_html)])
        text = mutated(random, random.choice(sources))
        with Steps() as steps:
            found = taken(reader, text)
        assert steps.count <= STEPS + STEPS_A_SIGN * len(text)
        if found is not None:
            stories += 1
            check(*found)

    assert ROUNDS_A_TEST // 20 < stories < ROUNDS_A_TEST  # both ways are walked


HEAPS = [
    "[[", "[[a", "[[a]]", "[[a->b]] ", "* [[a]]\n", "* [[a]]\n{}\n", "<", "<!", "<!--", "<![CDATA[",
    "</", "<a x='", "<a ", "<<", "<<a>>", "<%", "&", "(if:", "((", "![a](", "{", "{a}", "$a ", "/*",
    "\\", "::", ":: [", ":: \\[\n", "@\n", "@ |\n", "@ exemplar: a\n@ | b\n",
    "instead: [[a]] when ", "@ opening when a when ", "= a: 1, ", "effects: a 1, ", "\n",
    " \n", "a: b\n",
]  # fmt: skip
AHEAD = [
    (read_twee, ":: n1\n"),
    (read_twee, ":: "),
    (read_twee, ":: S [scenario-settings]\n{}\n:: n1\n* [[n1]]\n"),
    (read_twee, ":: S [scenario-settings]\n"),
    (read_twine_html, ""),
    (read_twine_html, "<tw-storydata><tw-passagedata name='n1'>"),
]


@pytest.mark.parametrize("heap", HEAPS)
def test_a_heap_of_one_thing_is_read_or_refused(heap):
    """Whatever were read again for every sign that follows it would not come to an end here."""
    for reader, ahead in AHEAD:
        text = ahead + heap * (60_000 // len(heap))
        with Steps() as steps:
            taken(reader, text)
        assert steps.count <= STEPS + STEPS_OF_YAML * len(text)
