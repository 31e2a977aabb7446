"""What is taken, by its bytes, and what is stored of it. No test here touches a database."""

import zipfile
import zlib
from datetime import date
from io import BytesIO

import pillow_heif
import pytest
from django.core.exceptions import ValidationError
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from assessments.files.rules import clean_name, examine, kind_of, kind_words, reminder_due
from assessments.files.rules.archives import MOST_OF_ONE
from assessments.files.rules.kinds import JPEG, KINDS, PDF, TEXT, size_in_words
from assessments.files.rules.pictures import LONGEST_SIDE, redrawn
from tests.factories.files_of_evidence import (
    office,
    open_document,
    pdf,
    picture,
    relation,
    zipped,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
EMBEDDED_AT = "word/embeddings/Microsoft_Excel_Sheet1.xlsx"


def heic(**saved_with):
    image = Image.open(BytesIO(picture("PNG", size=(64, 64))))
    target = BytesIO()
    pillow_heif.from_pillow(image).save(target, **saved_with)
    return target.getvalue()


def object_stream(words):
    packed = zlib.compress(words)
    head = f"5 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Length {len(packed)} >>\nstream\n"
    return head.encode() + packed + b"\nendstream\nendobj\n"


def with_stream(words):
    return pdf().replace(b"trailer\n", object_stream(words) + b"trailer\n")


def locked_zip():
    data = bytearray(office())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    return bytes(data)


def bomb():
    return office(more={"word/media/big.bin": bytes(60 * 1024 * 1024)})


ACCEPTED = {
    "pdf": (pdf, "PDF"),
    "pdf with packed objects": (lambda: with_stream(b"/Type /Page"), "PDF"),
    "jpeg": (picture, "JPEG picture"),
    "grey jpeg": (lambda: grey("JPEG"), "JPEG picture"),
    "jpeg of two pictures": (lambda: two_pictures("MPO"), "JPEG picture"),
    "png": (lambda: picture("PNG"), "PNG picture"),
    "webp": (lambda: picture("WEBP"), "WebP picture"),
    "heic": (heic, "JPEG picture"),
    "docx": (office, "Word document"),
    "docx with a link": (lambda: office(relations=relation("hyperlink", "http://x")),
                         "Word document"),
    "docx with a chart": (lambda: office(more={EMBEDDED_AT: office("xlsx")}), "Word document"),
    "xlsx": (lambda: office("xlsx"), "Excel workbook"),
    "pptx": (lambda: office("pptx"), "PowerPoint slides"),
    "odt": (open_document, "OpenDocument text"),
    "odt with a link": (lambda: open_document(content='<a xlink:href="http://x"/>'),
                        "OpenDocument text"),
    "odt with a picture": (lambda: open_document(content='<image xlink:href="Pictures/1.png"/>'),
                           "OpenDocument text"),
    "ods": (lambda: open_document("ods"), "OpenDocument spreadsheet"),
    "odp": (lambda: open_document("odp"), "OpenDocument slides"),
    "text": (lambda: "Notes – café, 10 ≥ 9\r\n\tnext".encode(), "Plain text"),
    "text from Windows": (lambda: b"\xef\xbb\xbfNotes", "Plain text"),
    "text that begins as a bitmap does": (lambda: b"BM is a colleague.", "Plain text"),
}  # fmt: skip

REFUSED = {
    "empty": (lambda: b"", "empty"),
    "too large": (lambda: b"a" * 2001, "too_large"),
    "only spaces": (lambda: b"  \n ", "empty"),
    "gif": (lambda: picture("GIF"), "unknown"),
    "tiff": (lambda: picture("TIFF"), "unknown"),
    "svg": (lambda: b'<svg xmlns="s"><script>alert(1)</script></svg>', "markup"),
    "html": (lambda: b"\n<!DOCTYPE html><p>Hello", "markup"),
    "script": (lambda: b"#!/bin/sh\nid", "markup"),
    "rtf": (lambda: b"{\\rtf1 Hello}", "markup"),
    "php": (lambda: b"<?php system('id');", "markup"),
    "program": (lambda: b"MZ\x90\x00" + bytes(200), "unknown"),
    "film": (lambda: b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(40), "film"),
    "sound": (lambda: b"ID3\x03\x00" + bytes(40), "film"),
    "latin-1": (lambda: "café".encode("latin-1"), "unknown"),
    "turned words": (lambda: b"a\x00b", "unknown"),
    "pdf after junk": (lambda: b"GIF89a junk\n" + pdf(), "two_in_one"),
    "pdf without an end": (lambda: pdf()[:-8], "broken_pdf"),
    "pdf of no version": (lambda: pdf().replace(b"1.7", b"x.y"), "broken_pdf"),
    "locked pdf": (lambda: pdf(trailer="/Encrypt 3 0 R "), "locked"),
    "pdf with a script": (lambda: pdf(extra="/OpenAction << /S /JavaScript /JS (x) >> "), "runs"),
    "pdf that starts a program": (lambda: pdf(extra="/OpenAction << /S /Launch >> "), "runs"),
    "pdf with a packed script": (lambda: with_stream(b"<< /S /JavaScript >>"), "runs"),
    "pdf with a file inside": (lambda: pdf(extra="/Names << /EmbeddedFiles 4 0 R >> "), "runs"),
    "pdf that is a zip": (lambda: pdf() + zipped({"a": "b"}), "two_in_one"),
    "picture that is a zip": (lambda: picture() + zipped({"a": "b"}), "two_in_one"),
    "picture that is a pdf": (lambda: picture(comment=pdf()), "two_in_one"),
    "half a picture": (lambda: picture("PNG", (90, 90))[:-30], "broken_picture"),
    "head of a jpeg": (lambda: b"\xff\xd8\xff\xe0" + bytes(64), "broken_picture"),
    "no heic": (lambda: b"\x00\x00\x00\x18ftypheic" + bytes(64), "broken_picture"),
    "moving picture": (lambda: two_pictures("WEBP"), "moving_picture"),
    "moving png": (lambda: two_pictures("PNG"), "moving_picture"),
    "zip": (lambda: zipped({"a.txt": "b"}), "zip"),
    "zip after zip": (lambda: b"PK\x03\x04junk" + office(), "damaged"),
    "zip with a tail": (lambda: office() + b"<script>", "damaged"),
    "half a zip": (lambda: office()[:-30], "damaged"),
    "locked zip": (locked_zip, "locked"),
    "name out of the zip": (lambda: office(more={"../up.xml": "x"}), "damaged"),
    "same name twice": (lambda: office(more={"WORD/document.xml": "x"}), "damaged"),
    "too good to be true": (bomb, "damaged"),
    "two kinds": (lambda: zipped({"[Content_Types].xml": both_kinds()}), "zip"),
    "entities": (lambda: office(relations='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "damaged"),
    "macros": (lambda: office(more={"word/vbaProject.bin": b"x"}), "macros"),
    "old macros": (lambda: office("xlsx", more={"xl/macrosheets/sheet1.xml": "x"}), "macros"),
    "controls": (lambda: office(more={"word/activeX/activeX1.bin": b"x"}), "macros"),
    "docm called docx": (lambda: office(
        main_type="application/vnd.ms-word.document.macroEnabled.main+xml"), "macros"),
    "template elsewhere": (lambda: office(relations=relation("attachedTemplate", "http://x/t")),
                           "fetches"),
    "picture elsewhere": (lambda: office(relations=relation("image", "http://x/p.png")),
                          "fetches"),
    "program embedded": (lambda: office(more={"word/embeddings/oleObject1.bin": OLE}), "embedded"),
    "program by relation": (lambda: office(relations=relation("oleObject", "o", outside=False)),
                            "embedded"),
    "macros in the chart": (lambda: office(more={
        EMBEDDED_AT: office("xlsx", more={"xl/vbaProject.bin": b"x"})}), "macros"),
    "chart in the chart": (lambda: office(more={
        EMBEDDED_AT: office("xlsx", more={"xl/embeddings/a.xlsx": office("xlsx")})}), "embedded"),
    "old office": (lambda: OLE, "old_office"),
    "locked office": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "locked"),
    "locked odt": (lambda: open_document(entry="<encryption-data/>"), "locked"),
    "odt with macros": (lambda: open_document(more={"Basic/Standard/M.xml": "x"}), "macros"),
    "odt that listens": (lambda: open_document(content="<event-listener/>"), "macros"),
    "odt with an object": (lambda: open_document(
        entry='</file-entry><file-entry media-type="application/vnd.sun.star.oleobject">'),
        "embedded"),
    "odt with a plugin": (lambda: open_document(content='<plugin xlink:href="a"/>'), "embedded"),
    "odt with a picture elsewhere": (lambda: open_document(
        content='<image xlink:href="https://x/p.png"/>'), "fetches"),
    "formula": (lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.formula"}), "zip"),
}  # fmt: skip


def grey(kind):
    target = BytesIO()
    Image.new("L", (20, 20), 90).save(target, kind)
    return target.getvalue()


def two_pictures(kind):
    first, second = (Image.new("RGB", (20, 20), colour) for colour in ("teal", "orange"))
    target = BytesIO()
    first.save(target, kind, save_all=True, append_images=[second])
    return target.getvalue()


def both_kinds():
    one, other = (f'<Override ContentType="{kind.media_type}.main+xml"/>' for kind in KINDS[6:8])
    return f"<Types>{one}{other}</Types>"


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_is_taken(name):
    make, words = ACCEPTED[name]

    assert examine(make()).kind.words == words


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_told_what_to_do(name):
    make, code = REFUSED[name]

    with pytest.raises(ValidationError) as refusal:
        examine(make(), most=2000 if name == "too large" else 10**7)

    assert refusal.value.code == code
    assert any(word in refusal.value.message for word in ("Choose", "choose", "Save", "leave"))


def test_what_a_file_is_called_does_not_say_what_it_is():
    assert kind_of(pdf()) is PDF
    assert kind_of(b"certificate.pdf") is TEXT


@pytest.mark.parametrize("data", [pdf(), office(), open_document(), b"Notes"])
def test_what_is_no_picture_is_stored_as_it_came(data):
    assert examine(data).content == data


# Pictures ------------------------------------------------------------------------


def exif(**more):
    tags = Image.Exif()
    tags[0x010F], tags[0x8769] = "Camera of Yasmin", {0x9003: "2025:11:04 10:00:00"}
    tags.get_ifd(0x8825)[2] = (53.0, 48.0, 1.0)
    for tag, value in more.items():
        tags[int(tag[1:])] = value
    return tags


def test_the_test_picture_has_a_place_and_a_camera():
    data = picture(exif=exif(), comment=b"In the office")

    assert b"Camera of Yasmin" in data
    assert Image.open(BytesIO(data)).getexif().get_ifd(0x8825)


def text_chunk():
    chunk = PngInfo()
    chunk.add_text("Author", "Camera of Yasmin")
    return chunk


@pytest.mark.parametrize(
    "data",
    [
        picture(exif=exif(), comment=b"Camera of Yasmin", icc_profile=b"Camera of Yasmin"),
        picture("PNG", exif=exif(), pnginfo=text_chunk()),
        picture("WEBP", exif=exif(), xmp=b"<x:xmpmeta>Camera of Yasmin</x:xmpmeta>"),
        picture() + b"Camera of Yasmin",
        heic(exif=exif().tobytes()),
    ],
    ids=["jpeg", "png", "webp", "behind the end", "heic"],
)
def test_place_time_camera_and_what_hides_behind_are_taken_out(data):
    assert b"Camera of Yasmin" in data

    stored = examine(data).content

    image = Image.open(BytesIO(stored))
    assert b"Camera of Yasmin" not in stored
    assert dict(image.getexif()) == {}
    assert {"exif", "xmp", "comment", "icc_profile", "Author"}.isdisjoint(image.info)


def test_a_picture_taken_sideways_stands_upright():
    sideways = picture(exif=exif(x274=6), quality=95)  # 274: orientation, 6: turn right

    image = Image.open(BytesIO(examine(sideways).content)).convert("RGB")

    assert image.size == (24, 40)
    red, _, blue = image.getpixel((12, 35))
    assert red > blue, "what was right is now below"


def test_what_can_be_seen_through_stays_so():
    target = BytesIO()
    Image.new("RGBA", (9, 9), (0, 0, 0, 0)).save(target, "PNG")

    image = Image.open(BytesIO(examine(target.getvalue()).content))

    assert image.mode == "RGBA"
    assert image.getpixel((4, 4))[3] == 0


def test_a_large_picture_is_made_smaller():
    image = Image.open(BytesIO(examine(picture(size=(6000, 3000))).content))

    assert image.size == (LONGEST_SIDE, LONGEST_SIDE // 2)


def test_too_many_pixels_are_refused_before_they_fill_the_memory():
    target = BytesIO()
    Image.new("1", (8000, 8000)).save(target, "PNG")
    assert len(target.getvalue()) < 50_000

    with pytest.raises(ValidationError) as refusal:
        examine(target.getvalue())

    assert refusal.value.code == "too_many_pixels"


def test_the_same_picture_is_stored_as_the_same_bytes():
    data = picture(exif=exif())

    assert examine(data).sha256 == examine(data).sha256
    again, kind = redrawn(examine(data).content, JPEG)
    assert (kind, Image.open(BytesIO(again)).size) == (JPEG, (40, 24))


# Zips ----------------------------------------------------------------------------


def test_no_more_is_read_of_one_part_than_is_safe():
    large = b" " * (MOST_OF_ONE + 1)
    data = office(relations="<Relationships>" + large.decode() + "</Relationships>")
    assert len(data) < 100_000

    with pytest.raises(ValidationError) as refusal:
        examine(data)

    assert refusal.value.code == "damaged"


def test_too_many_parts_are_refused():
    data = office(more={f"word/{n}.xml": "" for n in range(3100)})
    assert len(zipfile.ZipFile(BytesIO(data)).namelist()) > 3000

    with pytest.raises(ValidationError) as refusal:
        examine(data)

    assert refusal.value.code == "damaged"


# Names, sizes, dates -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Certificate.pdf", "Certificate.pdf"),
        ("Certificate.PDF", "Certificate.PDF"),
        ("Certificate", "Certificate.pdf"),
        ("Level 2.5 award", "Level 2.5 award.pdf"),
        ("page.html", "page.html.pdf"),
        ("C:\\Users\\me\\a.pdf", "a.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("..", "Evidence.pdf"),
        (".pdf", "Evidence.pdf"),
        ("", "Evidence.pdf"),
        ("a\r\nSet-Cookie: b.pdf", "aSet-Cookie b.pdf"),
        ("a\u202efdp.exe", "afdp.exe.pdf"),
        ("a\u200b\u2066b.pdf", "ab.pdf"),
        ("  two   spaces .pdf", "two spaces.pdf"),
        ('what?<is>"this"*.pdf', "what is this.pdf"),
        ("é" * 200 + ".pdf", "é" * 116 + ".pdf"),
        ("e\u0301tude.pdf", "étude.pdf"),
    ],
)
def test_names_are_one_plain_line_that_ends_as_the_file_does(name, cleaned):
    assert clean_name(name, PDF) == cleaned
    assert clean_name(cleaned, PDF) == cleaned


def test_a_photo_from_a_phone_is_renamed_to_what_it_became():
    assert clean_name("IMG_2041.HEIC", JPEG) == "IMG_2041.HEIC.jpg"


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 KB"), (2048, "2 KB"), (10 * 1024**2, "10 MB"), (int(1.5 * 1024**2), "1.5 MB")],
)
def test_sizes_in_words(size, words):
    assert size_in_words(size) == words


def test_every_kind_has_its_words():
    assert {kind_words(kind.media_type) for kind in KINDS} == {kind.words for kind in KINDS}
    assert kind_words("application/x-gone") == "File"


@pytest.mark.parametrize(
    ("day", "due"),
    [(61, None), (60, 60), (59, 60), (15, 60), (14, 14), (3, 14), (0, 14), (-1, None)],
)
def test_which_reminder_is_due(day, due):
    today = date(2026, 1, 10)

    assert reminder_due(date.fromordinal(today.toordinal() + day), today) == due
