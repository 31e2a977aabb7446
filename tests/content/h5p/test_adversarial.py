"""The packages that official and other hosts took, hung on or let escape (h5p.md 6.4), by name."""

import json
import stat
import time
import unicodedata
import zipfile
from collections.abc import Callable

import pytest

from content.h5p.memory import MemoryLibraries
from tests.factories.h5p.broken import (
    FOLDER,
    MAIN,
    PNG,
    choice_files,
    patched,
    read,
    refusal_of,
    sound_entries,
    with_entries,
    with_raw_entry,
    without_entry,
)
from tests.factories.h5p.packages import as_json, manifest, package_bytes, zip_bytes

Make = Callable[[], bytes]


def sound() -> bytes:
    return with_entries({})


def with_content(data: bytes) -> bytes:
    return with_entries({"content/content.json": data})


def with_library(**changes: object) -> bytes:
    return with_entries({}, library=choice_files(**changes))


def with_manifest(**changes: object) -> bytes:
    return with_entries({"h5p.json": as_json({**manifest(MAIN), **changes})})


def with_path_for_js(path: str) -> bytes:
    return with_library(preloadedJs=[{"path": path}])


def with_lzma() -> bytes:
    return zip_bytes(sound_entries(), compression=zipfile.ZIP_LZMA)


def moved(before: str, after: str) -> bytes:
    return zip_bytes(
        {name.replace(before, after, 1): data for name, data in sound_entries().items()}
    )


REFUSED: dict[str, tuple[Make, str]] = {
    "parent folder": (lambda: with_raw_entry("../evil.js"), "unsafe-path"),
    "parent folder below content": (lambda: with_raw_entry("content/../../e.js"), "unsafe-path"),
    "absolute path": (lambda: with_raw_entry("/etc/passwd"), "unsafe-path"),
    "backslash": (lambda: with_raw_entry("content\\..\\..\\evil.js"), "unsafe-path"),
    "drive": (lambda: with_raw_entry("C:/evil.js"), "unsafe-path"),
    "drive with backslash": (lambda: with_raw_entry("C:\\evil.js"), "unsafe-path"),
    "symlink": (
        lambda: with_raw_entry("content/a.txt", b"/etc/passwd", mode=stat.S_IFLNK | 0o777),
        "not-a-regular-file",
    ),
    "bomb of zeros": (
        lambda: with_entries({"content/a.txt": bytes(20_000_000)}), "compression-ratio",
    ),
    "30 000 files": (
        lambda: zip_bytes({f"content/{number}": b"" for number in range(8001)}, compression=0),
        "too-many-files",
    ),
    "declared size lies": (
        lambda: patched(with_entries({"content/a.txt": b"words" * 99}), "content/a.txt", size=9),
        "size-lies",
    ),
    "declared size lies with zip64": (
        lambda: patched(sound(), "h5p.json", size=0xFFFFFFFF, packed=0xFFFFFFFF),
        "unable-to-unzip",
    ),
    "two files on the same bytes": (
        lambda: patched(sound(), "content/content.json", offset=0), "unable-to-unzip",
    ),
    "duplicate h5p.json": (lambda: with_raw_entry("h5p.json", b"{}"), "duplicate-entry"),
    "names that differ by case": (
        lambda: with_entries({"content/a.png": PNG, "content/A.png": PNG}), "name-collision",
    ),
    "names that differ by composition": (
        lambda: with_entries(
            {f"content/{unicodedata.normalize(form, 'é')}.png": PNG for form in ("NFC", "NFD")}
        ),
        "name-collision",
    ),
    "encrypted": (lambda: patched(sound(), "h5p.json", flags=1), "encrypted"),
    "lzma": (with_lzma, "unknown-compression"),
    "prefixed": (lambda: b"MZ" + sound(), "unable-to-unzip"),
    "truncated": (lambda: sound()[:-30], "unable-to-unzip"),
    "no zip": (lambda: b"<html>", "unable-to-unzip"),
    "empty zip": (lambda: zip_bytes({}), "empty-package"),
    "path on which patterns hang": (
        lambda: with_path_for_js("a" * 40 + "!"), "illegal-option-in-library",
    ),
    "path out of the library": (
        lambda: with_path_for_js("../../x.js"), "illegal-option-in-library",
    ),
    "language name on which patterns hang": (
        lambda: with_library(more_files={"language/" + "a" * 60 + "!.json": b"{}"}),
        "invalid-language-file",
    ),
    "depth 600": (
        lambda: with_content(b'{"a":' + b"[" * 600 + b"]" * 600 + b"}"), "invalid-content-folder",
    ),
    "depth 100 000": (lambda: with_content(b'{"a":' * 100_000), "invalid-content-folder"),
    "NaN": (lambda: with_content(b'{"a": NaN}'), "invalid-content-folder"),
    "6000 digits": (
        lambda: with_content(b'{"a": ' + b"9" * 6000 + b"}"), "invalid-content-folder",
    ),
    "lone surrogate": (lambda: with_content(b'{"a": "\\ud800"}'), "invalid-content-folder"),
    "NUL": (lambda: with_content(b'{"a": "\\u0000"}'), "invalid-content-folder"),
    "duplicate keys": (lambda: with_content(b'{"a": 1, "a": 2}'), "invalid-content-folder"),
    "content is a list": (lambda: with_content(b"[]"), "invalid-content-folder"),
    "content is a text": (lambda: with_content(b'"x"'), "invalid-content-folder"),
    "content is null": (lambda: with_content(b"null"), "invalid-content-folder"),
    "no content": (lambda: without_entry("content/content.json"), "invalid-content-folder"),
    "no h5p.json": (lambda: without_entry("h5p.json"), "invalid-h5p-json-file"),
    "UTF-16": (
        lambda: with_content(json.dumps({"a": 1}).encode("utf-16")), "invalid-content-folder",
    ),
    "H5P.JSON": (lambda: moved("h5p.json", "H5P.JSON"), "invalid-h5p-json-file"),
    "Content/": (lambda: moved("content/", "Content/"), "invalid-content-folder"),
    "no libraries": (lambda: package_bytes(MAIN, {}), "missing-required-library"),
    "missing preloaded dependency": (
        lambda: with_library(needs=("H5P.Gone 1.0",)), "missing-required-library",
    ),
    "missing dynamic dependency": (
        lambda: with_library(dynamic=("H5P.Gone 1.0",)), "missing-required-library",
    ),
    "missing preloaded file": (lambda: with_path_for_js("gone.js"), "library-missing-file"),
    "semantics broken": (
        lambda: with_entries({f"{FOLDER}/semantics.json": b"[{"}), "invalid-semantics-json-file",
    ),
    "main library not listed": (
        lambda: with_manifest(mainLibrary="H5P.Other"), "main-library-not-listed",
    ),
    "core of next year": (
        lambda: with_library(coreApi={"majorVersion": 1, "minorVersion": 29}),
        "api-version-unsupported",
    ),
    "folder of another version": (
        lambda: moved(f"{FOLDER}/", "H5P.Choice-1.3/").replace(
            f"{FOLDER}/".encode(), b"H5P.Choice-1.3/"
        ),
        "library-directory-name-mismatch",
    ),
    ".php in content": (lambda: with_entries({"content/a.php": b"x"}), "not-in-whitelist"),
    ".html in content": (lambda: with_entries({"content/a.html": b"x"}), "not-in-whitelist"),
    ".svg in content": (lambda: with_entries({"content/a.svg": b"<svg/>"}), "not-in-whitelist"),
    ".js in content": (lambda: with_entries({"content/a.js": b"x"}), "not-in-whitelist"),
    "no ending in content": (lambda: with_entries({"content/a": b"x"}), "not-in-whitelist"),
    ".php in library": (lambda: with_entries({f"{FOLDER}/a.php": b"x"}), "not-in-whitelist"),
    "page called picture": (
        lambda: with_entries({"content/a.png": b"<!DOCTYPE html>"}), "content-file-contradicts",
    ),
}  # fmt: skip

