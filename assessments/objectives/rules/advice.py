"""What could be said better, as a reader is told it: the three checks of `smart` in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from .smart import (
    ObjectiveValues,
    how_to_rewrite,
    missing_parts,
    missing_words,
    relies_on_others_alone,
    suggested_outcome,
    vague_phrases,
)


@dataclass(frozen=True)
class Advice:
    """`stops` where it has to be put right before the objective is agreed."""

    code: str
    title: str
    text: str
    stops: bool = False


def advice_on(values: ObjectiveValues) -> list[Advice]:
    """What stops it from being agreed first."""
    return [*_on_missing(values), *_on_vague(values), *_on_others(values)]


def _on_missing(values: ObjectiveValues) -> Iterator[Advice]:
    if missing := missing_parts(values):
        yield Advice(
            "PR-07",
            "Not said yet",
            f"Before it can be agreed, say {missing_words(missing)}.",
            stops=True,
        )


def _on_vague(values: ObjectiveValues) -> Iterator[Advice]:
    phrases = vague_phrases(values)
    better = suggested_outcome(values)
    for phrase in phrases:
        text = how_to_rewrite(phrase)
        if better:
            text = f"{text} You have it already, further down: “{better}.”"
        yield Advice("PR-08", f"“{phrase[:1].upper()}{phrase[1:]}” says little by itself", text)


def _on_others(values: ObjectiveValues) -> Iterator[Advice]:
    if relies_on_others_alone(values):
        yield Advice(
            "PR-09",
            "Measured by what nobody decides alone",
            "A rate depends on learners, teachers and luck as well. Keep it if it matters, and add "
            "something the mentor does that can be counted: one-to-ones held on time, a call "
            "within two days of an absence, learners with a written target.",
        )
