"""What is read of outcomes: figures with how sure they are, files that come in, the college."""

from .figures import (
    KindFigures,
    OutcomeSummary,
    figures_of_person,
    figures_of_team,
    outcomes_for_review,
    summaries_of,
)
from .imports import ImportPlan, import_list, known_here, plan_import
from .people import note_of, people_listed, periods_of, readers_of, teams_listed
from .report import ImpactReport, impact_report, report_periods

__all__ = [
    "ImpactReport",
    "ImportPlan",
    "KindFigures",
    "OutcomeSummary",
    "figures_of_person",
    "figures_of_team",
    "impact_report",
    "import_list",
    "known_here",
    "note_of",
    "outcomes_for_review",
    "people_listed",
    "periods_of",
    "plan_import",
    "readers_of",
    "report_periods",
    "summaries_of",
    "teams_listed",
]
