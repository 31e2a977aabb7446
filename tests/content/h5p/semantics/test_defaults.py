import copy

import pytest

from content.h5p.names import LibraryName, parse_library_name
from content.h5p.problems import Refused
from content.h5p.semantics.defaults import MOST_NEW_ITEMS, defaults_of, fill_defaults
from content.h5p.semantics.languages import translate_defaults
from tests.factories.h5p.packages import library_files
from tests.factories.h5p.types import TYPES, all_libraries, example_params

LIBRARIES = all_libraries()
MADE = LibraryName("H5P.Made", 1, 0)
CHOICE = {"library": LibraryName("H5P.TinyChoice", 1, 2), "libraries": LIBRARIES}
WORDS = {"show": "Show the answer", "retry": "Try again"}
BEHAVIOUR = {"enableRetry": True, "randomAnswers": False}


def made_of(*semantics, **more):
    libraries = all_libraries()
    libraries.add(library_files("H5P.Made 1.0", semantics=list(semantics), **more))
    return {"library": MADE, "libraries": libraries}


@pytest.mark.parametrize("name", TYPES)
def test_whole_content_is_filled_with_nothing(name):
    library = parse_library_name(name)
    params = example_params(name)

    assert fill_defaults(params, library=library, libraries=LIBRARIES) == params


def test_missing_groups_and_values_come_from_the_defaults_and_the_content_given_is_not_changed():
    given = {"question": "x", "answers": [{"text": "a"}], "words": {"show": "Answer"}}
    before = copy.deepcopy(given)

    filled = fill_defaults(given, **CHOICE)

    assert filled == {
        "question": "x", "answers": [{"text": "a", "correct": False}],
        "words": {"show": "Answer", "retry": "Try again"}, "behaviour": BEHAVIOUR,
    }  # fmt: skip
    assert given == before


def test_activities_inside_are_filled_too_and_no_entry_is_made_up():
    filled = fill_defaults(
        {"questions": [{"library": "H5P.TinyChoice 1.0"}, {"library": "H5P.Gone 1.0"}]},
        library=LibraryName("H5P.TinySet", 1, 1), libraries=LIBRARIES,
    )  # fmt: skip

    assert filled == {
        "questions": [
            {"library": "H5P.TinyChoice 1.0", "params": {"behaviour": BEHAVIOUR, "words": WORDS}},
            {"library": "H5P.Gone 1.0", "params": {}},
        ],
        "passPercentage": 50,
    }  # fmt: skip


def test_defaults_are_cleaned_as_any_content_is():
    group = {
        "name": "size",
        "type": "group",
        "default": {"width": 620, "field": "x"},
        "fields": [
            {"name": "width", "type": "number"},
            {"name": "height", "type": "number", "default": 9},
        ],
    }
    host = made_of(
        {"name": "plain", "type": "text", "default": "Don't <b>"},
        {"name": "rich", "type": "text", "tags": ["b"], "default": "<b onclick=x>y</b>"},
        {"name": "number", "type": "number", "max": 3, "default": 9},
        {"name": "broken", "type": "boolean", "default": "maybe"},
        {"name": "list", "type": "list", "default": ["a<"], "field": {"name": "x", "type": "text"}},
        {"name": "gone", "type": "group", "optional": True, "fields": [
            {"name": "a", "type": "text"}, {"name": "b", "type": "text"}]},
        group,
    )  # fmt: skip

    assert fill_defaults({}, **host) == {
        "plain": "Don&#039;t &lt;b&gt;", "rich": "<b>y</b>", "number": 3, "list": ["a&lt;"],
        "size": {"width": 620, "height": 9},
    }  # fmt: skip


def test_a_value_that_is_there_stays_even_if_it_is_nothing():
    assert fill_defaults({"behaviour": None, "words": ""}, **CHOICE) == {
        "behaviour": None, "words": "",
    }  # fmt: skip


def test_a_new_activity_begins_with_as_many_entries_as_its_lists_want():
    def repeated(field, **more):
        return {"name": f"{field['type']}s", "type": "list", "field": field, **more}

    only = {"name": "only", "type": "library", "options": ["H5P.TinyNumbers 1.0"]}
    itself = {"name": "itself", "type": "library", "options": ["H5P.Made 1.0"]}
    host = made_of(
        repeated({"name": "x", "type": "text"}, min=2), only, itself,
        repeated({"name": "x", "type": "boolean"}, defaultNum=1),
        repeated({"name": "x", "type": "number", "min": 4}, min=10**9),
        repeated({"name": "x", "type": "select", "options": [{"value": "a"}]}, min=1),
        repeated({"name": "x", "type": "image"}, min=1),
        repeated(only, min=1),
        repeated({"name": "x", "type": "group", "fields": [{"name": "a", "type": "text"}]}, min=1),
        {**repeated({"name": "x", "type": "text"}, min=3), "name": "more", "optional": True},
    )  # fmt: skip

    new = {"attempts": 3, "opacity": 1, "tint": "#ffcc00"}
    assert defaults_of(MADE, libraries=host["libraries"]) == {
        "texts": ["", ""], "booleans": [False], "numbers": [4] * MOST_NEW_ITEMS, "selects": ["a"],
        "groups": [""], "only": {"library": "H5P.TinyNumbers 1.0", "params": new},
        "librarys": [{"library": "H5P.TinyNumbers 1.0", "params": new}],
    }  # fmt: skip
    assert defaults_of(CHOICE["library"], libraries=LIBRARIES) == {
        "answers": [{"correct": False}, {"correct": False}], "behaviour": BEHAVIOUR, "words": WORDS,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("language", "shown"),
    [("nb", "Vis svaret"), ("no", "Vis svaret"), ("nb-NO", "Vis svaret"),
     ("DE_at", "Antwort zeigen"), ("fr", "Show the answer"), ("", "Show the answer")],
)  # fmt: skip
def test_untouched_defaults_are_translated_also_inside_and_others_are_not(language, shown):
    inner = {
        "library": "H5P.TinyChoice 1.2",
        "params": {"words": dict(WORDS), "question": "Try again"},
    }
    given = {"questions": [inner]}

    translated = translate_defaults(
        given, library=LibraryName("H5P.TinySet", 1, 1), libraries=LIBRARIES, language=language
    )
    own = translate_defaults({"words": {"show": "My words"}}, **CHOICE, language=language)

    assert translated["questions"][0]["params"]["words"]["show"] == shown
    assert translated["questions"][0]["params"]["question"] == "Try again"
    assert own == {"words": {"show": "My words"}}
    assert given["questions"][0]["params"]["words"] == WORDS


def test_a_default_is_known_again_after_cleaning_and_its_translation_is_cleaned():
    text = {"name": "a", "type": "text", "default": "Don't"}
    host = made_of(text, languages={"de": {"semantics": [{"default": "<i>Nicht</i>"}, {}, 3]}})

    assert translate_defaults({"a": "Don&#039;t"}, **host, language="de") == {
        "a": "&lt;i&gt;Nicht&lt;/i&gt;"
    }
    broken = made_of(text, languages={"de": [], "nb": {"semantics": "x"}})
    for language in ("de", "nb"):
        assert translate_defaults({"a": "Don't"}, **broken, language=language) == {"a": "Don't"}


def test_content_that_is_none_is_refused():
    for run in (fill_defaults, lambda *a, **k: translate_defaults(*a, **k, language="de")):
        with pytest.raises(Refused):
            run("x", **CHOICE)
