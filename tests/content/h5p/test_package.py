import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.h5p.digests import digest_of, stored_file
from content.h5p.first_bytes import content_file_problem
from content.h5p.limits import Limits
from content.h5p.memory import MemoryLibraries
from content.h5p.names import LibraryName, parse_library_name
from content.h5p.package import read_library_pack, read_package
from content.h5p.problems import Refused
from tests.factories.h5p.broken import (
    FOLDER,
    MAIN,
    PNG,
    choice_files,
    read,
    refusal_of,
    sound_entries,
    with_entries,
)
from tests.factories.h5p.packages import dependency, library_files, package_bytes, zip_bytes

NAME = LibraryName("H5P.Choice", 1, 2)


def read_pack(data: bytes, libraries: MemoryLibraries | None = None):
    return read_library_pack(io.BytesIO(data), libraries=libraries or MemoryLibraries())


def test_a_package_gives_its_content_its_libraries_and_their_files():
    files = choice_files(
        languages={"de": {"semantics": []}, "pt-br": {"semantics": []}}, css="p {}", patch=4
    )
    heard = []

    package = read_package(
        io.BytesIO(
            package_bytes(
                MAIN, {"q": [1]}, libraries={MAIN: files}, content_files={"images/a.png": PNG}
            )
        ),
        libraries=MemoryLibraries(),
        progress=lambda done, total: heard.append((done, total)),
    )

    (library,) = package.new
    assert (library.name, library.version, library.is_runnable) == (NAME, "1.2.4", True)
    assert library.semantics == json.loads(files["semantics.json"])
    assert set(library.languages) == {"de", "pt-br"}
    assert library.digest == digest_of({path: stored_file(data) for path, data in files.items()})
    assert package.files_of(library) == files
    assert package.manifest.main == NAME
    assert package.params == {"q": [1]}
    assert package.content_paths == ("images/a.png",)
    assert package.open("images/a.png").read() == PNG
    assert (package.known, package.older, package.missing, package.warnings) == ((), (), (), ())
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)
    assert heard[-1] == (heard[-1][1], sum(map(len, [*files.values(), PNG, b'{"q": [1]}'])))
    with pytest.raises(KeyError):
        package.open("images/b.png")


def test_what_is_kept_is_recognised_and_not_unpacked_again():
    store = MemoryLibraries()
    kept = store.add(choice_files(patch=3))
    data = package_bytes(MAIN, {}, libraries={MAIN: choice_files(patch=3)})
    at = data.index(f"{FOLDER}/scripts/main.js".encode())
    damaged = data[: at + 40] + b"\xff\xff" + data[at + 42 :]

    package = read(damaged, store)

    assert (package.new, package.known, package.older) == ((), (kept,), ())


@pytest.mark.parametrize("folder", [FOLDER, "H5P.Choice"])
@pytest.mark.parametrize("in_use", [True, False])
def test_the_same_version_with_other_files_is_refused(folder, in_use):
    store = MemoryLibraries()
    store.add(choice_files(patch=3), in_use=in_use)
    changed = choice_files(patch=3, js="steal()")

    refused = refusal_of(
        with_entries({f"{folder}/{path}": data for path, data in changed.items()}, library={}),
        store,
    )

    assert [(one.code, one.where) for one in refused.problems] == [("library-differs", folder)]
    assert "1.2.3 of H5P.Choice" in refused.problems[0].message


def test_a_lower_patch_is_not_wanted_and_a_higher_one_is_new():
    store = MemoryLibraries()
    store.add(choice_files(patch=3))

    lower = read(package_bytes(MAIN, {}, libraries={MAIN: choice_files(patch=2)}), store)
    higher = read(package_bytes(MAIN, {}, libraries={MAIN: choice_files(patch=4)}), store)

    assert ([one.version for one in lower.older], lower.new) == (["1.2.2"], ())
    assert ([one.version for one in higher.new], higher.older) == (["1.2.4"], ())


def test_a_version_that_waits_for_approval_is_known_and_enough():
    store = MemoryLibraries()
    kept = store.add(choice_files(patch=3), in_use=False)

    package = read(package_bytes(MAIN, {}, libraries={MAIN: choice_files(patch=3)}), store)

    assert package.known == (kept,)


