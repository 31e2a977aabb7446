"""The only writers of preparations and of marks of how the work feels."""

from .preparing import add_item, mark_talked_about, move_item, remove_item, save_preparation
from .wellbeing import forget_marks, mark_wellbeing, share_trend

__all__ = [
    "add_item",
    "forget_marks",
    "mark_talked_about",
    "mark_wellbeing",
    "move_item",
    "remove_item",
    "save_preparation",
    "share_trend",
]
