"""The only writers of evidence files and of their bytes.

Nothing here goes into the audit: what somebody keeps is nobody's business until she hands in an
entry with it. Others' reading of it is written down where they read it.
"""

from .files import add_file, attest_file, change_file, remove_file
from .reminders import remind_of_expiry
from .scanning import scan_file, scan_waiting
from .storage import sweep_orphans

__all__ = [
    "add_file",
    "attest_file",
    "change_file",
    "remind_of_expiry",
    "remove_file",
    "scan_file",
    "scan_waiting",
    "sweep_orphans",
]
