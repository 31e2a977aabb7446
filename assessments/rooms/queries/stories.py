"""The story as a room has it: its version's words, and where its choices have led."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString

from assessments.rooms.models import Room
from assessments.rooms.rules import Branch, Stage, branch_of, stage_of, stamp_of
from assessments.scenarios.models import ScenarioVersion
from assessments.scenarios.queries import Story, story_of
from assessments.scenarios.rules.graph import Graph, Option, Scene
from assessments.scenarios.rules.play import (
    State,
    Turn,
    in_mixed_order,
    opening_state,
    opening_texts,
    options_on_offer,
    turns_of,
)
from content.markdown import render_inline


@dataclass(frozen=True)
class Lettered:
    """An option as a room names it: A, B, C, the same on every screen."""

    letter: str
    option: Option

    @property
    def text(self) -> SafeString:
        return render_inline(self.option.text)


@dataclass(frozen=True)
class Played:
    """One branch of a room, on the words of its version."""

    story: Story
    branch: Branch
    turns: Sequence[Turn]

    @property
    def graph(self) -> Graph:
        return self.story.graph

    @property
    def state(self) -> State:
        return self.turns[-1].after if self.turns else opening_state(self.graph)

    @property
    def target(self) -> str:
        """Where it is: a scene, an end or STOP."""
        return self.turns[-1].target if self.turns else self.graph.start

    @cached_property
    def has_ended(self) -> bool:
        return self.graph.scene(self.target) is None


def played_of(room: Room, branch: Branch | None = None) -> Played:
    story = story_of(version_of(room))
    branch = branch_of(room.choices) if branch is None else branch
    return Played(story, branch, turns_of(story.graph, branch.pairs))


def version_of(room: Room) -> ScenarioVersion:
    """Without its content, which the process has read already and which may be long."""
    if not Room.version.is_cached(room):
        room.version = ScenarioVersion.objects.defer("content").get(pk=room.version_id)
    return room.version


def texts_of(scene: Scene, state: State) -> list[str]:
    return [*opening_texts(scene, state), scene.text]


def lettered(room: Room, scene: Scene, offered: Sequence[Option]) -> list[Lettered]:
    """The same for every phone and every branch."""
    mixed = in_mixed_order(offered, scene.key, f"room/{room.pk}")
    return [Lettered(chr(ord("A") + place), option) for place, option in enumerate(mixed)]


def chosen_of(room: Room, turn: Turn) -> Lettered:
    choices = lettered(room, turn.scene, turn.offered)
    return next(
        (choice for choice in choices if choice.option.key == turn.option.key),
        Lettered("", turn.option),
    )


def scene_before(room: Room, played: Played) -> Scene | None:
    """The scene that the room votes on, or has voted on and not decided."""
    stage = stage_of(room.phase, room.current_scene)
    if stage in (Stage.GATHERING, Stage.VOTING, Stage.SPLIT):
        return played.graph.scene(room.current_scene)
    return None


def on_offer(room: Room, played: Played, scene: Scene) -> list[Lettered]:
    return lettered(room, scene, options_on_offer(scene, played.state))


def offered_in(room: Room) -> list[Lettered]:
    """The options that may be voted for and followed now."""
    played = played_of(room)
    scene = scene_before(room, played)
    return on_offer(room, played, scene) if scene else []


def option_under(room: Room, letter: str) -> str:
    """The key of the option under a letter at the decision before the room; empty when none is."""
    return next((c.option.key for c in offered_in(room) if c.letter == letter), "")


def target_after(room: Room) -> str:
    """The scene that the last choice leads to; empty when it leads to an end."""
    played = played_of(room)
    return "" if played.has_ended else played.target


def stamp_of_room(room: Room) -> str:
    """Names the state a room is in: every move changes it, a vote does not."""
    return stamp_of(room.pk, len(room.choices), room.phase, room.current_scene)
