"""Whose calendar an address is."""

from typing import Any

from ..models import CalendarFeed
from ..rules import token_hash


def feed_at(token: str) -> CalendarFeed | None:
    """The feed of an address; nothing when it was stopped or replaced. One query."""
    found = CalendarFeed.objects.filter(token_hash=token_hash(token), owner__is_active=True)
    return found.select_related("owner").first()


def feed_of(owner: Any) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(owner=owner).first()
