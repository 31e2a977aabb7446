"""What stands before a scenario."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from assessments.scenarios.access import ways_out_readable_by
from assessments.scenarios.models import ScenarioPage, ScenarioWayOut
from assessments.scenarios.queries.outcomes import CodeTitle, code_titles
from assessments.scenarios.queries.runs import last_run
from assessments.scenarios.queries.stories import newest_version, story_of
from assessments.scenarios.rules.graph import Counting
from assessments.scenarios.rules.runs import UNSAFE_IN_A_ROW, Clock
from assessments.standards.queries import statement_titles
from content.markdown import render_markdown
from content.terms import apply_terms
from courses.catalogue.queries import module_pk_of, outline

WHO_SEES = (
    "Only you can open your runs and what you chose in them. Your {line_manager} sees the outcome "
    "(strong, sound or repeat), the day and how often you played: never your choices. You can show "
    "the path of a run to somebody you choose, and take it back."
)
WHO_HELPS = (
    " This is about safeguarding: after {times} unsafe runs in a row your {{line_manager}} is "
    "asked to offer you support, and is told no more than that."
)
REPORTED = {
    Counting.BEST: "Your best safe run is the one that is reported.",
    Counting.FIRST: "Your first run is the one that is reported, however often you play.",
    Counting.LAST: "Your last run is the one that is reported.",
}


@dataclass(frozen=True)
class Briefing:
    situation: SafeString
    codes: list[CodeTitle]
    who_sees: str
    reported: str
    warning: SafeString | str
    has_way_out: bool
    took_way_out: ScenarioWayOut | None
    is_assessed: bool
    asks_confidence: bool
    clocks: list[tuple[str, str]]  # to choose from; none when no scene has a clock
    clock: str  # as she had it the last time


CLOCKS = [
    (Clock.OFF.value, "No clock"),
    (Clock.ON.value, "A clock, where the scene has one"),
    (Clock.EXTRA.value, "A clock, with twice the time"),
]


def briefing_of(user: Any, scenario: ScenarioPage) -> Briefing:
    version = newest_version(scenario)
    story = story_of(version) if version else None
    is_timed = bool(story and story.is_timed)
    last = last_run(user) if is_timed else None
    has_way_out = bool(scenario.way_out.strip())
    module = module_pk_of(scenario)
    shape = outline(module) if module is not None else None
    is_guarded = shape is not None and shape.is_safeguarding
    helps = WHO_HELPS.format(times=UNSAFE_IN_A_ROW) if is_guarded else ""
    return Briefing(
        situation=render_markdown(scenario.situation),
        codes=code_titles(scenario.codes, statement_titles()),
        who_sees=apply_terms(WHO_SEES + helps),
        reported=REPORTED[Counting(scenario.counting)],
        warning=render_markdown(scenario.content_warning) if scenario.content_warning else "",
        has_way_out=has_way_out,
        took_way_out=way_out_of(user, scenario) if has_way_out else None,
        is_assessed=bool(story and story.is_assessed),
        asks_confidence=bool(story and story.asks_confidence),
        clocks=CLOCKS if is_timed else [],
        clock=last.clock if last else Clock.OFF,
    )


def way_out_of(user: Any, scenario: ScenarioPage) -> ScenarioWayOut | None:
    """Her own latest answer."""
    return ScenarioWayOut.objects.filter(ways_out_readable_by(user), scenario=scenario.pk).first()
