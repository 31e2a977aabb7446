"""What an author’s screens need, and nothing of it written."""

from .forms import Desk, desk_for, libraries_described
from .types import TypeCard, library_for, type_cards

__all__ = [
    "Desk",
    "TypeCard",
    "desk_for",
    "libraries_described",
    "library_for",
    "type_cards",
]
