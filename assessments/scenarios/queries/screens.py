"""What the screen of a run shows. The graph stays here: a screen gets words, never where a choice
leads, what it is worth or that it is unsafe, before it has been made."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils import timezone
from django.utils.safestring import SafeString

from assessments.scenarios.models import ScenarioAttempt
from assessments.scenarios.queries.media import Media, ShownClip, ShownPicture, media_of
from assessments.scenarios.queries.outcomes import CodeTitle, Outcome, code_titles, outcome_of
from assessments.scenarios.queries.plays import Play, options_in_order
from assessments.scenarios.queries.words import OwnWordsShown, own_words_after, own_words_before
from assessments.scenarios.rules.graph import HIGHEST, Graph, Scene, Speaker, meter_label
from assessments.scenarios.rules.play import State, Turn, meter_in_words, opening_texts
from assessments.scenarios.rules.runs import Confidence, seconds_left
from assessments.standards.queries import statement_titles
from content.markdown import render_inline, render_markdown


class Stage(StrEnum):
    """What the screen asks for at an open scene."""

    WORDS = "words"  # what she would say, before she sees the choices
    READY = "ready"  # whether the clock may begin
    CHOICE = "choice"


@dataclass(frozen=True)
class MeterShown:
    label: str
    value: int
    words: str
    change: str  # in words, empty when it stayed

    @property
    def most(self) -> int:
        return HIGHEST


@dataclass(frozen=True)
class SceneShown:
    """A scene as she saw it."""

    week: int | None  # where a new one begins
    speaker: Speaker
    portrait: ShownPicture | None
    openings: list[SafeString]
    text: SafeString
    picture: ShownPicture | None
    clip: ShownClip | None


@dataclass(frozen=True)
class TrailStep:
    """A decision that has been made, with what it led to. What waits for the debrief is empty."""

    number: int
    scene: SceneShown
    choice: SafeString
    out: SafeString
    why: SafeString | str
    codes: list[CodeTitle]
    is_unsafe: bool
    was_late: bool
    confidence: str
    meters: list[MeterShown]
    words: OwnWordsShown | None
    is_last: bool


@dataclass(frozen=True)
class ClockShown:
    allowed: int
    left: int  # 0: it does not run
    was_away: bool  # it ran out while she was not here


@dataclass(frozen=True)
class OpenScene:
    """The decision to be made: words only."""

    position: int
    stage: Stage
    scene: SceneShown
    choices: list[tuple[str, SafeString]]  # the number it has on this screen, its words
    words: OwnWordsShown | None
    clock: ClockShown | None
    asks_confidence: bool


@dataclass(frozen=True)
class Run:
    attempt: ScenarioAttempt
    situation: SafeString
    trail: list[TrailStep]
    scene: OpenScene | None
    outcome: Outcome | None
    holds_comments: bool
    is_assessed: bool


def run_of(
    play: Play,
    *,
    wants_choices: bool = False,
    has_chosen: bool = False,
    now: datetime | None = None,
) -> Run:
    """`wants_choices`: she skips her own words; `has_chosen`: she was choosing already, and the
    screen comes again because something was missing."""
    moment = now or timezone.now()
    stage = _stage(play, wants_choices, has_chosen, moment)
    media = media_of(_scenes_with_media(play))
    return Run(
        attempt=play.attempt,
        situation=render_markdown(play.story.situation, 3),
        trail=list(_trail(play, media)),
        scene=_open_scene(play, stage, media, moment),
        outcome=outcome_of(play),
        holds_comments=play.holds_comments,
        is_assessed=play.story.is_assessed,
    )


def _stage(play: Play, wants_choices: bool, has_chosen: bool, now: datetime) -> Stage:
    scene = play.scene
    if scene is None or has_chosen:
        return Stage.CHOICE
    allowed = play.allowed(scene)
    runs = bool(seconds_left(allowed, play.attempt.scene_shown_at, now))
    if scene.own_words and not (wants_choices or runs or play.position in play.words):
        return Stage.WORDS
    return Stage.READY if allowed and not runs else Stage.CHOICE


def _scenes_with_media(play: Play) -> list[Scene]:
    """All of them once the run is over; while it goes on, the last and the one before her."""
    visited = [turn.scene for turn in play.turns]
    now = [play.scene] if play.scene else []
    return [*(visited if play.attempt.has_ended else visited[-1:]), *now]


def _trail(play: Play, media: Media) -> Iterator[TrailStep]:
    is_held = play.holds_comments
    last = len(play.turns)
    titles = statement_titles() if play.turns and not is_held else {}
    week: int | None = None
    for number, turn in enumerate(play.turns, start=1):
        scene, option, made = turn.scene, turn.option, play.decisions[number - 1]
        yield TrailStep(
            number=number,
            scene=scene_shown(scene, turn.before, week, media),
            choice=render_inline(option.text),
            out=render_markdown(option.out, 4),
            why="" if is_held else render_markdown(option.why, 4),
            codes=[] if is_held else code_titles(scene.available, titles),
            is_unsafe=option.critical and not is_held,
            was_late=made.was_late,
            confidence=str(Confidence(made.confidence).label) if made.confidence else "",
            meters=meters_shown(play.story.graph, turn),
            words=own_words_after(play, scene, number),
            is_last=number == last,
        )
        week = scene.week or week


def meters_shown(graph: Graph, turn: Turn) -> list[MeterShown]:
    shown = []
    for gauge in graph.meters:
        before, after = turn.before.meter(gauge.meter), turn.after.meter(gauge.meter)
        change = "" if after == before else "went up" if after > before else "went down"
        label = meter_label(gauge.meter)
        shown.append(MeterShown(label, after, meter_in_words(after), change))
    return shown


def scene_shown(scene: Scene, state: State, week: int | None, media: Media) -> SceneShown:
    return SceneShown(
        week=scene.week if scene.week != week else None,
        speaker=scene.speaker,
        portrait=media.portrait(scene),
        openings=[render_markdown(text, 3) for text in opening_texts(scene, state)],
        text=render_markdown(scene.text, 3),
        picture=media.picture(scene),
        clip=media.clip(scene),
    )


def _open_scene(play: Play, stage: Stage, media: Media, now: datetime) -> OpenScene | None:
    scene = play.scene
    if scene is None:
        return None
    week = next((turn.scene.week for turn in reversed(play.turns) if turn.scene.week), None)
    offered = options_in_order(scene, play.attempt, play.state) if stage == Stage.CHOICE else []
    return OpenScene(
        position=play.position,
        stage=stage,
        scene=scene_shown(scene, play.state, week, media),
        choices=[(str(n), render_inline(option.text)) for n, option in enumerate(offered, start=1)],
        words=own_words_before(play, play.position),
        clock=_clock(play, scene, now),
        asks_confidence=play.story.asks_confidence,
    )


def _clock(play: Play, scene: Scene, now: datetime) -> ClockShown | None:
    allowed, shown_at = play.allowed(scene), play.attempt.scene_shown_at
    if not allowed:
        return None
    left = seconds_left(allowed, shown_at, now)
    return ClockShown(allowed, left, was_away=shown_at is not None and not left)
