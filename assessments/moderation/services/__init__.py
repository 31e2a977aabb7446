"""The only writers of moderation and calibration."""

from .calibration import (
    agree_on_exercise,
    announce_exercises,
    create_exercise,
    rate_exercise,
    reveal_exercise,
    update_exercise,
)
from .casework import (
    choose_moderators,
    close_case,
    give_view,
    note_case_opened,
    note_outcome_opened,
    step_aside,
)
from .defaults import load_default_calibration
from .drawing import draw_round

__all__ = [
    "agree_on_exercise",
    "announce_exercises",
    "choose_moderators",
    "close_case",
    "create_exercise",
    "draw_round",
    "give_view",
    "load_default_calibration",
    "note_case_opened",
    "note_outcome_opened",
    "rate_exercise",
    "reveal_exercise",
    "step_aside",
    "update_exercise",
]
