import io
import stat
import struct
import zipfile

import pytest

from content.h5p.archive import open_archive
from content.h5p.limits import Limits
from content.h5p.paths import is_junk
from content.h5p.problems import Refused
from tests.factories.h5p.broken import patched, with_raw_entry
from tests.factories.h5p.packages import zip_bytes


def opened(data: bytes, **limits: int):
    return open_archive(io.BytesIO(data), Limits(**limits))


def refusal(data: bytes, **limits: int) -> Refused:
    with pytest.raises(Refused) as refused:
        opened(data, **limits)
    return refused.value


def read_refusal(data: bytes, **limits: int) -> Refused:
    archive = opened(data, **limits)
    with pytest.raises(Refused) as refused:
        archive.read(archive.folders["content"]["a.txt"])
    return refused.value


def streamed(entries: dict[str, bytes]) -> bytes:
    """As a program writes that cannot go back: sizes after each file."""

    class Forward(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *args):
            raise OSError

    target = Forward()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in entries.items():
            archive.writestr(path, data)
    return target.getvalue()


TEXT = zip_bytes({"content/a.txt": b"words " * 100, "h5p.json": b"{}"})


@pytest.mark.parametrize("make", [zip_bytes, streamed])
def test_files_are_found_by_folder_and_read_as_they_are(make):
    data = make({"h5p.json": b"{}", "content/a.txt": b"words", "content/b/c.txt": b"x" * 300_000})
    archive = opened(data)

    assert {top: list(files) for top, files in archive.folders.items()} == {
        "content": ["a.txt", "b/c.txt"]
    }
    assert archive.read(archive.root["h5p.json"]) == b"{}"
    assert archive.verify(archive.folders["content"]["b/c.txt"]) == b"x" * 1024
    with archive.open(archive.folders["content"]["b/c.txt"]) as file:
        assert file.read(7) == b"x" * 7
        assert len(file.read()) == 299_993


def test_two_files_are_read_at_the_same_time():
    archive = opened(zip_bytes({"content/a": b"a" * 600_000, "content/b": b"b" * 600_000}))
    first, second = (archive.open(archive.folders["content"][name]) for name in "ab")

    read = [first.read(300_000), second.read(300_000), first.read(), second.read()]

    assert read == [b"a" * 300_000, b"b" * 300_000] * 2


def test_folders_and_litter_are_left_out_without_a_word():
    litter = ["__MACOSX/._h5p.json", ".DS_Store", "content/.gitkeep", "content/_old/a.txt"]
    names = ["content/", *litter, "content/a.txt"]

    archive = opened(zip_bytes({name: b"" if name.endswith("/") else b"x" for name in names}))

    assert archive.root == {}
    assert {top: list(files) for top, files in archive.folders.items()} == {"content": ["a.txt"]}
    assert [is_junk(name) for name in ("a/.b", "a_b/c_d.txt", "a.b/c")] == [True, False, False]


@pytest.mark.parametrize(
    "name",
    [
        "../evil.txt", "content/../../evil.txt", "/etc/passwd", "content\\..\\evil.txt", "C:/a.txt",
        "C:\\a.txt", "content//a.txt", "./h5p.json", "content/a\x07.txt", "content/a\x00.txt",
        "__MACOSX/../a.txt", "http://a/b.txt", "content/..", "//server/a.txt",
    ],
)  # fmt: skip
def test_no_name_leads_out_of_the_package(name):
    refused = refusal(with_raw_entry(name))

    assert refused.codes == {"unsafe-path"}
    assert refused.problems[0].where


@pytest.mark.parametrize(
    ("mode", "name"),
    [(stat.S_IFLNK, "a"), (stat.S_IFIFO, "a"), (stat.S_IFCHR, "a"), (stat.S_IFSOCK, "a"),
     (stat.S_IFDIR, "a"), (stat.S_IFLNK, "a/")],
)  # fmt: skip
def test_only_files_and_folders_are_taken(mode, name):
    assert refusal(with_raw_entry(name, b"", mode=mode)).codes == {"not-a-regular-file"}


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["content/A.png", "content/a.png"], "name-collision"),
        (["content/stra\u00dfe.txt", "content/STRASSE.txt"], "name-collision"),
        (["content/caf\u00e9.txt", "content/cafe\u0301.txt"], "name-collision"),
        (["content/a", "content/a/b.txt"], "name-collision"),
        (["content/A/b.txt", "content/a/c.txt"], "name-collision"),
    ],
)
def test_names_some_computers_cannot_tell_apart_are_refused(names, code):
    assert refusal(zip_bytes(dict.fromkeys(names, b"x"))).codes == {code}


