"""Code of content types, activities made with it, and what people did in them."""

from .activities import Activity, ActivityVersion
from .attempts import ActivityAttempt, ActivitySeat, ActivityStatement
from .libraries import H5PLibrary, H5PLibraryVersion
from .uploads import PackageUpload

__all__ = [
    "Activity",
    "ActivityAttempt",
    "ActivitySeat",
    "ActivityStatement",
    "ActivityVersion",
    "H5PLibrary",
    "H5PLibraryVersion",
    "PackageUpload",
]
