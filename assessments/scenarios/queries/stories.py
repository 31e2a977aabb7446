"""What a version says, read once in a process: a scene is asked for at every turn of every run."""

from dataclasses import dataclass
from functools import lru_cache

from assessments.scenarios.blocks.graphs import graph_of
from assessments.scenarios.models import ScenarioPage, ScenarioVersion
from assessments.scenarios.rules.graph import Graph, Mode, Scene
from content.language.rules import names_said
from content.material.measuring import texts_of

KEPT_STORIES = 64  # of 500 scenes each they would take some 100 MB; most have ten


@dataclass(frozen=True)
class Story:
    """What is played, with the rules of the game that were published with it."""

    graph: Graph
    situation: str
    mode: str
    asks_confidence: bool
    is_timed: bool  # some scene has a clock, for whoever wants one

    @property
    def is_assessed(self) -> bool:
        return self.mode == Mode.ASSESSED


def has_clock(scene: Scene) -> bool:
    return bool(scene.seconds and scene.late)


def story_of(version: ScenarioVersion) -> Story:
    """A version never changes, so neither does its story. Its content need not have been read."""
    return _read_story(version.pk, version.content_hash)


@lru_cache(maxsize=KEPT_STORIES)
def _read_story(version_pk: int, _content_hash: str) -> Story:
    content = ScenarioVersion.objects.values_list("content", flat=True).get(pk=version_pk)
    graph = graph_of(content)
    return Story(
        graph=graph,
        situation=content["situation"],
        mode=content.get("mode", Mode.PRACTICE.value),
        asks_confidence=bool(content.get("confidence")),
        is_timed=any(has_clock(scene) for scene in graph.scenes),
    )


def people_of(version: ScenarioVersion) -> frozenset[str]:
    """Names in a story: who writes about them names nobody."""
    return _read_people(version.pk, version.content_hash)


@lru_cache(maxsize=KEPT_STORIES)
def _read_people(version_pk: int, _content_hash: str) -> frozenset[str]:
    content = ScenarioVersion.objects.values_list("content", flat=True).get(pk=version_pk)
    return names_said(texts_of(content))


def newest_version(scenario: ScenarioPage) -> ScenarioVersion | None:
    versions = ScenarioVersion.objects.filter(scenario=scenario.pk).defer("content")
    return versions.order_by("-number").first()
