"""A run that nobody keeps: where it began, with what, and what was chosen since. Plain values."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError

from assessments.scenarios.rules.graph import HIGHEST, LOWEST, Graph
from assessments.scenarios.rules.play import State, Turn, options_on_offer, take

MOST_CHOICES = 200
GONE = "The run did not arrive whole. It begins again here."

Choice = tuple[str, str]  # (scene, option)


@dataclass(frozen=True)
class Run:
    scene: str  # it began here
    state: State  # with this
    choices: tuple[Choice, ...] = ()

    def then(self, choice: Choice) -> "Run":
        return replace(self, choices=(*self.choices, choice))

    def one_back(self) -> "Run":
        return replace(self, choices=self.choices[:-1])

    @property
    def as_json(self) -> dict[str, Any]:
        return {
            "scene": self.scene,
            "meters": dict(self.state.meters),
            "facts": sorted(self.state.facts),
            "choices": [list(choice) for choice in self.choices],
        }

    @property
    def as_text(self) -> str:
        """For a hidden field: the page carries the run, the site keeps none."""
        return json.dumps(self.as_json)


def begin(graph: Graph, scene: Any = "", meters: Any = None, facts: Any = None) -> Run:
    """From any scene, with any meters and facts. What does not fit is as at the start."""
    given = meters if isinstance(meters, Mapping) else {}
    happened = facts if isinstance(facts, list | tuple | set | frozenset) else ()
    known = facts_of(graph)
    key = scene if isinstance(scene, str) and graph.scene(scene) else graph.start
    values = tuple(
        (gauge.meter, _between(given.get(gauge.meter), gauge.start)) for gauge in graph.meters
    )
    happened = [fact for fact in happened if isinstance(fact, str) and fact in known]
    return Run(key, State(values, frozenset(happened)))


def _between(value: Any, usual: int) -> int:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return min(HIGHEST, max(LOWEST, value)) if is_whole else usual


def facts_of(graph: Graph) -> dict[str, str]:
    """Everything that can have happened, in words: the declared first, then what only options
    name."""
    named = (fact for scene in graph.scenes for one in scene.options for fact in one.facts)
    return {fact: fact for fact in named} | {fact.key: fact.text for fact in graph.facts}


def read_run(graph: Graph, data: Any) -> Run:
    """What the form has carried. Raises ValidationError when it is none of this story."""
    if not isinstance(data, Mapping) or not isinstance(data.get("choices"), list):
        raise ValidationError(GONE)
    run = begin(graph, data.get("scene"), data.get("meters"), data.get("facts"))
    for choice in data["choices"][:MOST_CHOICES]:
        if not (isinstance(choice, list) and len(choice) == 2 and all_texts(choice)):
            raise ValidationError(GONE)
        run = run.then((choice[0], choice[1]))
    turns_of_run(graph, run)
    return run


def all_texts(values: Iterable[Any]) -> bool:
    return all(isinstance(value, str) for value in values)


def turns_of_run(graph: Graph, run: Run) -> list[Turn]:
    """Its decisions. Raises ValidationError where a choice was not on offer."""
    here, state = run.scene, run.state
    turns: list[Turn] = []
    for scene_key, option_key in run.choices:
        scene = graph.scene(here)
        option = scene.option(option_key) if scene and scene.key == scene_key else None
        if scene is None or option is None or option not in options_on_offer(scene, state):
            raise ValidationError(GONE)
        turns.append(take(scene, state, option))
        here, state = turns[-1].target, turns[-1].after
    return turns


def choices_of(graph: Graph) -> set[Choice]:
    """All that there is to try."""
    return {(scene.key, option.key) for scene in graph.scenes for option in scene.options}
