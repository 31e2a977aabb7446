"""What happens around an approval: the gate, the decision, the mark on a module, the lapse."""

from courses.approval.services.deciding import (
    APPROVED_AGAIN,
    approve_pages,
    decide_in_editor,
    return_page,
    send_page,
    take_back_page,
)
from courses.approval.services.gate import check_goes_live, check_move, check_schedule
from courses.approval.services.guarding import (
    guard_module,
    keep_mark_in_step,
    release_module,
    set_up_workflow,
)
from courses.approval.services.lapsing import forget_notes, keep_approvals_current
from courses.approval.services.telling import tell_of_waiting

__all__ = [
    "APPROVED_AGAIN",
    "approve_pages",
    "check_goes_live",
    "check_move",
    "check_schedule",
    "decide_in_editor",
    "forget_notes",
    "guard_module",
    "keep_approvals_current",
    "keep_mark_in_step",
    "release_module",
    "return_page",
    "send_page",
    "set_up_workflow",
    "take_back_page",
    "tell_of_waiting",
]
