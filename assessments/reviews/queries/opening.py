"""How far the opening of a large round is."""

from django.core.cache import cache

from ..models import ReviewCycle


def opening_key(cycle: int) -> str:
    return f"reviews.opening.{cycle}"


def opening_of(cycle: ReviewCycle) -> tuple[int, int] | None:
    """How many reviews are there, of how many; nothing when none are being opened."""
    aim: int | None = cache.get(opening_key(cycle.pk))
    if aim is None:
        return None
    there = cycle.reviews.count()
    return (there, aim) if there < aim else None
