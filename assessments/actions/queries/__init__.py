"""What is asked of agreed actions, each reader's own rights applied."""

from .actions import (
    actions_for_session,
    counts,
    entries_to_choose,
    open_actions,
    pairs_of,
    session_to_go_back_to,
)
from .lists import (
    Filters,
    PersonActions,
    actions_of,
    actions_on,
    people_readable_by,
    shelf_counts,
    statements_in_use,
    supervisees_with_actions,
    team_actions,
)
from .one import (
    actions_with_history,
    may_read_evidence,
    readers_of,
    reads_history,
    sessions_to_carry_to,
)
from .reminders import Reminder, reminders

__all__ = [
    "Filters",
    "PersonActions",
    "Reminder",
    "actions_for_session",
    "actions_of",
    "actions_on",
    "actions_with_history",
    "counts",
    "entries_to_choose",
    "may_read_evidence",
    "open_actions",
    "pairs_of",
    "people_readable_by",
    "readers_of",
    "reads_history",
    "reminders",
    "session_to_go_back_to",
    "sessions_to_carry_to",
    "shelf_counts",
    "statements_in_use",
    "supervisees_with_actions",
    "team_actions",
]
