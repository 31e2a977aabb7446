"""The host's screens (hosting) and those of the phones (phones)."""

from assessments.rooms.views.hosting import (
    comments_set,
    option_follow,
    room_back,
    room_close,
    room_create,
    room_debrief,
    room_detail,
    room_list,
    room_next,
    vote_close,
    vote_open,
)
from assessments.rooms.views.phones import room_join, room_vote

__all__ = [
    "comments_set",
    "option_follow",
    "room_back",
    "room_close",
    "room_create",
    "room_debrief",
    "room_detail",
    "room_join",
    "room_list",
    "room_next",
    "room_vote",
    "vote_close",
    "vote_open",
]
