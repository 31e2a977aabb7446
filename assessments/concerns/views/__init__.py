"""What to do now (panel), what somebody passed on (pointers), the list of the safeguarding leads
(desk)."""

from .desk import pointer_acknowledge, pointer_close, pointer_export, pointer_list
from .panel import panel, slip
from .pointers import pointer_create, pointer_detail, pointer_mine

__all__ = [
    "panel",
    "pointer_acknowledge",
    "pointer_close",
    "pointer_create",
    "pointer_detail",
    "pointer_export",
    "pointer_list",
    "pointer_mine",
    "slip",
]
