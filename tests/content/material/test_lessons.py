from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.material.lessons import LessonParser, read_lesson
from content.material.yaml_files import Problems

HERE = Path("lesson.md")
HOOK = ":::hook\nWait.\n:::\n"
TAKEAWAY = ":::takeaway\nGo.\n:::\n"


def parse(text, *, lesson_id="L1", whole=True):
    problems = Problems()
    body = f"{HOOK}{text}\n{TAKEAWAY}" if whole else text
    blocks = LessonParser(lesson_id, HERE, problems).parse(body, 1)
    return blocks, [(error.line, error.message) for error in problems.errors]


def ids_by_value(blocks):
    return {str(block["value"]): block["id"] for block in blocks}


def test_parser_makes_each_directive_its_block():
    blocks, errors = parse(
        ':::try minutes=3 title="Do it"\nAsk.\n:::\n'
        ":::try\nAsk again.\n:::\n"
        ':::reflect key="file" minutes="2"\nWhat?\n:::\n'
        ':::callout kind=caution title="Stop"\nListen.\n:::\n'
        ":::callout\nJust so.\n:::\n"
        ':::college key="where"\n**For your trainer:** say it.\n\n'
        "**If this is blank, ask Jo:** Where?\n:::\n"
    )

    assert errors == []
    assert [(block["type"], block["value"]) for block in blocks[1:-1]] == [
        ("try_it", {"title": "Do it", "minutes": 3, "text": "Ask."}),
        ("try_it", {"title": "Try it with a {learner}", "minutes": None, "text": "Ask again."}),
        ("reflection", {"key": "file", "minutes": 2, "prompt": "What?"}),
        ("callout", {"kind": "caution", "title": "Stop", "text": "Listen."}),
        ("callout", {"kind": "note", "title": "", "text": "Just so."}),
        (
            "in_your_college",
            {
                "key": "where",
                "title": "In your college",
                "brief": "say it.",
                "prompt": "**Ask Jo:** Where?",
            },
        ),
    ]


def test_parser_splits_text_at_headings_and_directives():
    blocks, _errors = parse("Before.\n\n## One\nText.\n\n### Sub\nMore.\n\n## Two\n")

    assert [(block["type"], block["value"]) for block in blocks[1:-1]] == [
        ("markdown", "Before."),
        ("heading", "One"),
        ("markdown", "Text.\n\n### Sub\nMore."),
        ("heading", "Two"),
    ]


def test_parser_leaves_code_as_it_is():
    blocks, errors = parse("```\n## no heading\n:::hook\n```\n")

    assert errors == []
    assert blocks[1]["value"] == "```\n## no heading\n:::hook\n```"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (":::exampel title=x\nA\n:::", 4, "Unknown directive “:::exampel”"),
        (":::try\nA\n:::hook2\n", 4, "“:::try” is not closed before line 6"),
        (":::", 4, "closes nothing"),
        (":::42", 4, "neither starts nor ends a directive"),
        (":::example\nA\n:::", 4, "needs “title”"),
        (":::reflect minutes=2\nA\n:::", 4, "needs “key”"),
        (":::reflect key=Ä\nA\n:::", 4, "small letters, digits and hyphens"),
        (':::hook title="x"\nA\n:::', 4, "has no “title”"),
        (':::try title="x\nA\n:::', 4, "is not written as name="),
        (":::try minutes=0\nA\n:::", 4, "“minutes” is a whole number above 0"),
        (":::try minutes=1.5\nA\n:::", 4, "“minutes” is a whole number above 0"),
        (":::callout kind=hook\nA\n:::", 4, "A callout's kind is caution, note"),
        (":::callout\n\n:::", 4, "is empty"),
        (':::college key="a"\n**For your trainer:** x\n:::', 4, "Say what to ask"),
        ("# Title", 4, "sections start with “## ”"),
        ("A\n:::reflect key=a\nA\n:::\n:::reflect key=a\nB\n:::", 8, "already used in line 5"),
    ],
)
def test_parser_names_the_line_of_a_mistake(text, line, message):
    _blocks, errors = parse(text)

    assert any(at == line and message in words for at, words in errors), errors


def test_parser_reports_what_is_never_closed():
    _blocks, errors = parse(f"{HOOK}{TAKEAWAY}:::try\nA\n", whole=False)

    assert errors == [(7, "“:::try” is never closed with “:::”.")]


def test_ids_stay_when_a_block_is_added_elsewhere():
    before, _ = parse("## One\nText.\n\n## Two\n:::try\nA\n:::\n:::reflect key=k\nB\n:::\n")
    after, _ = parse(
        "New.\n\n## One\nText.\n\n:::callout\nNew too.\n:::\n\n## New\n\n"
        "## Two\n:::try\nA\n:::\n:::reflect key=k\nB\n:::\n"
    )

    old, new = ids_by_value(before), ids_by_value(after)

    assert {value: new[value] for value in old} == old


def test_ids_by_key_stay_when_the_block_moves():
    first, _ = parse("## One\n:::reflect key=k\nB\n:::\n\n## Two")
    second, _ = parse("## One\n\n## Two\n:::reflect key=k\nAnother question?\n:::\n")

    def reflection(blocks):
        return next(block["id"] for block in blocks if block["type"] == "reflection")

    assert reflection(first) == reflection(second)


def test_ids_differ_between_lessons_and_between_blocks():
    one, _ = parse("## A\nText\n\n## A\nText\n", lesson_id="L1")
    two, _ = parse("## A\nText\n\n## A\nText\n", lesson_id="L2")
    ids = [block["id"] for block in one + two]

    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("text", ["", "no front", "---\nid: x\n", "--- x\n---\n"])
def test_read_lesson_without_its_details_says_so(text):
    problems = Problems()

    sheet = read_lesson(HERE, text, problems)

    assert sheet is None
    assert problems.errors[0].line == 1


WORDS = st.text(alphabet="abc äß.,!?#-*: \n", max_size=60)
NAMES = st.sampled_from(["hook", "try", "callout", "takeaway"])
LINES = st.one_of(WORDS, NAMES.map(lambda name: f":::{name}"), st.just(":::"), st.just("## Head"))


@given(st.lists(st.tuples(NAMES, WORDS.filter(str.strip))))
def test_any_well_formed_text_is_read_without_loss(directives):
    plain = [(name, words.replace(":::", "").strip() or "x") for name, words in directives]
    text = "".join(f":::{name}\n{words}\n:::\n\n" for name, words in plain)

    blocks, errors = parse(text, whole=False)

    assert [block["value"]["text"] for block in blocks] == [words.strip("\n") for _, words in plain]
    assert errors == []
    assert len({block["id"] for block in blocks}) == len(blocks)


@given(st.lists(LINES))
def test_any_text_is_read_or_refused_with_lines_that_exist(lines):
    text = "\n".join(lines)

    blocks, errors = parse(text, whole=False)

    last = len(text.split("\n"))
    assert all(1 <= line <= last for line, _words in errors)
    assert len({block["id"] for block in blocks}) == len(blocks)


VALUES = st.from_regex(r"[1-9]{1,3}", fullmatch=True)


@given(st.dictionaries(st.sampled_from(["title", "minutes"]), VALUES))
def test_attributes_are_read_quoted_or_not(attributes):
    quoted = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    bare = " ".join(f"{name}={value}" for name, value in attributes.items())
    parser = LessonParser("L1", HERE, Problems())

    assert parser.attributes("try", quoted, 1) == parser.attributes("try", bare, 1) == attributes
