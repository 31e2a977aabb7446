"""What stands where content says nothing: the defaults of its fields.

Types rely on groups such as `behaviour` and fail in the browser where they are missing: of 22 such
packages 16 played after this (h5p.md 4.4).
"""

from typing import Any

from ..limits import Limits
from ..names import LibraryName
from ..ports import Libraries
from .clean import Cleaner
from .fields import (
    Field,
    flattened_field,
    is_optional,
    item_field,
    library_options,
    select_options,
    type_of,
)
from .measuring import copied, taken
from .numbers import bounds_of
from .walk import MISSING, Sources, Visit, walk

MOST_NEW_ITEMS = 20


def fill_defaults(params: Any, *, library: LibraryName, libraries: Libraries) -> dict[str, Any]:
    """A copy with the defaults of all fields that are missing, also inside inner activities; a
    missing group that is not optional is there afterwards. What is there is never changed.

    Defaults go in cleaned, so that this may follow `clean_content`. Lists get no entries of their
    own: those would be content nobody wrote.
    """
    whole = taken(params)
    defaults = _Defaults(libraries)
    for visit in walk(whole, library=library, sources=Sources(libraries)):
        if visit.type == "library" and isinstance(visit.value, dict):
            visit.value.setdefault("params", {})
        elif visit.value is MISSING:
            _put(visit, defaults.of(visit.field))
    return whole


def defaults_of(library: LibraryName, *, libraries: Libraries) -> dict[str, Any]:
    """What a form for a new activity begins with: all defaults, as many empty entries in each list
    as it needs or wants, and inner activities where only one library is offered."""
    whole: dict[str, Any] = {}
    defaults = _Defaults(libraries)
    for visit in walk(whole, library=library, sources=Sources(libraries)):
        if visit.value is not MISSING:
            continue
        value = defaults.of(visit.field)
        if value is MISSING and not is_optional(visit.field):
            value = _begun(visit, defaults)
        _put(visit, value)
    return whole


def _put(visit: Visit, value: Any) -> None:
    if value is not MISSING:
        visit.value = value


class _Defaults:
    """The default of each field, cleaned once."""

    def __init__(self, libraries: Libraries) -> None:
        self._cleaner = Cleaner(libraries, Limits())
        self._known: dict[int, tuple[Field, Any]] = {}

    def of(self, field: Field) -> Any:
        """A value of its own, or MISSING."""
        known = self._known.get(id(field))
        if known is None:
            known = self._known[id(field)] = (field, self._look(field))
        return copied(known[1])

    def _look(self, field: Field) -> Any:
        default = field.get("default")
        found = MISSING
        if default is not None:
            found = self._cleaner.value(field, default, "", 0, is_optional(field))
        if type_of(field) != "group" or flattened_field(field) is not None:
            return found
        inner = self._cleaner.sources.fields_in(field)
        values = {name: self.of(one) for name, one in inner.items()}
        values = {name: one for name, one in values.items() if one is not MISSING}
        if isinstance(found, dict):
            return {**values, **found}
        return values if values or not is_optional(field) else MISSING


def _begun(visit: Visit, defaults: _Defaults) -> Any:
    if visit.type == "library":
        return _only_choice(visit)
    item = item_field(visit.field) if visit.type == "list" else None
    if item is None:
        return MISSING
    wanted = [visit.field.get(key) for key in ("min", "defaultNum")]
    count = max((one for one in wanted if isinstance(one, int)), default=0)
    made = [_new_item(visit, item, defaults) for _ in range(min(count, MOST_NEW_ITEMS))]
    return [one for one in made if one is not MISSING] or MISSING


def _new_item(visit: Visit, item: Field, defaults: _Defaults) -> Any:
    """An entry of a list, empty where it has no default: what lies in it is filled after it."""
    found = defaults.of(item)
    if found is not MISSING:
        return found
    kind = type_of(item)
    alone = flattened_field(item) if kind == "group" else None
    if alone is not None:
        return _new_item(visit, alone, defaults)
    if kind == "library":
        return _only_choice(visit, item)
    if kind == "select":
        return next((value for value, _ in select_options(item)), MISSING)
    if kind == "number":
        return bounds_of(item)[0] or 0
    return {"text": "", "boolean": False, "group": {}}.get(kind, MISSING)


def _only_choice(visit: Visit, item: Field | None = None) -> Any:
    """The one library that is offered, unless it lies in itself already."""
    offered = library_options(item or visit.field)
    if len(offered) != 1 or visit.sources.library(offered[0]) is None:
        return MISSING
    step: Visit | None = visit
    while step is not None:
        if step.library.machine_name == offered[0].machine_name:
            return MISSING
        step = step.parent
    return {"library": str(offered[0]), "params": {}}
