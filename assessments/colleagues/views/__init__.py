"""Of whom it is about: rounds (rounds) and whom they ask (asking). Reading (reading), and the page
of a colleague, without an account (answering)."""

from .answering import answer_create
from .asking import ask_create, ask_withdraw, round_remind
from .reading import round_detail, round_list, round_print, shared_list
from .rounds import round_close, round_create, round_give_up, round_share

__all__ = [
    "answer_create",
    "ask_create",
    "ask_withdraw",
    "round_close",
    "round_create",
    "round_detail",
    "round_give_up",
    "round_list",
    "round_print",
    "round_remind",
    "round_share",
    "shared_list",
]
