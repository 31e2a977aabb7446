from .conflicts import conflict_create, conflict_end, conflict_list
from .covers import cover_create, cover_end, cover_list
from .people import manager_update, person_invite, person_list, profile_update, team_list

__all__ = [
    "conflict_create",
    "conflict_end",
    "conflict_list",
    "cover_create",
    "cover_end",
    "cover_list",
    "manager_update",
    "person_invite",
    "person_list",
    "profile_update",
    "team_list",
]
