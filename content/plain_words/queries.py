"""The college's jargon with its plain versions; one read for many texts."""

import uuid

from django.core.cache import cache

from .models import PlainWord

VERSION_KEY = "content:plain-words:version"
KEPT_SECONDS = 60 * 60 * 24 * 7


def plain_words() -> dict[str, str]:
    """What to say instead, by jargon; `content.language.rules.jargon_in` finds it in a text."""
    key = f"content:plain-words:{_version()}"
    kept: dict[str, str] | None = cache.get(key)
    if kept is None:
        kept = dict(PlainWord.objects.in_use().values_list("jargon", "plain"))
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def _version() -> str:
    version: str | None = cache.get(VERSION_KEY)
    return version or renew_version()


def renew_version() -> str:
    """From now on the words are read again when they are next asked for."""
    version = uuid.uuid4().hex
    cache.set(VERSION_KEY, version, timeout=None)
    return version
