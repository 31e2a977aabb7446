"""How a run ended: what has come of it, what it was worth, what is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from assessments.scenarios.queries.plays import Play
from assessments.scenarios.rules.graph import HIGHEST, STOP, EndBand, Gauge, meter_label
from assessments.scenarios.rules.play import meter_in_words
from assessments.scenarios.rules.scoring import (
    CodeResult,
    ending_of,
    plain_points,
    result_of_turns,
)
from assessments.standards.queries import statement_titles
from content.markdown import render_markdown
from content.terms import apply_terms

STOPPED = "The story stops here, because in real life it could not go on safely."


@dataclass(frozen=True)
class CodeTitle:
    code: str
    title: str


@dataclass(frozen=True)
class CodeScore:
    code: str
    title: str
    earned: str
    available: str
    percent: int
    is_sound: bool


@dataclass(frozen=True)
class Outcome:
    band: str  # of the end that is shown
    text: SafeString
    unsafe_text: SafeString | str
    words: str  # how it ended, in a few words
    is_stopped: bool
    chose_unsafe: bool
    scores: list[CodeScore]
    missed: list[str]  # the safety steps that had to be taken
    taken: list[str]  # and those that should never have been
    low: list[str]  # the meters that ended too low, in words


def code_titles(codes: Iterable[str], titles: Mapping[str, str]) -> list[CodeTitle]:
    return [CodeTitle(code, titles.get(code, "")) for code in codes]


def outcome_of(play: Play) -> Outcome | None:
    if not play.attempt.has_ended:
        return None
    graph, titles = play.story.graph, statement_titles()
    result = result_of_turns(graph, play.turns)
    ending = ending_of(graph, play.attempt.end_key, result)
    is_stopped = play.attempt.end_key == STOP
    return Outcome(
        band=ending.band,
        text=render_markdown(ending.text),
        unsafe_text=render_markdown(ending.unsafe_text) if ending.unsafe_text else "",
        words=STOPPED if is_stopped else f"{EndBand(ending.band).label}.",
        is_stopped=is_stopped,
        chose_unsafe=result.chose_unsafe,
        scores=[_score(code, titles) for code in result.codes],
        missed=[apply_terms(must.text) for must in result.missed],
        taken=[apply_terms(must.text) for must in result.taken],
        low=[_low(play, gauge) for gauge in result.low],
    )


def _low(play: Play, gauge: Gauge) -> str:
    value = play.state.meter(gauge.meter)
    return (
        f"{meter_label(gauge.meter)} ended {meter_in_words(value)}, at {value} of {HIGHEST}. "
        f"To hold up, a run has to end at {gauge.floor} or more."
    )


def _score(code: CodeResult, titles: dict[str, str]) -> CodeScore:
    return CodeScore(
        code=code.code,
        title=titles.get(code.code, ""),
        earned=plain_points(code.earned),
        available=plain_points(code.available),
        percent=code.percent,
        is_sound=code.is_sound,
    )
