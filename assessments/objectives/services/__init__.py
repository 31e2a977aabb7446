"""The only writers of objectives and college priorities."""

from .agreeing import agree_objective, close_objective, show_objective
from .following import add_progress, note_opened
from .priorities import change_priority, retire_priority, set_priority
from .reminding import remind_of_objectives
from .writing import change_objective, write_objective

__all__ = [
    "add_progress",
    "agree_objective",
    "change_objective",
    "change_priority",
    "close_objective",
    "note_opened",
    "remind_of_objectives",
    "retire_priority",
    "set_priority",
    "show_objective",
    "write_objective",
]
