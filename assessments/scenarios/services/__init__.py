"""What happens to scenarios and runs. The only writer of them."""

from .runs import choose, run_out_of_time, show_scene, start_attempt
from .versions import snapshot_scenario
from .words import delete_own_words, save_own_words, take_way_out

__all__ = [
    "choose",
    "delete_own_words",
    "run_out_of_time",
    "save_own_words",
    "show_scene",
    "snapshot_scenario",
    "start_attempt",
    "take_way_out",
]
