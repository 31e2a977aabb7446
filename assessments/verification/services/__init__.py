"""The only writers of what is said about entries: verifiers' answers, samples, queries."""

from .answering import return_entry, verify_entry
from .reminding import remind_managers
from .sampling import answer_sample, draw_sample, reply_to_query, settle_query

__all__ = [
    "answer_sample",
    "draw_sample",
    "remind_managers",
    "reply_to_query",
    "return_entry",
    "settle_query",
    "verify_entry",
]
