"""Framework files as they come: YAML and tables, well meant, broken and hostile. No database."""

from contextlib import suppress

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assessments.standards.rules import (
    MOST_BYTES,
    FrameworkFileError,
    Link,
    clean_framework,
    decode,
    framework_problems,
    links_in,
    read_table,
    read_yaml,
)
from assessments.standards.rules.framework_files import MOST_STATEMENTS

GOOD = """\
code: ST9
version: 1.10
title: A newer standard
status: active
statements:
- {code: S1, kind: skill, title: Guide people, maps_to: [S1, "K6:part", {code: b, note: both}]}
- {code: no, kind: behaviour, title: "yes"}
"""
FACTS = {"code": "ST9", "version": "1", "title": "A standard", "status": "active"}


def problems_of(text: str) -> list[str]:
    try:
        return [str(problem) for problem in framework_problems(*read_yaml(text))]
    except FrameworkFileError as error:
        return [str(problem) for problem in error.problems]


def table_problems(text: str | bytes) -> list[str]:
    try:
        content = text.encode() if isinstance(text, str) else text
        return [str(p) for p in framework_problems(*read_table(decode(content), FACTS))]
    except FrameworkFileError as error:
        return [str(problem) for problem in error.problems]


def rows_of(text: str | bytes) -> list[dict]:
    content = text.encode() if isinstance(text, str) else text
    data, line_of = read_table(decode(content), FACTS)
    assert framework_problems(data, line_of) == []
    return data["statements"]


# YAML -------------------------------------------------------------------------------


def test_yaml_is_read_as_it_was_written():
    data, line_of = read_yaml(GOOD)

    assert framework_problems(data, line_of) == []
    found = clean_framework(data)
    assert found.version == "1.10"
    assert [row.code for row in found.statements] == ["S1", "no"]
    assert found.statements[1].fields["title"] == "yes"
    assert found.links == [
        ("S1", Link("S1")),
        ("S1", Link("K6", "part")),
        ("S1", Link("b", "related", "both")),
    ]
    assert line_of("statements", 1, "kind") == 7


def test_everything_wrong_is_said_at_once_with_its_line():
    text = GOOD.replace("status: active", "status: asleep\ncolour: red\nlevel: high")
    text = text.replace("kind: skill", "kind: spell").replace("K6:part", "K6:partly")

    assert problems_of(text) == [
        "Line 5: The framework has “colour”, which is not a key of the format.",
        "Line 4: The status “asleep” is not one of active, retired.",
        "Line 6: “level” is a whole number, not “high”.",
        "Line 8: Statement S1 is of the kind “spell”, which is not one of knowledge, skill, "
        "behaviour, other.",
        "Line 8: Statement S1: the strength “partly” of K6 is not one of same, part, related.",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("code: [ST9", "Line 1: this is not YAML"),
        ("\n\ncode: }", "Line 3: this is not YAML"),
        ("a: 1\n---\nb: 2", "not YAML"),
        ("code: ST9\ncode: ST8", "Line 2: “code” stands here twice"),
        ("", "list of keys"),
        ("just words", "list of keys"),
        ("- a\n- b", "list of keys"),
        ("? [a, b]\n: c", "no “code”"),
        ("code: !!python/object/apply:os.system [ls]", "Line 1: Tags with !"),
        ("code: !!int x", "Tags with !"),
        ("code: !mine x", "Tags with !"),
        ("a: &x [1]\nb: *x", "Line 1: Write everything out"),
        ("a: *x", "Write everything out"),
        ('title: "\\ud800"', "none of a text"),
        ('title: "\\uDFFF\\x07"', "none of a text"),
        ('title: "\\UFFFFFFFF"', "not YAML"),
        ("title: {a: b}", "is text, not a list"),
        ("statements: {a: b}", "at least one statement"),
        ("source_url: javascript:alert(1)", "address that begins with https"),
        ("effective_from: 2019-02-31", "is a day such as"),
        ("level: 99999", "whole number"),
        ("%YAML 1.9\n---\na: b", "no “code”"),
    ],
)
def test_yaml_that_is_wrong_or_hostile_is_refused_in_words(text, message):
    assert message in " ".join(problems_of(text))


def test_a_billion_laughs_are_cut_short():
    lines = [
        "a0: &a0 [lol]",
        *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)),
    ]

    assert problems_of("\n".join(lines)) == [
        "Line 1: Write everything out: references with & and * are not taken."
    ]


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "{a: " * 50_000, "- " * 100_000, "a: [" + "1," * 60_000]
)
def test_what_is_too_deep_or_too_long_is_cut_short(text):
    assert problems_of(text)


def test_too_many_statements_are_refused():
    row = {"code": "S1", "kind": "skill", "title": "x"}
    data = {**FACTS, "statements": [row] * (MOST_STATEMENTS + 1)}

    assert "at most 400" in framework_problems(data)[0].words


