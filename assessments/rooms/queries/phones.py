"""What a phone is told: words, its own vote, and nothing of what an option is worth."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.crypto import salted_hmac

from assessments.rooms.models import Room, RoomVote
from assessments.rooms.queries.stories import (
    chosen_of,
    on_offer,
    played_of,
    scene_before,
    stamp_of_room,
    texts_of,
)
from assessments.rooms.rules import (
    JOINED,
    WRONG_CODES,
    Phase,
    Stage,
    clean_code,
    phase_at,
    stage_of,
    stamp_of,
)
from assessments.scenarios.models import ScenarioPage
from content.terms import apply_terms


@dataclass(frozen=True)
class Phone:
    """A phone at a room: all that a poll has to know, in one query."""

    room: Room
    has_joined: bool
    vote: str  # the option it has voted for at this decision, if it has

    @property
    def stage(self) -> Stage:
        phase = phase_at(self.room.phase, self.room.opened_at, timezone.now())
        return stage_of(phase, self.room.current_scene)

    @property
    def stamp(self) -> str:
        return stamp_of("phone", stamp_of_room(self.room), self.stage, self.has_joined, self.vote)


def phone_at(code: str, voter: str) -> Phone | None:
    # Places in the log only rise, so the newest row is the vote on this decision or there is none.
    newest = RoomVote.objects.filter(room=OuterRef("pk"), voter=voter).order_by("-position")
    room = (
        Room.objects.filter(code=clean_code(code))
        .select_related("version")
        .defer("version__content")
        .annotate(
            last_place=Subquery(newest.values("position")[:1]),
            last_option=Subquery(newest.values("option_key")[:1]),
        )
        .first()
    )
    if room is None:
        return None
    has_joined = bool(voter) and room.last_place is not None
    is_now = has_joined and room.last_place == room.position
    return Phone(room, has_joined, room.last_option if is_now else "")


def open_room_at(code: str) -> Room | None:
    room = Room.objects.filter(code=clean_code(code)).exclude(phase=Phase.OVER).first()
    if room is None or phase_at(room.phase, room.opened_at, timezone.now()) is Phase.OVER:
        return None
    return room


def has_voter(room: Room, voter: str) -> bool:
    return bool(voter) and room.votes.filter(position=JOINED, voter=voter).exists()


@dataclass(frozen=True)
class PhoneChoice:
    letter: str
    text: str
    is_mine: bool


@dataclass(frozen=True)
class PhoneView:
    stage: Stage
    code: str
    title: str
    warning: str
    situation: str
    place: int
    number: int
    texts: list[str]
    picture_words: str
    transcript: str
    choices: list[PhoneChoice]
    followed: PhoneChoice | None
    out: str
    stamp: str

    @property
    def mine(self) -> PhoneChoice | None:
        return next((choice for choice in self.choices if choice.is_mine), None)


def phone_view(phone: Phone) -> PhoneView:
    """Pictures and films are for people who are signed in: a phone gets their words."""
    room, stage = phone.room, phone.stage
    title, warning = ScenarioPage.objects.values_list("title", "content_warning").get(
        pk=room.scenario_id
    )
    played = played_of(room)
    is_asked = phone.has_joined and stage in (Stage.VOTING, Stage.SPLIT)
    scene = scene_before(room, played) if is_asked else None
    turn = played.turns[-1] if phone.has_joined and stage is Stage.AFTER else None
    chosen = chosen_of(room, turn) if turn else None
    return PhoneView(
        stage=stage,
        code=room.code,
        title=apply_terms(title),
        warning=apply_terms(warning),
        situation=played.story.situation,
        place=room.position,
        number=len(played.turns) + 1,
        texts=texts_of(scene, played.state) if scene else [],
        picture_words=scene.picture.words if scene and scene.picture else "",
        transcript=scene.clip.transcript if scene and scene.clip else "",
        choices=[
            PhoneChoice(choice.letter, choice.text, choice.option.key == phone.vote)
            for choice in (on_offer(room, played, scene) if scene else [])
        ],
        followed=PhoneChoice(chosen.letter, chosen.text, False) if chosen else None,
        out=turn.option.out if turn else "",
        stamp=phone.stamp,
    )


# Wrong codes --------------------------------------------------------------------------------------


def wrong_codes_key(network: str) -> str:
    return f"rooms:wrong:{salted_hmac('rooms.wrong_codes', network).hexdigest()[:32]}"


def has_guessed_too_often(network: str) -> bool:
    count: int = cache.get(wrong_codes_key(network), 0)
    return count >= WRONG_CODES
