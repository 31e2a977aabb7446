"""What the screens, the reviews and the readings need of objectives."""

from .lists import (
    PersonObjectives,
    closed_of,
    own_totals,
    people_with_objectives,
    team_objectives,
    totals_of,
)
from .objectives import (
    closed_between,
    drafts_of,
    fte_of,
    objectives_of,
    open_objectives,
    priorities_to_offer,
    readers_of,
    rows_of,
    with_parts,
)
from .progress import ProgressPoint, evidence_since, evidence_to_choose, progress_of
from .reminders import Reminder, reminders
from .sources import actions_to_carry, plan_lines_to_start, priorities_listed

__all__ = [
    "PersonObjectives",
    "ProgressPoint",
    "Reminder",
    "actions_to_carry",
    "closed_between",
    "closed_of",
    "drafts_of",
    "evidence_since",
    "evidence_to_choose",
    "fte_of",
    "objectives_of",
    "open_objectives",
    "own_totals",
    "people_with_objectives",
    "plan_lines_to_start",
    "priorities_listed",
    "priorities_to_offer",
    "progress_of",
    "readers_of",
    "reminders",
    "rows_of",
    "team_objectives",
    "totals_of",
    "with_parts",
]
