"""What content uses: its files, the libraries of the activities inside it, and those activities."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from ..limits import Limits
from ..names import LibraryName, parse_library_name
from ..ports import Libraries
from .addresses import is_elsewhere
from .fields import FILE_TYPES, Field, item_field, type_of
from .measuring import check_size
from .text import readable
from .walk import Sources, Visit, walk

FileKind = Literal["image", "file", "video", "audio"]


@dataclass(frozen=True)
class FileUse:
    place: str  # “questions/2/params/media/file”
    path: str  # below content/, or an address that begins with http(s)://
    kind: FileKind
    mime: str = ""
    copyright: dict[str, Any] = field(default_factory=dict)

    @property
    def is_external(self) -> bool:
        return is_elsewhere(self.path)


@dataclass(frozen=True)
class SubContent:
    """An activity inside an activity. `place` is that of the value with `library` and `params`."""

    place: str
    library: LibraryName
    sub_content_id: str  # nothing where the content gives none
    title: str
    params: dict[str, Any]


@dataclass(frozen=True)
class Part:
    """A group that reports results of its own without being a library, as the questions of a
    single choice set do."""

    place: str
    sub_content_id: str


@dataclass(frozen=True)
class Uses:
    files: tuple[FileUse, ...] = ()
    libraries: tuple[LibraryName, ...] = ()  # each once, inner ones first, without the main one
    sub_contents: tuple[SubContent, ...] = ()
    parts: tuple[Part, ...] = ()


def find_uses(params: Any, *, library: LibraryName, libraries: Libraries) -> Uses:
    """Of an activity of `library`. Content as it came may be looked at as well as cleaned content;
    a value that is not what its field says is passed over. Refused where it is too large."""
    check_size(params, Limits())
    files: list[FileUse] = []
    inner: list[SubContent] = []
    parts: list[Part] = []
    for visit in walk(params, library=library, sources=Sources(libraries, _Holders().may_hold)):
        if visit.type in FILE_TYPES:
            files += _files_at(visit)
        elif visit.type == "library":
            inner += _activity_at(visit)
        elif visit.type == "group" and visit.field.get("isSubContent") is True:
            parts += _part_at(visit)
    return Uses(tuple(files), _inner_first(inner), tuple(inner), tuple(parts))


class _Holders:
    """Which fields may hold a file, an activity or a part, anywhere in them: the rest of the
    content, most of it, need not be walked."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Field, bool]] = {}

    def may_hold(self, field: Field) -> bool:
        known = self._known.get(id(field))
        if known is None:
            # The field is kept beside its answer, so that its identity stays its own.
            known = self._known[id(field)] = (field, self._look(field))
        return known[1]

    def _look(self, field: Field) -> bool:
        kind = type_of(field)
        if kind in FILE_TYPES or kind == "library" or field.get("isSubContent") is True:
            return True
        if kind == "group":
            inner = field.get("fields")
            fields = inner if isinstance(inner, list) else []
            return any(self.may_hold(one) for one in fields if isinstance(one, dict))
        item = item_field(field) if kind == "list" else None
        return item is not None and self.may_hold(item)


def _files_at(visit: Visit) -> Iterator[FileUse]:
    kind: Any = visit.type
    value = visit.value
    if isinstance(value, list):
        entries = [(one, f"{visit.place}/{at}") for at, one in enumerate(value)]
    else:
        entries = [(value, visit.place)]
    for one, place in entries:
        if isinstance(one, dict) and isinstance(one.get("path"), str):
            yield _file_use(one, place, kind)
            original = one.get("originalImage")
            if isinstance(original, dict) and isinstance(original.get("path"), str):
                yield _file_use(original, f"{place}/originalImage", kind)


def _file_use(value: dict[str, Any], place: str, kind: FileKind) -> FileUse:
    mime, rights = value.get("mime"), value.get("copyright")
    return FileUse(
        place=place,
        path=value["path"],
        kind=kind,
        mime=mime if isinstance(mime, str) else "",
        copyright=rights if isinstance(rights, dict) else {},
    )


def _activity_at(visit: Visit) -> Iterator[SubContent]:
    value = visit.value
    name = parse_library_name(value.get("library")) if isinstance(value, dict) else None
    if name is None:
        return
    about, params, known_as = (value.get(key) for key in ("metadata", "params", "subContentId"))
    title = about.get("title") if isinstance(about, dict) else None
    yield SubContent(
        place=visit.place,
        library=name,
        sub_content_id=known_as if isinstance(known_as, str) else "",
        title=readable(title) if isinstance(title, str) else "",
        params=params if isinstance(params, dict) else {},
    )


def _part_at(visit: Visit) -> Iterator[Part]:
    value = visit.value
    known_as = value.get("subContentId") if isinstance(value, dict) else None
    if isinstance(known_as, str):
        yield Part(visit.place, known_as)


def _inner_first(inner: list[SubContent]) -> tuple[LibraryName, ...]:
    """Each library after those of the activities inside it, as the official order has them: the
    activities come with the outer one before its inner ones."""
    ordered: dict[LibraryName, None] = {}
    around: list[SubContent] = []
    for one in [*inner, None]:
        while around and (one is None or not one.place.startswith(f"{around[-1].place}/")):
            ordered[around.pop().library] = None
        if one is not None:
            around.append(one)
    return tuple(ordered)
