"""Index of the box's models, for Django. Import from the slice."""

from content.activities.models import (
    Activity,
    ActivityAttempt,
    ActivitySeat,
    ActivityStatement,
    ActivityVersion,
    H5PLibrary,
    H5PLibraryVersion,
    PackageUpload,
)
from content.guidance.models import Edition, Fact, Publication
from content.local_texts.models import LocalText
from content.momentum.models import CollegeYear, Dip
from content.plain_words.models import PlainWord

__all__ = [
    "Activity",
    "ActivityAttempt",
    "ActivitySeat",
    "ActivityStatement",
    "ActivityVersion",
    "CollegeYear",
    "Dip",
    "Edition",
    "Fact",
    "H5PLibrary",
    "H5PLibraryVersion",
    "LocalText",
    "PackageUpload",
    "PlainWord",
    "Publication",
]
