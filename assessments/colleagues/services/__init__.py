"""Rounds (rounds), whom they ask (asking), and what is answered (answering)."""

from .answering import answer_ask
from .asking import ask_colleague, remind_colleagues, withdraw_ask
from .rounds import (
    close_due_rounds,
    close_round,
    give_up_round,
    note_opened,
    open_round,
    set_shared,
)

__all__ = [
    "answer_ask",
    "ask_colleague",
    "close_due_rounds",
    "close_round",
    "give_up_round",
    "note_opened",
    "open_round",
    "remind_colleagues",
    "set_shared",
    "withdraw_ask",
]
