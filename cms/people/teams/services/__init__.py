"""Teams, posts and reporting lines; who stands in for whom, and who is kept apart."""

from .conflicts import declare_conflict, end_conflict
from .covers import end_cover, set_cover
from .people import (
    create_team,
    record_absence,
    remove_absence,
    set_manager,
    set_profile,
    welcome_person,
)

__all__ = [
    "create_team",
    "declare_conflict",
    "end_conflict",
    "end_cover",
    "record_absence",
    "remove_absence",
    "set_cover",
    "set_manager",
    "set_profile",
    "welcome_person",
]
