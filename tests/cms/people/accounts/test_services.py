from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cms.people.accounts import services
from cms.people.accounts.access import has_role
from cms.people.accounts.models import Invitation, RoleGrant, User
from cms.people.accounts.rules import InvitationState, Role
from cms.people.audit.models import AuditEvent
from tests.factories.people import InvitationFactory, RoleGrantFactory, UserFactory, days_ago

pytestmark = pytest.mark.django_db
NEW = {"email": " New.Person@College.test ", "first_name": "New", "last_name": "Person"}


@pytest.fixture
def newcomer(admin):
    return services.create_person(**NEW, by=admin)


def test_create_person_has_no_password_and_a_small_address(newcomer):
    assert newcomer.email == "new.person@college.test"
    assert not newcomer.has_usable_password()
    assert AuditEvent.objects.filter(verb="person.created", about=newcomer).exists()


def test_create_person_refuses_a_second_account_for_an_address(newcomer, admin):
    with pytest.raises(ValidationError, match="already"):
        services.create_person(**NEW, by=admin)


@pytest.mark.parametrize("who", ["mentor", "manager", "hr", "dpo", "trainer"])
def test_only_a_site_admin_looks_after_accounts(who, mentor, admin, request):
    user = request.getfixturevalue(who)
    grant = RoleGrantFactory.create(holder=admin, role=Role.TRAINER)
    calls = [
        lambda: services.create_person(**NEW, by=user),
        lambda: services.invite_person(person=mentor, by=user),
        lambda: services.grant_role(holder=mentor, role=Role.TRAINER, by=user),
        lambda: services.end_role(grant=grant, by=user),
        lambda: services.close_account(person=mentor, by=user),
        lambda: services.reopen_account(person=mentor, by=user),
        lambda: services.withdraw_invitation(invitation=InvitationFactory.create(), by=user),
        lambda: services.change_person(
            person=mentor, first_name="A", last_name="B", known_as="", by=user
        ),
    ]
    for call in calls:
        with pytest.raises(PermissionDenied):
            call()


