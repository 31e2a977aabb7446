"""The host's screens (hosting) and those of whoever was there (attending)."""

from .attending import event_attend, event_join
from .hosting import (
    event_close,
    event_create,
    event_detail,
    event_draft,
    event_list,
    event_reopen,
    event_screen,
    event_update,
)

__all__ = [
    "event_attend",
    "event_close",
    "event_create",
    "event_detail",
    "event_draft",
    "event_join",
    "event_list",
    "event_reopen",
    "event_screen",
    "event_update",
]
