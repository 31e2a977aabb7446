"""A complete package goes out, and comes in again as what it was."""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest

from content.h5p.exporting import write_package
from content.h5p.memory import MemoryFiles, MemoryLibraries
from content.h5p.package import read_package
from content.h5p.ports import Libraries
from content.h5p.problems import Refused
from content.h5p.shapes import Manifest
from tests.factories.h5p import shapes
from tests.factories.h5p.shapes import MAIN, made_of, named
from tests.factories.h5p.types import TYPES, all_libraries, example_files, example_params

BOOK = "H5P.TinyBook 1.0"
RUNNABLE = [name for name in TYPES if example_params(name)]


def manifest(main: str, **metadata: Any) -> Manifest:
    name = named(main)
    return Manifest("Größe & <b>mehr</b>", "de", name.machine_name, (name,), metadata)


def exported(
    main: str, libraries: Libraries, params: Any = None, files: Mapping[str, bytes] | None = None,
    **metadata: Any,
) -> bytes:  # fmt: skip
    target = io.BytesIO()
    write_package(
        target,
        manifest=manifest(main, **metadata),
        params=example_params(main) if params is None else params,
        files=MemoryFiles(example_files(main) if files is None else files),
        libraries=libraries,
    )
    return target.getvalue()


def names_in(entries: Any) -> list[str]:
    return [f"{one['machineName']} {one['majorVersion']}.{one['minorVersion']}" for one in entries]


def test_all_that_plays_and_edits_is_in_it_and_only_what_plays_is_listed() -> None:
    data = exported(BOOK, all_libraries(), license="CC BY", embedTypes=["div"],
                    editorDependencies=[{"machineName": "Old"}])  # fmt: skip

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        paths = archive.namelist()
        described = json.loads(archive.read("h5p.json"))
        assert json.loads(archive.read("content/content.json")) == example_params(BOOK)
        assert archive.testzip() is None

    assert paths == ["h5p.json", *sorted(paths[1:])]
    assert {path for path in paths if path.startswith("content/")} == {
        "content/content.json", *(f"content/{path}" for path in example_files(BOOK)),
    }  # fmt: skip
    folders = {path.partition("/")[0] for path in paths[1:]} - {"content"}
    assert folders >= {"H5P.TinyBook-1.0", "H5P.TinyFilm-1.0", "H5PEditor.TinyTabs-1.0"}
    assert "H5P.TinyMaths-1.0" not in folders  # no formula, no addon
    listed = described.pop("preloadedDependencies")
    assert names_in(listed)[0] == BOOK
    assert {name.replace(" ", "-") for name in names_in(listed)} == {
        folder for folder in folders if not folder.startswith("H5PEditor.")
    }
    assert described == {
        "title": "Größe & <b>mehr</b>", "language": "de", "mainLibrary": "H5P.TinyBook",
        "embedTypes": ["div"], "license": "CC BY",
    }  # fmt: skip


def test_what_is_only_named_is_listed_as_such_and_addons_go_along() -> None:
    libraries = made_of(shapes.dynamic(), shapes.addon())

    data = exported(MAIN, libraries, {"a": "$$x$$"}, {})

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        described = json.loads(archive.read("h5p.json"))
        assert "Typesetter-1.0/library.json" in archive.namelist()
    assert names_in(described["preloadedDependencies"]) == [
        MAIN, "Below 1.0", "Loaded 1.0", "Typesetter 1.0", "H5P.Formula 1.0",
    ]  # fmt: skip
    assert names_in(described["dynamicDependencies"]) == ["Named 1.0"]


def test_the_same_content_is_the_same_bytes() -> None:
    turned = MemoryLibraries()
    for made in reversed(TYPES.values()):
        turned.add(dict(reversed(made().items())))
    files = dict(reversed(example_files(BOOK).items()))

    assert exported(BOOK, all_libraries()) == exported(BOOK, turned, files=files)


def test_what_is_not_here_is_named_and_nothing_is_written() -> None:
    target = io.BytesIO()

    with pytest.raises(Refused) as refused:
        write_package(
            target, manifest=manifest(MAIN), params={}, files=MemoryFiles(),
            libraries=made_of(shapes.missing()),
        )  # fmt: skip

    assert refused.value.codes == {"missing-required-library"}
    assert "Gone 2.1" in str(refused.value)
    assert target.getvalue() == b""


def test_a_newer_minor_goes_in_the_place_of_the_main_library() -> None:
    libraries = MemoryLibraries()
    for name, files in shapes.missing().items():
        if name == "Moved 1.10":
            libraries.add(files)

    data = exported("Moved 1.2", libraries, {}, {})

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        described = json.loads(archive.read("h5p.json"))
    assert names_in(described["preloadedDependencies"]) == ["Moved 1.10"]
    assert described["mainLibrary"] == "Moved"


@pytest.mark.parametrize("main", RUNNABLE)
def test_what_went_out_comes_in_again_on_a_host_that_has_nothing(main: str) -> None:
    libraries, elsewhere = all_libraries(), MemoryLibraries()
    data = exported(main, libraries, license="CC BY-SA", licenseVersion="4.0")

    package = read_package(io.BytesIO(data), libraries=elsewhere)

    assert package.manifest is not None
    assert package.manifest.main == named(main)
    assert package.manifest.title == "Größe & <b>mehr</b>"
    assert package.params == example_params(main)
    assert {path: package.open(path).read() for path in package.content_paths} == example_files(
        main
    )
    assert package.new
    for library in package.new:
        ours = libraries.find(library.name)
        assert ours is not None
        assert (library.digest, library.patch) == (ours.digest, ours.patch)
        elsewhere.keep(library, package.files_of(library))
    again = io.BytesIO()
    write_package(
        again,
        manifest=package.manifest,
        params=package.params,
        files=MemoryFiles({path: package.open(path).read() for path in package.content_paths}),
        libraries=elsewhere,
    )
    assert again.getvalue() == data


def test_a_host_that_has_the_libraries_takes_none_again() -> None:
    data = exported(BOOK, all_libraries())

    package = read_package(io.BytesIO(data), libraries=all_libraries())

    assert package.new == package.older == package.missing == ()
    assert {str(library.name) for library in package.known} >= {BOOK, "FontTiny 4.5"}