def test_invite_sends_a_link_in_text_and_html(newcomer, admin, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invitation = services.invite_person(person=newcomer, by=admin)

    message = mail.outbox[0]
    assert message.to == ["new.person@college.test"]
    assert "/invitation/" in message.body
    assert "/invitation/" in message.alternatives[0][0]
    assert invitation.nonce not in message.body
    invitation.refresh_from_db()
    assert invitation.sent_at
    assert invitation.expires_at - invitation.created_at == timedelta(days=7)


def test_a_newer_invitation_ends_the_older(newcomer, admin):
    older = services.invite_person(person=newcomer, by=admin)

    services.invite_person(person=newcomer, by=admin)

    older.refresh_from_db()
    assert older.state == InvitationState.WITHDRAWN
    assert Invitation.objects.open().count() == 1


def test_somebody_with_a_password_is_not_invited(mentor, admin):
    with pytest.raises(ValidationError, match="already has a password"):
        services.invite_person(person=mentor, by=admin)


def test_a_closed_account_is_not_invited(newcomer, admin):
    services.close_account(person=newcomer, by=admin)

    with pytest.raises(ValidationError, match="closed"):
        services.invite_person(person=newcomer, by=admin)


def test_accept_works_once(newcomer, admin):
    invitation = services.invite_person(person=newcomer, by=admin)

    person = services.accept_invitation(invitation=invitation, password="four words make one")

    assert person.check_password("four words make one")
    assert person.emailaddress_set.get().verified
    with pytest.raises(ValidationError):
        services.accept_invitation(invitation=invitation, password="another long password")


def test_accept_refuses_a_weak_password_and_stays_open(newcomer, admin):
    invitation = services.invite_person(person=newcomer, by=admin)

    with pytest.raises(ValidationError):
        services.accept_invitation(invitation=invitation, password="short")

    assert Invitation.objects.get(pk=invitation.pk).state == InvitationState.OPEN


def test_withdraw_only_what_is_open(newcomer, admin):
    invitation = services.invite_person(person=newcomer, by=admin)
    services.withdraw_invitation(invitation=invitation, by=admin)

    with pytest.raises(ValidationError, match="no longer open"):
        services.withdraw_invitation(invitation=invitation, by=admin)


def test_closing_an_account_withdraws_its_invitation(newcomer, admin):
    invitation = services.invite_person(person=newcomer, by=admin)

    services.close_account(person=newcomer, by=admin)

    invitation.refresh_from_db()
    assert invitation.state == InvitationState.WITHDRAWN
    assert not services.reopen_account(person=newcomer, by=admin)._state.adding
    assert User.objects.get(pk=newcomer.pk).is_active


def test_nobody_closes_their_own_account(admin):
    with pytest.raises(ValidationError, match="another site admin"):
        services.close_account(person=admin, by=admin)


def test_grant_role_is_dated_audited_and_opens_the_group(mentor, admin):
    grant = services.grant_role(holder=mentor, role=Role.TRAINER, by=admin)

    assert grant.starts_on == timezone.localdate()
    assert has_role(mentor, Role.TRAINER)
    assert mentor.groups.filter(name="Trainers").exists()
    assert AuditEvent.objects.filter(verb="role.granted", about=mentor, actor=admin).exists()


def test_grant_role_refuses_pairs_that_do_not_combine(hr, admin):
    with pytest.raises(ValidationError, match="independent"):
        services.grant_role(holder=hr, role=Role.DPO, by=admin)


def test_a_pair_on_different_days_combines(hr, admin):
    grant = hr.role_grants.get()
    services.end_role(grant=grant, ends_on=days_ago(1), by=admin)

    services.grant_role(holder=hr, role=Role.DPO, by=admin)

    assert has_role(hr, Role.DPO)
    assert not has_role(hr, Role.HR)


def test_nobody_gives_themselves_a_role(admin):
    with pytest.raises(ValidationError, match="yourself"):
        services.grant_role(holder=admin, role=Role.QUALITY_LEAD, by=admin)


def test_the_same_role_twice_on_one_day_is_refused(mentor, admin):
    with pytest.raises(ValidationError, match="already holds"):
        services.grant_role(holder=mentor, role=Role.MENTOR, by=admin)


def test_end_role_closes_the_group(trainer, admin):
    services.end_role(grant=trainer.role_grants.get(), by=admin)

    assert not has_role(trainer, Role.TRAINER)
    assert not trainer.groups.exists()
    assert AuditEvent.objects.filter(verb="role.ended", about=trainer).exists()


def test_a_role_given_and_taken_back_on_one_day_leaves_only_the_audit(mentor, admin):
    grant = services.grant_role(holder=mentor, role=Role.TRAINER, by=admin)

    services.end_role(grant=grant, by=admin)

    assert not RoleGrant.objects.filter(pk=grant.pk).exists()
    assert not has_role(mentor, Role.TRAINER)
    assert AuditEvent.objects.filter(verb="role.ended", about=mentor).exists()


def test_change_person_records_which_fields(mentor, admin):
    services.change_person(
        person=mentor, first_name="Yasmin", last_name="Haddad", known_as="Yas", by=admin
    )

    event = AuditEvent.objects.get(verb="person.changed")
    assert event.detail == {"fields": ["known_as"]}
    assert mentor.display_name == "Yas Haddad"


def test_signing_in_through_the_college_uses_up_the_invitation(newcomer, admin):
    invitation = services.invite_person(person=newcomer, by=admin)

    services.note_college_sign_in(person=newcomer)

    invitation.refresh_from_db()
    assert invitation.state == InvitationState.ACCEPTED


def test_a_person_without_names_is_called_by_address():
    assert (
        UserFactory.create(first_name="", last_name="", email="x@y.test").display_name == "x@y.test"
    )
