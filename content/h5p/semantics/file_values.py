"""The value of a file, image, video or audio: known keys only, and a path that stays at home."""

from collections.abc import Callable, Mapping
from typing import Any

from .about import COPYRIGHT, METADATA
from .addresses import clean_path
from .fields import Field
from .numbers import number_of
from .text import plain_text
from .unknown import scrubbed_value

# What a field list and a value become; the third says where, below the file.
CleanGroup = Callable[[list[Field], Any, str], dict[str, Any]]

_OF_TYPE = {
    "file": frozenset[str](),
    "image": frozenset({"width", "height", "originalImage"}),
    "video": frozenset({"width", "height", "codecs", "bitrate", "quality"}),
    "audio": frozenset({"codecs", "bitrate", "quality"}),
}
_TEXTS = frozenset({"mime", "codecs"})
_WHOLE = frozenset({"width", "height", "bitrate"})
_LARGEST = 10**9
LONGEST_TYPE = 1_000


def is_in_list(kind: str) -> bool:
    """Sound and film come in several formats: their value is a list of files."""
    return kind in ("video", "audio")


def clean_file(field: Field, value: Mapping[str, Any], clean_group: CleanGroup) -> dict[str, Any]:
    """Nothing where the path is not one that may be; keys that may not be are left out."""
    kind = field["type"]
    path = value.get("path")
    found = clean_path(path, may_be_elsewhere=is_in_list(kind)) if isinstance(path, str) else None
    if found is None:
        return {}
    extra = field.get("extraAttributes")
    wanted = {one for one in extra or [] if isinstance(one, str)} - {"path"}
    cleaned: dict[str, Any] = {"path": found}
    for key in value.keys() & ({"mime", "copyright"} | _OF_TYPE[kind] | wanted):
        kept = _kept(key, value[key], clean_group)
        if kept not in (None, "", {}):
            cleaned[key] = kept
    return {key: cleaned[key] for key in ("path", *value) if key in cleaned}


def _kept(key: str, value: Any, clean_group: CleanGroup) -> Any:
    if value is None:
        return None
    if key in _WHOLE:
        return _whole(value)
    if key in _TEXTS:
        return plain_text(value) if isinstance(value, str) and len(value) <= LONGEST_TYPE else None
    if key == "copyright":
        return clean_group(COPYRIGHT, value, key)
    if key == "metadata":
        return clean_group(METADATA, value, key)
    if key == "quality":
        return _quality(value)
    if key == "originalImage":
        image = {"type": "image"}
        return clean_file(image, value, clean_group) if isinstance(value, dict) else None
    return scrubbed_value(value)


def _quality(value: Any) -> dict[str, Any] | None:
    if not isinstance(value, dict) or not isinstance(value.get("label"), str):
        return None
    level = _whole(value.get("level"))
    return None if level is None else {"level": level, "label": plain_text(value["label"])}


def _whole(value: Any) -> int | None:
    number = number_of(value)
    return int(number) if number is not None and abs(number) <= _LARGEST else None