scraps = st.sampled_from([
    "code", "version", "statements", "title", "kind", "maps_to", "pair", "S1", "skill", "active",
    ":", "-", "[", "]", "{", "}", ",", "\n", "\n- ", "\n  ", "&a", "*a", "!!", "|", ">", "\"", "'",
    "2019-01-29", "~", "null", "0x7f", "1e400", "\t", "\\u", "%YAML", "---", "...", "?", "\ufeff",
])  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.lists(scraps, max_size=40).map("".join), st.text(max_size=200)))
@example("%YAML " + "9" * 5_000)
@example("statements:\n- maps_to: {}\n  code: []\n  kind: [a]")
def test_no_text_breaks_the_reader_of_yaml(text):
    try:
        data, line_of = read_yaml(text)
    except FrameworkFileError:
        return
    if not framework_problems(data, line_of):
        assert clean_framework(data).statements


@settings(deadline=None)
@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["code", "version", "title", "status", "statements", "kind", "maps_to", "pair", "level"]
    ), inner, max_size=6),
    max_leaves=20,
))  # fmt: skip
def test_no_values_break_the_checks(data):
    if framework_problems(data) == []:
        assert clean_framework(data).statements


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=400))
def test_no_bytes_break_the_readers(content):
    for read in (lambda text: read_yaml(text), lambda text: read_table(text, FACTS)):
        with suppress(FrameworkFileError):
            framework_problems(*read(decode(content)))


def test_a_written_framework_is_read_back():
    data = {**FACTS, "statements": [{"code": "S1", "kind": "skill", "title": "x: [y] #z “q”"}]}

    assert read_yaml(yaml.safe_dump(data, allow_unicode=True))[0] == data


# Tables -----------------------------------------------------------------------------

ROW = {"code": "S1", "kind": "skill", "title": "Guide, kindly"}


@pytest.mark.parametrize(
    "text",
    [
        'code,kind,title\nS1,skill,"Guide, kindly"\n',
        "\ufeffcode;kind;title\r\nS1;skill;Guide, kindly\r\n;;\r\n",
        "sep=;\ncode;kind;title\nS1;S;Guide, kindly\n",
        '"sep=;"\ncode;kind;title\nS1;Skills;Guide, kindly\n',
        "Code\tKind\tTitle\nS1\tSKILL\tGuide, kindly\n",
        ' Code , KIND ,title,\nS1,skill,"Guide, kindly",\n,,,\n',
        '\n\ncode,kind,title\n\nS1,skill,"Guide, kindly"\n',
        "code;kind;title\nS1;skill;Guide, kindly\n".encode("utf-16"),
    ],
)
def test_tables_as_spreadsheets_save_them(text):
    assert rows_of(text) == [ROW]


def test_a_table_of_old_windows_is_read():
    text = "code;kind;title\nS1;skill;Mentors’ caf\xe9\n".encode("cp1252")

    assert rows_of(text)[0]["title"] == "Mentors’ café"


def test_cells_of_several_lines_and_links_are_read():
    text = (
        'code,kind,title,Full text,maps to\nS1,skill,Guide,"One,\ntwo",S1 K6:part\nS2,spell,x,,\n'
    )

    assert table_problems(text) == [
        "Line 4: Statement S2 is of the kind “spell”, which is not one of knowledge, skill, "
        "behaviour, other."
    ]
    data, _ = read_table(text, FACTS)
    assert data["statements"][0]["full_text"] == "One,\ntwo"
    assert links_in(data["statements"][0]["maps_to"]) == [Link("S1"), Link("K6", "part")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "This table is empty"),
        ("\n;;\n", "This table is empty"),
        ("code,kind,title\n", "at least one statement"),
        ("code,title\nS1,x", "The column “kind” is missing"),
        ("code,kind,title,colour\nS1,skill,x,red", "“colour” is no column"),
        ("code,code,kind,title\nS1,S1,skill,x", "“code” stands there twice"),
        ("code,kind,title\nS1,skill,Guide, kindly", "outside the columns"),
        ("code,kind,title\n,skill,x\n1,skill,y", "Line 2: Statement 1 has no “code”"),
        (b"code,kind,title\nS1,skill,\x00", "not text that can be read"),
        (b"\xff\xfe\x00", "not text that can be read"),
        (b"PK\x03\x04\x00\x00", "not text that can be read"),
    ],
)
def test_a_table_that_is_wrong_is_refused_in_words(text, message):
    assert message in " ".join(table_problems(text))


def test_a_file_that_is_too_large_is_refused():
    with pytest.raises(FrameworkFileError, match="at most 512 KB"):
        decode(b"x" * (MOST_BYTES + 1))


@pytest.mark.parametrize("value", ["S1 S1", ["S1", "S1"], "1", [["S1"]], {"S1": "same"}, 7,
                                   [{"code": "S1", "colour": "red"}], "S1:twin"])  # fmt: skip
def test_links_of_another_shape_are_refused(value):
    with pytest.raises(ValueError, match=r"maps_to|strength"):
        links_in(value)