def test_what_is_missing_is_named_exactly_through_what_is_kept():
    store = MemoryLibraries()
    store.add(library_files("H5P.Image 1.1", dynamic=("H5P.Zoom 3.0",)))
    files = choice_files(needs=("H5P.Image 1.1",), dynamic=("H5P.Sound 2.5",), editor=("E.X 1.0",))

    refused = refusal_of(
        package_bytes(MAIN, {}, libraries={MAIN: files}, needs=("A.B 1.0",)), store
    )

    assert refused.codes == {"missing-required-library"}
    assert {one.where for one in refused.problems} == {"A.B 1.0", "H5P.Sound 2.5", "H5P.Zoom 3.0"}
    assert all(one.where in one.message for one in refused.problems)


def test_a_newer_minor_stands_in_with_a_word_and_an_older_does_not():
    store = MemoryLibraries()
    store.add(choice_files(majorVersion=1, minorVersion=4))

    package = read(package_bytes("H5P.Choice 1.3", {}), store)
    refused = refusal_of(package_bytes("H5P.Choice 1.5", {}), store)

    assert [(one.code, one.where) for one in package.warnings] == [
        ("newer-library-used", "H5P.Choice 1.3")
    ]
    assert refused.codes == {"missing-required-library"}


def test_all_that_is_wrong_is_told_at_once():
    data = with_entries(
        {
            "content/content.json": b"[]",
            "content/page.html": b"<html>",
            f"{FOLDER}/semantics.json": b"{",
            f"{FOLDER}/language/de.json": b"nothing",
            f"{FOLDER}/language/de_DE.json": b"{}",
            f"{FOLDER}/run.exe": b"MZ",
            f"{FOLDER}/library.json": choice_files(
                preloadedCss=[{"path": "gone.css"}], coreApi={"majorVersion": 2, "minorVersion": 0}
            )["library.json"],
            "docs/readme.txt": b"x",
            "no library/x.js": b"x",
        },
        needs=("H5P.Gone 1.0",),
    )

    assert refusal_of(data).codes == {
        "invalid-content-folder", "not-in-whitelist", "invalid-semantics-json-file",
        "invalid-language-file", "library-missing-file", "api-version-unsupported",
        "invalid-library-json-file", "invalid-library-name", "missing-required-library",
    }  # fmt: skip


def test_a_broken_library_is_not_called_missing_too():
    for path in ("library.json", "semantics.json"):
        refused = refusal_of(with_entries({f"{FOLDER}/{path}": b"{"}))

        assert "missing-required-library" not in refused.codes


def test_semantics_are_judged_by_the_engine():
    refused = refusal_of(
        package_bytes(MAIN, {}, libraries={MAIN: choice_files(semantics=[{"type": "riddle"}])})
    )

    assert refused.codes == {"semantics-unknown-type"}


def test_a_library_is_carried_once():
    twice = {f"H5P.Choice/{path}": data for path, data in choice_files().items()}

    assert refusal_of(with_entries(twice)).codes == {"duplicate-library"}


@pytest.mark.parametrize(
    ("moved", "words"),
    [
        ({"h5p.json": "H5P.JSON"}, "It is called H5P.JSON"),
        ({"content/content.json": "Content/content.json"}, "It is called Content"),
        ({"content/content.json": "content/Content.json"}, "It is called Content.json"),
        ({f"{FOLDER}/library.json": f"{FOLDER}/Library.json"}, "It is called Library.json"),
        ({f"{FOLDER}/semantics.json": f"{FOLDER}/Semantics.json"}, "It is called Semantics.json"),
        ({f"{FOLDER}/scripts/main.js": f"{FOLDER}/Scripts/main.js"}, "called Scripts/main.js"),
    ],
)
def test_wrong_capitals_are_refused_with_a_hint(moved, words):
    entries = {moved.get(path, path): data for path, data in sound_entries().items()}

    assert words in str(refusal_of(zip_bytes(entries)))


def test_a_folder_that_was_packed_with_its_own_name_is_told_so():
    refused = refusal_of(zip_bytes({f"quiz/{path}": one for path, one in sound_entries().items()}))

    assert [one.code for one in refused.problems] == ["invalid-h5p-json-file"]
    assert "lies in a folder, “quiz”" in refused.problems[0].message


def test_a_pack_of_libraries_needs_no_activity_and_ignores_one():
    files = library_files("H5P.Image 1.1", needs=("H5P.Zoom 3.0",))

    pack = read_pack(package_bytes(libraries={"H5P.Image 1.1": files}))
    beside = read_pack(with_entries({"h5p.json": b"{", "content/evil.php": b"x"}))

    assert (pack.manifest, pack.params, pack.content_paths) == (None, {}, ())
    assert [one.name for one in pack.new] == [LibraryName("H5P.Image", 1, 1)]
    assert pack.missing == (LibraryName("H5P.Zoom", 3, 0),)
    assert [one.where for one in pack.warnings] == ["H5P.Zoom 3.0"]
    assert [one.name for one in beside.new] == [NAME]
    with pytest.raises(Refused) as refused:
        read_pack(package_bytes(MAIN, {}))
    assert refused.value.codes == {"no-libraries"}


