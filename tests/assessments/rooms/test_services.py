"""What a host and her phones may do, and every refusal."""

import secrets
from datetime import timedelta
from itertools import cycle

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.rooms import services
from assessments.rooms.models import Room, RoomVote
from assessments.rooms.queries import screen_of, stamp_of_room
from assessments.rooms.rules import (
    AFTER,
    JOINED,
    OPEN_FOR,
    THE_END,
    VOTES_KEPT_FOR,
    Phase,
    Stage,
    stage_of,
)
from assessments.scenarios.models import ScenarioAttempt, ScenarioVersion
from assessments.standards.models import Evidence
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from cms.people.audit.rules import EventKind
from tests.factories.people import make_person
from tests.factories.rooms import full_room, move, room_of, voters, votes
from tests.factories.scenarios import scenario_page

pytestmark = pytest.mark.django_db


def code_of(call):
    with pytest.raises(ValidationError) as refused:
        call()
    return refused.value.code


def led(service, room, by=None, **arguments):
    return service(room=room, seen=stamp_of_room(room), by=by or room.host, **arguments)


# open_room


def test_a_room_begins_at_the_first_scene_of_the_newest_version(room, scenario, host):
    assert (room.phase, room.current_scene, room.choices) == (Phase.GATHERING, "meet", [])
    assert room.version == ScenarioVersion.objects.filter(scenario=scenario).last()
    assert room.host == host


def test_it_is_written_down_when_a_room_opens_and_closes(room, host):
    services.close_room(room=room, by=host)

    started, closed = AuditEvent.objects.filter(verb__startswith="room.").order_by("pk")
    assert (started.verb, closed.verb) == ("room.started", "room.closed")
    assert {started.kind, closed.kind} == {EventKind.CHANGE}
    assert started.actor == closed.actor == host
    assert closed.detail == {"scenario": room.scenario_id, "decisions": 0}


@pytest.mark.parametrize(
    "role",
    [Role.TRAINER, Role.LINE_MANAGER, Role.SUPERVISOR, Role.QUALITY_LEAD, Role.DSL],
)
def test_whoever_leads_staff_opens_a_room(scenario, role):
    assert room_of(make_person("Ada", "Host", role), scenario).pk


@pytest.mark.parametrize("role", [Role.MENTOR, Role.SITE_ADMIN, Role.HR, Role.DPO])
def test_nobody_else_opens_one(scenario, role):
    with pytest.raises(PermissionDenied):
        services.open_room(scenario=scenario, by=make_person("Ada", "Guest", role))

    assert not Room.objects.exists()


def test_a_draft_is_played_with_nobody(scenario, host):
    draft = scenario_page(live=False, slug="draft", material_id="TST-SC2")

    with pytest.raises(PermissionDenied):
        services.open_room(scenario=draft, by=host)


def test_a_second_room_of_the_same_host_is_the_first(room, scenario, host, trainer):
    assert room_of(host, scenario) == room
    assert room_of(trainer, scenario) != room

    services.close_room(room=room, by=host)

    assert room_of(host, scenario) != room


def test_a_room_that_was_left_open_is_no_room_to_go_back_to(room, scenario, host):
    Room.objects.update(opened_at=timezone.now() - OPEN_FOR)

    assert room_of(host, scenario) != room


def test_a_code_that_is_taken_is_not_given_again(room, scenario, trainer, monkeypatch):
    letters = iter(f"{room.code}WWW333")
    monkeypatch.setattr(secrets, "choice", lambda _letters: next(letters))

    assert room_of(trainer, scenario).code == "WWW333"


def test_it_gives_up_when_no_code_is_free(room, scenario, trainer, monkeypatch):
    letters = cycle(room.code)
    monkeypatch.setattr(secrets, "choice", lambda _letters: next(letters))

    assert code_of(lambda: services.open_room(scenario=scenario, by=trainer)) == "codes"


# The host's moves


def test_a_room_plays_a_story_to_its_end(room):
    phones = voters(room, 3)
    room = move(room, "open")
    votes(room, phones, "a", "a", "c")
    room = move(room, "close")
    assert stage_of(room.phase, room.current_scene) is Stage.SPLIT

    room = move(room, "follow a")
    assert room.current_scene == AFTER
    assert room.choices == [["meet", "a", {"a": 2, "c": 1}]]

    room = move(room, "go_on")
    assert (room.phase, room.current_scene, room.position) == (Phase.VOTING, "plan", 2)

    room = move(room, "close", "follow b", "go_on")
    assert (room.phase, room.current_scene) == (Phase.SHOWING, THE_END)
    assert room.choices[1] == ["plan", "b", {}]


