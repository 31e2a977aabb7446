import copy
import math

import pytest

from content.h5p.names import LibraryName, parse_library_name
from content.h5p.problems import Refused
from content.h5p.semantics.checks import check_content
from tests.factories.h5p.packages import library_files
from tests.factories.h5p.types import TYPES, all_libraries, example_params

LIBRARIES = all_libraries()


def problems_of(params, name):
    return check_content(params, library=parse_library_name(name), libraries=LIBRARIES)


def found(problems):
    return [(problem.code, problem.where) for problem in problems]


@pytest.mark.parametrize("name", TYPES)
def test_content_that_is_whole_leaves_nothing_to_do(name):
    assert problems_of(example_params(name), name) == []


@pytest.mark.parametrize(
    ("name", "changed", "expected"),
    [
        ("H5P.TinyNote 1.0", {"title": ""}, [("required", "title")]),
        ("H5P.TinyNote 1.0", {"body": "<p>&nbsp;</p>"}, [("required", "body")]),
        ("H5P.TinyNote 1.0", {"title": "x" * 41}, [("too-long", "title")]),
        ("H5P.TinyNote 1.0", {"title": "&amp;" * 40}, []),
        ("H5P.TinyNote 1.0", {"title": 5}, [("wrong-type", "title")]),
        ("H5P.TinyNote 1.0", {"code": "123"}, [("pattern", "code")]),
        ("H5P.TinyNote 1.0", {"code": None}, []),
        ("H5P.TinyNumbers 1.0", {"attempts": 0}, [("too-low", "attempts")]),
        ("H5P.TinyNumbers 1.0", {"attempts": 6}, [("too-high", "attempts")]),
        ("H5P.TinyNumbers 1.0", {"opacity": 0.25}, [("not-on-step", "opacity")]),
        ("H5P.TinyNumbers 1.0", {"opacity": 0.1 + 0.2}, []),
        ("H5P.TinyNumbers 1.0", {"price": 1.005}, [("not-on-step", "price")]),
        ("H5P.TinyNumbers 1.0", {"attempts": "2"}, [("wrong-type", "attempts")]),
        ("H5P.TinyNumbers 1.0", {"attempts": math.inf}, [("wrong-type", "attempts")]),
        ("H5P.TinyNumbers 1.0", {"opacity": math.nan}, [("wrong-type", "opacity")]),
        ("H5P.TinyNumbers 1.0", {"attempts": None}, []),
        ("H5P.TinySelects 1.0", {"licence": None}, [("required", "licence")]),
        ("H5P.TinySelects 1.0", {"licence": "gone"}, [("not-an-option", "licence")]),
        ("H5P.TinySelects 1.0", {"days": ["mon", "sun"]}, [("not-an-option", "days")]),
        ("H5P.TinySelects 1.0", {"shown": "yes"}, [("wrong-type", "shown")]),
        ("H5P.TinyWords 1.0", {"lines": []}, [("too-few-items", "lines")]),
        ("H5P.TinyWords 1.0", {"lines": ["a", ""]}, [("required", "lines/1")]),
        ("H5P.TinyWords 1.0", {"lines": "a"}, [("wrong-type", "lines")]),
        ("H5P.TinyWords 1.0", {"tips": [["", "a"]]}, [("required", "tips/0/0")]),
        ("H5P.TinyChoice 1.2", {"answers": [{"text": "x"}]}, [("too-few-items", "answers")]),
        ("H5P.TinyChoice 1.2", {"answers": [{"text": "x"}] * 7}, [("too-many-items", "answers")]),
        ("H5P.TinyChoice 1.2", {"words": None, "behaviour": None}, []),
        ("H5P.TinyChoice 1.2", {"words": {"show": "", "retry": "x"}}, [("required", "words/show")]),
        ("H5P.TinyChoice 1.2", {"behaviour": "x"}, [("wrong-type", "behaviour")]),
        ("H5P.TinyPicture 1.1", {"file": None}, [("required", "file")]),
        ("H5P.TinyPicture 1.1", {"file": {"path": "/etc"}}, [("unsafe-path", "file")]),
        ("H5P.TinyPicture 1.1", {"file": "a.png"}, [("wrong-type", "file")]),
        ("H5P.TinyFilm 1.0", {"sources": []}, [("required", "sources")]),
        ("H5P.TinyFilm 1.0", {"sources": {"path": "a.mp4"}}, [("wrong-type", "sources")]),
        ("H5P.TinyFlat 1.0", {"tip": None, "outer": None}, []),
        ("H5P.TinyFlat 1.0", {"parts": [{}]}, [("required", "parts/0/question")]),
        ("H5P.TinyFlat 1.0", {"names": [""]}, [("required", "names/0")]),
        ("H5P.TinySet 1.1", {"questions": [{"library": ""}]}, [("required", "questions/0")]),
        ("H5P.TinySet 1.1", {"questions": ["x"]}, [("wrong-type", "questions/0")]),
        ("H5P.TinySet 1.1", {"questions": [{"library": "H5P.TinyFilm 1.0", "params": {}}]},
         [("library-not-allowed", "questions/0"), ("required", "questions/0/params/sources")]),
        ("H5P.TinySet 1.1", {"questions": [{"library": "H5P.TinyNote 3.0", "params": {}}]},
         [("missing-library", "questions/0")]),
        ("H5P.TinySet 1.1", {"questions": [{"library": "H5P.TinyNote 1.0", "params": {}}]},
         [("required", "questions/0/params/title"), ("required", "questions/0/params/body")]),
        ("H5P.TinyBranches 1.0", {"branchingScenario": {"title": "x", "content": [
            {"type": {"library": "H5P.TinyNote 1.0", "params": {"title": "x", "body": "y"}}}]}},
         []),
    ],
)  # fmt: skip
def test_what_is_left_to_do_and_where(name, changed, expected):
    params = {**example_params(name), **changed}
    before = copy.deepcopy(params)

    problems = problems_of(params, name)

    assert found(problems) == expected
    assert params == before
    assert all(problem.message.endswith(".") for problem in problems)


