"""Which libraries play, and in which order: as the official core has it."""

import random
from collections.abc import Mapping

import pytest

from content.h5p.dependencies import (
    addons_for,
    full_closure,
    missing_of,
    play_order,
    resolve,
    unused,
)
from tests.factories.h5p import shapes
from tests.factories.h5p.packages import library_files
from tests.factories.h5p.shapes import MAIN, made_of, named

Graph = dict[str, list[str]]


def test_everything_is_loaded_after_what_it_needs() -> None:
    expected = {
        "chain": ["Link0002 1.0", "Link0001 1.0", MAIN],
        "diamond": ["Bottom 1.0", "Left 1.0", "Right 1.0", MAIN],
        "cycle": ["Egg 1.0", "Hen 1.0", MAIN],
        "dynamic": ["Below 1.0", "Loaded 1.0", MAIN],
        "editor_only": [MAIN],
        "two_minors": [MAIN],
        "addon": [MAIN],
        "drop_css": ["Plain 1.0", MAIN],
        "missing": ["Moved 1.10", MAIN],
    }

    found = {
        name: [
            str(library.name)
            for library in play_order(named(MAIN), (), libraries=made_of(shape())).libraries
        ]
        for name, shape in shapes.SHAPES.items()
    }

    assert found == expected


def test_a_library_named_first_and_loaded_later_is_loaded_once_where_it_is_needed() -> None:
    libraries = made_of(
        {
            MAIN: library_files(MAIN, dynamic=("A 1.0",), needs=("B 1.0",)),
            "A 1.0": library_files("A 1.0", needs=("C 1.0",)),
            "B 1.0": library_files("B 1.0", needs=("A 1.0",)),
            "C 1.0": library_files("C 1.0"),
        }
    )

    order = play_order(named(MAIN), (), libraries=libraries)

    assert [library.name.machine_name for library in order.libraries] == ["C", "A", "B", "H5P.Main"]


def test_inner_activities_come_before_outer_ones_and_addons_at_the_end() -> None:
    libraries = made_of(shapes.diamond(), shapes.two_minors(), shapes.addon())
    used = [named("H5P.Part 1.4"), named("Right 1.0")]
    addons = addons_for({"t": ["$$x$$"]}, libraries=libraries)

    order = play_order(named(MAIN), used, libraries=libraries, addons=addons)

    assert [str(library.name) for library in order.libraries] == [
        "Question 1.2", "H5P.Part 1.4", "Bottom 1.0", "Right 1.0", "Left 1.0", MAIN,
        "Typesetter 1.0", "H5P.Formula 1.0",
    ]  # fmt: skip


@pytest.mark.parametrize("asked", [("1.4", "1.10"), ("1.10", "1.4")])
def test_two_minors_play_side_by_side_and_the_newer_stays_the_constructor(
    asked: tuple[str, str],
) -> None:
    libraries = made_of(shapes.two_minors())

    order = play_order(
        named(MAIN), [named(f"H5P.Part {minor}") for minor in asked], libraries=libraries
    )

    assert [str(library.name) for library in order.libraries] == [
        "Question 1.2", "H5P.Part 1.4", "Question 1.3", "H5P.Part 1.10", MAIN,
    ]  # fmt: skip


def test_what_is_missing_is_named_and_a_newer_minor_stands_in() -> None:
    libraries = made_of(shapes.missing())

    order = play_order(named(MAIN), [named("Lost 3.0")], libraries=libraries)

    assert order.missing == (named("Lost 3.0"), named("Gone 2.1"))
    assert order.stand_ins == ((named("Moved 1.2"), named("Moved 1.10")),)
    assert missing_of([named(MAIN)], libraries=libraries) == (named("Gone 2.1"),)
    assert missing_of([named("None 1.0")], libraries=libraries) == (named("None 1.0"),)
    found = {
        asked: resolve(named(asked), libraries=libraries)
        for asked in ("Moved 1.3", "Moved 1.4", "Moved 1.11", "Moved 2.1")
    }
    assert {asked: library and str(library.name) for asked, library in found.items()} == {
        "Moved 1.3": "Moved 1.3", "Moved 1.4": "Moved 1.10", "Moved 1.11": None, "Moved 2.1": None,
    }  # fmt: skip


def test_a_missing_dependency_of_the_editor_stops_nobody() -> None:
    libraries = made_of({MAIN: library_files(MAIN, editor=("H5PEditor.Gone 1.0",))})

    assert missing_of([named(MAIN)], libraries=libraries) == ()
    assert len(full_closure([named(MAIN)], libraries=libraries, editor=True)) == 1


