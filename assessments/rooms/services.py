from collections.abc import Callable
from datetime import datetime

from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import timezone

from assessments.rooms.access import can_lead, can_open
from assessments.rooms.models import Room, RoomVote
from assessments.rooms.queries import (
    has_voter,
    offered_in,
    stamp_of_room,
    target_after,
    wrong_codes_key,
)
from assessments.rooms.rules import (
    AFTER,
    JOINED,
    MOST_PHONES,
    MOVED_WORDS,
    OPEN_FOR,
    OVER_WORDS,
    THE_END,
    VOTES_KEPT_FOR,
    Phase,
    Stage,
    check_transition,
    entry_back_to,
    new_code,
    new_voter,
    phase_at,
    stage_of,
)
from assessments.scenarios.models import ScenarioPage
from assessments.scenarios.queries import newest_version
from assessments.scenarios.services import snapshot_scenario
from cms.people.accounts.models import User
from cms.people.audit.services import record

TRIES = 5  # a code is taken already about once in as many rooms as there are codes


@transaction.atomic
def open_room(*, scenario: ScenarioPage, by: User, at: datetime | None = None) -> Room:
    """The host's room of this scenario that is open, or a new one.

    Two tabs that open one at once get the same. Raises ValidationError when the scenario has never
    been fit to be played.
    """
    if not can_open(by, scenario):
        raise PermissionDenied("Only people who train or lead staff open a room.")
    moment = at or timezone.now()
    User.objects.select_for_update().get(pk=by.pk)  # so that two tabs wait for each other
    mine = Room.objects.filter(host=by, scenario=scenario.pk, opened_at__gt=moment - OPEN_FOR)
    if current := mine.exclude(phase=Phase.OVER).first():
        return current
    version = newest_version(scenario) or snapshot_scenario(scenario=scenario, at=moment)
    room = _with_new_code(
        Room(
            host=by,
            scenario_id=scenario.pk,
            version=version,
            current_scene=version.graph.start,
            opened_at=moment,
        )
    )
    record(actor=by, verb="room.started", obj=room, detail={"scenario": scenario.pk})
    return room


def _with_new_code(room: Room) -> Room:
    for _ in range(TRIES):
        room.code = new_code()
        try:
            with transaction.atomic():
                room.save(force_insert=True)
                return room
        except IntegrityError:
            room.pk = None
    raise ValidationError("No code is free just now. Try again.", code="codes")


def open_vote(*, room: Room, seen: str, by: User) -> Room:
    """On the scene that is before the room; once more, if its vote has been closed already."""

    def change(now: Room) -> None:
        if stage_of(now.phase, now.current_scene) not in (Stage.GATHERING, Stage.SPLIT):
            raise ValidationError(MOVED_WORDS, code="moved")
        _enter(now, Phase.VOTING)

    return _led(room, seen, by, change)


def close_vote(*, room: Room, seen: str, by: User) -> Room:
    return _led(room, seen, by, lambda now: _enter(now, Phase.SHOWING))


def follow_option(*, room: Room, option_key: str, seen: str, by: User) -> Room:
    """Take the story where the room, or its host, wants it; the counts stay with the decision."""

    def change(now: Room) -> None:
        if stage_of(now.phase, now.current_scene) is not Stage.SPLIT:
            raise ValidationError(MOVED_WORDS, code="moved")
        if option_key not in _offered(now):
            raise ValidationError("Choose one of the answers to follow.", code="unknown_option")
        votes = dict(
            now.votes.filter(position=now.position)
            .values_list("option_key")
            .annotate(Count("pk"))
            .order_by("option_key")
        )
        now.choices = [*now.choices, [now.current_scene, option_key, votes]]
        now.current_scene = AFTER

    return _led(room, seen, by, change)


def go_on(*, room: Room, seen: str, by: User) -> Room:
    """From what came of a choice to the next scene and its vote, or to the end."""

    def change(now: Room) -> None:
        if stage_of(now.phase, now.current_scene) is not Stage.AFTER:
            raise ValidationError(MOVED_WORDS, code="moved")
        target = target_after(now)
        now.current_scene = target or THE_END
        if target:
            _enter(now, Phase.VOTING)

    return _led(room, seen, by, change)


def go_back(*, room: Room, number: int, seen: str, by: User) -> Room:
    """Play another branch from a decision of this one; what was decided before stays in the log."""

    def change(now: Room) -> None:
        if stage_of(now.phase, now.current_scene) not in (Stage.AFTER, Stage.END):
            raise ValidationError(MOVED_WORDS, code="moved")
        entry = entry_back_to(now.choices, number)
        now.choices = [*now.choices, entry]
        now.current_scene = entry[0]
        _enter(now, Phase.VOTING)

    return _led(room, seen, by, change)


