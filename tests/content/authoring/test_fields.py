"""What the browser is told of each kind of field."""

from dataclasses import replace

import pytest

from content.authoring.rules.fields import Setting, describe_field, describe_library
from content.authoring.rules.words import plain_lines, spoken_semantics
from content.h5p.dependencies import resolve
from content.h5p.names import parse_library_name
from tests.factories.h5p.types import all_libraries, group, many, of, options, rich, text


@pytest.fixture(scope="module")
def libraries():
    return all_libraries()


def library_of(libraries, name):
    return libraries.find(parse_library_name(name))


def described(libraries, name, *, without=(), language="en-gb"):
    def offers(asked):
        found = resolve(asked, libraries=libraries)
        return None if found is None or str(found.name) in without else found

    return describe_library(library_of(libraries, name), offers=offers, language=language)


def field_of(libraries, name, *path):
    fields = described(libraries, name)["fields"]
    for step in path:
        found = next(one for one in fields if one["name"] == step)
        fields = found.get("item", found).get("fields", [])
    return found


def told(field):
    return describe_field(field, Setting(lambda _name: None))


PLAIN = {"paragraph": "div"}
CASES = [
    (text("a"), {"kind": "line", "label": "A", **PLAIN}),
    (text("a", maxLength=9, placeholder="So", description="<em>Why</em> &amp; how", default="x"),
     {"kind": "line", "maxLength": 9, "placeholder": "So", "help": "Why & how", "default": "x"}),
    (text("a", widget="textarea", optional=True), {"kind": "area", "isOptional": True}),
    (text("a", widget="none"), {"kind": "kept"}),
    (text("a", widget="colorSelector", spectrum={"palette": [["#fff", "red"], "#000"]}),
     {"kind": "colour", "colours": ["#fff", "red", "#000"]}),
    (text("a", important={"description": "<p>One</p><p>Two</p>", "example": "Three"}),
     {"kind": "line", "tips": ["One", "Two", "Three"]}),
    (rich("a", "strong", "h2", enterMode="p"),
     {"kind": "rich", "tags": ["strong", "h2"], "paragraph": "p"}),
    (text("a", widget="showWhen", tags=["em"], showWhen={"rules": [{"field": "b", "equals": 1}]}),
     {"kind": "rich", "shown": {"isAll": False, "isCleared": False,
                                "rules": [{"field": "b", "equals": 1}]}}),
    (of("number", "a", min=0, max="10", step=0.5, default=0, unit="px"),
     {"kind": "number", "min": 0, "max": 10.0, "step": 0.5, "default": 0, "unit": "px"}),
    (of("number", "a", widget="timecode"), {"kind": "number", "isTime": True}),
    (of("boolean", "a", default=True), {"kind": "boolean", "default": True, "isOptional": True}),
    (of("select", "a", options=options("x")), {"kind": "select",
     "choices": [{"value": "x", "label": "X"}]}),
    (of("select", "a", multiple=True, widget="radioGroup",
        options=[{"type": "optgroup", "label": "G", "options": options("x")}, "broken"]),
     {"kind": "radio", "isMultiple": True,
      "choices": [{"label": "G", "choices": [{"value": "x", "label": "X"}]}]}),
    (many("a", text("b"), min=1, max=4, defaultNum=2, entity="answer"),
     {"kind": "list", "entity": "answer", "min": 1, "max": 4, "defaultNum": 2}),
    (group("a", text("b"), text("c"), expanded=True, importance="low"),
     {"kind": "group", "isOpen": True, "importance": "low"}),
    (group("a", text("b")), {"kind": "group", "isFlat": True}),
    (of("library", "a", options=["H5P.X 1.0"]), {"kind": "library", "missing": 1}),
    (of("image", "a"), {"kind": "media", "type": "image"}),
    (of("file", "a", mimes=["text/vtt"], disableCopyright=True),
     {"kind": "media", "mimes": ["text/vtt"], "hasNoCredit": True}),
    (of("video", "a"), {"kind": "media", "type": "video"}),
    (of("audio", "a", common=True), {"kind": "media", "isCommon": True}),
    (of("hologram", "a"), {"kind": "kept"}),
    ({"type": "text"}, {"kind": "line", "label": "Value"}),
]  # fmt: skip


@pytest.mark.parametrize(("field", "expected"), CASES, ids=lambda one: one.get("kind", ""))
def test_every_field_type_says_what_it_needs(field, expected):
    found = told(field)

    assert {key: found.get(key, False) for key in expected} == expected
    assert found["importance"]