def test_a_name_that_is_there_twice_is_refused():
    refused = refusal(with_raw_entry("x", times=2))

    assert [(one.code, one.where) for one in refused.problems] == [("duplicate-entry", "x")]


@pytest.mark.parametrize(
    "data",
    [
        b"", b"no zip at all", TEXT[:-10], TEXT[: len(TEXT) // 2], b"#!/bin/sh\n" + TEXT,
        TEXT + b"behind", TEXT[1:],
        patched(TEXT, "h5p.json", offset=0), patched(TEXT, "h5p.json", offset=2**31),
        patched(TEXT, "content/a.txt", packed=2**30),
        patched(TEXT, "content/a.txt", size=0xFFFFFFFF),
        patched(TEXT, "content/a.txt", offset=0xFFFFFFFF),
        TEXT[:-22] + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 2**32 - 1, 0, 0),
        TEXT[:-22] + struct.pack("<4s4H2LH", b"PK\5\6", 1, 0, 2, 2, 0, 0, 0),
    ],
)  # fmt: skip
def test_an_archive_that_is_not_one_whole_zip_is_refused(data):
    assert refusal(data).codes == {"unable-to-unzip"}


def test_a_comment_does_no_harm():
    target = io.BytesIO(TEXT)
    with zipfile.ZipFile(target, "a") as archive:
        archive.comment = b"PK\x05\x06 made by hand"

    assert opened(target.getvalue()).root.keys() == {"h5p.json"}


def test_an_archive_without_files_is_refused():
    assert refusal(zip_bytes({})).codes == {"empty-package"}


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"flags": 1}, "encrypted"), ({"method": 14}, "unknown-compression"),
     ({"method": 9}, "unknown-compression")],
)  # fmt: skip
def test_locked_and_strangely_packed_files_are_refused(fields, code):
    refused = refusal(patched(TEXT, "content/a.txt", **fields))

    assert [(one.code, one.where) for one in refused.problems] == [(code, "content/a.txt")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (patched(TEXT, "content/a.txt", size=599), "size-lies"),
        (patched(TEXT, "content/a.txt", size=601), "size-lies"),
        (patched(TEXT, "content/a.txt", crc=7), "damaged-file"),
        (patched(TEXT, "content/a.txt", method=0), "size-lies"),
        (patched(TEXT, "content/a.txt", also_local=False, method=0), "unable-to-unzip"),
        (TEXT.replace(b"content/a.txt", b"content/b.txt", 1), "unable-to-unzip"),
        (zip_bytes({"content/a.txt": b"\0" * 3_000_000}), "compression-ratio"),
        (patched(zip_bytes({"content/a.txt": b"w" * 5000}, compression=0), "content/a.txt", size=9),
         "size-lies"),
        (patched(zip_bytes({"content/a.txt": b"\xff" * 99}, compression=0), "content/a.txt",
                 method=8), "damaged-file"),
    ],
)  # fmt: skip
def test_real_bytes_are_counted_while_a_file_is_read(data, code):
    refused = read_refusal(data)

    assert refused.codes == {code}
    assert refused.problems[0].where == "content/a.txt"


def test_what_is_refused_is_also_refused_while_a_content_file_is_copied():
    archive = opened(patched(TEXT, "content/a.txt", size=599))

    with pytest.raises(Refused), archive.open(archive.folders["content"]["a.txt"]) as file:
        file.read()


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ({"package_bytes": 100}, "package-too-large"),
        ({"entries": 1}, "too-many-files"),
        ({"total_bytes": 601}, "total-size-too-large"),
        ({"depth": 0}, "path-too-deep"),
        ({"path_chars": 12}, "path-too-long"),
    ],
)
def test_limits_are_kept_before_anything_is_unpacked(limits, code):
    assert refusal(TEXT, **limits).codes == {code}


def test_one_file_may_be_too_large():
    assert read_refusal(TEXT, file_bytes=599).codes == {"file-size-too-large"}


def test_fifty_of_a_kind_are_told_and_how_many_more():
    refused = refusal(zip_bytes({f"content/{number}\\.txt": b"x" for number in range(60)}))

    assert len(refused.problems) == 51
    assert "10 more" in refused.problems[-1].message
