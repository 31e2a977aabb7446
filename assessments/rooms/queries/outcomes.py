"""How a branch ended: in words, in points and on its meters."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from assessments.rooms.queries.stories import Played
from assessments.scenarios.queries.outcomes import STOPPED
from assessments.scenarios.rules.graph import STOP, EndBand, meter_label
from assessments.scenarios.rules.play import meter_in_words
from assessments.scenarios.rules.scoring import RunBand, ending_of, result_of_turns
from content.markdown import render_markdown
from content.terms import apply_terms


@dataclass(frozen=True)
class MeterRow:
    label: str
    start: int
    value: int
    words: str
    is_low: bool


@dataclass(frozen=True)
class RoomOutcome:
    band: RunBand
    text: SafeString
    unsafe_text: SafeString | str
    words: str
    percent: int
    is_unsafe: bool
    broken: list[str]  # the safety steps that were missed or should not have been taken
    meters: list[MeterRow]


def outcome_of(played: Played) -> RoomOutcome | None:
    """Nothing while the branch goes on."""
    if not played.has_ended:
        return None
    result = result_of_turns(played.graph, list(played.turns))
    ending = ending_of(played.graph, played.target, result)
    return RoomOutcome(
        band=result.band,
        text=render_markdown(ending.text),
        unsafe_text=render_markdown(ending.unsafe_text) if ending.unsafe_text else "",
        words=STOPPED if played.target == STOP else f"{EndBand(ending.band).label}.",
        percent=result.percent,
        is_unsafe=result.is_unsafe,
        broken=[apply_terms(must.text) for must in result.broken],
        meters=_meter_rows(played, {gauge.meter for gauge in result.low}),
    )


def _meter_rows(played: Played, low: set[str]) -> list[MeterRow]:
    rows = []
    for gauge in played.graph.meters:
        value = played.state.meter(gauge.meter)
        row = MeterRow(
            label=meter_label(gauge.meter),
            start=gauge.start,
            value=value,
            words=meter_in_words(value),
            is_low=gauge.meter in low,
        )
        rows.append(row)
    return rows
