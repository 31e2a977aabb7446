"""Code and files behind the two ports: whole, found again, and never in each other's way."""

import io

import pytest
from django.core.files.storage import default_storage

from content.activities.adapters import (
    StoredFiles,
    StoredLibraries,
    manifest_of,
    read_from_archive,
)
from content.activities.models import H5PLibrary, H5PLibraryVersion
from content.activities.rules import VersionState
from content.h5p.memory import library_from
from content.h5p.names import LibraryName
from content.h5p.problems import Refused
from content.h5p.together import Together
from tests.factories.files import png
from tests.factories.h5p.activities import install_library, installed, make_activity, plain_library
from tests.factories.h5p.packages import library_files

pytestmark = pytest.mark.django_db

X = LibraryName("H5P.X", 1, 0)


def test_library_comes_back_as_it_was_kept():
    files = plain_library(
        "H5P.X 1.0", patch=4, needs=("H5P.Y 1.1",), languages={"de": {"semantics": []}}
    )
    library = library_from(files)

    row = install_library(files)

    found = StoredLibraries().find(X)
    assert row.in_use.patch == 4
    assert (found.name, found.patch, found.digest) == (X, 4, library.digest)
    assert found.metadata == library.metadata
    assert found.semantics == library.semantics
    assert found.files == library.files
    assert dict(found.languages) == {"de": {"semantics": []}}
    assert {path: StoredLibraries().read(found, path) for path in found.files} == files


def test_only_what_is_let_in_is_found_and_all_but_the_refused_is_kept():
    install_library(plain_library("H5P.X 1.0", patch=1))
    install_library(plain_library("H5P.X 1.0", patch=2), state=VersionState.WAITING)
    install_library(plain_library("H5P.X 1.0", patch=3), state=VersionState.REFUSED)
    install_library(plain_library("H5P.New 1.0"), state=VersionState.WAITING)
    playing, reading = StoredLibraries(), StoredLibraries(only_in_use=False)

    assert playing.find(X).patch == 1
    assert playing.find(LibraryName("H5P.New", 1, 0)) is None
    assert set(playing.names()) == {X}
    assert reading.find(X).patch == 2
    assert len(list(reading.names())) == 2
    assert [playing.kept(X, patch) is not None for patch in (1, 2, 3)] == [True, True, False]
    with pytest.raises(KeyError):
        playing.read(playing.find(X), "no/such/file.js")


def test_languages_are_read_only_when_somebody_asks(django_assert_num_queries):
    installed(*(plain_library(f"H5P.L{n} 1.0", languages={"de": {}}) for n in range(3)))
    store = StoredLibraries()

    with django_assert_num_queries(1):
        found = [store.find(name) for name in store.names()]
        assert [one.semantics[0]["name"] for one in found] == ["text"] * 3
    with django_assert_num_queries(1):
        assert list(found[0].languages) == ["de"]
        assert found[0].languages["de"] == {}


def test_same_version_with_other_files_is_refused_and_leaves_nothing():
    files = plain_library("H5P.X 1.0")
    install_library(files)
    changed = {**files, "scripts/main.js": b"/* changed */"}
    before = stored("h5p/libraries")

    with pytest.raises(Refused) as refused:
        StoredLibraries().keep(library_from(changed), changed)

    assert refused.value.codes == {"library-differs"}
    assert stored("h5p/libraries") == before
    assert H5PLibraryVersion.objects.count() == 1


def test_the_same_again_is_kept_once():
    files = plain_library("H5P.X 1.0")
    install_library(files)
    before = stored("h5p/libraries")

    StoredLibraries().keep(library_from(files), files)

    assert H5PLibraryVersion.objects.get().state == VersionState.APPROVED
    assert stored("h5p/libraries") == before


def test_what_is_kept_is_found_by_the_same_store_and_permissions_are_noted():
    store = StoredLibraries(only_in_use=False)
    assert store.find(X) is None
    files = library_files("EmbeddedJS 1.0", js="eval('1')")

    store.keep(library_from(files), files)

    assert store.find(LibraryName("EmbeddedJS", 1, 0)) is not None
    assert H5PLibraryVersion.objects.get().permissions == ["unsafe-eval"]


def test_longest_name_fits_its_columns():
    name = "H5P." + "L" * 251
    row = install_library(plain_library(f"{name} 99999.99999", patch=99999))

    assert (row.machine_name, row.in_use.patch) == (name, 99999)
    assert len(row.in_use.archive) <= 200


def test_archive_gives_one_file_or_none():
    row = install_library(plain_library("H5P.X 1.0"))

    assert read_from_archive(row.in_use.archive, "styles/main.css") == b".x{}"
    assert read_from_archive(row.in_use.archive, "../settings.py") is None


def test_carried_code_stands_beside_what_is_kept():
    install_library(plain_library("H5P.X 1.0"))
    files = plain_library("H5P.New 1.0")
    new = library_from(files)
    store = Together([new], StoredLibraries(), lambda library: files)

    assert set(store.names()) == {X, new.name}
    assert store.read(store.find(new.name), "styles/main.css") == b".x{}"
    assert store.read(store.find(X), "scripts/main.js") == b"/* H5P.X 1.0 */"
    assert store.kept(X, 0).patch == 0
    store.keep(new, files)
    assert H5PLibrary.objects.filter(machine_name="H5P.New").exists()


def test_files_are_kept_by_what_they_are_and_under_names_that_say_nothing():
    kept = StoredFiles()

    kept.keep("images/a.png", io.BytesIO(png()))
    kept.keep("images/b.png", io.BytesIO(b"<svg onload='x()'>"))

    a, b = kept.files["images/a.png"], kept.files["images/b.png"]
    assert (a["type"], a["size"]) == ("image/png", len(png()))
    assert b["type"] == "application/octet-stream"
    assert a["name"].startswith("h5p/files/")
    assert "png" not in a["name"]
    with kept.open("images/a.png") as source:
        assert source.read() == png()
    kept.discard()
    assert not default_storage.exists(a["name"])


def test_manifest_and_files_of_a_version():
    version = make_activity(
        params={"picture": {"path": "images/a.png", "mime": "image/png"}},
        files={"images/a.png": png()},
    ).current

    assert manifest_of(version).main == X
    assert manifest_of(version).title == "Six questions"
    assert list(StoredFiles(version).paths()) == ["images/a.png"]
    with pytest.raises(KeyError):
        StoredFiles(version).open("images/b.png")


def stored(folder: str) -> set[str]:
    return set(default_storage.listdir(folder)[1])
