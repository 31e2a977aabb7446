"""Ask learners, take what they say, look it through, show it, and forget it again."""

from .answering import answer, note_wrong_code
from .campaigns import (
    add_cohort,
    change_campaign,
    close_campaign,
    close_due,
    make_campaign,
    make_codes,
    open_campaign,
    remove_cohort,
    withdraw_campaign,
)
from .defaults import load_default_questionnaire
from .forgetting import forget_raw
from .questionnaires import change_language, write_questionnaire
from .releasing import release_campaign, show_to_supervisor
from .replies import change_reply, delete_reply, write_reply
from .screening import confirm_taken_over, decide_comment, return_comment, tell_of_concerns

__all__ = [
    "add_cohort",
    "answer",
    "change_campaign",
    "change_language",
    "change_reply",
    "close_campaign",
    "close_due",
    "confirm_taken_over",
    "decide_comment",
    "delete_reply",
    "forget_raw",
    "load_default_questionnaire",
    "make_campaign",
    "make_codes",
    "note_wrong_code",
    "open_campaign",
    "release_campaign",
    "remove_cohort",
    "return_comment",
    "show_to_supervisor",
    "tell_of_concerns",
    "withdraw_campaign",
    "write_questionnaire",
    "write_reply",
]
