"""What the screens of a scenario need. The graph stays here: a screen gets words, never where a
choice leads, what it is worth or that it is unsafe, before it has been made."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import F

from assessments.scenarios.access import readable_by
from assessments.scenarios.blocks import graph_of
from assessments.scenarios.models import (
    ScenarioAttempt,
    ScenarioPage,
    ScenarioVersion,
)
from assessments.scenarios.rules import (
    CodeResult,
    EndBand,
    Ending,
    Fault,
    Graph,
    Option,
    Result,
    Scene,
    best_option,
    ending_of,
    graph_faults,
    graph_warnings,
    result_of,
    unsafe_text_of,
)
from assessments.standards.queries import statement_titles
from content.terms import apply_terms
from courses.catalogue.queries import Outline, module_pk_of, outline
from courses.progress.queries import StepState, next_undone, step_context


@dataclass(frozen=True)
class CodeTitle:
    code: str
    title: str


@dataclass(frozen=True)
class TrailStep:
    """A decision that has been made, with what it led to."""

    number: int
    scene: str
    choice: str
    out: str
    why: str
    codes: list[CodeTitle]
    is_unsafe: bool
    is_last: bool


@dataclass(frozen=True)
class OpenScene:
    """The decision to be made: words only."""

    position: int
    text: str
    choices: list[tuple[str, str]]  # the number it has on this screen, its words


@dataclass(frozen=True)
class CodeScore:
    code: str
    title: str
    earned: int
    available: int
    percent: int
    is_sound: bool


@dataclass(frozen=True)
class Outcome:
    ending: Ending
    words: str  # how it ended, in a few words
    scores: list[CodeScore]


@dataclass(frozen=True)
class Run:
    attempt: ScenarioAttempt
    situation: str
    trail: list[TrailStep]
    scene: OpenScene | None
    outcome: Outcome | None


@dataclass(frozen=True)
class OwnRuns:
    """A person's runs of one scenario, newest first."""

    current: ScenarioAttempt | None
    earlier: list[ScenarioAttempt]
    best: ScenarioAttempt | None

    @property
    def last_was_unsafe(self) -> bool:
        ended = next((run for run in self.earlier if run.has_ended), None)
        return bool(ended and ended.is_unsafe)


def newest_version(scenario: ScenarioPage) -> ScenarioVersion | None:
    return ScenarioVersion.objects.filter(scenario=scenario.pk).order_by("-number").first()


def own_runs(user: Any, scenario: ScenarioPage) -> OwnRuns:
    runs = list(ScenarioAttempt.objects.filter(readable_by(user), scenario=scenario.pk))
    counting = [run for run in runs if run.counts]
    return OwnRuns(
        current=next((run for run in runs if run.is_open), None),
        earlier=[run for run in runs if not run.is_open],
        best=max(counting, key=lambda run: run.percent or 0, default=None),
    )


@dataclass(frozen=True)
class Play:
    """A run as it stands: the words it is played on, and the choices made so far."""

    attempt: ScenarioAttempt
    situation: str
    graph: Graph
    choices: list[tuple[str, str]]  # (scene, option), in order

    @property
    def result(self) -> Result:
        return result_of(self.graph, self.choices)


def play_of(user: Any, pk: int) -> Play | None:
    """A run this person may read, with its page and its choices in one query.

    A scene is asked for at every turn: the join repeats the run for each choice, which costs less
    than a second query, and the version, which never changes, stays in the cache.
    """
    rows = list(
        ScenarioAttempt.objects.filter(readable_by(user), pk=pk)
        .select_related("scenario")
        # The page's own words may be newer than the version this run is played on.
        .defer("scenario__scenes", "scenario__ends", "scenario__situation", "scenario__sources")
        .annotate(chosen_in=F("steps__scene_key"), chosen=F("steps__option_key"))
        .order_by("steps__position")
    )
    if not rows:
        return None
    content = _version_content(rows[0].version_id)
    return Play(
        attempt=rows[0],
        situation=content["situation"],
        graph=graph_of(content),
        choices=[(row.chosen_in, row.chosen) for row in rows if row.chosen_in],
    )


def _version_content(version_pk: int) -> dict[str, Any]:
    key = f"scenarios:version:{version_pk}"
    content: dict[str, Any] | None = cache.get(key)
    if content is None:
        content = ScenarioVersion.objects.values_list("content", flat=True).get(pk=version_pk)
        cache.set(key, content, timeout=None)
    return content


def run_of(play: Play) -> Run:
    return Run(
        attempt=play.attempt,
        situation=apply_terms(play.situation),
        trail=list(_trail(play, statement_titles())),
        scene=_open_scene(play),
        outcome=_outcome(play, statement_titles()),
    )


