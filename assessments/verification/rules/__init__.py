"""What is asked when an entry is verified, how long it waits, and which entries are sampled."""

from .answers import (
    QUESTIONS,
    SHORTEST_REASON,
    Answers,
    Outcome,
    check_answers,
    check_read_as_it_is,
    check_waits,
)
from .changes import Change, Piece, changes
from .draws import Candidate, Numbers, Reason, draw, is_first_year, lots_for
from .samples import (
    Findings,
    Result,
    Stage,
    check_can_be_settled,
    check_findings,
    check_is_query,
    check_reply,
    stage,
)
from .terms import term_of
from .waiting import latest_before, working_day_after, working_days_between

__all__ = [
    "QUESTIONS",
    "SHORTEST_REASON",
    "Answers",
    "Candidate",
    "Change",
    "Findings",
    "Numbers",
    "Outcome",
    "Piece",
    "Reason",
    "Result",
    "Stage",
    "changes",
    "check_answers",
    "check_can_be_settled",
    "check_findings",
    "check_is_query",
    "check_read_as_it_is",
    "check_reply",
    "check_waits",
    "draw",
    "is_first_year",
    "latest_before",
    "lots_for",
    "stage",
    "term_of",
    "working_day_after",
    "working_days_between",
]
