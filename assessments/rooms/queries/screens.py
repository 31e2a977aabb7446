"""The one big screen, for its host: where the story stands, and the votes as far as they show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils import timezone

from assessments.rooms.access import readable_by
from assessments.rooms.models import Room
from assessments.rooms.queries.outcomes import RoomOutcome, outcome_of
from assessments.rooms.queries.stories import (
    Lettered,
    Played,
    chosen_of,
    on_offer,
    played_of,
    scene_before,
    stamp_of_room,
    texts_of,
)
from assessments.rooms.rules import (
    JOINED,
    Phase,
    Stage,
    branches_of,
    most_chosen,
    phase_at,
    spaced,
    stage_of,
    stamp_of,
)
from assessments.scenarios.models import ScenarioPage
from assessments.scenarios.queries.media import ShownClip, ShownPicture, media_of
from assessments.scenarios.rules.graph import Scene, Speaker
from assessments.scenarios.rules.play import State
from assessments.scenarios.rules.shares import percent_of
from content.terms import apply_terms

ROOMS_LISTED = 30
UNREAD = ("scenario__scenes", "scenario__ends", "scenario__way_out")  # long, and no row says them


@dataclass(frozen=True)
class Counts:
    """How many phones are there, and what they have voted for at this decision."""

    joined: int
    votes: Mapping[str, int]

    @property
    def voted(self) -> int:
        return sum(self.votes.values())


def counts_of(room: Room) -> Counts:
    rows = (
        room.votes.filter(position__in=(JOINED, room.position))
        .values_list("position", "option_key")
        .annotate(Count("pk"))
        .order_by()
    )
    joined, votes = 0, {}
    for position, option, count in rows:
        if position == JOINED:
            joined = count
        else:
            votes[option] = count
    return Counts(joined, votes)


@dataclass(frozen=True)
class Pulse:
    """What a poll of the screen has to know."""

    stage: Stage
    stamp: str
    counts: Counts

    @property
    def counts_stamp(self) -> str:
        return stamp_of(self.stamp, self.stage, self.counts.joined, self.counts.voted)


def pulse_of(room: Room) -> Pulse:
    stage = stage_of(phase_at(room.phase, room.opened_at, timezone.now()), room.current_scene)
    return Pulse(stage, stamp_of_room(room), counts_of(room))


@dataclass(frozen=True)
class ScreenChoice:
    letter: str
    text: str
    votes: int
    percent: int
    is_most: bool


@dataclass(frozen=True)
class Followed:
    """The last decision, with what came of it."""

    number: int
    letter: str
    text: str
    out: str
    why: str
    is_unsafe: bool
    leads_to_end: bool


@dataclass(frozen=True)
class Made:
    """A decision that the room may go back to."""

    number: int
    letter: str
    text: str


@dataclass(frozen=True)
class ScreenScene:
    """The scene before the room, with everything there is to see and hear."""

    week: int | None
    speaker: Speaker
    portrait: ShownPicture | None
    texts: list[str]
    picture: ShownPicture | None
    clip: ShownClip | None


@dataclass(frozen=True)
class Screen:
    room: Room
    pulse: Pulse
    title: str
    warning: str
    situation: str
    is_assessed: bool  # by its version: then the coach's comments wait, if the host says nothing
    number: int
    scene: ScreenScene | None
    choices: list[ScreenChoice]
    followed: Followed | None
    outcome: RoomOutcome | None
    made: list[Made]
    scenario_url: str

    @property
    def code(self) -> str:
        return spaced(self.room.code)

    @property
    def stage(self) -> Stage:
        return self.pulse.stage

    @property
    def lead(self) -> ScreenChoice | None:
        """The most chosen option, if it is one alone."""
        most = [choice for choice in self.choices if choice.is_most]
        return most[0] if len(most) == 1 else None

    @property
    def tied(self) -> list[ScreenChoice]:
        most = [choice for choice in self.choices if choice.is_most]
        return most if len(most) > 1 else []


def screen_of(room: Room) -> Screen:
    """What the votes are is told once the vote is closed."""
    scenario: ScenarioPage = room.scenario
    played = played_of(room)
    pulse = pulse_of(room)
    stage = pulse.stage
    scene = scene_before(room, played)
    offered = on_offer(room, played, scene) if scene else []
    return Screen(
        room=room,
        pulse=pulse,
        title=apply_terms(scenario.title),
        warning=apply_terms(scenario.content_warning),
        situation=played.story.situation,
        is_assessed=played.story.is_assessed,
        number=len(played.turns) + (1 if scene else 0),
        scene=_scene(scene, played.state) if scene else None,
        choices=_choices(offered, pulse.counts.votes if stage is Stage.SPLIT else {}),
        followed=_followed(room, played) if stage is Stage.AFTER else None,
        outcome=outcome_of(played) if stage is Stage.END else None,
        made=_made(room, played) if stage in (Stage.AFTER, Stage.END) else [],
        scenario_url=(scenario.url or "") if scenario.live else "",
    )


def _scene(scene: Scene, state: State) -> ScreenScene:
    media = media_of([scene])
    return ScreenScene(
        week=scene.week,
        speaker=scene.speaker,
        portrait=media.portrait(scene),
        texts=texts_of(scene, state),
        picture=media.picture(scene),
        clip=media.clip(scene),
    )


def _choices(offered: list[Lettered], votes: Mapping[str, int]) -> list[ScreenChoice]:
    most, total = most_chosen(votes), sum(votes.values())
    return [
        ScreenChoice(
            letter=choice.letter,
            text=choice.text,
            votes=votes.get(choice.option.key, 0),
            percent=percent_of(votes.get(choice.option.key, 0), total),
            is_most=choice.option.key in most,
        )
        for choice in offered
    ]


def _followed(room: Room, played: Played) -> Followed:
    turn = played.turns[-1]
    chosen = chosen_of(room, turn)
    return Followed(
        number=len(played.turns),
        letter=chosen.letter,
        text=chosen.text,
        out=turn.option.out,
        why=turn.option.why,
        is_unsafe=turn.option.critical,
        leads_to_end=played.has_ended,
    )


def _made(room: Room, played: Played) -> list[Made]:
    chosen = [chosen_of(room, turn) for turn in played.turns]
    return [Made(number, one.letter, one.text) for number, one in enumerate(chosen, start=1)]


@dataclass(frozen=True)
class RoomRow:
    room: Room
    title: str
    decisions: int
    is_open: bool


def rooms_of(host: Any) -> list[RoomRow]:
    """Her rooms, newest first."""
    now = timezone.now()
    rooms = Room.objects.filter(readable_by(host)).select_related("scenario")
    return [
        RoomRow(
            room=room,
            title=apply_terms(room.scenario.title),
            decisions=sum(len(branch.own) for branch in branches_of(room.choices)),
            is_open=phase_at(room.phase, room.opened_at, now) is not Phase.OVER,
        )
        for room in rooms.defer(*UNREAD)[:ROOMS_LISTED]
    ]
