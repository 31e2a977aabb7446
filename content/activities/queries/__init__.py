"""What screens and other slices ask about activities, their code and their results."""

from .activities import (
    ActivityShown,
    Ties,
    activities,
    activity_shown,
    can_be_verified,
    ties_of,
)
from .libraries import (
    LibraryShown,
    count_waiting_versions,
    libraries_list,
    library_shown,
    refused_with,
    unused_libraries,
    versions_waiting,
)
from .playing import bundle, can_play, library_file, player_of, waiting_code
from .results import attempts_of
from .seats import states_of
from .uploads import waiting_of
from .usage import PageUse, usage_of, uses_in_pages

__all__ = [
    "ActivityShown",
    "LibraryShown",
    "PageUse",
    "Ties",
    "activities",
    "activity_shown",
    "attempts_of",
    "bundle",
    "can_be_verified",
    "can_play",
    "count_waiting_versions",
    "libraries_list",
    "library_file",
    "library_shown",
    "player_of",
    "refused_with",
    "states_of",
    "ties_of",
    "unused_libraries",
    "usage_of",
    "uses_in_pages",
    "versions_waiting",
    "waiting_code",
    "waiting_of",
]
