"""What the screens of a scenario need."""

from .briefing import Briefing, briefing_of, way_out_of
from .findings import scenario_findings
from .media import Media, media_of
from .outcomes import CodeTitle, Outcome, code_titles, outcome_of
from .plays import Decision, Play, option_chosen, options_in_order, play_of
from .proof import Proof, proof_of
from .runs import OwnRuns, last_run, module_of, own_runs, what_comes_next
from .screens import OpenScene, Run, Stage, TrailStep, run_of
from .stories import Story, has_clock, newest_version, people_of, story_of

__all__ = [
    "Briefing",
    "CodeTitle",
    "Decision",
    "Media",
    "OpenScene",
    "Outcome",
    "OwnRuns",
    "Play",
    "Proof",
    "Run",
    "Stage",
    "Story",
    "TrailStep",
    "briefing_of",
    "code_titles",
    "has_clock",
    "last_run",
    "media_of",
    "module_of",
    "newest_version",
    "option_chosen",
    "options_in_order",
    "outcome_of",
    "own_runs",
    "people_of",
    "play_of",
    "proof_of",
    "run_of",
    "scenario_findings",
    "story_of",
    "way_out_of",
    "what_comes_next",
]
