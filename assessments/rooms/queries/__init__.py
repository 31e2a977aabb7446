"""What the screens of a room need: the story where it stands (stories), the big screen (screens),
the phones (phones), and what is talked about afterwards (outcomes, debriefs)."""

from assessments.rooms.queries.debriefs import RoomDebrief, debrief_of
from assessments.rooms.queries.phones import (
    Phone,
    PhoneView,
    has_guessed_too_often,
    has_voter,
    open_room_at,
    phone_at,
    phone_view,
    wrong_codes_key,
)
from assessments.rooms.queries.screens import (
    Counts,
    Pulse,
    RoomRow,
    Screen,
    counts_of,
    pulse_of,
    rooms_of,
    screen_of,
)
from assessments.rooms.queries.stories import (
    offered_in,
    option_under,
    stamp_of_room,
    target_after,
)

__all__ = [
    "Counts",
    "Phone",
    "PhoneView",
    "Pulse",
    "RoomDebrief",
    "RoomRow",
    "Screen",
    "counts_of",
    "debrief_of",
    "has_guessed_too_often",
    "has_voter",
    "offered_in",
    "open_room_at",
    "option_under",
    "phone_at",
    "phone_view",
    "pulse_of",
    "rooms_of",
    "screen_of",
    "stamp_of_room",
    "target_after",
    "wrong_codes_key",
]
