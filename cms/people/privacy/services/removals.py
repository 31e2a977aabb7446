"""Removing rows together with all that hangs on them, the last first."""

from typing import Any

from django.db.models import ForeignObjectRel, QuerySet

from .retention import remove_for_retention


def remove_whole(rows: QuerySet[Any]) -> int:
    """For the `remove` of a kind of record: how many of its rows went.

    A row that cannot be without them goes too; one that can, forgets them. Written by the shape of
    the tables, so that a slice need not know the slices above it that point at its rows.
    """
    keys = list(rows.order_by().values_list("pk", flat=True))
    if not keys:
        return 0
    # Hidden ones too: what holds a file to an entry points at both.
    for relation in rows.model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and not relation.many_to_many:
            _remove_or_forget(relation, keys)
    return remove_for_retention(rows.model._default_manager.filter(pk__in=keys))


def _remove_or_forget(relation: ForeignObjectRel, keys: list[Any]) -> None:
    related: Any = relation.related_model
    name = relation.field.name
    pointing: QuerySet[Any] = QuerySet(related).filter(**{f"{name}__in": keys})
    if relation.field.null:
        pointing.update(**{name: None})
    elif pointing.exists():
        remove_whole(pointing)
