"""A draft as it is played, by its author or a reviewer: the scenes so far, and the one now."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from django.utils.safestring import SafeString

from assessments.scenarios.queries.media import Media, ShownPicture, media_of
from assessments.scenarios.queries.screens import (
    MeterShown,
    SceneShown,
    meters_shown,
    scene_shown,
)
from assessments.scenarios.rules.graph import (
    STOP,
    EndBand,
    Graph,
    Must,
    Option,
    Scene,
    meter_label,
)
from assessments.scenarios.rules.play import (
    State,
    Turn,
    options_on_offer,
)
from assessments.scenarios.rules.scoring import (
    Ending,
    ending_of,
    plain_points,
    result_of_turns,
)
from content.markdown import render_inline, render_markdown
from content.terms import apply_terms

# Where somebody without an account finds a picture or a file: by the kind and the key of its row.
Address = Callable[[str, int], str]


@dataclass(frozen=True)
class TurnShown:
    """Named as the parts of a run's screen are, so that the same templates show it."""

    number: int
    key: str
    scene: SceneShown
    choice: SafeString
    out: SafeString
    why: SafeString
    is_unsafe: bool
    meters: list[MeterShown]
    option: Option


@dataclass(frozen=True)
class EndShown:
    label: str
    band: str
    text: SafeString
    unsafe_text: SafeString | str
    percent: int
    result: str
    scores: list[tuple[str, str, str]]  # code, earned, available
    missed: list[str]
    taken: list[str]
    low: list[str]


@dataclass(frozen=True)
class Playing:
    situation: SafeString
    turns: list[TurnShown]
    here: Scene | None  # the scene that waits for a choice
    scene: SceneShown | None
    offered: tuple[Option, ...]
    exemplars: list[SafeString] = field(default_factory=list)
    end: EndShown | None = None
    lost: str = ""  # the name of what is not there, where the story leads nowhere

    @property
    def number(self) -> int:
        return len(self.turns) + 1


def playing_of(
    graph: Graph,
    situation: str,
    start: str,
    state: State,
    turns: list[Turn],
    address: Address | None = None,
) -> Playing:
    here = turns[-1].target if turns else start
    now = turns[-1].after if turns else state
    scene = graph.scene(here)
    scenes = [*(turn.scene for turn in turns), *([scene] if scene else [])]
    media = media_of(scenes)
    week: int | None = None
    shown = []
    for number, turn in enumerate(turns, start=1):
        shown.append(_turn(graph, number, turn, week, media, address))
        week = turn.scene.week or week
    return Playing(
        situation=render_markdown(situation, 3),
        turns=shown,
        here=scene,
        scene=_scene(scene, now, week, media, address) if scene else None,
        offered=options_on_offer(scene, now) if scene else (),
        exemplars=[render_inline(said) for said in scene.exemplars] if scene else [],
        end=_end(graph, here, turns, now) if here == STOP or graph.end(here) else None,
        lost="" if scene or here == STOP or graph.end(here) else here or "nowhere yet",
    )


def _turn(
    graph: Graph,
    number: int,
    turn: Turn,
    week: int | None,
    media: Media,
    address: Address | None,
) -> TurnShown:
    option = turn.option
    return TurnShown(
        number=number,
        key=turn.scene.key,
        scene=_scene(turn.scene, turn.before, week, media, address),
        choice=render_inline(option.text),
        out=render_markdown(option.out, 4),
        why=render_markdown(option.why, 4),
        is_unsafe=option.critical,
        meters=meters_shown(graph, turn),
        option=option,
    )


def _scene(
    scene: Scene, state: State, week: int | None, media: Media, address: Address | None
) -> SceneShown:
    """As a run shows it, with each picture and file where `address` finds it."""
    shown = scene_shown(scene, state, week, media)
    if address is None:
        return shown
    clip = shown.clip
    if scene.clip and clip:
        captions = scene.clip.captions
        clip = replace(
            clip,
            url=clip.url and address("file", scene.clip.file),
            captions_url=address("file", captions) if captions and clip.captions_url else "",
        )
    image = scene.picture.image if scene.picture else None
    return replace(
        shown,
        portrait=_found_at(shown.portrait, "portrait", scene.speaker.portrait, address),
        picture=_found_at(shown.picture, "picture", image, address),
        clip=clip,
    )


def _found_at(
    picture: ShownPicture | None, kind: str, pk: int | None, address: Address
) -> ShownPicture | None:
    return replace(picture, url=address(kind, pk)) if picture and pk else picture


def _end(graph: Graph, key: str, turns: list[Turn], state: State) -> EndShown:
    result = result_of_turns(graph, turns)
    ending: Ending = ending_of(graph, key, result)
    label = "The safe stop" if key == STOP else dict(EndBand.choices).get(ending.band, "An end")
    return EndShown(
        label=str(label),
        band=ending.band,
        text=render_markdown(ending.text),
        unsafe_text=render_markdown(ending.unsafe_text) if ending.unsafe_text else "",
        percent=result.percent,
        result=str(result.band.label),
        scores=[
            (code.code, plain_points(code.earned), plain_points(code.available))
            for code in result.codes
        ],
        missed=_texts(result.missed),
        taken=_texts(result.taken),
        low=[
            f"{meter_label(gauge.meter)} ended at {state.meter(gauge.meter)}, below {gauge.floor}"
            for gauge in result.low
        ],
    )


def _texts(musts: Iterable[Must]) -> list[str]:
    return [apply_terms(must.text) for must in musts]
