"""What is asked of preparations, marks and themes, each reader's own rights applied."""

from .offers import (
    Offer,
    OfferGroup,
    bookmark_of,
    key_of,
    last_session_before,
    offers_for,
    own_thing,
)
from .preparations import (
    OPENED,
    Line,
    Reading,
    items_of,
    openings_of,
    preparation_for,
    preparations_for,
    readers_of,
    reading_of,
)
from .themes import Theme, is_of_the_pair, repeat_themes, silent_statements
from .wellbeing import Point, Trend, own_trend, shares_trend, shown_trend, today_s_mark

__all__ = [
    "OPENED",
    "Line",
    "Offer",
    "OfferGroup",
    "Point",
    "Reading",
    "Theme",
    "Trend",
    "bookmark_of",
    "is_of_the_pair",
    "items_of",
    "key_of",
    "last_session_before",
    "offers_for",
    "openings_of",
    "own_thing",
    "own_trend",
    "preparation_for",
    "preparations_for",
    "readers_of",
    "reading_of",
    "repeat_themes",
    "shares_trend",
    "shown_trend",
    "silent_statements",
    "today_s_mark",
]
