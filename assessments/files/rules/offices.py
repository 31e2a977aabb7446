"""Word, Excel, PowerPoint and OpenDocument files: only what is read, nothing that runs, and
nothing that is fetched from elsewhere when somebody opens them."""

import re
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from .archives import LOCKED, Parts, damaged, opened
from .kinds import EXCEL, ODP, ODS, ODT, SLIDES, WORD, Kind, refuse

MAIN_PARTS = {
    f"{WORD.media_type}.main+xml": WORD,
    f"{EXCEL.media_type}.main+xml": EXCEL,
    f"{SLIDES.media_type}.main+xml": SLIDES,
    "application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml": SLIDES,
}
OPEN_KINDS = {kind.media_type: kind for kind in (ODT, ODS, ODP)}
TYPES, MANIFEST, FIRST_PART = "[Content_Types].xml", "META-INF/manifest.xml", "mimetype"
MACROS = re.compile(
    r"(?:^|/)(?:vbaproject|vbadata|macrosheets|dialogsheets|activex|basic|scripts)(?:[./]|$)",
    re.IGNORECASE,
)
# The numbers behind a chart are a small workbook inside the file; those are looked into as well.
INNER = (".docx", ".xlsx", ".pptx")
EMBEDDED = re.compile(r"(?:^|/)embeddings/", re.IGNORECASE)
FROM_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//|\\\\|/)", re.IGNORECASE)

AS_PDF = "Save it as PDF, and choose that."
HAS_MACROS = f"This file has macros: small programs, which are not kept. {AS_PDF}"
HAS_OBJECTS = f"This file has another file or a program embedded, which is not kept. {AS_PDF}"
FETCHES = (
    "This file takes a part of itself, such as its template or a picture, from somewhere else, "
    f"and would look different to others. {AS_PDF}"
)
OTHER_ZIP = (
    "This is a zip, or a kind of file that is not kept. Choose the files in it one by one, or "
    "save it as PDF."
)


def office_kind(data: bytes, *, inside: bool = False) -> Kind:
    """Which office file this zip is. Raises a ValidationError that says what to do instead."""
    with opened(data) as parts:
        if TYPES in parts.names:
            return _microsoft(parts, inside=inside)
        if FIRST_PART in parts.names:
            return _open_document(parts)
    raise refuse("zip", OTHER_ZIP)


# Microsoft ---------------------------------------------------------------------


def _microsoft(parts: Parts, *, inside: bool) -> Kind:
    declared = {
        element.get("ContentType", "").lower(): element.get("PartName", "")
        for element in parts.xml(TYPES)
    }
    if any("macro" in each or "vba" in each or "activex" in each for each in declared):
        raise refuse("macros", HAS_MACROS)
    _check_names(parts)
    kinds = {MAIN_PARTS[each] for each in declared if each in MAIN_PARTS}
    if len(kinds) != 1:
        raise refuse("zip", OTHER_ZIP)
    for name in parts.names:
        if name.lower().endswith(".rels"):
            _check_relations(parts.xml(name))
        elif EMBEDDED.search(name):
            _check_embedded(parts, name, inside=inside)
    return kinds.pop()


def _check_names(parts: Parts) -> None:
    if any(MACROS.search(name) for name in parts.names):
        raise refuse("macros", HAS_MACROS)


def _check_relations(root: Element) -> None:
    for relation in root:
        kind = relation.get("Type", "").rpartition("/")[2].lower()
        is_outside = relation.get("TargetMode", "").lower() == "external"
        if is_outside and kind != "hyperlink":
            raise refuse("fetches", FETCHES)
        if kind in ("vbaproject", "control", "activexcontrolbinary"):
            raise refuse("macros", HAS_MACROS)
        if kind == "oleobject":
            raise refuse("embedded", HAS_OBJECTS)


def _check_embedded(parts: Parts, name: str, *, inside: bool) -> None:
    if inside or not name.lower().endswith(INNER):
        raise refuse("embedded", HAS_OBJECTS)
    office_kind(parts.read(name), inside=True)


# OpenDocument --------------------------------------------------------------------


def _open_document(parts: Parts) -> Kind:
    kind = OPEN_KINDS.get(parts.read(FIRST_PART)[:200].decode("ascii", "replace").strip())
    if kind is None:
        raise refuse("zip", OTHER_ZIP)
    _check_names(parts)
    for entry in parts.xml(MANIFEST):
        if any(_local(child.tag) == "encryption-data" for child in entry):
            raise refuse("locked", LOCKED)
        if "oleobject" in (_attribute(entry, "media-type") or "").lower():
            raise refuse("embedded", HAS_OBJECTS)
    if "content.xml" not in parts.names:
        raise damaged()
    for name in parts.names:
        if PurePosixPath(name).name in ("content.xml", "styles.xml"):
            _check_content(parts.xml(name))
    return kind


def _check_content(root: Element) -> None:
    for element in root.iter():
        tag = _local(element.tag)
        if tag == "event-listener":
            raise refuse("macros", HAS_MACROS)
        if tag in ("plugin", "applet", "floating-frame"):
            raise refuse("embedded", HAS_OBJECTS)
        address = _attribute(element, "href") if tag != "a" else None
        if address and FROM_ELSEWHERE.match(address):
            raise refuse("fetches", FETCHES)


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _attribute(element: Element, name: str) -> str | None:
    return next((value for key, value in element.attrib.items() if _local(key) == name), None)
