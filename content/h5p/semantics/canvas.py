"""Which types need an editor of their own: a canvas to place things on, a film to cut.

A form made from semantics does the others, 39 of 49 (h5p.md 10).
"""

from ..names import LibraryName
from ..ports import Libraries
from .fields import Field, item_field, widget_of
from .walk import Sources

# Widgets that only show a value differently: without them the plain field does as well.
GENERIC = frozenset({
    "boolean", "colorselector", "contenttype", "coordinates", "datetime", "dimensions",
    "disposableboolean", "duration", "fontselector", "html", "list", "listeditor",
    "multilineselect", "none", "radiogroup", "radioselector", "rangelist", "select",
    "selectorlibrary", "showwhen", "slider", "tablelist", "tabs", "text", "textarea", "timecode",
    "verticaltabs", "wizard",
})  # fmt: skip


def unsupported_widgets(library: LibraryName, *, libraries: Libraries) -> tuple[str, ...]:
    """The widgets a generic form cannot do, sorted, without those of inner activities. Nothing:
    the form can write it. A list's `widgets` are other ways to fill it, and it needs none."""
    found: set[str] = set()
    waiting: list[Field] = list(Sources(libraries).fields(library).values())
    while waiting:
        field = waiting.pop()
        widget = widget_of(field)
        if widget and widget.lower() not in GENERIC:
            found.add(widget)
        inner = field.get("fields")
        waiting += (
            [one for one in inner if isinstance(one, dict)] if isinstance(inner, list) else []
        )
        item = item_field(field)
        waiting += [item] if item is not None else []
    return tuple(sorted(found))
