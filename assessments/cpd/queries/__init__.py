"""What the screens of the log need, each narrowed by the reader's own rights."""

from .log import (
    EntryHints,
    GroupTotal,
    LogTotals,
    details_in,
    hints_for,
    log_of,
    log_totals,
    source_module,
    still_hers,
)
from .policy import policy_of, policy_on
from .readers import (
    FILE_OPENED,
    OPENED,
    Reader,
    Reading,
    line_managers_of,
    readers_of,
    readings_of,
)
from .readiness import still_missing
from .shared import (
    PRIVATE,
    SHARED_LABELS,
    SharedClaim,
    SharedEntry,
    SharedFile,
    shared_entry,
    shared_rows,
    shared_words,
    with_parts,
    without_private,
)

__all__ = [
    "FILE_OPENED",
    "OPENED",
    "PRIVATE",
    "SHARED_LABELS",
    "EntryHints",
    "GroupTotal",
    "LogTotals",
    "Reader",
    "Reading",
    "SharedClaim",
    "SharedEntry",
    "SharedFile",
    "details_in",
    "hints_for",
    "line_managers_of",
    "log_of",
    "log_totals",
    "policy_of",
    "policy_on",
    "readers_of",
    "readings_of",
    "shared_entry",
    "shared_rows",
    "shared_words",
    "source_module",
    "still_hers",
    "still_missing",
    "with_parts",
    "without_private",
]
