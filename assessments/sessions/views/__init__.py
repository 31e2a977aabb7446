from .booking import debrief_ask, debrief_book, group_book, session_book
from .feeds import calendar_feed, calendar_file, calendar_stop
from .holding import session_add, session_held, session_missed
from .home import session_list, supervisee_detail, supervision_home
from .moving import session_answer, session_call_off, session_move
from .sessions import session_calendar, session_detail
from .team import team_sessions

__all__ = [
    "calendar_feed",
    "calendar_file",
    "calendar_stop",
    "debrief_ask",
    "debrief_book",
    "group_book",
    "session_add",
    "session_answer",
    "session_book",
    "session_calendar",
    "session_call_off",
    "session_detail",
    "session_held",
    "session_list",
    "session_missed",
    "session_move",
    "supervisee_detail",
    "supervision_home",
    "team_sessions",
]