def test_the_closure_for_authors_has_the_widgets_and_what_they_need() -> None:
    libraries = made_of(shapes.editor_only(), {"Other 1.0": library_files("Other 1.0")})

    assert [lib.name.machine_name for lib in full_closure([named(MAIN)], libraries=libraries)] == [
        "H5P.Main"
    ]
    written = full_closure([named(MAIN)], libraries=libraries, editor=True)
    assert [library.name.machine_name for library in written] == [
        "Paint", "H5PEditor.Widget", "H5P.Main",
    ]  # fmt: skip


def test_unused_libraries_are_found_and_addons_are_never_among_them() -> None:
    libraries = made_of(shapes.editor_only(), shapes.addon(), shapes.two_minors(), shapes.missing())

    assert [str(name) for name in unused(libraries, [named(MAIN), named("H5P.Part 1.4")])] == [
        "H5P.Part 1.10", "Moved 1.3", "Moved 1.10", "Moved 2.0", "Question 1.3",
    ]  # fmt: skip


def official_order(graph: Mapping[str, Graph], used: list[str]) -> list[str]:
    """The official rule as it is told (h5p.md 4.1): what is met is marked, gone into, and weighed
    on the way back; a library that is met as another kind is gone into again."""
    weights: dict[tuple[str, str], int] = {}

    def go_into(name: str) -> None:
        for kind in ("dynamic", "preloaded"):
            for need in graph[name][kind]:
                meet(kind, need)

    def meet(kind: str, name: str) -> None:
        if (kind, name) not in weights:
            weights[kind, name] = -1
            go_into(name)
            weights[kind, name] = max(weights.values()) + 1

    for name in used:
        meet("preloaded", name)
    by_weight = sorted(weights, key=weights.__getitem__)
    return [name for kind, name in by_weight if kind == "preloaded"]


def test_any_net_of_libraries_comes_in_the_official_order() -> None:
    chance = random.Random(28)
    names = [f"L{number} 1.0" for number in range(12)]
    for _ in range(150):
        graph: dict[str, Graph] = {
            name: {
                kind: chance.sample(names, chance.choice([0, 0, 1, 2, 3]))
                for kind in ("dynamic", "preloaded")
            }
            for name in names
        }
        used = [*chance.sample(names[1:], 2), names[0]]
        libraries = made_of(
            {
                name: library_files(
                    name, needs=tuple(needs["preloaded"]), dynamic=tuple(needs["dynamic"])
                )
                for name, needs in graph.items()
            }
        )

        order = play_order(named(used[-1]), map(named, used[:-1]), libraries=libraries)

        assert [str(library.name) for library in order.libraries] == official_order(graph, used)


def test_a_chain_of_thousands_needs_no_recursion() -> None:
    libraries = made_of(shapes.chain(5000))

    order = play_order(named(MAIN), (), libraries=libraries)

    assert len(order.libraries) == 5000
    assert order.libraries[-1].name == named(MAIN)


@pytest.mark.parametrize(
    ("regex", "text", "joins"),
    [
        (r"/\$\$.+?\$\$|\\\(.+?\\\)/", r"so \(x^2\) is", True),
        (r"/\$\$.+?\$\$|\\\(.+?\\\)/", r"so \(x^2 is", False),
        ("/FORMULA/i", "a formula", True),
        ("/FORMULA/", "a formula", False),
        (r"(?<=a)b", "ab", False),  # looks around
        (r"(a+)+\1", "aaaa", False),  # goes back
        ("(", "(", False),
        ("a" * 501, "a" * 501, False),
    ],
)
def test_addons_join_by_the_texts_of_the_content(regex: str, text: str, joins: bool) -> None:
    libraries = made_of(shapes.addon(regex))
    params = {"questions": [{"n": 1, "hidden": None, "params": {"text": text}}]}

    assert addons_for(params, libraries=libraries) == ((named("H5P.Formula 1.0"),) if joins else ())


def test_only_the_newest_version_of_an_addon_joins() -> None:
    newer = library_files(
        "H5P.Formula 1.2", addTo={"content": {"types": [{"text": {"regex": "/./"}}]}}
    )
    libraries = made_of(shapes.addon("/./"), {"H5P.Formula 1.2": newer})

    assert addons_for({"a": "b"}, libraries=libraries) == (named("H5P.Formula 1.2"),)


@pytest.mark.parametrize(
    "add_to",
    [None, [], "x", {"content": 1}, {"content": {"types": [1, {"text": 2}, {"text": {}}]}}],
)
def test_a_strange_add_to_is_no_addon(add_to: object) -> None:
    libraries = made_of({MAIN: library_files(MAIN, addTo=add_to)})

    assert addons_for({"a": "b"}, libraries=libraries) == ()
