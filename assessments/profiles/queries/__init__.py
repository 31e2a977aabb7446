"""A person's CPD as it leaves the site: one year of it, or everything."""

from .everything import Extent, everything, extent_of
from .files import files_of_entries, own_files
from .people import pack_people
from .profile import year_profile, years_of

__all__ = [
    "Extent",
    "everything",
    "extent_of",
    "files_of_entries",
    "own_files",
    "pack_people",
    "year_profile",
    "years_of",
]
