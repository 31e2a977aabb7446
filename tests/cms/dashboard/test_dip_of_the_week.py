"""The home page in the weeks of a dip, and in the others."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.dashboard.services import set_up_site
from content.momentum.models import Dip
from content.plain_words.models import PlainWord
from tests.factories.momentum import dip, it_is_week
from tests.factories.pages import home_page, information_page

pytestmark = pytest.mark.django_db
CARD = "This week in the college year"


@pytest.fixture
def home(db):
    home_page()


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize("who", ["mentor", "manager"])
def test_home_shows_the_dip_of_the_week_with_what_helps(home, request, client_of, who):
    it_is_week(12)
    row = dip("The dark weeks", 11, 12, lesson=information_page(title="Tools", slug="tools"))

    page = text_of(client_of(request.getfixturevalue(who)).get("/"))

    assert CARD in page
    assert "The dark weeks" in page
    assert "Find the <em>quiet</em> ones." in page
    assert f"{reverse('momentum:calendar')}#dip-{row.key}" in page
    assert 'href="/tools/"' in page


@pytest.mark.parametrize("week", [10, 13, -1])
def test_home_shows_nothing_in_other_weeks(home, mentor, client_of, week):
    it_is_week(week)
    dip("The dark weeks", 11, 12)

    page = text_of(client_of(mentor).get("/"))

    assert CARD not in page
    assert "The dark weeks" not in page


def test_home_shows_nothing_of_what_is_hidden(home, mentor, client_of):
    it_is_week(12)
    dip("The dark weeks", 11, 12, is_shown=False)

    assert CARD not in text_of(client_of(mentor).get("/"))


@pytest.mark.parametrize("who", ["trainer", "supervisor", "hr", "dsl"])
def test_home_of_others_has_no_card(home, request, client_of, who):
    it_is_week(12)
    dip("The dark weeks", 11, 12)

    assert CARD not in text_of(client_of(request.getfixturevalue(who)).get("/"))


def test_dip_of_the_week_adds_no_query_to_the_home_page(home, mentor, client_of):
    client = client_of(mentor)
    it_is_week(12)
    dip("The dark weeks", 11, 12)
    client.get("/")
    shown = queries_of(client)

    Dip.objects.get().delete()
    client.get("/")

    assert queries_of(client) == shown


def queries_of(client):
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    return len(queries)


def test_set_up_site_brings_dips_with_their_lessons_and_plain_words():
    first = [str(line) for line in set_up_site().lines]
    again = [str(line) for line in set_up_site().lines]

    assert f"created: {Dip.objects.count()} dips" in first
    assert f"created: {PlainWord.objects.count()} plain words" in first
    assert [line for line in again if "dips" in line or "words" in line] == []
