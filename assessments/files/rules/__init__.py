"""What an evidence file may be, what is stored of it, and how far its check has got."""

from .examining import Examined, examine, kind_of
from .expiry import SOON_DAYS, is_over, is_soon, reminder_due
from .kinds import (
    ACCEPT,
    ACCEPTED,
    DEFAULT_MOST_BYTES,
    KIND_OF_TYPE,
    TEXT,
    Kind,
    kind_words,
    size_in_words,
)
from .names import LONGEST_NAME, clean_name
from .states import (
    KEPT_BACK,
    NOT_YET,
    READABLE,
    Arrival,
    ScanState,
    check_unused,
    is_readable,
    why_not_readable,
)

__all__ = [
    "ACCEPT",
    "ACCEPTED",
    "DEFAULT_MOST_BYTES",
    "KEPT_BACK",
    "KIND_OF_TYPE",
    "LONGEST_NAME",
    "NOT_YET",
    "READABLE",
    "SOON_DAYS",
    "TEXT",
    "Arrival",
    "Examined",
    "Kind",
    "ScanState",
    "check_unused",
    "clean_name",
    "examine",
    "is_over",
    "is_readable",
    "is_soon",
    "kind_of",
    "kind_words",
    "reminder_due",
    "size_in_words",
    "why_not_readable",
]
