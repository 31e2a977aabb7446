"""Every kind of page of the tree: who reads it, published and not."""

import pytest
from django.apps import apps
from wagtail.models import Page

from cms.pages.models import CollegePage
from tests.access.rows import GET, NOT_FOUND, SIGN_IN
from tests.access.scene import PEOPLE, everybody
from tests.access.test_urls import outcome_of

pytestmark = pytest.mark.django_db

EVERYONE = ({200: "signed_in"}, 200)
STAFF_ONLY = ({200: "staff"}, SIGN_IN)
NOBODY = ({}, NOT_FOUND)

# What the scene calls the page: who gets what, and what a visitor gets.
PAGES = {
    "home": EVERYONE,
    "programme": STAFF_ONLY,
    "module": STAFF_ONLY,
    "lesson": STAFF_ONLY,
    "quiz": STAFF_ONLY,
    "scenario": STAFF_ONLY,
    "activity_page": STAFF_ONLY,
    "public_note": EVERYONE,
    "staff_note": STAFF_ONLY,
    "draft_lesson": NOBODY,
    "draft_note": NOBODY,
}


def test_every_kind_of_page_has_a_row(scene):
    kinds = {model for model in apps.get_models() if issubclass(model, CollegePage)}
    creatable = {model for model in kinds if model.is_creatable}

    assert {type(getattr(scene, name)) for name in PAGES} == creatable


@pytest.mark.parametrize("name", PAGES)
def test_everybody_gets_what_the_table_says(ask, scene, name):
    named, visitor = PAGES[name]
    expected = {**everybody(named, NOT_FOUND), "visitor": visitor}
    address = getattr(scene, name).url

    answers = {who: ask(who, GET, address) for who in expected}

    assert {who: outcome_of(answer) for who, answer in answers.items()} == expected
    refused = [who for who, outcome in expected.items() if outcome in {NOT_FOUND, SIGN_IN}]
    assert [who for who in refused if answers[who].writes] == []


@pytest.mark.parametrize("name", ["lesson", "quiz", "scenario", "activity_page", "module", "home"])
def test_what_is_hers_stands_on_nobody_elses_page(ask, scene, name):
    """Pages are one for all and show each reader her own: a cache must never mix them up."""
    address = getattr(scene, name).url
    attempts = [scene.open_attempt, scene.activity_attempt]
    addresses = [attempt.get_absolute_url() for attempt in attempts]
    hers = [scene.reflection.text, scene.certificate.code, *addresses]
    her_page = ask("mentor", GET, address).content.decode()

    for who in {*PEOPLE, "visitor"} - {"mentor"}:
        text = ask(who, GET, address).content.decode()

        assert [words for words in hers if words in text] == [], who
    assert name != "lesson" or scene.reflection.text in her_page


@pytest.mark.parametrize("who", ["mentor", "peer", "manager", "admin", "superuser", "visitor"])
def test_the_root_of_the_tree_shows_the_home_page_alone(ask, scene, who):
    root = Page.objects.get(depth=1)

    assert root.url is None
    assert ask(who, GET, "/").status_code == 200
