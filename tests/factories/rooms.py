"""Rooms that play a scenario, and the phones in them."""

from typing import Any

from assessments.rooms.models import Room, RoomVote
from assessments.rooms.queries import stamp_of_room
from assessments.rooms.rules import AFTER, JOINED, LETTERS, MOST_PHONES, Phase
from assessments.rooms.services import (
    cast_vote,
    close_vote,
    follow_option,
    go_back,
    go_on,
    join_room,
    open_room,
    open_vote,
)
from assessments.scenarios.models import ScenarioPage
from assessments.scenarios.queries import newest_version
from cms.people.accounts.models import User

MOVES = {"open": open_vote, "close": close_vote, "go_on": go_on}


def room_of(host: User, scenario: ScenarioPage, **fields: Any) -> Room:
    """Just opened; `fields` say otherwise."""
    room = open_room(scenario=scenario, by=host)
    for name, value in fields.items():
        setattr(room, name, value)
    room.save()
    return room


def move(room: Room, *moves: str) -> Room:
    """One after the other, by its host: "open", "close", "go_on", "follow a", "back 1"."""
    for words in moves:
        name, _, what = words.partition(" ")
        now = {"seen": stamp_of_room(room), "by": room.host, "room": room}
        if name == "follow":
            room = follow_option(option_key=what, **now)
        elif name == "back":
            room = go_back(number=int(what), **now)
        else:
            room = MOVES[name](**now)
    return room


def voters(room: Room, count: int) -> list[str]:
    return [join_room(room=room) for _ in range(count)]


def full_room(room: Room) -> None:
    rows = [
        RoomVote(room=room, position=JOINED, voter=f"{number:032x}")
        for number in range(MOST_PHONES)
    ]
    RoomVote.objects.bulk_create(rows)


def votes(room: Room, phones: list[str], *options: str) -> None:
    """The first phone votes for the first option, and so on."""
    for voter, option in zip(phones, options, strict=False):
        cast_vote(room=room, voter=voter, place=room.position, option_key=option)


def rooms_at_every_stage(host: User, scenario: ScenarioPage) -> dict[str, Room]:
    """Beside one another, as no host ever has them: by name, for a table of what may be done."""
    version = newest_version(scenario)
    assert version is not None
    start = version.graph.start
    decided = [[start, "a", {"a": 1}]]
    rows: dict[str, tuple[str, str, list[Any]]] = {
        "room": (Phase.GATHERING, start, []),
        "room_voting": (Phase.VOTING, start, []),
        "room_split": (Phase.SHOWING, start, []),
        "room_after": (Phase.SHOWING, AFTER, decided),
    }
    return {
        name: Room.objects.create(
            code=f"CCCC{LETTERS[number]}3",
            host=host,
            scenario=scenario,
            version=version,
            phase=phase,
            current_scene=scene,
            choices=choices,
        )
        for number, (name, (phase, scene, choices)) in enumerate(rows.items())
    }