def test_fields_of_an_optional_group_may_be_empty_and_entries_of_an_optional_list_may_not():
    eased = told(group("a", text("b"), many("c", text("d")), optional=True))
    listed = told(many("a", group("b", text("c"), text("d")), optional=True))

    assert [one["isOptional"] for one in eased["fields"]] == [True, True]
    assert "isOptional" not in eased["fields"][1]["item"]
    assert not any("isOptional" in one for one in listed["item"]["fields"])


def test_nesting_without_end_is_left_alone():
    field = text("deepest")
    for _ in range(60):
        field = group("level", field, text("beside"))

    found, depth = told(field), 0
    while found["kind"] == "group":
        found, depth = found["fields"][0], depth + 1

    assert (found["kind"], depth) == ("kept", 40)


def test_a_library_is_described_with_all_its_fields(libraries):
    choice = described(libraries, "H5P.TinyChoice 1.2")

    assert choice["title"] == "TinyChoice"
    assert choice["hasTitle"]
    names = [(one["name"], one["kind"], one.get("isCommon", False)) for one in choice["fields"]]
    assert names == [
        ("question", "rich", False),
        ("answers", "list", False),
        ("behaviour", "group", False),
        ("words", "group", True),
    ]
    answer = field_of(libraries, "H5P.TinyChoice 1.2", "answers", "text")
    assert (answer["kind"], answer["label"]) == ("rich", "Text")


def test_choices_of_activities_are_those_that_are_there_by_title(libraries):
    whole = field_of(libraries, "H5P.TinySet 1.1", "questions")["item"]
    some = described(libraries, "H5P.TinySet 1.1", without=("H5P.TinyFlat 1.0", "H5P.TinyNote 1.0"))

    assert [one["label"] for one in whole["choices"]] == [
        "TinyChoice", "TinyFlat", "TinyNote", "TinyWords",
    ]  # fmt: skip
    item = next(one for one in some["fields"] if one["name"] == "questions")["item"]
    assert (len(item["choices"]), item["missing"]) == (2, 2)


def test_conditions_name_the_fields_they_look_at(libraries):
    both = field_of(libraries, "H5P.TinyConditions 1.0", "both")["shown"]
    caption = field_of(libraries, "H5P.TinyConditions 1.0", "caption")["shown"]

    assert both["isAll"]
    assert [rule["field"] for rule in both["rules"]] == ["hasHint", "limits/strict"]
    assert caption["rules"] == [{"field": "action", "equals": ["H5P.TinyPicture"]}]


@pytest.mark.parametrize(
    ("language", "default", "label"),
    [("en-gb", "Show the answer", "Words"), ("nb", "Vis svaret", "?"),
     ("de-at", "Antwort zeigen", "?"), ("", "Show the answer", "Words")],
)  # fmt: skip
def test_words_come_in_the_language_of_the_site(libraries, language, default, label):
    words = described(libraries, "H5P.TinyChoice 1.2", language=language)["fields"][3]

    assert (words["fields"][0]["default"], words["label"]) == (default, label)


def test_a_language_file_changes_words_and_nothing_else(libraries):
    library = library_of(libraries, "H5P.TinyChoice 1.2")
    before = spoken_semantics(library, "en")

    after = spoken_semantics(library, "de")

    assert after[1]["field"]["fields"][1]["default"] is False
    assert [one["type"] for one in after] == [one["type"] for one in before]
    assert library.semantics == before


@pytest.mark.parametrize(
    ("settings", "has_title"),
    [(None, True), ({"disable": 1}, False), ({"disableExtraTitleField": "1"}, False),
     ({"disable": 0}, True), ("broken", True)],
)  # fmt: skip
def test_a_title_is_asked_for_unless_the_type_has_its_own(libraries, settings, has_title):
    library = library_of(libraries, "H5P.TinyNote 1.0")
    library = replace(library, metadata={**library.metadata, "metadataSettings": settings})

    found = describe_library(library, offers=lambda _name: None, language="en")

    assert found.get("hasTitle", False) == has_title


def test_help_in_markup_becomes_plain_lines():
    assert plain_lines("<ul><li>One &lt;b&gt;</li><li> Two<br>Three</li></ul>") == [
        "One <b>", "Two", "Three",
    ]  # fmt: skip
    assert plain_lines(None) == []
