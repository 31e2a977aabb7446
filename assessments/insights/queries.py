"""How scenarios are played. Rows are read without the names of anybody."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q

from assessments.insights.rules.changes import Change, changes_between
from assessments.insights.rules.figures import (
    LEFT,
    Hidden,
    Move,
    SceneFigures,
    Share,
    Walk,
    is_enough,
    outcome_shares,
    people_in,
    scene_figures,
    told_figures,
)
from assessments.insights.rules.sankey import FEW, LATER, Flow, River, flows_of, river_of
from assessments.scenarios.models import (
    ScenarioAttempt,
    ScenarioPage,
    ScenarioStep,
    ScenarioVersion,
)
from assessments.scenarios.rules.graph import STOP, EndBand, Graph
from assessments.scenarios.rules.shares import SMALLEST_GROUP
from content.terms import apply_terms

PLACES = {
    LEFT: "Left here",
    FEW: f"Fewer than {SMALLEST_GROUP} people",
    LATER: "Later turns",
    STOP: "Stopped: unsafe",
}
Step = tuple[str, str, int | None]  # scene, option, seconds
RUN_PARTS = ("participant", "state", "current_scene", "end_key", "band", "is_unsafe")
FEW_WORDS = 44  # letters of a scene, where it has no title


@dataclass(frozen=True)
class FlowRow:
    turn: int
    source: str
    target: str
    count: int


@dataclass(frozen=True)
class Insights:
    """Of one version of a scenario, over the runs that were asked for."""

    runs: int
    people: int
    version: ScenarioVersion
    shares: list[Share] = field(default_factory=list)
    scenes: list[SceneFigures] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    river: River | None = None
    flows: list[FlowRow] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    @property
    def is_enough(self) -> bool:
        return self.people >= SMALLEST_GROUP


def listed_scenarios(search: str = "") -> Any:
    """Every published scenario with how many people have played it; one query."""
    found = ScenarioPage.objects.live().annotate(
        people=Count("attempts__participant", distinct=True), runs=Count("attempts", distinct=True)
    )
    return (found.filter(title__icontains=search) if search else found).order_by("title")


def versions_of(scenario: ScenarioPage) -> list[ScenarioVersion]:
    """Newest first, without their words."""
    return list(
        ScenarioVersion.objects.filter(scenario=scenario).defer("content").order_by("-number")
    )


def insights_of(version: ScenarioVersion, *, first_only: bool, with_paths: bool) -> Insights:
    """The figures of a version; nothing but the number of runs when fewer than five people played.

    `first_only`: the first run of each person, before anybody knew the story. Three queries.
    """
    walks = walks_of(version, first_only=first_only)
    told = Insights(runs=len(walks), people=people_in(walks), version=version)
    if not is_enough(walks):
        return told
    shares = outcome_shares(walks)
    if not with_paths:
        return Insights(told.runs, told.people, version, shares)
    graph = version.graph
    found = scene_figures(graph, walks)
    flows = flows_of(walks)
    names = place_names(graph)
    return Insights(
        told.runs,
        told.people,
        version,
        shares,
        scenes=[figures for figures in found if isinstance(figures, SceneFigures)],
        hidden=[figures for figures in found if isinstance(figures, Hidden)],
        river=river_of(flows),
        flows=[_row(flow, names) for flow in flows],
        names=names,
    )


def _row(flow: Flow, names: dict[str, str]) -> FlowRow:
    source, target = (names.get(name, name) for name in (flow.source, flow.target))
    return FlowRow(flow.turn, source, target, flow.count)


def place_names(graph: Graph) -> dict[str, str]:
    """A short name for whatever people can be at."""
    scenes = {
        scene.key: apply_terms(scene.title) or _first_words(apply_terms(scene.text))
        for scene in graph.scenes
    }
    ends = {end.key: f"End: {EndBand(end.band).value}" for end in graph.ends}
    return {**scenes, **ends, **PLACES}


def _first_words(text: str) -> str:
    return text if len(text) <= FEW_WORDS else text[:FEW_WORDS].rsplit(" ", 1)[0] + "…"


def walks_of(
    version: ScenarioVersion,
    *,
    first_only: bool,
    since: date | None = None,
    until: date | None = None,
) -> list[Walk]:
    """The runs played on a version, begun on those days. Two queries, however many there are."""
    runs = ScenarioAttempt.objects.filter(version=version).order_by("pk")
    if first_only:
        runs = runs.filter(number=1)
    if since:
        runs = runs.filter(started_at__date__gte=since)
    if until:
        runs = runs.filter(started_at__date__lte=until)
    moves: dict[int, list[Step]] = defaultdict(list)
    steps = ScenarioStep.objects.filter(attempt__in=runs.order_by()).order_by("attempt", "position")
    for attempt, scene, option, seconds in steps.values_list(
        "attempt", "scene_key", "option_key", "seconds"
    ):
        moves[attempt].append((scene, option, seconds))
    # A run that was only opened says nothing of anybody.
    begun = [run for run in runs.only(*RUN_PARTS) if moves[run.pk]]
    return [_walk(run, moves[run.pk]) for run in begun]


def _walk(run: ScenarioAttempt, steps: list[Step]) -> Walk:
    stands_at = run.end_key if run.has_ended else run.current_scene
    targets = [*(scene for scene, _, _ in steps[1:]), stands_at]
    return Walk(
        person=run.participant_id,
        moves=tuple(
            Move(scene, option, target, seconds)
            for (scene, option, seconds), target in zip(steps, targets, strict=True)
        ),
        stands_at=stands_at,
        has_ended=run.has_ended,
        band=run.band,
        is_unsafe=run.is_unsafe,
    )


@dataclass(frozen=True)
class Comparison:
    """A version beside the one before it: what was changed, and what people chose then and now."""

    older: ScenarioVersion
    newer: ScenarioVersion
    changes: list[Change]
    picks: dict[tuple[str, str], tuple[int | None, int | None]]  # per cent before and after


def comparison_of(
    older: ScenarioVersion, newer: ScenarioVersion, *, first_only: bool
) -> Comparison:
    old_picks, new_picks = (_picks_of(version, first_only) for version in (older, newer))
    return Comparison(
        older=older,
        newer=newer,
        changes=changes_between(older.graph, newer.graph),
        picks={
            place: (old_picks.get(place), new_picks.get(place))
            for place in old_picks.keys() | new_picks.keys()
        },
    )


def _picks_of(version: ScenarioVersion, first_only: bool) -> dict[tuple[str, str], int]:
    walks = walks_of(version, first_only=first_only)
    if not is_enough(walks):
        return {}
    return {
        (figures.scene.key, pick.key): pick.percent
        for figures in told_figures(version.graph, walks)
        for pick in figures.picks
    }


def played_since(day: date) -> list[ScenarioPage]:
    """The scenarios that five people or more have begun since a day; one query."""
    return list(
        ScenarioPage.objects.live()
        .select_related("owner")
        .annotate(
            lately=Count(
                "attempts__participant",
                filter=Q(attempts__started_at__date__gte=day),
                distinct=True,
            )
        )
        .filter(lately__gte=SMALLEST_GROUP)
        .order_by("pk")
    )