def test_a_room_leaves_nothing_on_anybodys_record(room):
    phones = voters(room, 2)
    move(room, "open")
    room.refresh_from_db()
    votes(room, phones, "a", "a")
    move(room, "close", "follow a", "go_on", "close", "follow a", "go_on")

    assert not ScenarioAttempt.objects.exists()
    assert not Evidence.objects.exists()


def test_a_vote_may_be_taken_again_after_talk(room):
    phones = voters(room, 2)
    room = move(room, "open")
    votes(room, phones, "a", "b")
    room = move(room, "close", "open")
    votes(room, phones[1:], "a")

    room = move(room, "close", "follow a")

    assert room.choices == [["meet", "a", {"a": 2}]]


def test_the_host_may_go_where_the_room_would_not(room):
    phones = voters(room, 1)
    room = move(room, "open")
    votes(room, phones, "a")

    room = move(room, "close", "follow c")

    assert room.choices == [["meet", "c", {"a": 1}]]


def test_the_other_branch_keeps_what_was_played(room):
    phones = voters(room, 1)
    room = move(room, "open", "close", "follow a", "go_on", "close", "follow a", "go_on")

    room = move(room, "back 2")

    assert (room.phase, room.current_scene, room.position) == (Phase.VOTING, "plan", 4)
    votes(room, phones, "b")
    room = move(room, "close", "follow b")
    assert room.choices[2:] == [["plan", "!2"], ["plan", "b", {"b": 1}]]


STAGES = {
    "gathering": [],
    "voting": ["open"],
    "split": ["open", "close"],
    "after": ["open", "close", "follow a"],
    "end": ["open", "close", "follow a", "go_on", "close", "follow a", "go_on"],
}
MAY = {
    "open_vote": {"gathering", "split"},
    "close_vote": {"voting"},
    "follow_option": {"split"},
    "go_on": {"after"},
    "go_back": {"after", "end"},
}
MORE = {"follow_option": {"option_key": "a"}, "go_back": {"number": 1}}


@pytest.mark.parametrize("name", MAY)
@pytest.mark.parametrize("stage", STAGES)
def test_each_move_has_its_stages(room, stage, name):
    room = move(room, *STAGES[stage])
    service, more = getattr(services, name), MORE.get(name, {})

    if stage in MAY[name]:
        assert led(service, room, **more).pk == room.pk
    else:
        before = Room.objects.values().get()
        assert code_of(lambda: led(service, room, **more)) == "moved"
        assert Room.objects.values().get() == before


@pytest.mark.parametrize("name", MAY)
def test_a_tab_that_is_behind_moves_nothing(room, name):
    service, more = getattr(services, name), MORE.get(name, {})

    assert code_of(lambda: service(room=room, seen="before", by=room.host, **more)) == "moved"


@pytest.mark.parametrize("name", MAY)
def test_nobody_but_its_host_moves_a_room(room, trainer, mentor, name):
    service, more = getattr(services, name), MORE.get(name, {})
    for stranger in (trainer, mentor):
        with pytest.raises(PermissionDenied):
            led(service, room, by=stranger, **more)


@pytest.mark.parametrize("name", [*MAY, "close_room"])
def test_a_host_whose_role_has_ended_moves_nothing(room, host, name):
    host.role_grants.update(ends_on=timezone.localdate() - timedelta(days=1))
    host = type(host).objects.get(pk=host.pk)
    service, more = getattr(services, name), MORE.get(name, {})
    arguments = {"room": room, "by": host, **more}
    if name != "close_room":
        arguments["seen"] = stamp_of_room(room)

    with pytest.raises(PermissionDenied):
        service(**arguments)


@pytest.mark.parametrize("name", MAY)
def test_a_closed_room_moves_no_more(room, host, name):
    service, more = getattr(services, name), MORE.get(name, {})
    services.close_room(room=room, by=host)
    room.refresh_from_db()

    assert code_of(lambda: led(service, room, **more)) == "over"


def test_a_room_past_its_hours_is_closed_before_anybody_closes_it(room):
    Room.objects.update(opened_at=timezone.now() - OPEN_FOR)

    assert code_of(lambda: led(services.open_vote, room)) == "over"
    assert code_of(lambda: services.join_room(room=room)) == "over"


def test_only_what_is_on_offer_is_followed(room):
    room = move(room, "open", "close")

    for key in ("", "z", "!1"):
        call = lambda key=key: led(services.follow_option, room, option_key=key)  # noqa: E731
        assert code_of(call) == "unknown_option"


def test_it_goes_back_only_to_what_was_decided(room):
    room = move(room, "open", "close", "follow a")

    assert code_of(lambda: led(services.go_back, room, number=2)) == "unknown_decision"


def test_a_room_is_closed_once(room, host, trainer):
    with pytest.raises(PermissionDenied):
        services.close_room(room=room, by=trainer)
    services.close_room(room=room, by=host)
    first = Room.objects.get().closed_at

    services.close_room(room=room, by=host)

    assert Room.objects.get().closed_at == first
    assert AuditEvent.objects.filter(verb="room.closed").count() == 1