TAKEN: dict[str, Make] = {
    "sound": sound,
    "BOM": lambda: with_content(b'\xef\xbb\xbf{"a": 1}'),
    "BOM in h5p.json": lambda: with_entries({
        "h5p.json": b"\xef\xbb\xbf" + as_json(manifest(MAIN))
    }),
    "folder entries": lambda: zip_bytes({
        "content/": b"", f"{FOLDER}/": b"", f"{FOLDER}/scripts/": b"", **sound_entries()
    }),
    "folder without version": lambda: zip_bytes({
        name.replace(FOLDER, "H5P.Choice"): data for name, data in sound_entries().items()
    }),
    "year as number": lambda: with_manifest(yearFrom=2019, yearTo="2020"),
    "versions as texts": lambda: with_library(
        majorVersion="1", minorVersion="2", patchVersion="0", runnable="1"
    ),
    "missing editor dependency": lambda: with_library(editor=("H5PEditor.Gone 1.0",)),
    ".php.png": lambda: with_entries({"content/a.php.png": PNG}),
    "svg in library": lambda: with_entries({f"{FOLDER}/a.svg": b"<svg onload='x()'/>"}),
    "html in titles": lambda: with_entries(
        {}, title="<script>x()</script>", library=choice_files(title="<b>Choice</b>")
    ),
    "litter": lambda: with_entries({
        ".DS_Store": b"x", "__MACOSX/._h5p.json": b"x", "content/._a.php": b"x",
        f"{FOLDER}/.git/config": b"x",
    }),
    "other files at the top": lambda: with_entries({"readme.exe": b"MZ"}),
    "keys nobody knows": lambda: with_manifest(invented={"deep": [1]}),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_may_not_come_in_is_refused_by_its_own_code_at_once(name):
    make, code = REFUSED[name]
    data = make()
    start = time.process_time()

    refused = refusal_of(data)

    assert time.process_time() - start < 1
    assert code in refused.codes
    assert all(len(problem.message) > 20 for problem in refused.problems)
    assert all(problem.message.endswith((".", ":")) for problem in refused.problems)


@pytest.mark.parametrize("name", TAKEN)
def test_what_other_hosts_refuse_without_need_is_taken(name):
    package = read(TAKEN[name]())

    assert [str(library.name) for library in package.new] == [MAIN]
    assert package.new[0].metadata["majorVersion"] == 1
    assert not any(path.startswith(("_", ".")) for path in package.content_paths)


def test_without_libraries_those_of_the_site_are_used():
    store = MemoryLibraries()
    store.add(choice_files())

    package = read(package_bytes(MAIN, {}), store)

    assert (package.new, package.known, package.missing) == ((), (), ())


def test_years_and_versions_are_kept_as_numbers():
    found = read(TAKEN["year as number"]()).manifest.metadata

    assert (found["yearFrom"], found["yearTo"]) == (2019, 2020)
