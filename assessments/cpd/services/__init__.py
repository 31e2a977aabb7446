"""The only writers of the log.

Drafts do not go into the audit: that somebody keeps one is nobody's business until she hands it in,
and those who read the audit may not know of it (domain.md 2.2, first CPD row).
"""

from .drafts import Proposal, draft_from_module, draft_from_reflection, propose_entry
from .entries import (
    EntryChangedError,
    create_entry,
    discard_entry,
    restore_entry,
    update_entry,
)
from .keeping import close_years, purge_discarded
from .policy import set_policy
from .states import (
    close_entry,
    mark_returned,
    mark_sampled,
    mark_verified,
    note_impact,
    share_entry,
    submit_entry,
    take_back_entry,
)

__all__ = [
    "EntryChangedError",
    "Proposal",
    "close_entry",
    "close_years",
    "create_entry",
    "discard_entry",
    "draft_from_module",
    "draft_from_reflection",
    "mark_returned",
    "mark_sampled",
    "mark_verified",
    "note_impact",
    "propose_entry",
    "purge_discarded",
    "restore_entry",
    "set_policy",
    "share_entry",
    "submit_entry",
    "take_back_entry",
    "update_entry",
]
