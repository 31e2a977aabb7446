"""An expert's path beside a run."""

from functools import partial

from assessments.debriefs.queries.runs import PlayedRun
from assessments.debriefs.rules.expert import expert_choices
from assessments.scenarios.queries.experts import best_continuation_of, expert_path_of
from assessments.scenarios.rules.graph import Option
from assessments.scenarios.rules.play import Turn, turns_of


def expert_of(run: PlayedRun) -> tuple[list[Turn], list[Option]]:
    """The expert's turns, and what she would have chosen at each turn of the run."""
    version = run.attempt.version_id
    expert = turns_of(run.graph, expert_path_of(version, run.graph))
    way_on = partial(best_continuation_of, version)
    return expert, expert_choices(run.graph, run.turns, expert, way_on)
