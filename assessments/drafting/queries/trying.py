"""A story somebody is writing, kept for some hours so that she can play it. No row is made."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from assessments.drafting.queries.playing import Playing, playing_of
from assessments.drafting.rules.trying import Choice, Run, choices_of, facts_of, turns_of_run
from assessments.scenarios.blocks.content import Content
from assessments.scenarios.rules.conditions import all_written
from assessments.scenarios.rules.graph import Graph, Option, grade_of, meter_label
from assessments.scenarios.rules.play import State, all_hold
from assessments.scenarios.rules.scoring import plain_points

KEPT_SECONDS = 8 * 60 * 60


@dataclass(frozen=True)
class KeptTry:
    token: str
    by: int
    page: int | None
    title: str
    content: Content
    beginning: dict[str, Any]


def key_of(token: str) -> str:
    return f"drafting:try:{token}"


def tried_key_of(token: str) -> str:
    return f"drafting:tried:{token}"


def kept_try(user: Any, token: str) -> KeptTry | None:
    """None for a token that is too old, or of another author."""
    kept: KeptTry | None = cache.get(key_of(token))
    return kept if kept and user.is_authenticated and kept.by == user.pk else None


@dataclass(frozen=True)
class TryOption:
    """As its author sees it: with what it is worth and where it leads, chosen or not."""

    key: str
    words: str
    grade: str
    notes: list[str]
    is_offered: bool
    when: str  # in words, where it asks for something
    is_tried: bool


@dataclass(frozen=True)
class MeterNow:
    name: str
    label: str
    value: int


@dataclass(frozen=True)
class TryScreen:
    kept: KeptTry
    graph: Graph
    run: Run
    playing: Playing
    options: list[TryOption]
    meters: list[MeterNow]
    facts: list[tuple[str, str, bool]]  # key, words, whether it has happened
    tried: int
    to_try: int


def try_screen(kept: KeptTry, graph: Graph, run: Run) -> TryScreen:
    turns = turns_of_run(graph, run)
    state = turns[-1].after if turns else run.state
    tried: set[Choice] = cache.get(tried_key_of(kept.token)) or set()
    every = choices_of(graph)
    playing = playing_of(graph, kept.content["situation"], run.scene, run.state, turns)
    return TryScreen(
        kept=kept,
        graph=graph,
        run=run,
        playing=playing,
        options=list(_options(playing, state, tried)),
        meters=[MeterNow(name, meter_label(name), value) for name, value in state.meters],
        facts=[(key, words, key in state.facts) for key, words in facts_of(graph).items()],
        tried=len(tried & every),
        to_try=len(every),
    )


def _options(playing: Playing, state: State, tried: set[Choice]) -> Iterable[TryOption]:
    scene = playing.here
    if scene is None:
        return
    offered = {option.key for option in playing.offered}
    for option in scene.options:
        yield TryOption(
            key=option.key,
            words=option.text,
            grade=grade_of(scene, option).value,
            notes=notes_of(option),
            is_offered=option.key in offered,
            when="" if all_hold(option.when, state) else all_written(option.when),
            is_tried=(scene.key, option.key) in tried,
        )


def notes_of(option: Option) -> list[str]:
    """What it does, in words for whoever writes it."""
    points = [f"{code}: {plain_points(value)}" for code, value in option.scores.items() if value]
    notes = [", ".join(points) if points else "no points"]
    notes += [f"{meter} {change:+d}".replace("-", "−") for meter, change in option.effects.items()]
    notes += [f"then: {fact}" for fact in option.facts]
    notes += [
        f"leads to {way.target or 'nowhere yet'} when {all_written(way.when)}"
        for way in option.ways
    ]
    leads = "stops the story" if option.stops else f"leads to {option.target or 'nowhere yet'}"
    return [*notes, f"else {leads}" if option.ways else leads]
