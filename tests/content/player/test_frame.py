"""What stands around the frame of an activity, for whom, and where there is none."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.checks import run_checks
from django.template import Context, Template
from django.test import RequestFactory

from content.player.rules import Play, read_play
from tests.content.player.conftest import PLAYER
from tests.factories.h5p.results import choice, choice_params, next_version
from tests.factories.pages import home_page

TAG = "{% load activity_tags %}{% activity_player activity page block version=version "


@pytest.fixture
def activity(db):
    return choice(text_alternative="**Listening** comes first.", accessible_url="https://x.test/a")


def drawn(person, activity, page=None, *, version=None, more="", block="b1"):
    request = RequestFactory().get("/")
    request.user = person
    values = {"request": request, "activity": activity, "page": page, "block": block,
              "version": version, "CSP_NONCE": "n0nce"}  # fmt: skip
    return Template(TAG + more + " %}").render(Context(values))


def play_in(html):
    address = re.search(r'<iframe[^>]* src="([^"]+)"', html)[1]
    assert address.startswith(f"{PLAYER}/play/")
    return read_play(address.split("/")[4])


def test_a_person_plays_for_herself(activity, mentor, player):
    page = home_page()

    html = drawn(mentor, activity, page)

    assert play_in(html) == Play(activity.pk, activity.current_id, mentor.pk, page.pk, "b1")
    frame = re.search(r"<iframe[^>]*>", html)[0]
    assert 'sandbox="allow-scripts"' in frame
    assert 'referrerpolicy="no-referrer"' in frame
    assert f'title="{activity.title}"' in frame
    assert "Practice" in html
    assert "<strong>Listening</strong>" in html
    assert 'href="https://x.test/a"' in html
    assert "<noscript>" in html
    assert 'nonce="n0nce"' in html
    assert "nothing is recorded" not in html


def test_an_older_version_plays_where_one_is_named(activity, mentor, player):
    older = activity.current
    next_version(activity, "H5P.MultiChoice 1.16", choice_params("Another?"))

    assert play_in(drawn(mentor, activity, home_page())).version == activity.current_id
    assert play_in(drawn(mentor, activity, home_page(), version=older)).version == older.pk


def test_whoever_makes_pages_tries_it_without_a_trace(activity, trainer, player):
    for html in (drawn(trainer, activity), drawn(trainer, activity, home_page(), more="preview=1")):
        assert play_in(html) == Play(activity.pk, activity.current_id)
        assert "A preview: nothing is recorded." in html


@pytest.mark.parametrize("more", ["", "preview=1"])
def test_whoever_may_not_play_sees_its_words_and_no_frame(activity, mentor, hr, player, more):
    refused = [drawn(AnonymousUser(), activity, home_page(), more=more)]
    if more:
        refused.append(drawn(mentor, activity, home_page(), more=more))

    for html in refused:
        assert "<iframe" not in html
        assert "<script" not in html
        assert "<strong>Listening</strong>" in html


def test_without_an_address_of_its_own_nothing_plays(activity, mentor, trainer, settings):
    settings.PLAYER_URL = ""

    hers, trainers = (drawn(one, activity, home_page()) for one in (mentor, trainer))

    assert "<iframe" not in hers + trainers
    assert "This activity cannot be played yet" in hers
    assert "PLAYER_URL" in trainers
    assert "PLAYER_URL" not in hers


def test_an_activity_that_is_not_there_is_said(mentor, player, db):
    assert "There is no activity here yet." in drawn(mentor, None, home_page())


def test_the_deployment_check_names_the_setting(settings):
    settings.PLAYER_URL = ""
    without = [found.id for found in run_checks(include_deployment_checks=True)]
    settings.PLAYER_URL = PLAYER

    assert "content.W001" in without
    assert "content.W001" not in [one.id for one in run_checks(include_deployment_checks=True)]
    settings.PLAYER_URL = ""
    assert "content.W001" not in [one.id for one in run_checks()]
