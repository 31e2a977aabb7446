"""The only writers of agreed actions."""

from .agreeing import add_action, add_action_between, rescope_action
from .closing import close_action, drop_action, reopen_action, set_evidence
from .following import carry_action, note_progress
from .going_on import begin_entry, plan_from_action
from .reminding import remind_of_actions
from .sharing import mark_action

__all__ = [
    "add_action",
    "add_action_between",
    "begin_entry",
    "carry_action",
    "close_action",
    "drop_action",
    "mark_action",
    "note_progress",
    "plan_from_action",
    "remind_of_actions",
    "reopen_action",
    "rescope_action",
    "set_evidence",
]
