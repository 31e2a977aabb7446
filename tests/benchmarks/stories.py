"""A long scenario for the benchmarks: as many scenes as asked for, with four options each."""

from typing import Any

from assessments.scenarios.blocks.graphs import graph_of
from assessments.scenarios.blocks.material import content_from_material
from assessments.scenarios.rules.graph import Graph
from content.material.shapes import StepMaterial
from tests.factories.scenarios import scenario_material

CODES = ["S1", "S2", "S5", "K2", "K6"]
FACTS = [f"fact-{number}" for number in range(3)]
SAYS = "Say in a few words what you have seen, and ask what would help today."


def long_story(scenes: int, *, remembers: bool = False, goes_round: bool = False) -> StepMaterial:
    """The best option leads to the next scene, another one up to three scenes on, and with
    `goes_round` a third one back. With `remembers`, two meters and three facts are asked about."""
    nodes = {
        f"n{number}": {
            "text": f"It is moment {number}. They look at the floor. What do you do?",
            "options": [
                _option(number, place, scenes, remembers, goes_round) for place in range(4)
            ],
        }
        for number in range(scenes)
    }
    memory: dict[str, Any] = {
        "meters": {"trust": {"start": 5, "floor": 2}, "time": {"start": 5}},
        "facts": {fact: f"It came to {fact}." for fact in FACTS},
        "musts": [{"do": FACTS[0], "text": "It has to come to this."}],
    }
    return scenario_material(
        start="n0",
        nodes=nodes,
        ends={"good": {"band": "good", "text": "Well."}, "poor": {"band": "poor", "text": "Ill."}},
        codes=CODES,
        **(memory if remembers else {}),
    )


def _option(
    number: int, place: int, scenes: int, remembers: bool, goes_round: bool
) -> dict[str, Any]:
    best, is_last = number % 4, number + 1 == scenes
    ahead = number + (1 if place == best else place)
    option: dict[str, Any] = {
        "id": "abcd"[place],
        "text": SAYS if place == best else f"{SAYS} Then say what you would do.",
        "out": "They look up, and go on.",
        "why": "It is their day, and their words.",
        "score": {CODES[number % 5]: 2 if place == best else place % 2},
        "next": "good" if is_last and place == best else "poor" if is_last else f"n{ahead}",
    }
    if not is_last and (ahead >= scenes or ahead == number):
        option["next"] = f"n{number + 1}"
    if goes_round and number > 2 and place == (best + 1) % 4:
        option["next"] = f"n{number - 2}"
    if remembers:
        option["effects"] = {"trust": (number + place) % 3 - 1, "time": place % 3 - 1}
        if place == best and number % 3 == 0:
            option["facts"] = [FACTS[number // 3 % 3]]
        if place == (best + 2) % 4 and number % 5 == 4:
            option["when"] = ["trust at least 4"]
        if place == (best + 3) % 4 and number % 7 == 6 and not is_last:
            way = {"when": [FACTS[number % 3], "time at most 5"], "next": f"n{number + 1}"}
            option["ways"] = [way]
    return option


def graph_in(material: StepMaterial) -> Graph:
    content = content_from_material(material.data)
    return graph_of({**content, "codes": material.codes, "unsafe": "", "situation": ""})
