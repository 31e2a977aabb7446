"""Content as its semantics allow it. What can be mended is mended, the rest is taken out, and
everything that was changed is said. An activity inside another is never lost over its version.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..limits import Limits
from ..names import LibraryName, parse_library_name
from ..ports import Libraries
from ..problems import Problem, Refused
from .about import METADATA
from .fields import (
    DEEPEST_FIELD,
    FILE_TYPES,
    Field,
    flattened_field,
    is_optional,
    item_field,
    label_of,
    library_options,
    type_of,
)
from .file_values import clean_file, is_in_list
from .leaves import LEAVES, clean_leaf
from .measuring import check_size
from .unknown import scrubbed_value
from .uses import Uses, find_uses
from .walk import MISSING, Sources

MOST_FINDINGS = 500
OWN_KEYS = ("library", "params", "subContentId", "metadata")

SUB_CONTENT_ID = re.compile(
    r"\{?[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}\}?", re.IGNORECASE
)


@dataclass(frozen=True)
class Cleaned:
    """`findings` say what was changed or left out; their `where` is the place in the content."""

    params: dict[str, Any]
    findings: tuple[Problem, ...]
    uses: Uses


def clean_content(
    params: Any,
    *,
    library: LibraryName,
    libraries: Libraries,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> Cleaned:
    """Content of an activity of `library`. Cleaning what was cleaned changes nothing.

    Refused: content that is no object, too deep or too large, or whose library is not here.
    Nothing is filled in; `fill_defaults` does that, best afterwards.
    """
    check_size(params, limits)
    cleaner = Cleaner(libraries, limits)
    if cleaner.sources.library(library) is None:
        text = f"The library {library} is not here."
        raise Refused([Problem("missing-required-library", text, str(library))])
    cleaned = cleaner.params_of(library, params, "", depth=0)
    uses = find_uses(cleaned, library=library, libraries=libraries)
    return Cleaned(cleaned, tuple(cleaner.findings), uses)


class Cleaner:
    """One pass over one content. Every method gives the value that may stay, or MISSING."""

    def __init__(self, libraries: Libraries, limits: Limits) -> None:
        self.sources = Sources(libraries)
        self.findings: list[Problem] = []
        self._limits = limits
        self._activities = 0
        self._offered: dict[int, tuple[LibraryName, ...]] = {}

    def params_of(self, name: LibraryName, params: Any, place: str, depth: int) -> dict[str, Any]:
        found = self.sources.library(name)
        if found is None or not found.semantics:
            scrubbed: dict[str, Any] = scrubbed_value(params)
            return scrubbed
        return self._fields(self.sources.fields(name), params, place, depth)

    def value(self, field: Field, value: Any, place: str, depth: int, optional: bool) -> Any:
        """`optional` says whether a choice may be left empty; MISSING where nothing may stay."""
        if depth > self._limits.json_depth + DEEPEST_FIELD:
            raise Refused([Problem("content-too-deep", "The content is too deep.", place)])
        if value is None:
            return MISSING
        kind = type_of(field)
        if kind in LEAVES:
            leaf = clean_leaf(field, value, may_be_empty=optional)
            if leaf.code:
                self._find(leaf.code, leaf.message, place)
            return leaf.value
        if kind in FILE_TYPES:
            return self._files(field, value, place)
        if kind == "list":
            return self._list(field, value, place, depth)
        if kind == "group":
            return self._group(field, value, place, depth, optional)
        if kind == "library":
            return self._library(field, value, place, depth)
        return MISSING

    def _fields(
        self,
        fields: Mapping[str, Field],
        value: Any,
        place: str,
        depth: int,
        optional: bool = False,
    ) -> dict[str, Any]:
        start = f"{place}/" if place else ""
        kept = {}
        for key, one in value.items():
            field = fields.get(key)
            if field is None:
                text = f"{str(key)[:60]!r} is no field of this type: left out."
                self._find("unknown-field", text, f"{start}{str(key)[:60]}")
                continue
            may_be_empty = optional or is_optional(field)
            found = self.value(field, one, start + key, depth + 1, may_be_empty)
            if found is not MISSING:
                kept[key] = found
        return kept

    def _group(self, field: Field, value: Any, place: str, depth: int, optional: bool) -> Any:
        alone = flattened_field(field)
        if alone is not None:
            value = _unfolded(alone, value)
            may_be_empty = optional or is_optional(alone)
            return self.value(alone, value, place, depth + 1, may_be_empty)
        if not isinstance(value, dict):
            # An empty object of PHP becomes an empty list in JSON.
            return {} if value == [] else self._wrong(field, "a group of values", place)
        rest, known_as = value, {}
        if field.get("isSubContent") is True:
            known_as = self._sub_content_id(value, place)
            rest = {key: one for key, one in value.items() if key != "subContentId"}
        fields = self.sources.fields_in(field)
        return {**self._fields(fields, rest, place, depth, optional), **known_as}

    def _list(self, field: Field, value: Any, place: str, depth: int) -> Any:
        item = item_field(field)
        if isinstance(value, dict) and value and all(str(key).isdecimal() for key in value):
            value = list(value.values())
        if not isinstance(value, list) or item is None:
            return self._wrong(field, "a list", place)
        most = field.get("max")
        if isinstance(most, int) and not isinstance(most, bool) and 0 < most < len(value):
            text = f"{label_of(field)} has more than {most} entries: the rest is left out."
            self._find("too-many-items", text, place)
            value = value[:most]
        optional = is_optional(item)
        found = [
            self.value(item, one, f"{place}/{at}", depth + 1, optional)
            for at, one in enumerate(value)
        ]
        return [one for one in found if one is not MISSING] or MISSING

    def _files(self, field: Field, value: Any, place: str) -> Any:
        in_list = is_in_list(field["type"])
        given = value if isinstance(value, list) else [value]
        if not all(isinstance(one, dict) for one in given):
            return self._wrong(field, "a file", place)
        kept = []
        for at, one in enumerate(given if in_list else given[:1]):
            where = f"{place}/{at}" if in_list else place
            found = clean_file(field, one, lambda *what, at=where: self._about(at, *what))
            if found:
                kept.append(found)
            elif one.get("path"):
                text = f"{label_of(field)} names a file in a place where none may be: left out."
                self._find("unsafe-path", text, where)
        if not kept:
            return MISSING
        return kept if in_list else kept[0]

    def _about(self, place: str, fields: list[Field], value: Any, key: str) -> dict[str, Any]:
        """Copyright or metadata; keys that neither knows are old and left out without a word."""
        if not isinstance(value, dict):
            return {}
        named = {one["name"]: one for one in fields}
        known = {name: one for name, one in value.items() if name in named}
        return self._fields(named, known, f"{place}/{key}", 0)

    def _library(self, field: Field, value: Any, place: str, depth: int) -> Any:
        asked = value.get("library") if isinstance(value, dict) else value
        if asked in (None, "", "-"):
            return MISSING
        name = parse_library_name(asked.strip()) if isinstance(asked, str) else None
        if name is None or not isinstance(value, dict):
            return self._wrong(field, "an activity with the name of its library", place)
        if not self._may_stay(field, name, place):
            return MISSING
        self._activities += 1
        if self._activities > self._limits.content_depth:
            text = f"Activities lie more than {self._limits.content_depth} deep in one another."
            raise Refused([Problem("sub-content-too-deep", text, place)])
        params = value.get("params")
        given = params if isinstance(params, dict) else {}
        kept = {
            "library": asked.strip(),
            "params": self.params_of(name, given, f"{place}/params", depth + 1),
            **self._sub_content_id(value, place),
        }
        self._activities -= 1
        if isinstance(value.get("metadata"), dict):
            kept["metadata"] = self._about(place, METADATA, value["metadata"], "metadata")
        extra = field.get("extraAttributes")
        for key in extra if isinstance(extra, list) else []:
            if isinstance(key, str) and value.get(key) is not None and key not in OWN_KEYS:
                kept[key] = scrubbed_value(value[key])
        return {key: kept[key] for key in dict.fromkeys((*value, *kept)) if key in kept}

    def _may_stay(self, field: Field, name: LibraryName, place: str) -> bool:
        """A version that is not offered stays: the official host drops it, and content vanishes
        (h5p.md 6.2). So does a library that is not offered at all but is here, for it is cleaned
        by semantics of its own; one that nobody offers and nobody has could never play."""
        is_here = self.sources.library(name) is not None
        offered = self._offered.get(id(field))
        if offered is None:
            offered = self._offered[id(field)] = library_options(field)
        if offered and name.machine_name not in {one.machine_name for one in offered}:
            if not is_here:
                text = f"{name} may not be used here, and is not here to be used: left out."
                self._find("library-dropped", text, place)
                return False
            self._find("library-not-allowed", f"{name} is not offered here. It was kept.", place)
        elif offered and name not in offered:
            text = f"{name} is another version than those offered here. It was kept."
            self._find("library-version", text, place)
        if not is_here:
            text = f"{name} is not here yet: it was kept and will play once its library is added."
            self._find("missing-library", text, place)
        return True

    def _sub_content_id(self, value: Mapping[str, Any], place: str) -> dict[str, str]:
        known_as = value.get("subContentId")
        if isinstance(known_as, str) and SUB_CONTENT_ID.fullmatch(known_as):
            return {"subContentId": known_as}
        if known_as is not None:
            self._find("sub-content-id", "The id of an activity is not one: left out.", place)
        return {}

    def _wrong(self, field: Field, wanted: str, place: str) -> Any:
        self._find("wrong-type", f"{label_of(field)} must be {wanted}: taken out.", place)
        return MISSING

    def _find(self, code: str, message: str, place: str) -> None:
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(Problem(code, message, place))


def _unfolded(alone: Field, value: Any) -> Any:
    """The value of a group of one field, where a careless program wrote the group around it."""
    name = alone.get("name")
    if isinstance(value, dict) and value.keys() == {name} and type_of(alone) in (*LEAVES, "list"):
        return value[name]
    return value