def close_room(*, room: Room, by: User, at: datetime | None = None) -> Room:
    """For good. A room that is closed already stays as it is."""
    if not can_lead(by, room):
        raise PermissionDenied("Only its host closes a room.")
    with transaction.atomic():
        now = _locked(room)
        if now.phase != Phase.OVER:
            _close(now, by, at or timezone.now())
    return now


def _close(room: Room, by: User | None, moment: datetime) -> None:
    check_transition(room.phase, Phase.OVER)
    room.phase = Phase.OVER
    room.closed_at = moment
    room.save(update_fields=["phase", "closed_at"])
    decisions = sum(1 for entry in room.choices if len(entry) > 2)
    detail = {"scenario": room.scenario_id, "decisions": decisions}
    record(actor=by, verb="room.closed", obj=room, detail=detail)


def _led(room: Room, seen: str, by: User, change: Callable[[Room], None]) -> Room:
    """One move of the host's. `seen` names the state on her screen: a tab that is behind, or a
    button pressed twice, changes nothing (code "moved")."""
    if not can_lead(by, room):
        raise PermissionDenied("Only its host moves a room on.")
    with transaction.atomic():
        now = _locked(room)
        _check_open(now)
        if seen != stamp_of_room(now):
            raise ValidationError(MOVED_WORDS, code="moved")
        change(now)
        now.save(update_fields=["phase", "choices", "current_scene"])
    return now


def _locked(room: Room) -> Room:
    """The lock is what makes hosts and phones wait for each other."""
    return Room.objects.select_for_update().get(pk=room.pk)


def _offered(room: Room) -> list[str]:
    return [choice.option.key for choice in offered_in(room)]


def _enter(room: Room, phase: Phase) -> None:
    check_transition(room.phase, phase)
    room.phase = phase


def _check_open(room: Room) -> None:
    if phase_at(room.phase, room.opened_at, timezone.now()) is Phase.OVER:
        raise ValidationError(OVER_WORDS, code="over")


# Phones: the code is the right, and nobody is asked who she is ------------------------------------


@transaction.atomic
def join_room(*, room: Room) -> str:
    """The name by which a phone votes: random, and tied to nothing but this room."""
    now = _locked(room)
    _check_open(now)
    if now.votes.filter(position=JOINED).count() >= MOST_PHONES:
        raise ValidationError(
            f"This room is full: {MOST_PHONES} phones have joined it. Vote together with somebody.",
            code="full",
        )
    return RoomVote.objects.create(room=now, position=JOINED, voter=new_voter()).voter


@transaction.atomic
def cast_vote(*, room: Room, voter: str, place: int, option_key: str) -> RoomVote:
    """One vote a phone and a decision. Another one takes its place until the vote is closed."""
    now = _locked(room)
    _check_open(now)
    if not has_voter(now, voter):
        raise PermissionDenied("This phone has not joined the room.")
    if now.phase != Phase.VOTING or place != now.position:
        raise ValidationError("That vote was closed a moment ago.", code="closed")
    if option_key not in _offered(now):
        raise ValidationError("Choose one of the answers.", code="unknown_option")
    vote, _ = RoomVote.objects.update_or_create(
        room=now,
        position=place,
        voter=voter,
        defaults={"option_key": option_key, "voted_at": timezone.now()},
    )
    return vote


def note_wrong_code(*, network: str) -> int:
    """How many wrong codes came from a network in this minute. Its address is not kept: the cache
    has a number under a key that nobody reads back, for a minute."""
    key = wrong_codes_key(network)
    if cache.add(key, 1, timeout=60):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # the minute ended in between
        return 1


# Later ------------------------------------------------------------------------------------------


def close_old_rooms(*, at: datetime | None = None) -> int:
    """Those that nobody closed. Run as often as one likes."""
    moment = at or timezone.now()
    old = Room.objects.filter(opened_at__lte=moment - OPEN_FOR).exclude(phase=Phase.OVER)
    closed = 0
    for room in old:
        with transaction.atomic():
            now = _locked(room)
            if now.phase != Phase.OVER:
                _close(now, None, moment)
                closed += 1
    return closed


def forget_votes(*, at: datetime | None = None) -> int:
    """Throw single votes away; the counts of each decision stand in the room's log."""
    closed_before = (at or timezone.now()) - VOTES_KEPT_FOR
    gone, _ = RoomVote.objects.filter(room__closed_at__lte=closed_before).delete()
    return gone
