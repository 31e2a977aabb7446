"""The owner’s screens (lines), entries as evidence (evidence), what managers read (people)."""

from .evidence import entry_lines, entry_link, entry_unlink, line_evidence
from .lines import (
    line_create,
    line_detail,
    line_done,
    line_drop,
    line_list,
    line_print,
    line_reopen,
    line_share,
    line_update,
)
from .people import person_lines, person_list

__all__ = [
    "entry_lines",
    "entry_link",
    "entry_unlink",
    "line_create",
    "line_detail",
    "line_done",
    "line_drop",
    "line_evidence",
    "line_list",
    "line_print",
    "line_reopen",
    "line_share",
    "line_update",
    "person_lines",
    "person_list",
]
