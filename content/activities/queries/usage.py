"""Pages that use an activity: as one of the parts of a body, or as a step of its own.

Content knows no pages of the boxes above, so it asks every model that has a body and every page
that points to an activity. The number of queries depends on how many such models there are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import ManyToOneRel, Model, TextField
from django.db.models.functions import Cast
from wagtail.models import DraftStateMixin, Page

from content.fields import BodyField, drafted_values
from content.terms import apply_terms

from ..models import Activity

BLOCK = "activity"
Found = tuple[Model, Any, bool]  # the row, the uid or pk of the activity, whether readers see it


@dataclass(frozen=True)
class PageUse:
    activity_id: int
    page_id: int
    page_title: str
    is_live: bool  # or so far only in a draft


def uses_in_pages() -> list[PageUse]:
    """Every page that uses an activity, or would if its draft were published; each once."""
    keys = {str(uid): pk for uid, pk in Activity.objects.values_list("uid", "pk")}
    shown = [(row, keys.get(str(uid)), live) for row, uid, live in (*_in_bodies(), *_in_drafts())]
    pointed = [(row, pk, live) for row, pk, live in _in_steps()]
    found: dict[tuple[int, int], PageUse] = {}
    for row, activity, is_live in [*shown, *pointed]:
        if activity is None:
            continue
        earlier = found.get((activity, row.pk))
        if earlier is None or is_live > earlier.is_live:
            title = apply_terms(str(row))
            found[activity, row.pk] = PageUse(activity, row.pk, title, is_live)
    return sorted(found.values(), key=lambda use: (use.activity_id, use.page_title, use.page_id))


def usage_of(activity: Activity) -> list[PageUse]:
    return [use for use in uses_in_pages() if use.activity_id == activity.pk]


def _in_bodies() -> Iterator[Found]:
    """Raw values: blocks would ask for the activity of each page on its own."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, BodyField) and BLOCK in field.stream_block.child_blocks:
                rows = model._default_manager.annotate(as_text=Cast(field.name, TextField()))
                for row in rows.filter(as_text__contains=f'"{BLOCK}"').order_by("pk"):
                    for block in getattr(row, field.name).raw_data:
                        if block["type"] == BLOCK:
                            yield row, block["value"].get("activity"), getattr(row, "live", True)


def _in_drafts() -> Iterator[Found]:
    for row, value in drafted_values(BLOCK):
        yield row, value.get("activity"), False


def _in_steps() -> Iterator[Found]:
    for model, name in _pointing():
        rows: Iterable[Any] = model._default_manager.select_related("latest_revision")
        for row in rows:
            yield row, getattr(row, f"{name}_id"), row.live
            if row.has_unpublished_changes and row.latest_revision:
                yield row, row.latest_revision.content.get(name), False


def _pointing() -> Iterator[tuple[type[Any], str]]:
    for relation in Activity._meta.get_fields(include_hidden=True):
        model = relation.related_model
        if (
            isinstance(relation, ManyToOneRel)
            and isinstance(model, type)
            and issubclass(model, Page)
            and issubclass(model, DraftStateMixin)
        ):
            yield model, relation.field.name
