"""What is true of a pointer to a concern: states, waiting time, what a reference may hold, and
words that may tell of a concern."""

from .references import check_reference, what_it_tells
from .states import (
    LONGEST_REFERENCE,
    Method,
    ReportedTo,
    Stage,
    check_acknowledged_once,
    check_can_be_closed,
    check_reported_at,
)
from .waiting import ANSWER_WITHIN, NEXT, is_late, moment_in_words, time_in_words, working_time
from .words import sounds_like_concern

__all__ = [
    "ANSWER_WITHIN",
    "LONGEST_REFERENCE",
    "NEXT",
    "Method",
    "ReportedTo",
    "Stage",
    "check_acknowledged_once",
    "check_can_be_closed",
    "check_reference",
    "check_reported_at",
    "is_late",
    "moment_in_words",
    "sounds_like_concern",
    "time_in_words",
    "what_it_tells",
    "working_time",
]
