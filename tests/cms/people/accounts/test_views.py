from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.people.accounts.models import Invitation, RoleGrant, User
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from tests.factories.people import InvitationFactory, UserFactory, token_of

pytestmark = pytest.mark.django_db


def link(invitation):
    return reverse("accounts:invitation_accept", args=[token_of(invitation)])


@pytest.fixture
def invitation(admin):
    person = UserFactory.create(password="!")
    person.set_unusable_password()
    person.save()
    return InvitationFactory.create(person=person, invited_by=admin)


def test_invitation_accept_sets_the_password_and_signs_in(visitor, invitation):
    words = "seven green bicycles sing"

    page = visitor.get(link(invitation))
    answer = visitor.post(link(invitation), {"password": words, "again": words})

    assert invitation.person.email in page.content.decode()
    assert answer.status_code == 302
    assert visitor.session["_auth_user_id"] == str(invitation.person.pk)


def test_invitation_accept_says_what_is_wrong_with_a_password(visitor, invitation):
    short = visitor.post(link(invitation), {"password": "short", "again": "short"})
    differs = visitor.post(
        link(invitation), {"password": "seven green bicycles", "again": "eight green bicycles"}
    )

    assert "too short" in short.content.decode()
    assert "not the same" in differs.content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"accepted_at": timezone.now()}, "used this invitation already"),
        ({"withdrawn_at": timezone.now()}, "taken back"),
        ({"expires_at": timezone.localtime() - timedelta(days=1)}, "run out"),
    ],
)
def test_invitation_accept_says_why_a_link_does_not_work(visitor, invitation, change, words):
    Invitation.objects.filter(pk=invitation.pk).update(**change)

    answer = visitor.get(link(invitation))

    assert answer.status_code == 410
    assert words in answer.content.decode()


def test_invitation_accept_of_an_unknown_link(visitor):
    answer = visitor.get(reverse("accounts:invitation_accept", args=["nothing-like-it"]))

    assert answer.status_code == 410
    assert "do not know this link" in answer.content.decode()


def test_my_account_is_for_everybody_signed_in(client_of, mentor, visitor):
    answer = client_of(mentor).get(reverse("accounts:my_account"))

    assert mentor.email in answer.content.decode()
    assert visitor.get(reverse("accounts:my_account")).status_code == 302


@pytest.mark.parametrize(
    ("who", "status"),
    [("mentor", 200), ("manager", 200), ("admin", 200), ("hr", 200), ("dpo", 200),
     ("peer", 404), ("other_manager", 404), ("trainer", 404), ("supervisor", 404)],
)  # fmt: skip
def test_person_detail_follows_the_matrix(who, status, mentor, client_of, request):
    user = request.getfixturevalue(who)

    answer = client_of(user).get(mentor.get_absolute_url())

    assert answer.status_code == status
    opened = AuditEvent.objects.filter(verb="person.opened", about=mentor)
    assert opened.exists() is (status == 200 and user != mentor)


PLACES = [
    ("accounts:role_grant", "person"),
    ("accounts:account_close", "person"),
    ("teams:profile_update", "person"),
    ("teams:manager_update", "person"),
    ("teams:person_invite", None),
    ("teams:team_list", None),
    ("accounts:role_end", "grant"),
]


@pytest.mark.parametrize(("name", "of"), PLACES)
@pytest.mark.parametrize("who", ["mentor", "manager", "hr", "dpo", "trainer"])
def test_looking_after_people_is_not_found_for_others(name, of, who, mentor, client_of, request):
    user = request.getfixturevalue(who)
    args = {"person": [mentor.pk], "grant": [mentor.role_grants.get().pk], None: []}[of]

    answer = client_of(user).get(reverse(name, args=args))

    assert answer.status_code == 404


@pytest.mark.parametrize(("name", "of"), PLACES)
def test_a_site_admin_opens_every_screen(name, of, mentor, admin, client_of):
    args = {"person": [mentor.pk], "grant": [mentor.role_grants.get().pk], None: []}[of]

    assert client_of(admin).get(reverse(name, args=args)).status_code == 200


def test_role_grant_gives_the_role(admin, mentor, client_of):
    data = {"role": Role.TRAINER, "team": "", "starts_on": timezone.localdate().isoformat()}

    answer = client_of(admin).post(reverse("accounts:role_grant", args=[mentor.pk]), data)

    assert answer.status_code == 302
    assert RoleGrant.objects.filter(holder=mentor, role=Role.TRAINER, granted_by=admin).exists()


def test_role_grant_shows_why_roles_do_not_combine(admin, hr, client_of):
    data = {"role": Role.DPO, "starts_on": timezone.localdate().isoformat()}

    answer = client_of(admin).post(reverse("accounts:role_grant", args=[hr.pk]), data)

    assert "must be independent" in answer.content.decode()


def test_role_end_sets_the_last_day(admin, trainer, client_of):
    grant = trainer.role_grants.get()

    client_of(admin).post(reverse("accounts:role_end", args=[grant.pk]), {"ends_on": ""})

    grant.refresh_from_db()
    assert grant.ends_on < timezone.localdate()


def test_invitation_send_and_withdraw(admin, invitation, client_of):
    client = client_of(admin)

    client.post(reverse("accounts:invitation_send", args=[invitation.person.pk]))
    newest = invitation.person.invitations.first()
    client.post(reverse("accounts:invitation_withdraw", args=[newest.pk]))

    assert invitation.person.invitations.count() == 2
    assert not Invitation.objects.open().exists()


@pytest.mark.parametrize("who", ["manager", "hr", "dpo"])
def test_invitations_are_not_found_for_others(who, invitation, client_of, request):
    client = client_of(request.getfixturevalue(who))

    send = client.post(reverse("accounts:invitation_send", args=[invitation.person.pk]))
    withdraw = client.post(reverse("accounts:invitation_withdraw", args=[invitation.pk]))

    assert (send.status_code, withdraw.status_code) == (404, 404)


def test_account_close_asks_first_then_closes_then_opens(admin, mentor, client_of):
    client, url = client_of(admin), reverse("accounts:account_close", args=[mentor.pk])

    client.post(url)
    closed = not User.objects.get(pk=mentor.pk).is_active
    client.post(url)

    assert closed
    assert User.objects.get(pk=mentor.pk).is_active
