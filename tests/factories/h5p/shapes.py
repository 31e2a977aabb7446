"""Shapes that dependencies of libraries take, each a dictionary of “H5P.X 1.2” to its files.

In every one the activity to play is `MAIN`.
"""

from collections.abc import Callable, Mapping

from content.h5p.memory import MemoryLibraries
from content.h5p.names import LibraryName, parse_library_name
from tests.factories.h5p.packages import Files, library_files

MAIN = "H5P.Main 1.0"
Shape = Mapping[str, Files]


def named(text: str) -> LibraryName:
    name = parse_library_name(text)
    assert name is not None, text
    return name


def made_of(*shapes: Shape) -> MemoryLibraries:
    """All of them in one store; of two under one name, the first."""
    libraries = MemoryLibraries()
    for shape in shapes:
        for name, files in shape.items():
            if libraries.find(named(name)) is None:
                libraries.add(files)
    return libraries


def chain(length: int = 3) -> Shape:
    """Each needs the next."""
    names = [MAIN, *(f"Link{number:04} 1.0" for number in range(1, length))]
    nexts = [*((name,) for name in names[1:]), ()]
    return {
        name: library_files(name, needs=needs, js=f"/* {name} */", css=f".{number}{{}}")
        for number, (name, needs) in enumerate(zip(names, nexts, strict=True))
    }


def diamond() -> Shape:
    """Two that need the same one."""
    return {
        MAIN: library_files(MAIN, needs=("Left 1.0", "Right 1.0"), js="main"),
        "Left 1.0": library_files("Left 1.0", needs=("Bottom 1.0",), js="left"),
        "Right 1.0": library_files("Right 1.0", needs=("Bottom 1.0",), js="right"),
        "Bottom 1.0": library_files("Bottom 1.0", js="bottom"),
    }


def cycle() -> Shape:
    """Two that need each other."""
    return {
        MAIN: library_files(MAIN, needs=("Hen 1.0",), js="main"),
        "Hen 1.0": library_files("Hen 1.0", needs=("Egg 1.0",), js="hen"),
        "Egg 1.0": library_files("Egg 1.0", needs=("Hen 1.0", "H5P.Main 1.0"), js="egg"),
    }


def dynamic() -> Shape:
    """One that is only named; what it preloads is loaded, as the official core has it."""
    return {
        MAIN: library_files(MAIN, dynamic=("Named 1.0",), needs=("Loaded 1.0",), js="main"),
        "Named 1.0": library_files("Named 1.0", needs=("Below 1.0",), js="named"),
        "Below 1.0": library_files("Below 1.0", js="below"),
        "Loaded 1.0": library_files("Loaded 1.0", js="loaded"),
    }


def editor_only() -> Shape:
    """A widget for its authors, with a library of its own."""
    return {
        MAIN: library_files(MAIN, editor=("H5PEditor.Widget 1.0",), js="main"),
        "H5PEditor.Widget 1.0": library_files("H5PEditor.Widget 1.0", needs=("Paint 1.0",), js="w"),
        "Paint 1.0": library_files("Paint 1.0", js="paint"),
    }


def two_minors() -> Shape:
    """Two activities inside that were made with different minors of one library."""
    return {
        MAIN: library_files(MAIN, js="main"),
        "H5P.Part 1.4": library_files("H5P.Part 1.4", needs=("Question 1.2",), js="part 1.4"),
        "H5P.Part 1.10": library_files("H5P.Part 1.10", needs=("Question 1.3",), js="part 1.10"),
        "Question 1.2": library_files("Question 1.2", js="question 1.2"),
        "Question 1.3": library_files("Question 1.3", js="question 1.3"),
    }


def addon(regex: str = r"/\$\$.+?\$\$|\\\(.+?\\\)/") -> Shape:
    """One that is added where a text holds a formula."""
    add_to = {"content": {"types": [{"text": {"regex": regex}}]}}
    return {
        MAIN: library_files(MAIN, js="main"),
        "H5P.Formula 1.0": library_files(
            "H5P.Formula 1.0", needs=("Typesetter 1.0",), js="formula", addTo=add_to, runnable=False
        ),
        "Typesetter 1.0": library_files("Typesetter 1.0", js="typesetter"),
    }


def drop_css() -> Shape:
    """One that brings its own look for another."""
    drop = [{"machineName": "Plain"}]
    return {
        MAIN: library_files(
            MAIN, needs=("Plain 1.0",), js="main", css=".main {}", dropLibraryCss=drop
        ),
        "Plain 1.0": library_files("Plain 1.0", js="plain", css=".plain {}"),
    }


def missing() -> Shape:
    """One that nobody has, and one of which only a newer minor is there."""
    return {
        MAIN: library_files(MAIN, needs=("Gone 2.1", "Moved 1.2"), js="main"),
        "Moved 1.3": library_files("Moved 1.3", js="moved 1.3"),
        "Moved 1.10": library_files("Moved 1.10", js="moved 1.10"),
        "Moved 2.0": library_files("Moved 2.0", js="moved 2.0"),
    }


SHAPES: dict[str, Callable[[], Shape]] = {
    made.__name__: made
    for made in (chain, diamond, cycle, dynamic, editor_only, two_minors, addon, drop_css, missing)
}
