"""Where a cell of the team grid leads, and how much it needs somebody, for the templates."""

from collections.abc import Sequence

from django import template
from django.urls import reverse

from cms.dashboard.queries import GridRow
from cms.dashboard.rules import Cell, Column, Leads, Level

register = template.Library()
CLASSES = {Level.FINE: "", Level.SOON: "is-soon", Level.LATE: "is-late", Level.SERIOUS: "is-late"}


@register.filter
def address(leads: Leads) -> str:
    return reverse(leads.view, args=[leads.pk] if leads.pk else []) + leads.query


@register.filter
def cell_of(row: GridRow, column: Column) -> Cell:
    return row.cells[column]


@register.filter
def level_class(level: Level) -> str:
    return CLASSES[level]


@register.filter
def column_words(cells: Sequence[Cell]) -> str:
    """“Certificates, supervision and CPD”."""
    names = [str(cell.column.label) for cell in cells]
    names = [
        name if name.isupper() or not place else name.lower() for place, name in enumerate(names)
    ]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
