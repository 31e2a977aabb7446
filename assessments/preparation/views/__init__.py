"""A preparation and its agenda (preparing, items), how the work feels (wellbeing)."""

from .items import item_create, item_delete, item_move, item_talked
from .preparing import preparation_detail, preparation_preview, preparation_update
from .wellbeing import (
    wellbeing_detail,
    wellbeing_forget,
    wellbeing_mark,
    wellbeing_share,
    wellbeing_trend,
)

__all__ = [
    "item_create",
    "item_delete",
    "item_move",
    "item_talked",
    "preparation_detail",
    "preparation_preview",
    "preparation_update",
    "wellbeing_detail",
    "wellbeing_forget",
    "wellbeing_mark",
    "wellbeing_share",
    "wellbeing_trend",
]
