"""What the college wrote, and where the lessons wait for it."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db import models

from content.bodies import KEPT_SECONDS, bodies_version
from content.fields import blocks_in_use

from .models import LocalText

BLOCK = "in_your_college"


@dataclass(frozen=True)
class UsedKey:
    """One place in a live page that shows a local text."""

    key: str
    title: str
    brief: str
    prompt: str
    page_id: int
    page_title: str


def local_texts() -> dict[str, tuple[str, str]]:
    """Title and text of every local text that says something, by key; one read for many pages."""
    key = f"content:local-texts:{bodies_version()}"
    kept: dict[str, tuple[str, str]] | None = cache.get(key)
    if kept is None:
        rows = LocalText.objects.exclude(text="").values_list("key", "title", "text")
        kept = {name: (title, text) for name, title, text in rows}
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def local_text_for(key: str) -> LocalText | None:
    found = local_texts().get(key)
    return LocalText(key=key, title=found[0], text=found[1]) if found else None


def used_keys() -> list[UsedKey]:
    """Every place in a live page that shows a local text."""
    found = [
        used_key(block.value, row)
        for row, block in blocks_in_use(BLOCK)
        if getattr(row, "live", True)
    ]
    return sorted(found, key=lambda use: use.key)


def used_key(value: dict[str, str], row: models.Model) -> UsedKey:
    texts = {name: value.get(name) or "" for name in ("key", "title", "brief", "prompt")}
    return UsedKey(**texts, page_id=row.pk, page_title=str(row))


def uses_of(key: str) -> list[UsedKey]:
    return [use for use in used_keys() if key and use.key == key]


def waiting_keys() -> list[UsedKey]:
    """Keys that lessons show and nobody has written for yet: each once, at its first place."""
    written = set(local_texts())
    first: dict[str, UsedKey] = {}
    for use in used_keys():
        if use.key not in written:
            first.setdefault(use.key, use)
    return list(first.values())
