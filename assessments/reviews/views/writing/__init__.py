"""The reviewer’s draft, a page for each part."""

from .actions import action_create, action_list, action_remove, action_update
from .checking import reason_give, write_check
from .parts import write_area, write_home, write_meeting, write_support, write_words
from .planning import (
    next_create,
    next_list,
    next_remove,
    next_update,
    previous_list,
    previous_update,
)

__all__ = [
    "action_create",
    "action_list",
    "action_remove",
    "action_update",
    "next_create",
    "next_list",
    "next_remove",
    "next_update",
    "previous_list",
    "previous_update",
    "reason_give",
    "write_area",
    "write_check",
    "write_home",
    "write_meeting",
    "write_support",
    "write_words",
]
