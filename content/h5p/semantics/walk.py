"""Content and semantics side by side: one visit for each field, in the order of the content."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from ..dependencies import resolve
from ..names import LibraryName, parse_library_name
from ..ports import Libraries
from ..shapes import Library
from .fields import Field, flattened_field, item_field, type_of, usable_fields


class Missing:
    """What stands where there is no value; `None` is one."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing()


class Sources:
    """The libraries of one walk, each looked for once, and their fields by name.

    `wanted` leaves fields out, with all that lies in them.
    """

    def __init__(self, libraries: Libraries, wanted: Callable[[Field], bool] | None = None) -> None:
        self._libraries, self._wanted = libraries, wanted
        self._found: dict[LibraryName, Library | None] = {}
        self._of_library: dict[LibraryName, dict[str, Field]] = {}
        # By identity: a field is a dictionary of a library that `_found` keeps alive.
        self._of_group: dict[int, dict[str, Field]] = {}

    def library(self, name: LibraryName) -> Library | None:
        """This version, or a newer minor of the same major."""
        if name not in self._found:
            self._found[name] = resolve(name, libraries=self._libraries)
        return self._found[name]

    def fields(self, name: LibraryName) -> dict[str, Field]:
        """The fields of a library by their names; none where the library is not there."""
        if name not in self._of_library:
            library = self.library(name)
            self._of_library[name] = self._named(library.semantics if library else [])
        return self._of_library[name]

    def fields_in(self, group: Field) -> dict[str, Field]:
        if id(group) not in self._of_group:
            named = self._named(group.get("fields"))
            if group.get("isSubContent") is True:
                named.pop("subContentId", None)
            self._of_group[id(group)] = named
        return self._of_group[id(group)]

    def is_wanted(self, field: Field) -> bool:
        return self._wanted is None or self._wanted(field)

    def _named(self, fields: Any) -> dict[str, Field]:
        # Where two have one name, the first counts, as it does for the official host.
        usable = reversed(usable_fields(fields))
        named = {field["name"]: field for field in usable if self.is_wanted(field)}
        return dict(reversed(named.items()))


@dataclass(slots=True)
class Visit:
    """`holder[key]` is the value. A group of one field and that field share both, and the place."""

    field: Field
    holder: dict[str, Any] | list[Any]
    key: Any
    place: str
    parent: "Visit | None"
    sources: Sources
    library: LibraryName  # whose semantics the field is from

    @property
    def type(self) -> str:
        return type_of(self.field)

    @property
    def value(self) -> Any:
        if isinstance(self.holder, dict):
            return self.holder.get(self.key, MISSING)
        return self.holder[self.key]

    @value.setter
    def value(self, value: Any) -> None:
        self.holder[self.key] = value

    @property
    def is_there(self) -> bool:
        return self.value is not MISSING and self.value is not None

    def children(self) -> list["Visit"]:
        """Those with a value in the order of the content, then those without."""
        value = self.value
        if self.type == "list":
            item = item_field(self.field)
            if item is None or not isinstance(value, list) or not self.sources.is_wanted(item):
                return []
            return [self._visit(item, value, at, f"{self.place}/{at}") for at in range(len(value))]
        if self.type == "library":
            name = inner_library(value)
            return self._inner(self.sources.fields(name), value["params"], name) if name else []
        if self.type != "group":
            return []
        alone = flattened_field(self.field)
        if alone is not None:
            return [self._visit(alone, self.holder, self.key, self.place)]
        if isinstance(value, dict):
            return self._inner(self.sources.fields_in(self.field), value, self.library)
        if self.is_there:
            return []
        return self._inner(self.sources.fields_in(self.field), {}, self.library)

    def child(self, name: str) -> "Visit | None":
        return next((one for one in self.children() if one.field.get("name") == name), None)

    def _inner(self, fields: dict[str, Field], value: Any, library: LibraryName) -> list["Visit"]:
        names = [key for key in value if key in fields]
        names += [name for name in fields if name not in value]
        start = f"{self.place}/" if self.place else ""
        if self.type == "library":
            start += "params/"
        return [self._visit(fields[name], value, name, start + name, library) for name in names]

    def _visit(
        self, field: Field, holder: Any, key: Any, place: str, library: LibraryName | None = None
    ) -> "Visit":
        return Visit(field, holder, key, place, self, self.sources, library or self.library)


def inner_library(value: Any) -> LibraryName | None:
    """The library of an inner activity that has params; None for anything else."""
    if isinstance(value, dict) and isinstance(value.get("params"), dict):
        return parse_library_name(value.get("library"))
    return None


def root_visit(params: dict[str, Any], library: LibraryName, sources: Sources) -> Visit:
    whole = {
        "type": "group",
        "isSubContent": True,
        "fields": list(sources.fields(library).values()),
    }
    return Visit(whole, {"": params}, "", "", None, sources, library)


def walk(params: dict[str, Any], *, library: LibraryName, sources: Sources) -> Iterator[Visit]:
    """Each field before those inside it, and the value it has by then: whoever walks may set it.

    Fields of a group that is not there are visited with no value; so are those of an activity's
    params, but only where the activity names a library that can be found.
    """
    waiting = [root_visit(params, library, sources)]
    while waiting:
        visit = waiting.pop()
        if visit.parent is not None:
            yield visit
        waiting += reversed(visit.children())
