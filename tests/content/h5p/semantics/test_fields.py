import pytest

from content.h5p.names import parse_library_name
from content.h5p.semantics.fields import (
    DEEPEST_FIELD,
    check_semantics,
    flattened_field,
    library_options,
    select_options,
    widget_of,
)
from tests.factories.h5p.types import TYPES, all_libraries


def nested(depth):
    field = {"name": "x", "type": "text"}
    for _ in range(depth):
        field = {"name": "g", "type": "group", "fields": [field, {"name": "y", "type": "text"}]}
    return [field]


@pytest.mark.parametrize(
    ("semantics", "code", "where"),
    [
        ({}, "semantics-not-a-list", ""),
        ([3], "semantics-field", "0"),
        ([{"name": "a"}], "semantics-unknown-type", "0"),
        ([{"name": "a", "type": "hologram"}], "semantics-unknown-type", "0"),
        ([{"name": "a", "type": ["text"]}], "semantics-unknown-type", "0"),
        ([{"name": "a", "type": "group"}], "semantics-field", "0"),
        ([{"name": "a", "type": "list", "field": []}], "semantics-field", "0"),
        ([{"name": "a", "type": "select", "options": {"x": 1}}], "semantics-field", "0"),
        (
            [{"name": "a", "type": "list", "field": {"type": "group", "fields": ["x"]}}],
            "semantics-field",
            "0/0/0",
        ),
        ([{"type": "text"}] * 20_001, "semantics-too-large", ""),
    ],
)
def test_check_semantics_says_what_is_wrong_and_where(semantics, code, where):
    problems = check_semantics(semantics)

    assert [(problem.code, problem.where) for problem in problems] == [(code, where)]


def test_check_semantics_finds_everything_and_stops_at_fields_that_are_too_deep():
    assert check_semantics(nested(DEEPEST_FIELD - 1)) == []
    assert {one.code for one in check_semantics(nested(900))} == {"semantics-too-deep"}
    assert len(check_semantics([{"type": "x"}, 3, {"type": "y"}])) == 3


@pytest.mark.parametrize("name", TYPES)
def test_every_tiny_type_has_sound_semantics(name):
    library = all_libraries().find(parse_library_name(name))

    assert check_semantics(library.semantics) == []


def test_a_group_of_one_field_leaves_no_level_unless_it_is_sub_content():
    inner = {"name": "x", "type": "text"}

    assert flattened_field({"type": "group", "fields": [inner]}) is inner
    assert flattened_field({"type": "group", "fields": [inner], "isSubContent": True}) is None
    assert flattened_field({"type": "group", "fields": [inner, inner]}) is None


def test_options_are_read_in_all_the_ways_they_are_written():
    select = {"options": [
        {"value": "a", "label": "A"}, {"value": 2}, {"label": "none"}, "x", {"value": {}},
        {"type": "optgroup", "label": "G", "options": [{"value": "b", "label": "B"}, 1]},
    ]}  # fmt: skip
    library = {"options": ["H5P.A 1.2", {"name": "H5P.B 2.0"}, "rubbish", 3]}

    assert select_options(select) == [("a", "A"), (2, "2"), ("b", "B")]
    assert [str(name) for name in library_options(library)] == ["H5P.A 1.2", "H5P.B 2.0"]
    assert widget_of({"widget": "showWhen", "showWhen": {"widget": "dimensions"}}) == "dimensions"
    assert widget_of({"widget": "showWhen"}) == ""
