"""What is read of caseloads: policies, one person’s, a team’s, the college’s sums."""

from .people import (
    CaseloadReading,
    PersonLoad,
    caseload_history,
    caseload_of,
    caseloads_of,
    months_to_record,
    reading_of,
    snapshot_of_month,
    team_loads,
)
from .policies import load_policy_on, load_policy_row, load_policy_rows, values_of
from .readers import readers_of
from .totals import Totals, totals

__all__ = [
    "CaseloadReading",
    "PersonLoad",
    "Totals",
    "caseload_history",
    "caseload_of",
    "caseloads_of",
    "load_policy_on",
    "load_policy_row",
    "load_policy_rows",
    "months_to_record",
    "readers_of",
    "reading_of",
    "snapshot_of_month",
    "team_loads",
    "totals",
    "values_of",
]
