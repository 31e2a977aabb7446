"""Setting up the site, and what is done from the team grid."""

from .enrolling import enrol_chosen
from .exporting import FORMATS, Export, export_team
from .reminding import remind_of_modules, remind_of_reviews
from .set_up import (
    PROGRAMMES,
    SCHEDULES,
    add_privacy_note,
    keep_documents_inside,
    set_up_home,
    set_up_site,
)

__all__ = [
    "FORMATS",
    "PROGRAMMES",
    "SCHEDULES",
    "Export",
    "add_privacy_note",
    "enrol_chosen",
    "export_team",
    "keep_documents_inside",
    "remind_of_modules",
    "remind_of_reviews",
    "set_up_home",
    "set_up_site",
]
