"""Small stories for the tests of the rules: written by hand, and made by chance."""

from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import strategies as st

from assessments.scenarios.rules.graph import (
    Condition,
    End,
    Fact,
    Gauge,
    Graph,
    Must,
    Opening,
    Option,
    Scene,
    Way,
)


def option(key: str, target: str, points: int = 0, **fields: Any) -> Option:
    values = {"text": f"Say {key}", "out": "Well.", "why": "So.", "critical": False, **fields}
    return Option(key=key, target=target, **{"scores": {"S1": points}, **values})


def scene(key: str, *options: Option, **fields: Any) -> Scene:
    return Scene(key, **{"text": "What now?", "options": options, **fields})


def two_scenes(**fields: Any) -> Graph:
    """n1 leads to n2, n2 to a good end (a) and to a poor one (b)."""
    graph = Graph(
        start="n1",
        scenes=(
            scene("n1", option("a", "n2"), option("b", "n2", 2)),
            scene("n2", option("a", "good", 2), option("b", "poor")),
        ),
        ends=(End("good", "good", "It went well."), End("poor", "poor", "It did not.")),
        codes=("S1",),
    )
    return replace(graph, **fields)


def with_scene(first: Scene, **fields: Any) -> Graph:
    graph = two_scenes()
    return replace(graph, scenes=(first, *graph.scenes[1:]), **fields)


def with_last(last: Scene, **fields: Any) -> Graph:
    graph = two_scenes()
    return replace(graph, scenes=(*graph.scenes[:1], last), **fields)


def at_least(meter: str, value: int) -> Condition:
    return Condition("at_least", meter=meter, value=value)


def at_most(meter: str, value: int) -> Condition:
    return Condition("at_most", meter=meter, value=value)


def happened(fact: str) -> Condition:
    return Condition("happened", fact=fact)


def not_happened(fact: str) -> Condition:
    return Condition("not_happened", fact=fact)


def remembering(graph: Graph, *facts: str, trust: int | None = None, floor: int = 0) -> Graph:
    """With facts, and with a meter where it says how high that begins."""
    return replace(
        graph,
        facts=tuple(Fact(fact, f"It has come to {fact}.") for fact in facts),
        meters=() if trust is None else (Gauge("trust", trust, floor),),
    )


# By chance -------------------------------------------------------------------

FACTS = ("told", "late")


def stories() -> st.SearchStrategy[Graph]:
    """With a meter, facts, conditions, ways, musts, floors, safe stops and circles. All of it is
    well written; whether it makes a story is what the checker has to say.

    The dice are ours, and only their seed is hypothesis's: it would make small stories, slowly.
    """
    return st.builds(
        story, st.sampled_from([1, 2, 3, 4, 4, 5, 6]), st.booleans(), st.integers(0, 2**32)
    )


def story(size: int, goes_round: bool, seed: int) -> Graph:
    dice = Random(seed)
    keys = [f"n{number}" for number in range(size)]
    ends = (End("good", "good", "x"), End("fine", "good", "x"), End("poor", "poor", "x"))
    ends = ends[: dice.randint(1, 3)]
    end_keys = [end.key for end in ends]
    graph = Graph(
        start="n0",
        scenes=tuple(
            # The next scene stands there more than once, so that stories are not over at once.
            _scene(
                dice,
                key,
                [
                    *keys[place + 1 : place + 2] * 4,
                    *(keys if goes_round else keys[place + 2 :]),
                    *end_keys,
                ],
            )
            for place, key in enumerate(keys)
        ),
        ends=ends,
        meters=(Gauge("trust", dice.randint(0, 10), dice.choice([0, 0, 4, 6])),),
        facts=tuple(Fact(fact, "x") for fact in FACTS),
        musts=tuple(
            Must(dice.choice(["do", "avoid"]), dice.choice(FACTS), "x")
            for _ in range(dice.randint(0, 1))
        ),
    )
    return replace(graph, codes=tuple(sorted(graph.scored)))


def _scene(dice: Random, key: str, targets: list[str]) -> Scene:
    return scene(
        key,
        *(_option(dice, letter, targets) for letter in "abcd"[: dice.choice([1, 2, 3, 3, 4])]),
        openings=tuple(Opening(_conditions(dice), "x") for _ in range(dice.randint(0, 1))),
    )


def _option(dice: Random, key: str, targets: list[str]) -> Option:
    critical = dice.random() < 0.15
    codes = dice.choice([[], ["S1"], ["S1"], ["S1"], ["S2"], ["S1", "S2"]])
    return option(
        key,
        dice.choice(targets),
        scores={code: dice.choice([0, 1, 2, 2]) for code in codes},
        critical=critical,
        stops=critical and dice.random() < 0.5,
        effects={"trust": dice.randint(-3, 3)} if dice.random() < 0.5 else {},
        facts=(dice.choice(FACTS),) if dice.random() < 0.4 else (),
        when=_conditions(dice) if dice.random() < 0.3 else (),
        ways=tuple(
            Way(_conditions(dice), dice.choice(targets))
            for _ in range(dice.choice([0, 0, 0, 1, 2]))
        ),
    )


def _conditions(dice: Random) -> tuple[Condition, ...]:
    of_meter, of_fact = dice.choice([at_least, at_most]), dice.choice([happened, not_happened])
    return tuple(
        of_meter("trust", dice.randint(1, 9))
        if dice.random() < 0.5
        else of_fact(dice.choice(FACTS))
        for _ in range(dice.choice([0, 1, 1, 1, 2]))
    )


@st.composite
def sound_graphs(draw: st.DrawFn) -> Graph:
    """Scenes in a row, each option leading on: acyclic, all reached, and best at the end."""
    size = draw(st.integers(1, 6))
    codes = ["S1", "S2", "a"]
    scenes = []
    for place in range(size):
        onward = f"n{place + 1}" if place + 1 < size else "good"
        best = option("best", onward, scores={draw(st.sampled_from(codes)): 2})
        others = [
            option(
                f"o{n}",
                draw(st.sampled_from([f"n{m}" for m in range(place + 1, size)] + ["good", "poor"])),
                scores={draw(st.sampled_from(codes)): draw(st.integers(0, 0))},
                critical=draw(st.booleans()),
            )
            for n in range(draw(st.integers(0, 3)))
        ]
        scenes.append(scene(f"n{place}", *draw(st.permutations([best, *others]))))
    exit_ = option("exit", "poor", scores={"S1": 0})
    scenes[0] = replace(scenes[0], options=(*scenes[0].options, exit_))
    graph = Graph("n0", tuple(scenes), (End("good", "good", "x"), End("poor", "poor", "x")))
    return replace(graph, codes=tuple(sorted(graph.scored)))
