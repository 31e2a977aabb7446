"""Lists (lists), one action (detail), what is written of it (writing), what follows (going_on)."""

from .detail import action_detail, action_progress, action_reopen, action_share
from .going_on import action_begin_entry, action_evidence, action_plan
from .lists import action_list, person_actions, team_actions
from .writing import action_carry, action_close, action_create, action_drop, action_rescope

__all__ = [
    "action_begin_entry",
    "action_carry",
    "action_close",
    "action_create",
    "action_detail",
    "action_drop",
    "action_evidence",
    "action_list",
    "action_plan",
    "action_progress",
    "action_reopen",
    "action_rescope",
    "action_share",
    "person_actions",
    "team_actions",
]
