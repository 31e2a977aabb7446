"""Who reads what, in every state (domain.md 2.2)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.observations import access
from assessments.observations.models import Observation
from assessments.observations.rules import ObservationKind, ObservationState, Sight
from cms.people.accounts.rules import Role
from cms.people.teams.models import ConflictOfInterest, ReportingLine
from tests.factories import observations as make
from tests.factories import supervision
from tests.factories.people import RoleGrantFactory, days_ago, make_person
from tests.factories.rights import leaver

pytestmark = pytest.mark.django_db
STRANGERS = ["other_manager", "supervisor", "dsl", "trainer", "admin", "hr", "dpo"]


def reads(user, row) -> bool:
    return Observation.objects.filter(access.readable_by(user), pk=row.pk).exists()


def sight(user, row) -> Sight:
    return access.sight_of(user, row)


def conflict(one, other) -> None:
    ConflictOfInterest.objects.create(person=one, other=other, declared_by=one)


@pytest.mark.parametrize("state", ["planned", "seen", "released", "answered", "cancelled"])
def test_a_developmental_one_is_the_mentors_and_of_the_observer_what_she_wrote(
    mentor, peer, manager, quality_lead, request, state
):
    made = {"planned": make.planned, "seen": make.seen, "cancelled": make.seen}
    make_one = made.get(state, getattr(make, state, None))
    row = make.developmental(make_one, mentor, peer, state=state, reflected_at=timezone.now())
    is_shown = state in ("released", "answered")

    assert sight(mentor, row) == (Sight.WHOLE if is_shown else Sight.DATES)
    assert sight(peer, row) == Sight.OWN
    assert reads(mentor, row)
    assert reads(peer, row)
    for person in (manager, quality_lead, *map(request.getfixturevalue, STRANGERS)):
        assert not reads(person, row)
        assert sight(person, row) == Sight.NOTHING


def test_of_a_developmental_one_the_quality_lead_knows_that_it_is(mentor, peer, quality_lead, hr):
    row = make.developmental(make.planned, mentor, peer)
    listed = Observation.objects.filter(access.listed_for(quality_lead))
    assert list(listed) == [row]
    assert not Observation.objects.filter(access.listed_for(hr)).exists()


def test_the_mentor_opens_it_to_her_manager_and_supervisor_and_shuts_it_again(
    mentor, peer, manager, other_manager, supervisor
):
    supervision.agreement(mentor, supervisor)
    row = make.developmental(make.answered, mentor, peer)
    for switch, reader in (("manager_reads", manager), ("supervisor_reads", supervisor)):
        assert not reads(reader, row)
        setattr(row, switch, True)
        row.save()
        assert reads(reader, row)
        assert sight(reader, row) == Sight.WHOLE
        setattr(row, switch, False)
        row.save()
        assert not reads(reader, row)
        assert sight(reader, row) == Sight.NOTHING
    row.manager_reads = row.supervisor_reads = True
    row.save()
    assert not reads(other_manager, row)


@pytest.mark.parametrize("state", ["planned", "seen", "released", "answered", "sealed"])
def test_a_formal_one_is_read_by_mentor_manager_and_quality_lead_once_it_is_released(
    mentor, manager, quality_lead, request, state
):
    other_lead = make_person("Ravi", "Shah", Role.QUALITY_LEAD)
    row = getattr(make, state)(mentor, other_lead)
    wanted = Sight.WHOLE if state in ("released", "answered", "sealed") else Sight.DATES

    for person in (mentor, manager, quality_lead):
        assert reads(person, row)
        assert sight(person, row) == wanted
    assert sight(other_lead, row) in (Sight.OWN, Sight.WHOLE)
    for person in map(request.getfixturevalue, STRANGERS):
        assert not reads(person, row)
        assert sight(person, row) == Sight.NOTHING


def test_of_a_formal_one_a_supervisor_reads_the_aims_if_the_mentor_shows_them(
    mentor, manager, supervisor
):
    supervision.agreement(mentor, supervisor)
    row = make.released(mentor, manager)
    assert not reads(supervisor, row)
    row.supervisor_reads = True
    row.save()
    assert reads(supervisor, row)
    assert sight(supervisor, row) == Sight.AIMS


def test_a_second_observer_keeps_what_she_saw(mentor, manager, quality_lead):
    second = make_person("Ravi", "Shah", Role.LINE_MANAGER)
    row = make.sealed(mentor, manager, second_observer=second)
    assert reads(second, row)
    assert sight(second, row) == Sight.WHOLE


def test_a_manager_of_before_no_longer_reads_what_is_sealed(mentor, manager):
    row = make.sealed(mentor, manager)
    open_one = make.seen(mentor, manager)
    ReportingLine.objects.filter(person=mentor).update(ends_on=days_ago(1))
    assert not reads(manager, row)
    assert sight(manager, row) == Sight.NOTHING
    assert reads(manager, open_one)


def test_a_conflict_of_interest_shuts_it_to_everybody_but_the_mentor(mentor, manager, quality_lead):
    row = make.released(mentor, manager)
    conflict(mentor, manager)
    conflict(quality_lead, mentor)
    assert reads(mentor, row)
    for person in (manager, quality_lead):
        assert not reads(person, row)
        assert sight(person, row) == Sight.NOTHING
    row.state = ObservationState.SEEN
    assert not access.can_note(manager, row)
    assert not access.can_rate(manager, row)
    assert not access.can_write_up(manager, row)


def test_who_has_left_takes_along_what_is_hers(mentor, manager, peer):
    kept = make.sealed(mentor, manager)
    own = make.developmental(make.released, mentor, peer)
    open_one = make.released(mentor, manager)
    leaver(mentor, 3)
    assert reads(mentor, kept)
    assert sight(mentor, kept) == Sight.WHOLE
    assert reads(mentor, own)
    assert not reads(mentor, open_one)
    assert access.can_list_observations(mentor)


def test_before_five_days_a_mentor_reads_only_after_her_own_words(mentor, peer):
    row = make.developmental(make.released, mentor, peer, released_at=timezone.now())
    assert sight(mentor, row) == Sight.DATES
    later = timezone.localtime() + timedelta(days=5, minutes=1)
    assert access.sight_of(mentor, row, later) == Sight.WHOLE
    row.reflected_at = timezone.now()
    assert sight(mentor, row) == Sight.WHOLE


# Planning --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "observer", "kind", "allowed"),
    [
        ("mentor", "peer", ObservationKind.DEVELOPMENTAL, True),
        ("mentor", "supervisor", ObservationKind.DEVELOPMENTAL, True),
        ("mentor", "peer", ObservationKind.FORMAL, False),
        ("peer", "peer", ObservationKind.DEVELOPMENTAL, False),
        ("manager", "manager", ObservationKind.DEVELOPMENTAL, True),
        ("manager", "manager", ObservationKind.FORMAL, True),
        ("manager", "quality_lead", ObservationKind.FORMAL, False),
        ("other_manager", "other_manager", ObservationKind.FORMAL, False),
        ("quality_lead", "quality_lead", ObservationKind.FORMAL, True),
        ("quality_lead", "manager", ObservationKind.FORMAL, True),
        ("quality_lead", "other_manager", ObservationKind.FORMAL, False),
        ("quality_lead", "quality_lead", ObservationKind.DEVELOPMENTAL, False),
        ("hr", "hr", ObservationKind.FORMAL, False),
        ("supervisor", "supervisor", ObservationKind.DEVELOPMENTAL, False),
    ],
)
def test_who_plans_an_observation_of_whom(mentor, request, by, observer, kind, allowed):
    people = [request.getfixturevalue(name) for name in (by, observer)]
    assert access.can_book(people[0], mentor, people[1], kind) is allowed


def test_only_mentors_are_observed(manager, hr):
    assert not access.can_book(manager, hr, manager, ObservationKind.FORMAL)


@pytest.mark.parametrize(
    ("kind", "may"),
    [
        (ObservationKind.DEVELOPMENTAL, {"mentor", "manager"}),
        (ObservationKind.FORMAL, {"manager", "quality_lead"}),
    ],
)
def test_who_moves_and_calls_off(mentor, manager, peer, quality_lead, hr, kind, may):
    row = make.planned(mentor, manager, kind=kind)
    people = {"mentor": mentor, "manager": manager, "quality_lead": quality_lead, "hr": hr}
    people["peer"] = peer
    for move in (access.can_move, access.can_call_off):
        assert {name for name, person in people.items() if move(person, row)} == may


def test_a_second_observer_is_named_by_the_quality_lead_alone(mentor, manager, quality_lead, hr):
    row = make.planned(mentor, manager)
    assert access.can_name_second(quality_lead, row)
    assert not any(access.can_name_second(one, row) for one in (mentor, manager, hr))
    plain = make.developmental(make.planned, mentor, manager)
    assert not access.can_name_second(quality_lead, plain)


def test_where_the_observer_is_gone_the_quality_lead_seals(mentor, manager, quality_lead):
    row = make.answered(mentor, manager)
    assert access.can_seal(manager, row)
    assert not access.can_seal(quality_lead, row)
    leaver(manager, 2)
    row = Observation.objects.get(pk=row.pk)
    assert not access.can_seal(manager, row)
    assert access.can_seal(quality_lead, row)
    assert not access.can_seal(mentor, row)


def test_counts_are_for_those_who_watch_over_the_site(quality_lead, dpo, admin, hr, mentor):
    assert all(access.can_count_observations(one) for one in (quality_lead, dpo, admin))
    assert not any(access.can_count_observations(one) for one in (hr, mentor))


def test_a_quality_lead_who_is_a_mentor_leads_nothing_of_her_own(mentor, manager):
    RoleGrantFactory.create(holder=mentor, role=Role.QUALITY_LEAD)
    mentor.__dict__.pop("_roles_today", None)
    row = make.seen(mentor, manager)
    assert sight(mentor, row) == Sight.DATES
    assert not access.can_name_second(mentor, row)
    assert not access.can_call_off(mentor, row)
