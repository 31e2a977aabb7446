import stat
import zipfile
from contextlib import suppress
from io import BytesIO

import pytest

from content.material.archives import FileToPack, Limits, pack, put, unpack
from content.material.shapes import MaterialErrors

SMALL = Limits(upload=10_000, unpacked=5_000, text=500, count=6, depth=4, ratio=20, small=2_000)


def zipped(*entries, how=zipfile.ZIP_DEFLATED):
    target = BytesIO()
    with zipfile.ZipFile(target, "w", how) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    target.seek(0)
    return target


def unpacked(source, folder, limits=SMALL):
    unpack(source, folder, limits)
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def refusal(source, folder, limits=SMALL):
    with pytest.raises(MaterialErrors) as caught:
        unpack(source, folder, limits)
    return str(caught.value.errors[0])


MODULE = ("tgt/module.yaml", "code: TGT")


@pytest.mark.parametrize("prefix", ["", "tgt/", "Downloads/tgt/"])
def test_the_folder_may_stand_in_others(tmp_path, prefix):
    source = zipped((f"{prefix}module.yaml", "x"), (f"{prefix}files/a.png", b"y"))

    assert unpacked(source, tmp_path) == ["files/a.png", "module.yaml"]


def test_what_machines_leave_behind_is_not_read(tmp_path):
    source = zipped(
        MODULE, ("__MACOSX/tgt/._module.yaml", "x"), ("tgt/.DS_Store", "x"), ("tgt/", "")
    )

    assert unpacked(source, tmp_path) == ["module.yaml"]


@pytest.mark.parametrize(
    "name",
    [
        "../module.yaml", "tgt/../../x.md", "/etc/x.md", "tgt\\..\\x.md", "C:/x.md", "tgt/a\nb.md",
        "tgt/\u202ex.md", "..", "tgt/files/../../../x.md",
    ],
)  # fmt: skip
def test_a_name_that_leads_away_is_refused(tmp_path, name):
    assert "leads out of its folder" in refusal(zipped(MODULE, (name, "x")), tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ([("tgt/a.md", "x")], "There is no module.yaml"),
        ([MODULE, ("coq/module.yaml", "x")], "two modules"),
        ([MODULE, ("coq/a.md", "x")], "beside the module's folder"),
        ([MODULE, ("tgt/run.exe", "x")], "Only .md and .yaml files"),
        ([MODULE, ("tgt/more/a.md", "x")], "Only .md and .yaml files"),
        ([MODULE, ("tgt/files/x", "x")], "this name will not do"),
        ([MODULE, ("tgt/files/a/b.png", "x")], "this name will not do"),
        ([MODULE, ("tgt/A.md", "x"), ("tgt/a.md", "y")], "twice"),
        ([MODULE, *((f"tgt/{n}.md", "x") for n in range(9))], "6 are the most"),
        ([MODULE, ("a/b/c/d/e.md", "x")], "too deep"),
        ([MODULE, ("tgt/a.md", "x" * 501)], "too large: 0 KB"),
        ([MODULE, ("tgt/files/a.png", "x" * 6_000)], "too large"),
    ],
)
def test_what_is_not_as_it_should_be_is_refused(tmp_path, entries, message):
    assert message in refusal(zipped(*entries), tmp_path)


def test_a_file_without_a_name_is_refused(tmp_path):
    data = zipped(("module.yaml", "x"), ("n.md", "y")).getvalue()
    nameless = data.replace(b"n.md", b"\0.md")

    assert "leads out of its folder" in refusal(BytesIO(nameless), tmp_path)


def test_a_link_is_refused(tmp_path):
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(*MODULE)
        info = zipfile.ZipInfo("tgt/a.md")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")

    assert "a link, not a file" in refusal(target, tmp_path)


def test_a_locked_zip_is_refused(tmp_path):
    data = bytearray(zipped(MODULE).getvalue())
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1  # the mark of a password, in the list at the end

    assert "password" in refusal(BytesIO(bytes(data)), tmp_path)


@pytest.mark.parametrize("how", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_packing_is_refused(tmp_path, how):
    assert "unusual way" in refusal(zipped(MODULE, how=how), tmp_path)


def test_much_out_of_little_is_refused_whatever_the_zip_says(tmp_path):
    roomy = Limits(unpacked=10**8, text=10**8, small=1_000, ratio=20)

    assert "too large" in refusal(
        zipped(MODULE, ("tgt/files/a.bin", b"0" * 10**6)), tmp_path, roomy
    )
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) < 70_000


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip", b"PK\x05\x06" + b"\x00" * 18])
def test_what_is_no_zip_is_refused(tmp_path, data):
    assert refusal(BytesIO(data), tmp_path)


def test_every_cut_and_every_turned_byte_is_read_or_refused(tmp_path):
    data = zipped(MODULE, ("tgt/files/a.png", b"abc")).getvalue()
    broken = [data[:at] for at in range(len(data))]
    broken += [data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :] for at in range(len(data))]
    for place, each in enumerate(broken):
        folder = tmp_path / str(place)
        folder.mkdir()
        with suppress(MaterialErrors):
            unpack(BytesIO(each), folder, SMALL)
    assert {path.parent for path in tmp_path.rglob("module.yaml")} <= set(tmp_path.iterdir())


def test_the_same_texts_make_the_same_bytes(tmp_path):
    def packed():
        target = BytesIO()
        pack(target, "tgt", {"module.yaml": "code: É"}, [FileToPack("files/a.png", picture)])
        return target

    def picture():
        return BytesIO(b"picture")

    assert packed().getvalue() == packed().getvalue()
    assert unpacked(packed(), tmp_path) == ["files/a.png", "module.yaml"]
    assert (tmp_path / "module.yaml").read_text(encoding="utf-8") == "code: É"


@pytest.mark.parametrize("name", ["01-start.md", "C:\\Users\\x\\01-start.md", "/tmp/01-start.md"])
def test_one_file_is_put_into_the_folder_under_its_own_name(tmp_path, name):
    path = put(name, BytesIO(b"text"), tmp_path)

    assert path.parent == tmp_path
    assert path.read_bytes() == b"text"


@pytest.mark.parametrize("name", ["", "..", ".md", "a.txt", "a.md\x00.exe", "-x.md"])
def test_one_file_of_another_kind_is_refused(tmp_path, name):
    with pytest.raises(MaterialErrors):
        put(name, BytesIO(b"text"), tmp_path)


def test_one_file_that_is_too_large_is_refused(tmp_path):
    with pytest.raises(MaterialErrors, match="too large"):
        put("a.md", BytesIO(b"x" * 501), tmp_path, SMALL)
