"""Pictures and files in a body: by name in a text, by key in a row. No Django here."""

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any, Literal, NamedTuple

from content.material.directives import Directive, Fault, Kind, Value, one_line

FileKind = Literal["image", "document"]
FOLDER = "files/"
NAME = re.compile(r"files/[\w][\w .()-]{0,118}\.[A-Za-z0-9]{1,8}")
NAME_HELP = "A file is named files/some-name.ext, without other signs"

# Where in a block's raw value a file is named.
PLACES: dict[str, tuple[tuple[FileKind, tuple[str, ...]], ...]] = {
    "image": (("image", ("image", "image")),),
    "media": (("document", ("file",)), ("document", ("captions",))),
    "download": (("document", ("document",)),),
}


class FileUse(NamedTuple):
    kind: FileKind
    name: Any  # in a text a name, in a row a key
    place: int  # of the block in its body


def files_in(body: Iterable[Mapping[str, Any]]) -> Iterator[FileUse]:
    for place, block in enumerate(body):
        for kind, keys in PLACES.get(block["type"], ()):
            found: Any = block["value"]
            for key in keys:
                found = found.get(key) if isinstance(found, Mapping) else None
            if found not in (None, ""):
                yield FileUse(kind, found, place)


def with_files(
    body: Iterable[Mapping[str, Any]],
    images: Mapping[Any, Any],
    documents: Mapping[Any, Any],
) -> list[dict[str, Any]]:
    """The same body with what the maps have for each file, None where they have nothing."""
    maps = {"image": images, "document": documents}
    blocks: list[dict[str, Any]] = []
    for block in body:
        copy = {**block, "value": deepcopy(block["value"])}
        for kind, (*above, last) in PLACES.get(copy["type"], ()):
            holder = copy["value"]
            for key in above:
                if not isinstance(holder.get(key), dict):
                    holder[key] = {"image": holder.get(key), "decorative": False, "alt_text": ""}
                holder = holder[key]
            holder[last] = maps[kind].get(holder.get(last))
        blocks.append(copy)
    return blocks


def named(directive: Directive, attribute: str = "file") -> str | None:
    return directive.attributes.get(attribute) or None


def bad_names(directive: Directive, *attributes: str) -> Iterator[Fault]:
    for attribute in attributes:
        name = named(directive, attribute)
        if name and not NAME.fullmatch(name):
            yield Fault(f"{NAME_HELP}: “{name[:40]}” will not do.", "wrong")


class Picture(Kind):
    """Its text is what it shows, for those who cannot see it."""

    def __init__(self) -> None:
        super().__init__(
            "image", must=["file"], may=["decorative", "caption", "credit"], is_text_optional=True
        )

    def read(self, directive: Directive) -> Value:
        attributes = directive.attributes
        return {
            "image": {
                "image": named(directive),
                "decorative": attributes.get("decorative") == "yes",
                "alt_text": one_line(directive.words),
            },
            "caption": attributes.get("caption", ""),
            "credit": attributes.get("credit", ""),
        }

    def write(self, name: str, value: Value) -> Directive:
        image = value.get("image") or {}
        attributes = self.write_attributes(
            {
                **value,
                "file": image.get("image"),
                "decorative": "yes" if image.get("decorative") else "",
            }
        )
        return Directive(name, attributes, text=[one_line(image.get("alt_text") or "")])

    def faults(self, directive: Directive) -> Iterable[Fault]:
        yield from bad_names(directive, "file")
        is_decorative = directive.attributes.get("decorative", "no")
        if is_decorative not in {"yes", "no"}:
            yield Fault(f"“decorative” is yes or no, not “{is_decorative[:20]}”.", "wrong")
        elif is_decorative == "no" and not directive.words.strip():
            yield Fault('Say in words what the picture shows, or write decorative="yes".')


class Media(Kind):
    """Video or sound; its text is the transcript."""

    def __init__(self) -> None:
        super().__init__(
            "media", must=["file", "title"], may=["minutes", "captions"], text="transcript"
        )

    def read_attributes(self, directive: Directive) -> Value:
        return {
            "title": directive.attributes.get("title", ""),
            "file": named(directive),
            "minutes": directive.minutes,
            "captions": named(directive, "captions"),
        }

    def faults(self, directive: Directive) -> Iterable[Fault]:
        return bad_names(directive, "file", "captions")


class Download(Kind):
    """A file to keep; its text is what it is good for."""

    def __init__(self) -> None:
        super().__init__("download", must=["file"], may=["title"], is_text_optional=True)

    def read(self, directive: Directive) -> Value:
        return {
            "document": named(directive),
            "title": directive.attributes.get("title", ""),
            "note": one_line(directive.words),
        }

    def write(self, name: str, value: Value) -> Directive:
        attributes = self.write_attributes({**value, "file": value.get("document")})
        return Directive(name, attributes, text=[one_line(value.get("note") or "")])

    def faults(self, directive: Directive) -> Iterable[Fault]:
        return bad_names(directive, "file")
