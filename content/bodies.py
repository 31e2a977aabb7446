"""The body of a page as parts: markup that is the same for everyone, and places for one's own.

A view that shows a body with forms in it passes the parts to one template:

    parts = rendered_body(page)      # cms.pages.queries: kept in the cache for live pages

    {% include "content/body.html" with parts=parts has_forms=True %}

Every top-level block stands in `<section id="block-UUID" data-block="UUID">`, so `#block-UUID`
resumes there and `data-block` tells a script what is being read. A block with an
`exercise_template` (a reflection, an exercise) is a part of its own: that template is included
inside the section, with `part` in its context. A person's own words come from the view, by
`block_id`. Without `has_forms` the block stands alone. `block_ids(parts)` are all ids of the body.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.blocks import StreamValue

from cms.people.college.queries import terms_version

FORMAT = 3  # of what is cached; counts up when BodyPart changes
VERSION_KEY = "content:bodies:version"
A_DAY = 60 * 60 * 24
KEPT_SECONDS = A_DAY * 7  # of what changes with a version alone
KEPT = ("block_ids", "kind", "exercise_template", "content", "is_gate")


@dataclass(frozen=True)
class BodyPart:
    """Markup of one or more blocks, or one exercise with the block it belongs to."""

    html: SafeString
    block_ids: tuple[str, ...]
    kind: str = ""  # of an exercise, the type of its block; markup for everyone has none
    exercise_template: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)  # of an exercise, as plain values
    is_gate: bool = False  # the lesson can be finished only when this has been done right

    @property
    def is_exercise(self) -> bool:
        return bool(self.exercise_template)

    @property
    def block_id(self) -> str:
        return self.block_ids[0] if self.block_ids else ""


def render_body(stream: StreamValue, *, cache_key: str = "") -> list[BodyPart]:
    """The parts in order; kept under `cache_key`, which must name one immutable version of them.

    Without a key (drafts, previews) the cache is neither read nor written.
    """
    if not cache_key:
        return fresh_parts(stream)
    # By the day: which edition of a guidance holds, and who is away, changes overnight.
    day = timezone.localdate()
    key = f"content:body:{FORMAT}:{cache_key}:{terms_version()}:{bodies_version()}:{day}"
    kept: list[tuple[Any, ...]] | None = cache.get(key)
    if kept is not None:
        return [BodyPart(SafeString(html), *rest) for html, *rest in kept]
    parts = fresh_parts(stream)
    # Plain values: what is unpickled after an upgrade must not depend on our classes.
    plain = [(str(part.html), *(getattr(part, name) for name in KEPT)) for part in parts]
    cache.set(key, plain, A_DAY)
    return parts


def fresh_parts(stream: StreamValue) -> list[BodyPart]:
    parts: list[BodyPart] = []
    markup: list[str] = []
    ids: list[str] = []

    def end_markup() -> None:
        if ids:
            parts.append(BodyPart(SafeString("".join(markup)), tuple(ids)))
            markup.clear()
            ids.clear()

    box = "h2"  # what a box's title is: below the first heading of a section, one lower
    for child in stream:
        block_id = str(child.id or uuid.uuid4())
        if child.block_type == "heading":
            box = "h3"
        if getattr(child.block.meta, "exercise_template", ""):
            end_markup()
            parts.append(exercise_part(block_id, child, box))
        else:
            html = child.render(context={"box": box})
            markup.append(in_section(block_id, child.block_type, html))
            ids.append(block_id)
    end_markup()
    return parts


def exercise_part(block_id: str, child: StreamValue.StreamChild, box: str = "h3") -> BodyPart:
    return BodyPart(
        html=child.render(context={"box": box}),
        block_ids=(block_id,),
        kind=child.block_type,
        exercise_template=child.block.meta.exercise_template,
        content=exercise_content(child),
        is_gate=is_gate(child),
    )


def exercise_content(child: StreamValue.StreamChild) -> dict[str, Any]:
    content: dict[str, Any] = plain_content(child.block.get_prep_value(child.value))
    return content


def plain_content(value: Any) -> Any:
    """A raw value without what only the editor needs: list items as their values."""
    if isinstance(value, Mapping):
        if value.get("type") == "item" and "value" in value:
            return plain_content(value["value"])
        return {name: plain_content(part) for name, part in value.items()}
    return [plain_content(part) for part in value] if isinstance(value, list) else value


def gate_ids(stream: StreamValue) -> set[str]:
    """The exercises that must have been done right before the lesson counts as read."""
    return {str(child.id) for child in stream if is_gate(child)}


def is_gate(child: StreamValue.StreamChild) -> bool:
    return bool(getattr(child.value, "is_gate", False))


def in_section(block_id: str, block_type: str, html: str) -> SafeString:
    return format_html(
        '<section id="block-{0}" data-block="{0}" class="block block-{1}">{2}</section>',
        block_id,
        block_type.replace("_", "-"),
        html,
    )


def block_ids(parts: Iterable[BodyPart]) -> list[str]:
    return [block_id for part in parts for block_id in part.block_ids]


def bodies_version() -> str:
    """Changes with anything that many bodies show: a local text, a file, an address."""
    version: str | None = cache.get(VERSION_KEY)
    return version or renew_bodies()


def renew_bodies() -> str:
    """From now on every body is rendered again when it is next read."""
    version = uuid.uuid4().hex
    cache.set(VERSION_KEY, version, timeout=None)
    return version


def renew_bodies_with_commit() -> None:
    """Now, for this transaction, and once more after it: others may have read the old rows."""
    renew_bodies()
    if transaction.get_connection().in_atomic_block:
        transaction.on_commit(renew_bodies)
