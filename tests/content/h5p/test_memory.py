"""The ports in memory."""

import io

import pytest

from content.h5p.memory import MemoryFiles, MemoryLibraries
from content.h5p.problems import Refused
from tests.factories.h5p.packages import library_files
from tests.factories.h5p.shapes import named

NAME = named("H5P.X 1.2")


def test_a_library_is_what_its_files_say() -> None:
    libraries = MemoryLibraries()
    files = library_files(
        "H5P.X 1.2", patch=4, js="go()", semantics=[{"name": "a", "type": "text"}],
        languages={"de": {"semantics": []}}, needs=("Y 1.0",),
    )  # fmt: skip

    library = libraries.add(files)

    assert (library.name, library.version, library.title) == (NAME, "1.2.4", "X")
    assert library.is_runnable
    assert library.semantics == [{"name": "a", "type": "text"}]
    assert library.languages == {"de": {"semantics": []}}
    assert library.dependencies("preloaded") == (named("Y 1.0"),)
    assert library.files["scripts/main.js"].size == 4
    assert len(library.digest) == 64
    assert libraries.find(NAME) == libraries.kept(NAME, 4) == library
    assert libraries.read(library, "scripts/main.js") == b"go()"
    with pytest.raises(KeyError):
        libraries.read(library, "scripts/other.js")


def test_the_digest_tells_copies_apart_whatever_the_order_of_their_files() -> None:
    files = library_files("H5P.X 1.2", js="go()", css="a {}")
    one, same = (MemoryLibraries().add(f) for f in (files, dict(reversed(files.items()))))
    moved = {("b.js" if path.endswith(".js") else path): data for path, data in files.items()}

    assert one.digest == same.digest
    assert MemoryLibraries().add(moved).digest != one.digest


def test_the_highest_patch_is_in_use_and_every_version_is_kept() -> None:
    libraries = MemoryLibraries()
    for patch in (3, 5, 4):
        library = libraries.add(library_files("H5P.X 1.2", patch=patch))
    waiting = libraries.add(library_files("H5P.X 1.2", patch=9), in_use=False)

    assert [libraries.kept(NAME, patch) is not None for patch in (3, 4, 5, 6, 9)] == [
        True, True, True, False, True,
    ]  # fmt: skip
    assert libraries.find(NAME) == libraries.kept(NAME, 5) != library
    libraries.keep(waiting, library_files("H5P.X 1.2", patch=9))
    assert libraries.find(NAME) == waiting
    libraries.remove(NAME)
    assert (libraries.find(NAME), tuple(libraries.names())) == (None, ())
    assert libraries.kept(NAME, 9) == waiting


def test_one_version_cannot_be_two_things() -> None:
    libraries = MemoryLibraries()
    libraries.add(library_files("H5P.X 1.2", js="good()"))

    with pytest.raises(Refused) as refused:
        libraries.add(library_files("H5P.X 1.2", js="changed()"))

    assert refused.value.codes == {"library-differs"}


def test_what_names_no_version_is_no_library() -> None:
    with pytest.raises(ValueError, match="names no version"):
        MemoryLibraries().add({"library.json": b'{"machineName": "X"}'})


def test_files_of_content() -> None:
    files = MemoryFiles({"images/a.png": b"1"})
    files.keep("images/b.png", io.BytesIO(b"2"))

    assert tuple(files.paths()) == ("images/a.png", "images/b.png")
    assert files.open("images/b.png").read() == b"2"
    with pytest.raises(KeyError):
        files.open("images/c.png")
