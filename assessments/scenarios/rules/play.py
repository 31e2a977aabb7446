"""How a run goes: what is on offer, what a choice changes, where it leads. Plain values only."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from assessments.scenarios.rules.graph import (
    HIGHEST,
    LOWEST,
    STOP,
    Condition,
    ConditionKind,
    Graph,
    Option,
    Scene,
)

METER_WORDS = ((2, "very low"), (4, "low"), (6, "steady"), (8, "good"), (HIGHEST, "high"))


@dataclass(frozen=True)
class State:
    """What a run remembers: each meter of the scenario, and the facts that have happened."""

    meters: tuple[tuple[str, int], ...] = ()
    facts: frozenset[str] = frozenset()

    def meter(self, name: str) -> int:
        return next((value for meter, value in self.meters if meter == name), LOWEST)


@dataclass(frozen=True)
class Turn:
    """One decision of a run, with what stood before it and what came of it."""

    scene: Scene
    before: State
    offered: tuple[Option, ...]
    option: Option
    after: State
    target: str  # a scene, an end or STOP


def opening_state(graph: Graph) -> State:
    return State(tuple((gauge.meter, gauge.start) for gauge in graph.meters))


def holds(condition: Condition, state: State) -> bool:
    if condition.kind == ConditionKind.AT_LEAST:
        return state.meter(condition.meter) >= condition.value
    if condition.kind == ConditionKind.AT_MOST:
        return state.meter(condition.meter) <= condition.value
    return (condition.fact in state.facts) == (condition.kind == ConditionKind.HAPPENED)


def all_hold(conditions: Iterable[Condition], state: State) -> bool:
    return all(holds(condition, state) for condition in conditions)


def options_on_offer(scene: Scene, state: State) -> tuple[Option, ...]:
    """Those whose conditions hold; all of them, where none do, so that nobody is ever stuck."""
    offered = tuple(option for option in scene.options if all_hold(option.when, state))
    return offered or scene.options


def in_mixed_order(options: Iterable[Option], scene_key: str, seed: object) -> list[Option]:
    """Mixed, so that the place says nothing of what an option is worth; and the same at every look
    with the same seed."""

    def place(option: Option) -> bytes:
        return hashlib.sha256(f"{seed}/{scene_key}/{option.key}".encode()).digest()

    return sorted(options, key=place)


def state_after(state: State, option: Option) -> State:
    """Meters stay between their ends; what has happened has happened."""
    meters = tuple(
        (meter, min(HIGHEST, max(LOWEST, value + option.effects.get(meter, 0))))
        for meter, value in state.meters
    )
    return State(meters, state.facts.union(option.facts))


def target_of(option: Option, after: State) -> str:
    """The first way whose conditions hold once the choice has been made, else where it leads."""
    if option.stops:
        return STOP
    for way in option.ways:
        if all_hold(way.when, after):
            return way.target
    return option.target


def take(scene: Scene, state: State, option: Option) -> Turn:
    after = state_after(state, option)
    offered = options_on_offer(scene, state)
    return Turn(scene, state, offered, option, after, target_of(option, after))


def turns_of(
    graph: Graph, choices: Iterable[tuple[str, str]], *, state: State | None = None
) -> list[Turn]:
    """A run, replayed from its (scene, option) keys; `state` is where it began.

    Raises ValidationError when a choice was never there to be made. Where the story was by then is
    taken from the choices themselves: a preview may begin anywhere.
    """
    now = opening_state(graph) if state is None else state
    turns: list[Turn] = []
    for scene_key, option_key in choices:
        scene = graph.scene(scene_key)
        option = scene.option(option_key) if scene else None
        if scene is None or option is None:
            raise ValidationError(f"“{option_key}” is not a choice in scene “{scene_key}”.")
        turns.append(take(scene, now, option))
        now = turns[-1].after
    return turns


def opening_texts(scene: Scene, state: State) -> list[str]:
    return [opening.text for opening in scene.openings if all_hold(opening.when, state)]


def meter_in_words(value: int) -> str:
    return next(words for most, words in METER_WORDS if value <= most)