# A scenario that changes while a room plays


def test_a_room_stays_on_the_version_it_began_with(room, scenario, host):
    scenario.refresh_from_db()
    scenario.situation = "Rosa is early, and you have all day."
    scenario.save_revision().publish()

    room = move(room, "open", "close", "follow a", "go_on")

    assert ScenarioVersion.objects.count() == 2
    assert room.version.number == 1
    assert "twenty minutes late" in screen_of(room).situation
    services.close_room(room=room, by=host)
    assert room_of(host, scenario).version.number == 2


def test_a_room_goes_on_when_its_scenario_is_taken_down(room, scenario):
    scenario.refresh_from_db()
    scenario.unpublish()

    assert move(room, "open", "close", "follow a").current_scene == AFTER


# Phones


def test_a_phone_joins_and_leaves_no_trace_of_whose_it_is(room):
    voter = services.join_room(room=room)

    row = RoomVote.objects.get()
    assert (row.voter, row.position, row.option_key) == (voter, JOINED, "")
    assert {field.name for field in RoomVote._meta.get_fields()} == {
        "id", "room", "position", "voter", "option_key", "voted_at",
    }  # fmt: skip


def test_a_full_room_takes_nobody(room):
    full_room(room)

    assert code_of(lambda: services.join_room(room=room)) == "full"


def test_a_closed_room_takes_nobody(room, host):
    services.close_room(room=room, by=host)

    assert code_of(lambda: services.join_room(room=room)) == "over"


def cast(room, voter, option="a", place=None):
    return services.cast_vote(
        room=room, voter=voter, place=place or room.position, option_key=option
    )


def test_a_phone_has_one_vote_and_may_change_it(room):
    (voter,) = voters(room, 1)
    room = move(room, "open")

    cast(room, voter, "a")
    cast(room, voter, "b")

    assert [vote.option_key for vote in room.votes.filter(position=1)] == ["b"]


@pytest.mark.parametrize("voter", ["", "f" * 32])
def test_a_phone_that_has_not_joined_has_none(room, voter):
    room = move(room, "open")

    with pytest.raises(PermissionDenied):
        cast(room, voter)


def test_a_phone_of_another_room_has_none(room, scenario, trainer):
    (voter,) = voters(room_of(trainer, scenario), 1)

    with pytest.raises(PermissionDenied):
        cast(move(room, "open"), voter)


@pytest.mark.parametrize("stage", ["gathering", "split", "after", "end"])
def test_there_is_no_vote_but_while_it_is_open(room, stage):
    (voter,) = voters(room, 1)
    room = move(room, *STAGES[stage])

    assert code_of(lambda: cast(room, voter)) == "closed"


@pytest.mark.parametrize("place", [0, 2, 99])
def test_a_vote_counts_only_at_its_own_decision(room, place):
    (voter,) = voters(room, 1)
    room = move(room, "open")

    call = lambda: services.cast_vote(  # noqa: E731
        room=room, voter=voter, place=place, option_key="a"
    )

    assert code_of(call) == "closed"


def test_a_vote_is_for_what_is_on_offer(room):
    (voter,) = voters(room, 1)
    room = move(room, "open")

    assert code_of(lambda: cast(room, voter, "z")) == "unknown_option"


# Later


def test_rooms_left_open_are_closed_by_the_clock(room, scenario, trainer):
    fresh = room_of(trainer, scenario)
    Room.objects.filter(pk=room.pk).update(opened_at=timezone.now() - OPEN_FOR)

    assert (services.close_old_rooms(), services.close_old_rooms()) == (1, 0)

    room.refresh_from_db()
    fresh.refresh_from_db()
    assert room.phase == Phase.OVER
    assert room.closed_at
    assert fresh.phase == Phase.GATHERING
    assert AuditEvent.objects.get(verb="room.closed").actor is None


def test_single_votes_are_thrown_away_and_their_counts_stay(room, host):
    phones = voters(room, 2)
    room = move(room, "open")
    votes(room, phones, "a", "b")
    room = move(room, "close", "follow a")
    services.close_room(room=room, by=host)
    closed_at = Room.objects.get().closed_at

    assert services.forget_votes(at=closed_at + VOTES_KEPT_FOR - timedelta(minutes=1)) == 0
    assert services.forget_votes(at=closed_at + VOTES_KEPT_FOR) == 4

    assert not RoomVote.objects.exists()
    assert Room.objects.get().choices == [["meet", "a", {"a": 1, "b": 1}]]


def test_votes_of_an_open_room_are_never_thrown_away(room):
    voters(room, 1)

    assert services.forget_votes(at=timezone.localtime() + timedelta(days=400)) == 0
