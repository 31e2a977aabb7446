"""The only writers of sessions, of who came, and of calendar addresses."""

from .booking import book_group, book_session, book_sessions
from .debriefs import ask_for_debrief, book_debrief, last_day_for_debrief
from .feeds import make_feed, note_feed_read, stop_feed
from .holding import add_held_session, mark_held, mark_missed
from .moving import answer_session, call_off_session, move_session
from .reminding import remind_of_sessions

__all__ = [
    "add_held_session",
    "answer_session",
    "ask_for_debrief",
    "book_debrief",
    "book_group",
    "book_session",
    "book_sessions",
    "call_off_session",
    "last_day_for_debrief",
    "make_feed",
    "mark_held",
    "mark_missed",
    "move_session",
    "note_feed_read",
    "remind_of_sessions",
    "stop_feed",
]
