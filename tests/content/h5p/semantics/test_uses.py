import pytest

from content.h5p.names import LibraryName, parse_library_name
from content.h5p.semantics.canvas import unsupported_widgets
from content.h5p.semantics.sub_content import ids_from, with_sub_content_ids
from content.h5p.semantics.uses import find_uses
from tests.factories.h5p.packages import library_files
from tests.factories.h5p.types import TYPES, all_libraries, example_files, example_params

LIBRARIES = all_libraries()
FLAT = {"library": LibraryName("H5P.TinyFlat", 1, 0), "libraries": LIBRARIES}
SET = {"library": LibraryName("H5P.TinySet", 1, 1), "libraries": LIBRARIES}


@pytest.mark.parametrize("name", TYPES)
def test_the_files_of_every_tiny_type_are_found(name):
    uses = find_uses(example_params(name), library=parse_library_name(name), libraries=LIBRARIES)

    assert {use.path for use in uses.files if not use.is_external} == set(example_files(name))


def test_files_say_where_they_are_and_what_and_whose():
    uses = find_uses(
        example_params("H5P.TinyFilm 1.0"), library=LibraryName("H5P.TinyFilm", 1, 0),
        libraries=LIBRARIES,
    )  # fmt: skip

    assert [(use.place, use.path, use.kind, use.mime, use.is_external) for use in uses.files] == [
        ("sources/0", "videos/one.mp4", "video", "video/mp4", False),
        ("sources/1", "https://www.youtube.com/watch?v=abc", "video", "video/YouTube", True),
        ("poster", "images/poster.png", "image", "image/png", False),
        ("captions/0", "files/one.vtt", "file", "text/vtt", False),
    ]
    assert uses.files[0].copyright == {"license": "CC BY", "author": "A. Maker"}


def test_inner_libraries_come_before_outer_ones_and_activities_in_the_order_of_the_content():
    uses = find_uses(
        example_params("H5P.TinyBook 1.0"), library=LibraryName("H5P.TinyBook", 1, 0),
        libraries=LIBRARIES,
    )  # fmt: skip

    assert [str(name) for name in uses.libraries] == [
        "H5P.TinyChoice 1.2", "H5P.TinyNote 1.0", "H5P.TinySet 1.1", "H5P.TinyFilm 1.0",
    ]  # fmt: skip
    assert [(one.place, one.sub_content_id[-2:], one.title) for one in uses.sub_contents] == [
        ("chapters/0/content", "21", "H5P.TinySet 21"),
        ("chapters/0/content/params/questions/0", "11", "H5P.TinyChoice 11"),
        ("chapters/0/content/params/questions/1", "12", "H5P.TinyNote 12"),
        ("chapters/1/content", "22", "H5P.TinyFilm 22"),
    ]


def test_content_as_it_came_may_be_looked_at_too():
    odd = {"background": {"path": 3}, "questions": [
        {"library": "H5P.Gone 1.0", "metadata": {"title": "A &amp; B"}}, {"library": 3}, "x", None,
        {"library": "H5P.TinyNote 1.0", "params": []},
    ]}  # fmt: skip

    uses = find_uses(odd, **SET)

    assert uses.files == ()
    assert [(str(one.library), one.title) for one in uses.sub_contents] == [
        ("H5P.Gone 1.0", "A & B"), ("H5P.TinyNote 1.0", ""),
    ]  # fmt: skip


def test_parts_that_report_results_of_their_own_are_told_from_activities():
    uses = find_uses(example_params("H5P.TinyFlat 1.0"), **FLAT)

    assert [(part.place, part.sub_content_id[-2:]) for part in uses.parts] == [("parts/0", "aa")]
    assert uses.sub_contents == ()


def test_ids_are_given_where_they_are_missing_wrong_or_the_same():
    same = "ABCDEF00-0000-4000-8000-000000000001"
    note = {"library": "H5P.TinyNote 1.0", "params": {}}
    given = {"questions": [
        {**note, "subContentId": same}, {**note, "subContentId": same.lower()}, note,
        {**note, "subContentId": "wrong"}, {"library": ""},
        {"library": "H5P.TinyFlat 1.0", "params": {"parts": [{"question": "x"}]}},
    ]}  # fmt: skip

    named = with_sub_content_ids(given, **SET, new_id=lambda place: f"id of {place}")

    assert [one.get("subContentId") for one in named["questions"]] == [
        same, "id of questions/1", "id of questions/2", "id of questions/3", None,
        "id of questions/5",
    ]  # fmt: skip
    assert named["questions"][5]["params"]["parts"][0]["subContentId"] == (
        "id of questions/5/params/parts/0"
    )
    assert "subContentId" not in given["questions"][2]


def test_ids_from_one_seed_are_the_same_each_time_and_stay():
    given = {"questions": [{"library": "H5P.TinyNote 1.0", "params": {}}] * 2}

    first = with_sub_content_ids(given, **SET, new_id=ids_from("a"))

    assert with_sub_content_ids(given, **SET, new_id=ids_from("a")) == first
    assert with_sub_content_ids(first, **SET, new_id=ids_from("b")) == first
    assert with_sub_content_ids(given, **SET, new_id=ids_from("b")) != first
    assert len(find_uses(first, **SET).sub_contents) == 2


def test_what_a_form_cannot_do_is_named():
    canvas = {name: unsupported_widgets(parse_library_name(name), libraries=LIBRARIES)
              for name in TYPES}  # fmt: skip
    libraries = all_libraries()
    libraries.add(library_files("H5P.Made 1.0", semantics=[
        {"name": "a", "type": "list", "widgets": [{"name": "VerticalTabs"}], "field": {
            "name": "b", "type": "group", "fields": [
                {"name": "c", "type": "number", "widget": "imageCoordinateSelector"},
                {"name": "d", "type": "text", "widget": "showWhen",
                 "showWhen": {"widget": "interactiveVideo", "rules": []}},
                {"name": "e", "type": "text", "widget": "HTML"}, 3,
            ]}},
    ]))  # fmt: skip

    assert {name: found for name, found in canvas.items() if found} == {
        "H5P.TinyBranches 1.0": ("branchingScenario",)
    }
    assert unsupported_widgets(LibraryName("H5P.Made", 1, 0), libraries=libraries) == (
        "imageCoordinateSelector", "interactiveVideo",
    )  # fmt: skip
