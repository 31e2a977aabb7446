"""What approval screens need, what the gate asks, and what readers are told."""

from courses.approval.queries.board import (
    ApprovedRow,
    Board,
    OpenRow,
    RowKind,
    board,
    count_waiting,
    running_out,
    why_not_approved,
)
from courses.approval.queries.guard import (
    approval_in_force,
    guarded_modules,
    is_about_safeguarding,
    is_guarded_kind,
    last_approval,
    page_rights,
    reason_of_return,
    why_not_live,
    why_not_moved,
    wording_of_page,
    workflow,
)
from courses.approval.queries.readers import ReaderNote, note_for, notes_key, pages_to_read_again
from courses.approval.queries.running import Standing, snapshot_of, standing

__all__ = [
    "ApprovedRow",
    "Board",
    "OpenRow",
    "ReaderNote",
    "RowKind",
    "Standing",
    "approval_in_force",
    "board",
    "count_waiting",
    "guarded_modules",
    "is_about_safeguarding",
    "is_guarded_kind",
    "last_approval",
    "note_for",
    "notes_key",
    "page_rights",
    "pages_to_read_again",
    "reason_of_return",
    "running_out",
    "snapshot_of",
    "standing",
    "why_not_approved",
    "why_not_live",
    "why_not_moved",
    "wording_of_page",
    "workflow",
]
