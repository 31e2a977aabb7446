"""The last day, the days of reading, and the end of the account."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.records.rules import RecordState
from cms.people.accounts.access import has_role, roles_of
from cms.people.accounts.models import Invitation, RoleGrant, User
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice, NoticePreference
from cms.people.notices.rules import NoticeKind
from cms.people.privacy.access import can_take_along
from cms.people.privacy.queries.leavers import leaver_profiles, leavers
from cms.people.privacy.rules import RequestState
from cms.people.privacy.services import leavers as services
from cms.people.teams.models import StaffProfile
from tests.factories import cpd, supervision
from tests.factories.people import InvitationFactory, RoleGrantFactory, days_ago
from tests.factories.rights import leaver, rights_request


def again(person: User) -> User:
    """As the next request finds her."""
    return User.objects.get(pk=person.pk)


# The last day ------------------------------------------------------------------------


def test_roles_end_with_the_last_day(mentor, hr):
    services.set_last_day(person=mentor, left_on=days_ago(-10), by=hr)

    person = again(mentor)
    assert has_role(person, Role.MENTOR)
    assert has_role(person, Role.MENTOR, on=days_ago(-10))
    assert not has_role(person, Role.MENTOR, on=days_ago(-11))
    event = AuditEvent.objects.get(verb="leaver.last_day_set")
    assert (event.actor, event.about) == (hr, mentor)


def test_a_role_that_ends_before_stays_as_it_is(mentor, hr):
    RoleGrantFactory.create(holder=mentor, role=Role.TRAINER, ends_on=days_ago(-2))

    services.set_last_day(person=mentor, left_on=days_ago(-10), by=hr)

    assert RoleGrant.objects.get(holder=mentor, role=Role.TRAINER).ends_on == days_ago(-2)


@pytest.mark.parametrize("moved_to", [-30, -3])
def test_a_last_day_that_moves_takes_the_roles_along(mentor, hr, moved_to):
    services.set_last_day(person=mentor, left_on=days_ago(-10), by=hr)

    services.set_last_day(person=mentor, left_on=days_ago(moved_to), by=hr)

    assert RoleGrant.objects.get(holder=mentor).ends_on == days_ago(moved_to)


def test_whoever_stays_after_all_keeps_the_roles(mentor, hr):
    services.set_last_day(person=mentor, left_on=days_ago(-10), by=hr)

    services.keep_on(person=mentor, by=hr)

    assert RoleGrant.objects.get(holder=mentor).ends_on is None
    assert StaffProfile.objects.get(person=mentor).left_on is None


def test_whoever_comes_back_has_an_open_account_and_no_role_yet(mentor, hr):
    leaver(mentor, 90)
    services.close_leaver(person=mentor)

    services.keep_on(person=again(mentor), by=hr)

    person = again(mentor)
    assert person.is_active
    assert roles_of(person) == frozenset()
    assert not can_take_along(person)


@pytest.mark.parametrize(
    "who",
    ["mentor", "peer", "manager", "supervisor", "quality_lead", "dsl", "trainer", "admin", "dpo"],
)
def test_only_hr_keeps_last_days(request, mentor, who):
    person = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        services.set_last_day(person=mentor, left_on=days_ago(-10), by=person)
    with pytest.raises(PermissionDenied):
        services.keep_on(person=mentor, by=person)


def test_nobody_in_hr_writes_down_her_own(hr):
    with pytest.raises(ValidationError, match="Somebody else"):
        services.set_last_day(person=hr, left_on=days_ago(-10), by=hr)


# The days of reading -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "reads", "is_open", "titles"),
    [
        (-1, False, True, []),
        (0, False, True, []),
        (1, True, True, ["What you can still do here"]),
        (30, True, True, ["30 days left to take your records along"]),
        (53, True, True, ["Your account closes in a week"]),
        (59, True, True, ["Your account closes in a week"]),
        (60, False, False, []),
        (61, False, False, []),
    ],
)
def test_sixty_days(mentor, days, reads, is_open, titles):
    leaver(mentor, days)

    services.settle_leavers()

    person = again(mentor)
    assert can_take_along(person) is reads
    assert person.is_active is is_open
    assert [row.title for row in Notice.objects.filter(recipient=mentor)] == titles


def test_every_reminder_comes_once(mentor):
    leaver(mentor, 0)
    now = timezone.now()
    for day in range(1, 60):
        services.settle_leavers(now=now + timedelta(days=day))
        services.settle_leavers(now=now + timedelta(days=day))

    assert Notice.objects.filter(recipient=mentor, kind=NoticeKind.ACCOUNT).count() == 3


def test_a_last_day_written_into_the_profile_ends_the_roles_too(mentor):
    """By a site admin, who does not pass here."""
    StaffProfile.objects.update_or_create(person=mentor, defaults={"left_on": days_ago(2)})

    services.settle_leavers()

    assert roles_of(again(mentor)) == frozenset()
    assert RoleGrant.objects.get(holder=mentor).ends_on == days_ago(2)


def test_whoever_has_a_role_again_is_no_leaver(mentor):
    leaver(mentor, 70)
    RoleGrantFactory.create(holder=mentor, role=Role.MENTOR, starts_on=days_ago(1))

    assert services.settle_leavers() == 0
    assert again(mentor).is_active
    assert not can_take_along(again(mentor))


# The end ---------------------------------------------------------------------------------


def test_closing_takes_what_was_only_for_signing_in(mentor, peer):
    leaver(mentor, 60)
    InvitationFactory.create(person=mentor)
    for person in (mentor, peer):
        Notice.objects.create(recipient=person, kind="team", key="k", title="T", channel="app")
        NoticePreference.objects.create(recipient=person, kind="team", channel="app")
    entry = cpd.cpd_entry(mentor)

    assert services.settle_leavers() == 1

    assert not again(mentor).is_active
    assert Invitation.objects.get(person=mentor).withdrawn_at is not None
    assert [row.recipient for row in Notice.objects.all()] == [peer]
    assert [row.recipient for row in NoticePreference.objects.all()] == [peer]
    assert type(entry).objects.filter(pk=entry.pk).exists()
    assert AuditEvent.objects.filter(verb="person.closed", about=mentor, actor=None).exists()


@pytest.mark.parametrize(
    ("state", "days_ready", "fetched", "is_open"),
    [
        (RequestState.OPEN, None, False, True),
        (RequestState.READY, 3, False, True),
        (RequestState.READY, 31, False, False),
        (RequestState.READY, 3, True, False),
        (RequestState.CLOSED, None, False, False),
        (RequestState.REFUSED, None, False, False),
    ],
)
def test_a_request_keeps_the_account_open_until_it_was_fetched(
    mentor, state, days_ready, fetched, is_open
):
    leaver(mentor, 75)
    now = timezone.now()
    rights_request(
        mentor,
        state=state,
        ready_at=None if days_ready is None else now - timedelta(days=days_ready),
        fetched_at=now if fetched else None,
    )

    services.settle_leavers()

    assert again(mentor).is_active is is_open
    assert can_take_along(again(mentor)) is is_open


# What is open ------------------------------------------------------------------------------


def handed_over(person: User) -> dict[str, list[str]]:
    profile = leaver_profiles().get(person=person)
    (row,) = leavers([profile])
    return {things.kind.key: [item.words for item in things.items] for things in row.open_things}


def test_what_a_mentor_leaves_open(mentor, supervisor):
    leaver(mentor, -5)
    pair = supervision.agreement(mentor, supervisor)
    supervision.session(pair)
    meeting = supervision.held(pair)
    supervision.record(meeting, state=RecordState.SHARED)
    supervision.action(meeting)
    supervision.action(meeting, supervisee_shares=True, supervisor_shares=True)

    assert handed_over(mentor) == {
        "agreements": ["With Helen Ashworth: in force"],
        "sessions": ["With Helen Ashworth"],
        "records": ["A record that is not signed by both"],
        "actions": [
            "1 open action, between the two of them",
            "1 open action, shared with the line manager",
        ],
    }


def test_what_a_supervisor_and_a_manager_leave_open(mentor, peer, supervisor, manager):
    for person in (supervisor, manager):
        leaver(person, -5)
    pair = supervision.agreement(mentor, supervisor)
    supervision.session(pair)

    assert handed_over(supervisor) == {
        "supervisees": ["Yasmin Haddad: in force"],
        "sessions": ["Holds it, with Yasmin Haddad"],
    }
    assert handed_over(manager) == {"reports": ["Yasmin Haddad", "Sam Whitfield"]}


def test_what_is_over_is_not_open(mentor, supervisor):
    leaver(mentor, -5)
    pair = supervision.agreement(mentor, supervisor, state="ended", ends_on=days_ago(1))
    supervision.locked(supervision.held(pair))

    assert handed_over(mentor) == {}


def test_nothing_of_what_was_said_is_on_the_list(mentor, supervisor):
    leaver(mentor, -5)
    pair = supervision.agreement(mentor, supervisor)
    meeting = supervision.held(pair)
    supervision.record(meeting)
    supervision.action(meeting)

    words = str(handed_over(mentor))

    assert supervision.SAID not in words
    assert "reflective" not in words.lower()


def test_the_list_takes_the_same_queries_for_one_and_for_three(
    mentor, peer, manager, supervisor, django_assert_num_queries
):
    leaver(mentor, -5)
    supervision.session(supervision.agreement(mentor, supervisor))
    with django_assert_num_queries(11):
        leavers(leaver_profiles())
    for person in (peer, manager):
        leaver(person, -5)
    supervision.session(supervision.agreement(peer, supervisor))

    with django_assert_num_queries(11):
        leavers(leaver_profiles())
