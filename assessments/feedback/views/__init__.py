"""Timelines of notes (lists), and one note: written, read and answered (notes)."""

from .lists import note_list, note_print, person_notes, person_print, team_list
from .notes import note_create, note_detail, reply_create

__all__ = [
    "note_create",
    "note_detail",
    "note_list",
    "note_print",
    "person_notes",
    "person_print",
    "reply_create",
    "team_list",
]
