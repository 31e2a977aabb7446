import json

import pytest
from hypothesis import given, settings, HealthCheck
from hypothesis import strategies as st

from content.h5p.names import LibraryName, parse_library_name
from content.h5p.problems import Refused
from content.h5p.semantics.checks import check_content
from content.h5p.semantics.clean import clean_content
from content.h5p.semantics.defaults import defaults_of, fill_defaults
from content.h5p.semantics.sub_content import ids_from, with_sub_content_ids
from content.h5p.semantics.text import clean_text
from content.h5p.semantics.uses import find_uses
from tests.content.h5p.semantics.strategies import HOSTILE, JSON, semantics_and_params
from tests.content.h5p.semantics.tree import attributes_of, places_of, value_at
from tests.factories.h5p.packages import library_files
from tests.factories.h5p.types import TYPES, all_libraries, example_params

LIBRARIES = all_libraries()
MADE = LibraryName("H5P.Made", 1, 0)
RUNNABLE = [name for name in TYPES if example_params(name)]
MENDED = {"wrong-type", "too-low", "too-high", "not-on-step", "too-long", "not-an-option",
          "too-many-items", "unsafe-path"}  # fmt: skip


def with_made_type(semantics):
    libraries = all_libraries()
    libraries.add(library_files("H5P.Made 1.0", semantics=semantics))
    return {"library": MADE, "libraries": libraries}


@settings(max_examples=6000, deadline=None, derandomize=False, suppress_health_check=list(HealthCheck))
@given(semantics_and_params())
def test_whatever_semantics_and_content_say_cleaning_ends_and_cleaning_again_changes_nothing(made):
    semantics, params = made
    host = with_made_type(semantics)

    cleaned = clean_content(params, **host)
    again = clean_content(cleaned.params, **host)

    assert again.params == cleaned.params
    assert {one.code for one in again.findings} <= {
        "library-version", "library-not-allowed", "missing-library", "pattern",
    }  # fmt: skip
    assert not MENDED & {problem.code for problem in check_content(cleaned.params, **host)}
    json.dumps(cleaned.params, allow_nan=False).encode()
    filled = fill_defaults(cleaned.params, **host)
    assert clean_content(filled, **host).params == filled
    assert fill_defaults(filled, **host) == filled
    check_content(params, **host)
    defaults_of(MADE, libraries=host["libraries"])


@settings(max_examples=6000, deadline=None, derandomize=False, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(RUNNABLE), JSON, st.data())
def test_a_good_content_with_one_wrong_value_is_mended_and_the_rest_stays(name, wrong, data):
    host = {"library": parse_library_name(name), "libraries": LIBRARIES}
    params = example_params(name)
    place = data.draw(st.sampled_from(places_of(params)))
    holder, key = value_at(params, place)
    holder[key] = wrong

    cleaned = clean_content(params, **host).params

    assert clean_content(cleaned, **host).params == cleaned
    assert not MENDED & {problem.code for problem in check_content(cleaned, **host)}
    untouched = example_params(name)
    for other in set(untouched) - {place[0]}:
        assert cleaned[other] == untouched[other]


@settings(max_examples=6000, deadline=None, derandomize=False, suppress_health_check=list(HealthCheck))
@given(JSON)
def test_anything_at_all_is_cleaned_or_refused(params):
    host = {"library": LibraryName("H5P.TinyBook", 1, 0), "libraries": LIBRARIES}
    if isinstance(params, dict):
        clean_content(params, **host)
    else:
        with pytest.raises(Refused) as refused:
            clean_content(params, **host)
        assert refused.value.codes == {"content-not-an-object"}


@settings(max_examples=6000, deadline=None, derandomize=False, suppress_health_check=list(HealthCheck))
@given(HOSTILE, st.sampled_from([["b"], ["a", "table", "ul"], ["script", "img", "style", "svg"]]))
def test_no_markup_brings_a_handler_or_a_script_in(markup, tags):
    field = {"type": "text", "tags": tags, "font": {"color": True, "background": True}}

    cleaned = clean_text(markup, field)

    assert clean_text(cleaned, field) == cleaned
    for tag, name, value in attributes_of(cleaned):
        assert tag not in ("script", "style", "svg", "math", "iframe", "form", "input", "object")
        assert not name.startswith("on")
        squeezed = "".join(char for char in value if char > " ").lower()
        assert name == "title" or not squeezed.startswith(("javascript:", "vbscript:", "data:"))
        assert name != "style" or not set(squeezed) & set("()\\<>@") or "rgb" in squeezed
    plain = clean_text(markup, {"type": "text"})
    assert not set(plain) & set("<>\"'")
    assert clean_text(plain, {"type": "text"}) == plain


@settings(max_examples=6000, deadline=None, derandomize=False, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(RUNNABLE), st.data())
def test_filling_changes_nothing_that_is_there(name, data):
    host = {"library": parse_library_name(name), "libraries": LIBRARIES}
    params = example_params(name)
    for _ in range(data.draw(st.integers(0, 4))):
        places = places_of(params)
        if places:
            holder, key = value_at(params, data.draw(st.sampled_from(places)))
            del holder[key]

    filled = fill_defaults(params, **host)

    for place in places_of(params):
        before, key = value_at(params, place)
        after, _ = value_at(filled, place)
        if not isinstance(before[key], dict | list):
            assert after[key] == before[key]


@settings(max_examples=6000, deadline=None, derandomize=False, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(["film", "sound", "picture", "set", "flat"]), max_size=6),
       st.integers(1, 4))  # fmt: skip
def test_every_file_and_activity_that_was_planted_is_found(kinds, depth):
    """Films, sounds and pictures in chapters, the chapters in books in books."""
    planted, params = [], {"chapters": []}

    def inner(library, **values):
        return {"library": library, "params": values}

    for at, kind in enumerate(kinds):
        path = f"{kind}/{at}.bin"
        content = {
            "film": lambda p=path: inner("H5P.TinyFilm 1.0", sources=[{"path": p}]),
            "sound": lambda p=path: inner("H5P.TinySound 1.0", handout={"path": p}),
            "picture": lambda p=path: inner(
                "H5P.TinyPicture 1.1", file={"path": "a.png", "originalImage": {"path": p}}
            ),
            "set": lambda p=path: inner("H5P.TinySet 1.1", background={"path": p}),
            "flat": lambda: inner("H5P.TinyFlat 1.0", tip="x"),
        }[kind]()
        planted += [path] if kind != "flat" else []
        params["chapters"].append({"title": kind, "content": content})
    for _ in range(depth):
        params = {"chapters": [{"title": "x", "content": inner("H5P.TinyBook 1.0", **params)}]}
    host = {"library": LibraryName("H5P.TinyBook", 1, 0), "libraries": LIBRARIES}

    uses = find_uses(params, **host)
    cleaned = clean_content(params, **host)
    numbered = with_sub_content_ids(params, new_id=ids_from("a"), **host)

    assert set(planted) <= {use.path for use in uses.files}
    assert len(uses.sub_contents) == len(kinds) + depth
    assert {use.path for use in cleaned.uses.files} == {use.path for use in uses.files}
    ids = [one.sub_content_id for one in find_uses(numbered, **host).sub_contents]
    assert len(set(ids)) == len(ids) == len(kinds) + depth