@pytest.mark.parametrize(
    ("params", "asked_for"),
    [
        ({"hasHint": True, "kind": "number"}, {"hint", "limits/most"}),
        ({"hasHint": False, "kind": "text"}, set()),
        ({}, set()),
        ({"hasHint": True, "limits": {"strict": True}}, {"hint", "both"}),
        ({"hasHint": False, "limits": {"strict": True}}, set()),
        ({"action": {"library": "H5P.TinyPicture 1.1", "params": {
            "file": {"path": "a.png"}, "alt": "x"}}}, {"caption"}),
        ({"action": {"library": "H5P.TinyNote 1.0", "params": {"title": "x", "body": "y"}}}, set()),
    ],
)  # fmt: skip
def test_what_is_hidden_is_not_asked_for(params, asked_for):
    problems = problems_of(params, "H5P.TinyConditions 1.0")

    assert found(problems) == [("required", problem.where) for problem in problems]
    assert {problem.where for problem in problems} == asked_for


def hidden_by(condition):
    return {"name": "x", "type": "text", "widget": "showWhen", "showWhen": condition}


@pytest.mark.parametrize(
    ("condition", "is_shown"),
    [
        ({"rules": []}, True),
        ({"rules": ["x"]}, True),
        ({"rules": [{"field": "gone", "equals": 1}]}, True),
        ({"rules": [{"field": "../../../up", "equals": 1}]}, True),
        ({"rules": [{}]}, True),
        ({"rules": [{"field": "kind", "equals": "a"}]}, True),
        ({"rules": [{"field": "kind", "equals": ["b"]}]}, False),
        ({"rules": [{"field": "on", "equals": [False]}]}, True),
        ({"type": "and", "rules": [
            {"rules": [{"field": "kind", "equals": ["b"]}, {"field": "on", "equals": False}]},
            {"field": "kind", "equals": ["a"]}]}, True),
        ({"rules": [{"rules": [{"field": "kind", "equals": ["b"]}]}]}, False),
    ],
)  # fmt: skip
def test_conditions_of_every_shape(condition, is_shown):
    libraries = all_libraries()
    libraries.add(library_files("H5P.Made 1.0", semantics=[
        {"name": "kind", "type": "select", "options": [{"value": "a"}, {"value": "b"}]},
        {"name": "on", "type": "boolean"}, hidden_by(condition),
        {"name": "group", "type": "group", "fields": [
            {"name": "a", "type": "text"}, {"name": "b", "type": "text"}],
         "showWhen": {"rules": [{"field": "on", "equals": True}]}},
    ]))  # fmt: skip

    problems = check_content(
        {"kind": "a"}, library=LibraryName("H5P.Made", 1, 0), libraries=libraries
    )

    assert found(problems) == ([("required", "x")] if is_shown else [])


def test_content_that_is_none_is_refused():
    with pytest.raises(Refused):
        problems_of([], "H5P.TinyNote 1.0")
