import re
import uuid
from functools import partial

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from assessments.mailbox.queries import browser_names
from tests.browser import SIGN_IN_BACKEND

pytestmark = pytest.mark.django_db

PAGE, OFFLINE, WHO = "/cpd/by-mail/", "/cpd/offline/", "/cpd/offline/who/"


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def mail_is_on(settings, tmp_path):
    settings.CPD_MAIL = f"maildir:{tmp_path}"
    settings.CPD_MAIL_ADDRESS = "cpd@college.test"


def test_by_mail_says_where_to_from_where_and_who_can_read_it(client_of, mentor, mail_is_on):
    page = text_of(client_of(mentor).get(PAGE))

    assert reverse("mailbox:by_mail") == PAGE
    assert "cpd@college.test" in page
    assert mentor.email in page
    assert "Whoever looks after that mailbox could open it." in page


@pytest.mark.parametrize("missing", ["CPD_MAIL", "CPD_MAIL_ADDRESS"])
def test_by_mail_says_when_it_is_off(client_of, mentor, mail_is_on, settings, missing):
    setattr(settings, missing, "")

    page = text_of(client_of(mentor).get(PAGE))

    assert "Your college has not set this up" in page
    assert "Write an e-mail" not in page


def test_by_mail_never_shows_the_password(client_of, mentor, settings, mail_is_on):
    settings.CPD_MAIL = "imaps://cpd:hush@mail.college.test"

    assert "hush" not in text_of(client_of(mentor).get(PAGE))


def test_by_mail_is_for_those_who_signed_in(visitor):
    assert visitor.get(PAGE).status_code == 302


# Without a connection ------------------------------------------------------------


def test_the_offline_page_is_nobodys(visitor, client_of, mentor, django_assert_num_queries):
    with django_assert_num_queries(0):
        theirs = text_of(visitor.get(OFFLINE))
    hers = text_of(client_of(mentor).get(OFFLINE))

    without_nonce = partial(re.sub, r'nonce="[^"]+"', "")
    assert without_nonce(hers) == without_nonce(theirs)
    assert mentor.display_name not in hers
    assert "csrfmiddlewaretoken" not in hers


def test_the_offline_page_names_all_that_the_worker_has_to_keep(visitor):
    page = visitor.get(OFFLINE).content.decode()

    found = {
        address.rpartition("/")[2]
        for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    }
    assert {"offline-store.js", "offline.js", "offline-page.js", "offline.css"} <= found


def test_the_worker_knows_the_log(visitor):
    source = visitor.get("/service-worker.js").content.decode()

    assert f'const LOG = "{reverse("cpd:entry_list")}";' in source
    assert f'const LOG_OFFLINE = "{reverse("mailbox:offline")}";' in source


def test_offline_who_says_whose_it_would_be_and_nothing_else(client_of, mentor, peer):
    found, other = (client_of(p).get(WHO).json()["names"] for p in (mentor, peer))

    assert found == browser_names(mentor)
    assert not set(found) & set(other)
    assert str(mentor.pk) not in found
    assert re.fullmatch(r"[0-9a-f]{32}", found[0])


def test_offline_who_gives_a_token_that_works(mentor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(mentor, backend=SIGN_IN_BACKEND)
    answer = client.get(WHO)

    data = {"title": "A talk", "start_on": "2026-01-05", "key": str(uuid.uuid4())}
    sync = reverse("cpd:entry_sync")
    assert client.post(sync, data).status_code == 403
    sent = client.post(sync, data, headers={"X-CSRFToken": answer.json()["token"]})

    assert sent.json()["state"] == "saved"
    assert "no-store" in answer["Cache-Control"]


def test_offline_who_says_nothing_of_somebody_who_is_signed_out(visitor, mentor):
    assert visitor.get(WHO).json() == {"names": [], "token": ""}


def test_a_name_made_of_an_older_secret_is_still_known(mentor, settings):
    before = browser_names(mentor)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-" + "y" * 40

    after = browser_names(mentor)

    assert after[0] != before[0]
    assert before[0] in after


def test_the_manifest_lets_a_phone_share_into_the_log(visitor, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = visitor.get("/manifest.webmanifest")

    assert answer["Content-Type"] == "application/manifest+json"
    found = answer.json()
    assert found["share_target"] == {
        "action": "/cpd/new/",
        "method": "GET",
        "enctype": "application/x-www-form-urlencoded",
        "params": {"title": "title", "text": "text", "url": "url"},
    }
    assert finders.find(found["icons"][0]["src"].removeprefix("/static/"))


def test_every_page_leads_to_the_manifest(visitor):
    page = text_of(visitor.get(OFFLINE))

    assert '<link rel="manifest" href="/manifest.webmanifest">' in page


def test_a_signed_in_page_knows_whose_it_is(client_of, mentor):
    page = text_of(client_of(mentor).get("/cpd/"))

    assert f'data-owner="{browser_names(mentor)[0]}"' in page
