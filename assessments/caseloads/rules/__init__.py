"""How heavy a caseload is for the hours there are (domain.md 7.1)."""

from .counting import (
    DEFAULT_WEIGHTS,
    MOST_LEARNERS,
    Band,
    Counts,
    Load,
    LoadPolicy,
    band_of,
    load_of,
    worse,
)
from .months import check_day, first_of, is_old, months_back
from .policies import check_load_policy, policy_lines
from .snapshots import check_snapshot
from .totals import SMALLEST_GROUP, TeamLoad, together

__all__ = [
    "DEFAULT_WEIGHTS",
    "MOST_LEARNERS",
    "SMALLEST_GROUP",
    "Band",
    "Counts",
    "Load",
    "LoadPolicy",
    "TeamLoad",
    "band_of",
    "check_day",
    "check_load_policy",
    "check_snapshot",
    "first_of",
    "is_old",
    "load_of",
    "months_back",
    "policy_lines",
    "together",
    "worse",
]