def _trail(play: Play, titles: dict[str, str]) -> Iterable[TrailStep]:
    for number, (scene_key, option_key) in enumerate(play.choices, start=1):
        scene = play.graph.scene(scene_key)
        option = scene.option(option_key) if scene else None
        if scene and option:
            yield TrailStep(
                number=number,
                scene=apply_terms(scene.text),
                choice=apply_terms(option.text),
                out=apply_terms(option.out),
                why=apply_terms(option.why),
                codes=[CodeTitle(code, titles.get(code, "")) for code in scene.available],
                is_unsafe=option.critical,
                is_last=number == len(play.choices),
            )


def _open_scene(play: Play) -> OpenScene | None:
    scene = play.graph.scene(play.attempt.current_scene) if play.attempt.is_open else None
    if scene is None:
        return None
    options = options_in_order(scene, play.attempt)
    return OpenScene(
        position=len(play.choices) + 1,
        text=apply_terms(scene.text),
        choices=[(str(n), apply_terms(option.text)) for n, option in enumerate(options, start=1)],
    )


def options_in_order(scene: Scene, attempt: ScenarioAttempt) -> list[Option]:
    """Mixed for each run, and the same after every refresh."""

    def place(option: Option) -> bytes:
        return hashlib.sha256(f"{attempt.pk}/{scene.key}/{option.key}".encode()).digest()

    return sorted(scene.options, key=place)


def option_chosen(play: Play, position: int, number: str) -> str:
    """The key of the choice that stood under a number at a position; empty when none did.

    At a position already taken the scene is the one of that time, so that a second click on the
    same choice is understood as the same choice.
    """
    is_past = 0 < position <= len(play.choices)
    key = play.choices[position - 1][0] if is_past else play.attempt.current_scene
    scene = play.graph.scene(key)
    options = options_in_order(scene, play.attempt) if scene else []
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
    return options[place - 1].key if 0 < place <= len(options) else ""


def _outcome(play: Play, titles: dict[str, str]) -> Outcome | None:
    if not play.attempt.has_ended:
        return None
    result = play.result
    ending = ending_of(play.graph, play.attempt.end_key, result)
    return Outcome(
        ending=Ending(ending.band, apply_terms(ending.text), apply_terms(ending.unsafe_text)),
        words=f"{EndBand(ending.band).label}.",
        scores=[_score(code, titles) for code in result.codes],
    )


def _score(code: CodeResult, titles: dict[str, str]) -> CodeScore:
    return CodeScore(
        code=code.code,
        title=titles.get(code.code, ""),
        earned=code.earned,
        available=code.available,
        percent=code.percent,
        is_sound=code.is_sound,
    )


def module_of(attempt: ScenarioAttempt) -> Outline | None:
    """The module the scenario stands in, from the cache: no query while somebody plays."""
    module_pk = module_pk_of(attempt.scenario)
    return outline(module_pk) if module_pk is not None else None


def what_comes_next(user: Any, attempt: ScenarioAttempt) -> StepState | None:
    """The next step of the module that is still to do, once a run is over."""
    progress = step_context(user, attempt.scenario)["progress"]
    return next_undone(progress, attempt.scenario_id) if progress else None


@dataclass(frozen=True)
class Briefing:
    """What stands before a scenario."""

    situation: str
    codes: list[CodeTitle]
    who_sees: str


WHO_SEES = (
    "Only you can open your runs and what you chose in them. Your {line_manager} sees the outcome "
    "(strong, sound or repeat), the day and how often you played: never your choices."
)


def briefing_of(scenario: ScenarioPage) -> Briefing:
    titles = statement_titles()
    return Briefing(
        situation=apply_terms(scenario.situation),
        codes=[CodeTitle(code, titles.get(code, "")) for code in scenario.codes],
        who_sees=apply_terms(WHO_SEES),
    )


@dataclass(frozen=True)
class ProofOption:
    option: Option
    is_best: bool
    target_id: str  # the place on the page it leads to, empty when there is none


@dataclass(frozen=True)
class Proof:
    """The whole scenario on one page, for the people who write it."""

    graph: Graph
    scenes: list[tuple[Scene, list[ProofOption]]]
    unsafe_text: str
    faults: list[Fault]
    warnings: list[str]

    @property
    def has_start(self) -> bool:
        return self.graph.scene(self.graph.start) is not None


def proof_of(scenario: ScenarioPage) -> Proof:
    graph = scenario.graph
    return Proof(
        graph=graph,
        scenes=[
            (scene, [_proof_option(graph, scene, option) for option in scene.options])
            for scene in graph.scenes
        ],
        unsafe_text=apply_terms(unsafe_text_of(graph)),
        faults=graph_faults(graph),
        warnings=graph_warnings(graph),
    )


def _proof_option(graph: Graph, scene: Scene, option: Option) -> ProofOption:
    kind = "scene" if graph.scene(option.target) else "end" if graph.end(option.target) else ""
    return ProofOption(
        option=option,
        is_best=bool(scene.available) and option == best_option(scene),
        target_id=f"{kind}-{option.target}" if kind else "",
    )
