"""Rounds as they are listed, and what was said in them as its readers see it."""

from .reading import (
    ColleagueSummary,
    RoundReading,
    colleagues_for_review,
    reading_of_round,
    summaries_of,
)
from .rounds import (
    ask_behind,
    asks_of,
    counted,
    readers_of,
    rounds_due,
    rounds_of,
    rounds_readable,
    rounds_shared_with,
)

__all__ = [
    "ColleagueSummary",
    "RoundReading",
    "ask_behind",
    "asks_of",
    "colleagues_for_review",
    "counted",
    "readers_of",
    "reading_of_round",
    "rounds_due",
    "rounds_of",
    "rounds_readable",
    "rounds_shared_with",
    "summaries_of",
]
