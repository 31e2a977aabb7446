"""Lists, the writing of one, its life, a manager’s people, and the college’s priorities."""

from .lists import objective_list, objective_print
from .moving import objective_agree, objective_close, objective_detail, progress_create
from .people import person_objectives, person_print, team_list, team_objectives
from .priorities import priority_create, priority_list, priority_retire, priority_update
from .writing import (
    objective_begin,
    objective_create,
    objective_update,
    person_begin,
    person_create,
)

__all__ = [
    "objective_agree",
    "objective_begin",
    "objective_close",
    "objective_create",
    "objective_detail",
    "objective_list",
    "objective_print",
    "objective_update",
    "person_begin",
    "person_create",
    "person_objectives",
    "person_print",
    "priority_create",
    "priority_list",
    "priority_retire",
    "priority_update",
    "progress_create",
    "team_list",
    "team_objectives",
]
