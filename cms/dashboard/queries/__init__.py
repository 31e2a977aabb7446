"""What the screens that read every box ask for."""

from .acting import (
    Outcome,
    enrolments_to_come,
    module_reminders,
    places_to_act,
    review_reminders,
)
from .home import (
    Learning,
    Supervision,
    Todo,
    lateness,
    learning_of,
    programmes_to_choose,
    supervision_of,
    weeks_in_post,
)
from .modules import (
    ModuleGrid,
    grid_people,
    grid_programmes,
    module_grid,
    module_row,
    programmes_without,
)
from .people import chosen_people
from .team import Grid, GridRow, rows_of, team_grid
from .training import modules_to_enrol

__all__ = [
    "Grid",
    "GridRow",
    "Learning",
    "ModuleGrid",
    "Outcome",
    "Supervision",
    "Todo",
    "chosen_people",
    "enrolments_to_come",
    "grid_people",
    "grid_programmes",
    "lateness",
    "learning_of",
    "module_grid",
    "module_reminders",
    "module_row",
    "modules_to_enrol",
    "places_to_act",
    "programmes_to_choose",
    "programmes_without",
    "review_reminders",
    "rows_of",
    "supervision_of",
    "team_grid",
    "weeks_in_post",
]
