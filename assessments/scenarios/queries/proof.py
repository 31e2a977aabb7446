"""The whole scenario on one page, for the people who write it."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessments.scenarios.models import ScenarioPage
from assessments.scenarios.rules.checks import Fault, best_option, graph_faults, graph_notes
from assessments.scenarios.rules.conditions import written
from assessments.scenarios.rules.graph import (
    STOP,
    Condition,
    Graph,
    MustKind,
    Option,
    Scene,
    grade_of,
    meter_label,
)
from assessments.scenarios.rules.play import meter_in_words
from assessments.scenarios.rules.scoring import plain_points, unsafe_text_of
from content.terms import apply_terms


@dataclass(frozen=True)
class ProofWay:
    """A place on this page that an option leads to, and when."""

    key: str
    place: str  # its id on the page, empty when there is none
    when: str


@dataclass(frozen=True)
class ProofOption:
    option: Option
    is_best: bool
    grade: str
    scores: list[tuple[str, str]]
    effects: list[str]
    facts: list[str]
    when: str
    ways: list[ProofWay]
    stops: bool


@dataclass(frozen=True)
class ProofScene:
    scene: Scene
    openings: list[tuple[str, str]]
    options: list[ProofOption]


@dataclass(frozen=True)
class Proof:
    graph: Graph
    scenes: list[ProofScene]
    meters: list[str]
    musts: list[tuple[str, str]]
    unsafe_text: str
    faults: list[Fault]
    notes: list[Fault]

    @property
    def has_start(self) -> bool:
        return self.graph.scene(self.graph.start) is not None


def proof_of(scenario: ScenarioPage) -> Proof:
    graph = scenario.graph
    facts = {fact.key: fact.text for fact in graph.facts}
    return Proof(
        graph=graph,
        scenes=[_proof_scene(graph, scene, facts) for scene in graph.scenes],
        meters=[
            f"{meter_label(gauge.meter)} begins {meter_in_words(gauge.start)} ({gauge.start})"
            + (f" and has to end at {gauge.floor} or more" if gauge.floor else "")
            for gauge in graph.meters
        ],
        musts=[(_must(must.kind), must.text) for must in graph.musts],
        unsafe_text=apply_terms(unsafe_text_of(graph)),
        faults=graph_faults(graph),
        notes=graph_notes(graph),
    )


def _proof_scene(graph: Graph, scene: Scene, facts: dict[str, str]) -> ProofScene:
    return ProofScene(
        scene=scene,
        openings=[(_when(opening.when), opening.text) for opening in scene.openings],
        options=[_proof_option(graph, scene, option, facts) for option in scene.options],
    )


def _proof_option(graph: Graph, scene: Scene, option: Option, facts: dict[str, str]) -> ProofOption:
    ways = [_way(graph, way.target, _when(way.when)) for way in option.ways]
    last = [_way(graph, option.target, "otherwise" if ways else "")] if option.target else []
    return ProofOption(
        option=option,
        is_best=bool(scene.available) and option == best_option(scene),
        grade=str(grade_of(scene, option).label),
        scores=[(code, plain_points(points)) for code, points in option.scores.items()],
        effects=[f"{meter_label(meter)} {change:+d}" for meter, change in option.effects.items()],
        facts=[facts.get(key, key) for key in option.facts],
        when=_when(option.when),
        ways=[] if option.stops else ways + last,
        stops=option.stops,
    )


def _way(graph: Graph, target: str, when: str) -> ProofWay:
    kind = "scene" if graph.scene(target) else "end" if graph.end(target) else ""
    return ProofWay(target, f"{kind}-{target}" if kind and target != STOP else "", when)


def _when(conditions: Iterable[Condition]) -> str:
    return ", and ".join(written(condition) for condition in conditions)


def _must(kind: str) -> str:
    return str(MustKind(kind).label) if kind in MustKind.values else kind
