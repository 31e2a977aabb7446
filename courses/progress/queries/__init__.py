"""How far people are: one module (modules), one person's programmes (programmes), a team (team)."""

from courses.progress.queries.modules import (
    completions,
    following_url,
    mine,
    module_progress,
    next_step,
    next_undone,
    notes_of,
    people_of,
    progress_of,
    resume_url,
    step_context,
)
from courses.progress.queries.programmes import (
    NextThing,
    ProgrammeProgress,
    modules_of_programme,
    next_module,
    next_things,
    programme_progress,
)
from courses.progress.queries.reminders import due_enrolments, expiring_completions
from courses.progress.queries.shapes import Mine, ModuleProgress, StepState
from courses.progress.queries.team import Cell, TeamRow, team_progress

__all__ = [
    "Cell",
    "Mine",
    "ModuleProgress",
    "NextThing",
    "ProgrammeProgress",
    "StepState",
    "TeamRow",
    "completions",
    "due_enrolments",
    "expiring_completions",
    "following_url",
    "mine",
    "module_progress",
    "modules_of_programme",
    "next_module",
    "next_step",
    "next_things",
    "next_undone",
    "notes_of",
    "people_of",
    "programme_progress",
    "progress_of",
    "resume_url",
    "step_context",
    "team_progress",
]
