"""The body of a page as parts: markup that is the same for everyone, and places for one's own.

A view that shows a body with forms in it passes the parts to one template:

    parts = rendered_body(page)      # cms.pages.queries: kept in the cache for live pages

    {% include "content/body.html" with reflection_form="progress/reflection_form.html" %}

Every top-level block stands in `<section id="block-UUID" data-block="UUID">`, so `#block-UUID`
resumes there and `data-block` tells a script what is being read. At a reflection the template named
by `reflection_form` is included inside the section, below the question, with `part` in its context:
`part.block_id`, `part.key`, `part.minutes`. A person's own words come from the view, by `block_id`.
Without `reflection_form` the question stands alone. `block_ids(parts)` are all ids of the body.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.db import transaction
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.blocks import StreamValue

from cms.people.college.queries import terms_version

FORMAT = 1  # of what is cached; counts up when BodyPart changes
VERSION_KEY = "content:bodies:version"
KEPT_SECONDS = 60 * 60 * 24 * 7


@dataclass(frozen=True)
class BodyPart:
    """Markup of one or more blocks, or one reflection prompt with the block it belongs to."""

    html: SafeString
    block_ids: tuple[str, ...]
    key: str = ""  # of a reflection; markup for everyone has none
    minutes: int = 0

    @property
    def is_reflection(self) -> bool:
        return bool(self.key)

    @property
    def block_id(self) -> str:
        return self.block_ids[0] if self.block_ids else ""


def render_body(stream: StreamValue, *, cache_key: str = "") -> list[BodyPart]:
    """The parts in order; kept under `cache_key`, which must name one immutable version of them.

    Without a key (drafts, previews) the cache is neither read nor written.
    """
    if not cache_key:
        return fresh_parts(stream)
    key = f"content:body:{FORMAT}:{cache_key}:{terms_version()}:{bodies_version()}"
    kept: list[tuple[str, tuple[str, ...], str, int]] | None = cache.get(key)
    if kept is not None:
        return [BodyPart(SafeString(html), ids, name, minutes) for html, ids, name, minutes in kept]
    parts = fresh_parts(stream)
    # Plain values: what is unpickled after an upgrade must not depend on our classes.
    plain = [(str(part.html), part.block_ids, part.key, part.minutes) for part in parts]
    cache.set(key, plain, KEPT_SECONDS)
    return parts


def fresh_parts(stream: StreamValue) -> list[BodyPart]:
    parts: list[BodyPart] = []
    markup: list[str] = []
    ids: list[str] = []
    for child in stream:
        block_id = str(child.id or uuid.uuid4())
        if child.block_type == "reflection":
            if ids:
                parts.append(BodyPart(SafeString("".join(markup)), tuple(ids)))
                markup, ids = [], []
            value = child.value
            parts.append(BodyPart(child.render(), (block_id,), value["key"], value.minutes))
        else:
            markup.append(in_section(block_id, child.block_type, child.render()))
            ids.append(block_id)
    if ids:
        parts.append(BodyPart(SafeString("".join(markup)), tuple(ids)))
    return parts


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
