"""The only writers of reviews, from the opening to the seal."""

from .cycles import close_cycle, create_cycle, open_cycle, open_many, update_cycle
from .defaults import load_default_reviews
from .disputes import record_dispute_meeting
from .exporting import Export, export_review, may_export
from .handing import cancel_review, hand_over
from .moderating import mark_moderated, mark_sampled
from .opening import begin_review, open_due_reviews, open_for_people
from .policies import set_policy, update_area, update_template
from .reading import note_opened
from .reminding import chase, remind_of_reviews
from .responding import respond
from .sharing import return_to_reviewer, share_review, take_back
from .signing import (
    choose_countersigner,
    countersign_review,
    may_sign_late,
    note_unsigned,
    sign_review,
)

__all__ = [
    "Export",
    "begin_review",
    "cancel_review",
    "chase",
    "choose_countersigner",
    "close_cycle",
    "countersign_review",
    "create_cycle",
    "export_review",
    "hand_over",
    "load_default_reviews",
    "mark_moderated",
    "mark_sampled",
    "may_export",
    "may_sign_late",
    "note_opened",
    "note_unsigned",
    "open_cycle",
    "open_due_reviews",
    "open_for_people",
    "open_many",
    "record_dispute_meeting",
    "remind_of_reviews",
    "respond",
    "return_to_reviewer",
    "set_policy",
    "share_review",
    "sign_review",
    "take_back",
    "update_area",
    "update_cycle",
    "update_template",
]
