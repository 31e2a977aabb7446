"""The only writers of activities, of the code that plays them and of what people did in them."""

from .activities import (
    archive_activity,
    change_activity,
    delete_activity,
    restore_activity,
    save_content,
)
from .attempts import open_seat, record_statement, save_state
from .exporting import export_activity
from .libraries import (
    approve_version,
    approve_versions,
    delete_library,
    put_in_use,
    refuse_version,
    restrict_library,
)
from .media import keep_media
from .sweeping import make_ready, make_version_ready, resume_uploads, sweep_storage
from .uploads import keep_upload, read_upload

__all__ = [
    "approve_version",
    "approve_versions",
    "archive_activity",
    "change_activity",
    "delete_activity",
    "delete_library",
    "export_activity",
    "keep_media",
    "keep_upload",
    "make_ready",
    "make_version_ready",
    "open_seat",
    "put_in_use",
    "read_upload",
    "record_statement",
    "refuse_version",
    "restore_activity",
    "restrict_library",
    "resume_uploads",
    "save_content",
    "save_state",
    "sweep_storage",
]
