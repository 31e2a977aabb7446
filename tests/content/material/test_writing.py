from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.material.lessons import read_lesson
from content.material.writing import write_lesson
from content.material.yaml_files import PlainLoader, Problems
from content.material.yaml_writing import InLine, in_line, write_yaml
from tests.factories.bodies import BLOCKS, BODY, TEXT, block, kept_body, without_ids

HERE = Path("lesson.md")
DETAILS = {"id": "TGT-L1", "title": "A lesson"}
AT = "0b1e57d0-0000-4000-8000-000000000001"


def read(text):
    problems = Problems()
    sheet = read_lesson(HERE, text, problems)
    return sheet.data["body"], [error for error in problems.errors if error.weight == "wrong"]


def written(*blocks, **details):
    """The text below the details."""
    text = write_lesson({**DETAILS, **details}, blocks)
    return text.partition("---\n\n")[2]


def assert_comes_back(body):
    text = write_lesson(DETAILS, body)

    found, wrong = read(text)

    assert [str(error) for error in wrong] == []
    blocks = [(item["type"], without_ids(item["value"]), item["id"]) for item in found]
    assert blocks == kept_body(body)
    assert write_lesson(DETAILS, found) == text


@pytest.mark.parametrize("kind", BLOCKS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_block_of_each_kind_comes_back_as_it_was(kind, data):
    assert_comes_back([data.draw(block(kind))])


@settings(max_examples=150, deadline=None)
@given(BODY)
def test_any_body_comes_back_with_its_values_and_ids(body):
    assert_comes_back(body)


@settings(max_examples=100, deadline=None)
@given(BODY, st.randoms(use_true_random=False))
def test_ids_that_follow_are_not_written_and_come_back_too(body, random):
    found, _ = read(write_lesson(DETAILS, [{**item, "id": None} for item in body]))

    text = write_lesson(DETAILS, found)

    assert read(text)[0] == found
    random.shuffle(found)
    moved, wrong = read(write_lesson(DETAILS, found))
    assert wrong == []
    assert [item["id"] for item in moved] == [item["id"] for item in found]


ANY = st.recursive(
    st.one_of(TEXT, st.booleans(), st.integers(-(10**9), 10**9), st.none(), st.dates()),
    lambda parts: st.one_of(st.lists(parts, max_size=4), st.dictionaries(TEXT, parts, max_size=4)),
    max_leaves=12,
)


def with_our_line_ends(value):
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, dict):
        return {with_our_line_ends(k): with_our_line_ends(v) for k, v in value.items()}
    return [with_our_line_ends(part) for part in value] if isinstance(value, list) else value


@settings(max_examples=300, deadline=None)
@given(ANY)
def test_any_yaml_comes_back(value):
    assert PlainLoader(write_yaml({"it": value})).get_data() == {"it": with_our_line_ends(value)}


def test_yaml_is_written_as_people_write_it():
    text = write_yaml(
        {
            "codes": in_line(["S1", "K6"]),
            "title": "Start: here",
            "outcomes": ["Find the priority."],
            "intro": "One.\n\nTwo.",
            "long": "word " * 40 + "end",
        }
    )

    assert text == (
        "codes: [S1, K6]\n"
        "title: 'Start: here'\n"
        "outcomes:\n  - Find the priority.\n"
        "intro: |-\n  One.\n\n  Two.\n"
        f"long: {'word ' * 40}end\n"
    )


def test_long_words_are_not_put_in_one_line():
    assert not isinstance(in_line(["a long sentence"]), InLine)


def test_an_id_of_its_own_stands_above_its_block():
    text = written({"type": "markdown", "value": "Ask.", "id": AT})

    assert text == f":::at {AT}\n\nAsk.\n"


def test_paragraphs_that_follow_one_another_stay_two_blocks():
    body, wrong = read(
        write_lesson(
            DETAILS,
            [{"type": "markdown", "value": "One."}, {"type": "markdown", "value": "Two."}],
        )
    )

    assert wrong == []
    assert [item["value"] for item in body] == ["One.", "Two."]


def test_an_id_that_two_blocks_have_stays_with_the_first():
    twice = [{"type": "fact", "value": {"key": key}, "id": AT} for key in ("one", "two")]

    body, wrong = read(write_lesson(DETAILS, twice))

    assert wrong == []
    assert body[0]["id"] == AT != body[1]["id"]


def test_a_picture_reads_well():
    text = written(
        {
            "type": "image",
            "value": {
                "image": {
                    "image": "files/board-1.png",
                    "decorative": False,
                    "alt_text": "A board.",
                },
                "caption": "What we “kept”",
                "credit": "",
            },
        }
    )

    assert text == ':::picture file="files/board-1.png" caption="What we “kept”"\nA board.\n:::\n'


def test_a_block_nobody_can_write_is_refused():
    with pytest.raises(ValueError, match="has no form as text"):
        written({"type": "hologram", "value": {}})
