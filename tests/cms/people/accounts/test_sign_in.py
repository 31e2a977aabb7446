"""The doors: our own, and those of allauth and Wagtail that must lead nowhere else."""

import re

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.test import Client
from django.urls import reverse

from cms.people.notices.models import AccountMail
from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/login/"
SECRET = "JBSWY3DPEHPK3PXP"  # of an authenticator app


def sign_in(client, email, password=PASSWORD):
    return client.post(SIGN_IN, {"login": email, "password": password})


def test_sign_in_by_address_however_it_is_typed(visitor, mentor):
    answer = sign_in(visitor, mentor.email.upper())

    assert answer.status_code == 302
    assert visitor.session["_auth_user_id"] == str(mentor.pk)


def test_sign_in_refuses_a_wrong_password_without_saying_which(visitor, mentor):
    wrong = sign_in(visitor, mentor.email, "not it at all").content.decode()
    unknown = sign_in(visitor, "nobody@college.test", "not it at all").content.decode()

    assert "_auth_user_id" not in visitor.session
    shown = [re.sub(r'(nonce|value)="[^"]*"', "", page) for page in (wrong, unknown)]
    assert shown[0] == shown[1]


def test_a_closed_account_does_not_sign_in(visitor, mentor):
    mentor.is_active = False
    mentor.save()

    answer = visitor.post(SIGN_IN, {"login": mentor.email, "password": PASSWORD}, follow=True)

    assert "_auth_user_id" not in visitor.session
    assert "account is closed" in answer.content.decode()


def test_closing_an_account_ends_its_open_sessions(client_of, mentor):
    client = client_of(mentor)
    mentor.is_active = False
    mentor.save()

    assert client.get(reverse("accounts:my_account")).status_code == 302


def test_too_many_tries_lock_the_address_and_say_until_when(visitor, mentor):
    for _ in range(6):
        answer = sign_in(visitor, mentor.email, "a wrong password")

    locked = sign_in(visitor, mentor.email.upper())

    assert (answer.status_code, locked.status_code) == (429, 429)
    assert "15 minutes" in locked.content.decode()
    assert "_auth_user_id" not in visitor.session


def test_a_lock_is_for_one_address_only(visitor, mentor, peer):
    for _ in range(6):
        sign_in(visitor, mentor.email, "a wrong password")

    assert sign_in(visitor, peer.email).status_code == 302


def test_a_room_of_new_coaches_signs_in_at_once_from_one_address(mentor):
    for _ in range(40):
        assert sign_in(Client(), mentor.email).status_code == 302


def test_nobody_signs_up(visitor):
    page = visitor.get("/accounts/signup/")
    visitor.post("/accounts/signup/", {"email": "x@y.test", "password1": PASSWORD})

    assert "by invitation" in page.content.decode()
    assert not UserFactory._meta.model.objects.filter(email="x@y.test").exists()


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/cms/login/", SIGN_IN),
        ("/cms/password_reset/", "/accounts/password/reset/"),
        ("/cms/account/", "/account/"),
        ("/cms/users/", "/people/"),
        ("/cms/users/new/", "/people/"),
        ("/cms/groups/1/edit/", "/people/"),
        ("/cms/bulk/people/user/delete/", "/people/"),
        ("/_util/login/", SIGN_IN),
        ("/accounts/email/", "/account/"),
    ],
)
def test_doors_past_our_rules_are_closed(path, to, admin, client_of):
    for method in ("get", "post"):
        answer = getattr(client_of(admin), method)(path)
        assert answer.status_code in (301, 302)
        assert answer["Location"].split("?")[0] == to


def test_password_reset_answers_the_same_for_everybody(
    visitor, mentor, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        known = visitor.post("/accounts/password/reset/", {"email": mentor.email})
        unknown = visitor.post("/accounts/password/reset/", {"email": "nobody@college.test"})

    assert known["Location"] == unknown["Location"]
    assert "If there is an account" in visitor.get(known["Location"]).content.decode()
    assert [message.to for message in mail.outbox] == [[mentor.email]]
    assert mail.outbox[0].alternatives
    assert AccountMail.objects.get().text == ""


def test_password_reset_sets_a_new_password(visitor, mentor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        visitor.post("/accounts/password/reset/", {"email": mentor.email})
    path = re.search(r"testserver(/\S+)", mail.outbox[0].body)[1]

    form = visitor.get(path, follow=True)
    words = {"password1": "seven green bicycles", "password2": "seven green bicycles"}
    done = visitor.post(form.redirect_chain[-1][0], words, follow=True)

    mentor.refresh_from_db()
    assert mentor.check_password("seven green bicycles")
    assert "new password is saved" in done.content.decode()
    again = visitor.get(path, follow=True)
    assert "does not work any more" in again.content.decode()


def test_forgotten_password_of_somebody_without_one_points_to_the_invitation(
    visitor, django_capture_on_commit_callbacks
):
    person = UserFactory.create()
    person.set_unusable_password()
    person.save()

    with django_capture_on_commit_callbacks(execute=True):
        visitor.post("/accounts/password/reset/", {"email": person.email})

    assert "no password yet" in mail.outbox[0].subject
    assert "/password/reset/key/" not in mail.outbox[0].body


def test_the_second_step_stands_between_password_and_account(visitor, mentor):
    TOTP.activate(mentor, SECRET)

    first = sign_in(visitor, mentor.email)
    half_way = visitor.get(reverse("accounts:my_account"))
    code = format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))
    second = visitor.post(first["Location"], {"code": code})

    assert first["Location"].startswith("/accounts/2fa/authenticate/")
    assert half_way.status_code == 302
    assert second.status_code == 302
    assert visitor.session["_auth_user_id"] == str(mentor.pk)


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/done/",
        "/accounts/inactive/",
        "/accounts/3rdparty/login/cancelled/",
        "/accounts/3rdparty/login/error/",
    ],
)
def test_screens_for_visitors(visitor, path):
    answer = visitor.get(path)

    assert answer.status_code in (200, 401)
    assert "site-header" in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/2fa/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/password/change/",
        "/accounts/logout/",
        "/accounts/3rdparty/",
    ],
)
def test_screens_of_the_account(visitor, mentor, path):
    sign_in(visitor, mentor.email)

    answer = visitor.get(path, follow=True)

    assert answer.status_code == 200
    assert "site-header" in answer.content.decode()