def test_a_json_file_over_its_limit_is_not_read():
    data = with_entries({f"{FOLDER}/language/de.json": b'{"a": "' + b"a b" * 300 + b'"}'})

    with pytest.raises(Refused) as refused:
        read_package(io.BytesIO(data), libraries=MemoryLibraries(), limits=Limits(json_bytes=800))

    assert refused.value.codes == {"invalid-language-file"}


WAVE = b"RIFF\x00\x00\x00\x00WAVEfmt " + bytes(20)
FILM = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(20)


@pytest.mark.parametrize(
    ("path", "head", "verdict"),
    [
        ("a.png", PNG, "right"), ("a.PNG", PNG, "right"), ("a.wav", WAVE, "right"),
        ("a.mp4", FILM, "right"), ("a.png", b"", "right"), ("a.txt", b"BMW and MZ", "right"),
        ("a.mp3", b"unknown", "right"), ("a.json", b'{"a": 1}', "right"),
        ("a.jpeg", b"\xff\xd8\xff\xe0" + bytes(20), "right"),
        ("a.jpg", PNG, "other"), ("a.m4a", FILM, "other"), ("a.mp3", WAVE, "other"),
        ("a.png", b"<svg onload=x>", "refused"), ("a.txt", b" \n<ScRiPt>", "refused"),
        ("a.txt", b"\xef\xbb\xbf<!DOCTYPE html>", "refused"), ("a.jpg", b"<?xml ?>", "refused"),
        ("a.mp4", b"<b>", "refused"), ("a.csv", b"<html>", "refused"),
        ("a.md", b"<!-- x", "refused"),
        ("a.png", FILM, "refused"), ("a.png", b"PK\x03\x04" + bytes(60), "refused"),
        ("a.mp3", b"\x7fELF" + bytes(60), "refused"), ("a.png", b"MZ" + bytes(60), "refused"),
        ("a.txt", b"MZ" + bytes(60), "refused"), ("a.mp4", b"%PDF-1.7 x", "refused"),
    ],
)  # fmt: skip
def test_first_bytes_may_not_contradict_the_name(path, head, verdict):
    refused, remark = content_file_problem(path, head)

    assert (bool(refused), bool(remark)) == (verdict == "refused", verdict == "other")


def test_a_content_file_that_is_something_else_is_refused_and_another_picture_only_told():
    refused = refusal_of(with_entries({"content/images/a.png": b"<svg onload='x()'>"}))
    package = read(with_entries({"content/images/a.jpg": PNG}))

    assert [(one.code, one.where) for one in refused.problems] == [
        ("content-file-contradicts", "content/images/a.png")
    ]
    assert [one.code for one in package.warnings] == ["content-file-other-kind"]


@st.composite
def packs(draw):
    """Libraries that need earlier ones, with files of all kinds they may carry."""
    count = draw(st.integers(1, 6))
    names = [f"H5P.L{number} {draw(st.integers(0, 99999))}.{number}" for number in range(count)]
    parts = st.from_regex(r"[a-z0-9 äЖ漢-]{1,8}", fullmatch=True)
    endings = st.sampled_from([".js", ".css", ".svg", ".png", ".woff2", ".JS"])
    return {
        name: library_files(
            name,
            patch=draw(st.integers(0, 99999)),
            needs=tuple(draw(st.sets(st.sampled_from(names[:index])))) if index else (),
            more_files={
                f"{folder}/{index}{ending}": draw(st.binary(max_size=200))
                for index, (folder, ending) in enumerate(draw(st.lists(st.tuples(parts, endings))))
            },
        )
        for index, name in enumerate(names)
    }


@given(packs())
@settings(max_examples=60, deadline=None)
def test_what_is_packed_comes_out_and_is_known_the_second_time(files):
    main = next(iter(files))
    data = package_bytes(main, {}, libraries=files, needs=tuple(files)[1:])
    store = MemoryLibraries()

    package = read(data, store)
    for library in package.new:
        store.keep(library, package.files_of(library))
    again = read(data, store)

    assert {str(one.name): package.files_of(one) for one in package.new} == files
    assert {one.name for one in again.known} == {parse_library_name(name) for name in files}
    assert again.new == ()
    assert dependency(main)["machineName"] == again.manifest.main_library
