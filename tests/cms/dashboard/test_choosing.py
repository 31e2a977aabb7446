"""A programme that people choose for themselves is found on their own page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.enrolment.services import enrol_in_programme
from tests.factories.courses import module_page, programme_page

pytestmark = pytest.mark.django_db

LINK = ">Conversations to practise</a>"


def chosen(**fields):
    programme = programme_page(
        title="Conversations to practise", slug="conversations", kind="optional", **fields
    )
    module_page(programme)
    return programme


def home_of(client):
    return client.get("/").content.decode()


def test_home_leads_to_what_anybody_may_choose(client_of, mentor):
    programme = chosen()

    page = home_of(client_of(mentor))

    assert f'<a href="{programme.url}"{LINK}' in page


def test_home_leads_there_once_when_she_is_on_it(client_of, mentor, manager):
    enrol_in_programme(participant=mentor, programme=chosen(), by=manager)

    assert home_of(client_of(mentor)).count(LINK) == 1


@pytest.mark.parametrize("kind", ["induction", "core", "leads"])
def test_home_does_not_offer_what_others_put_people_on(client_of, mentor, kind):
    programme_page(title="Conversations to practise", slug="conversations", kind=kind)

    assert LINK not in home_of(client_of(mentor))


def test_home_offers_nothing_that_is_not_out(client_of, mentor):
    chosen().unpublish()

    assert LINK not in home_of(client_of(mentor))


def test_home_costs_the_same_for_one_and_for_three(client_of, mentor):
    client = client_of(mentor)
    chosen()
    one = queries_of(client)
    for slug in ("two", "three"):
        programme_page(title=slug, slug=slug, kind="optional")

    assert queries_of(client) == one
    assert home_of(client).count('href="/two/"') == 1


def queries_of(client):
    home_of(client)  # a page that is made empties caches
    with CaptureQueriesContext(connection) as queries:
        home_of(client)
    return len(queries)
