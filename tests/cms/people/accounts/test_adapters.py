import pytest
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from allauth.socialaccount.internal.flows.login import complete_login
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware

from cms.people.accounts.adapters import sign_in_name
from cms.people.accounts.models import User
from cms.people.accounts.rules import InvitationState
from tests.factories.people import InvitationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def college_sign_in(settings):
    app = {"provider_id": "college", "name": "Larkmoor", "client_id": "i", "secret": "s",
           "settings": {"server_url": "https://id.test"}}  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}


@pytest.fixture
def come_from_college(rf):
    """Somebody comes back from the college's own sign-in page."""

    def arrive(email, verified=True):
        request = rf.get("/accounts/oidc/college/login/callback/")
        SessionMiddleware(lambda _: None).process_request(request)
        MessageMiddleware(lambda _: None).process_request(request)
        request.user = AnonymousUser()
        request.allauth = None
        login = SocialLogin(
            user=User(email=email),
            account=SocialAccount(provider="college", uid=f"uid-{email}"),
            email_addresses=[EmailAddress(email=email, verified=verified, primary=True)],
        )
        login.state = {"process": "login"}
        with request_context(request):
            return request, complete_login(request, login)

    return arrive


def test_the_college_opens_an_existing_account(come_from_college, mentor):
    password = mentor.password
    EmailAddress.objects.create(user=mentor, email=mentor.email, verified=True, primary=True)

    request, answer = come_from_college(mentor.email.upper())

    mentor.refresh_from_db()
    assert answer.status_code == 302
    assert request.user == mentor
    assert mentor.password == password


def test_the_college_makes_no_account(come_from_college):
    request, answer = come_from_college("stranger@college.test")

    assert answer.status_code == 403
    assert "no account for this sign-in" in answer.content.decode()
    assert not User.objects.exists()
    assert request.user.is_anonymous


def test_an_address_the_college_does_not_vouch_for_opens_nothing(come_from_college, mentor):
    request, answer = come_from_college(mentor.email, verified=False)

    assert answer.status_code == 403
    assert "not confirmed your address" in answer.content.decode()
    assert request.user.is_anonymous


def test_a_closed_account_stays_closed(come_from_college, mentor):
    mentor.is_active = False
    mentor.save()

    request, answer = come_from_college(mentor.email)

    assert answer.status_code == 403
    assert request.user.is_anonymous


def test_a_closed_account_stays_closed_to_a_connected_sign_in(come_from_college, mentor):
    come_from_college(mentor.email)
    mentor.is_active = False
    mentor.save()

    request, answer = come_from_college(mentor.email)

    assert "account is closed" in answer.content.decode()
    assert request.user.is_anonymous


def test_an_invited_person_may_come_through_the_college(come_from_college, mentor):
    invitation = InvitationFactory.create(person=mentor)

    come_from_college(mentor.email)

    invitation.refresh_from_db()
    assert invitation.state == InvitationState.ACCEPTED


@pytest.mark.parametrize("credentials", [{"email": "A@B.test"}, {"username": " a@b.TEST"}, None])
def test_failed_tries_are_counted_under_one_name(rf, credentials):
    request = rf.post("/", {"login": "a@B.test"})

    assert sign_in_name(request, credentials) == "a@b.test"
