"""What the browser is told, and when: nothing before a choice, and in assessed mode no comment."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from assessments.scenarios.queries import options_in_order, play_of
from assessments.scenarios.services import choose, start_attempt
from tests.factories.pages import publish
from tests.factories.scenarios import rich_material, scenario_page

pytestmark = pytest.mark.django_db

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


@pytest.fixture
def client(client_of, mentor):
    return client_of(mentor)


def html_of(client, attempt):
    response = client.get(f"{attempt.get_absolute_url()}?choices=1")
    assert response.status_code == 200
    return response.content.decode()


def main_of(html):
    """Without the tokens of its forms, in which any two letters may stand."""
    return TOKEN.sub("", html[html.index("<main") : html.index("</main>")])


def test_before_a_choice_nothing_says_what_it_is_worth_or_where_it_leads(client, rich, mentor):
    html = main_of(html_of(client, start_attempt(scenario=rich, by=mentor)))

    for secret in [
        "She turns",  # what happens
        "One open question",  # the coach
        "Never promise",
        "Unsafe", "unsafe", "critical", "STOP", "!stop",
        "trust", "Trust", "Time:",  # meters
        "asked-first", "You asked before", "told-dsl",  # facts
        "same day",  # a must
        "S2", "2 of",  # worth
        "friday", "after", "good", "poor",  # where it leads
        "is at home again", "not come since Monday",
        'value="open"', 'value="secret"',
        "What would make today",  # exemplars
    ]:  # fmt: skip
        assert secret not in html, secret
    assert re.findall(r'name="choice" value="(\d)"', html) == ["1", "2", "3"]


def test_facts_are_never_shown(client, rich, mentor, play):
    attempt = play(start_attempt(scenario=rich, by=mentor), "open", "walk", "a")

    html = html_of(client, attempt)

    assert "You asked before you told" not in html
    assert "You told the DSL" not in html


def test_an_option_that_is_not_on_offer_is_neither_shown_nor_taken(client, rich, mentor, play):
    attempt = play(start_attempt(scenario=rich, by=mentor), "tell")  # trust is at 2

    html = html_of(client, attempt)

    assert "since she trusts you" not in html
    assert re.findall(r'name="choice" value="(\d)"', html) == ["1", "2"]
    with pytest.raises(ValidationError) as refused:
        choose(attempt=attempt, position=2, option_key="walk", by=mentor)
    assert refused.value.code == "unknown_option"
    forged = client.post(
        reverse("scenarios:step_create", args=[attempt.pk]),
        {"position": 2, "choice": "3", "confidence": "1"},
    )
    assert forged.status_code == 422
    assert attempt.steps.count() == 1


def test_numbers_mean_what_stood_on_that_screen(client, rich, mentor, play):
    """The second click on a choice made earlier is understood, with the options of that time."""
    attempt = play(start_attempt(scenario=rich, by=mentor), "open", "walk")
    run = play_of(mentor, attempt.pk)
    turn = run.turns[1]
    keys = [one.key for one in options_in_order(turn.scene, attempt, turn.before)]
    number = str(keys.index("walk") + 1)

    response = client.post(
        reverse("scenarios:step_create", args=[attempt.pk]), {"position": 2, "choice": number}
    )

    assert response.url.endswith("#step-2")
    assert attempt.steps.count() == 2


# The coach


def test_practice_shows_consequence_and_comment(client, rich, mentor, play):
    html = html_of(client, play(start_attempt(scenario=rich, by=mentor), "open"))

    assert "She turns <strong>round</strong>" in html
    assert "One open question, about today." in html
    assert "Trust: <strong>good</strong>, went up" in html
    assert "Time: <strong>steady</strong></span>" in html
    assert "ownership" not in html  # a meter that this scenario does not have


@pytest.mark.parametrize("by_whom", ["author", "herself"])
def test_comments_wait_for_the_end(client, framework, mentor, play, by_whom):
    material = rich_material(**({"mode": "assessed"} if by_whom == "author" else {}))
    del material.data["nodes"]["monday"]["options"][2]["stop"]
    material.data["nodes"]["monday"]["options"][2]["next"] = "friday"
    scenario = scenario_page(material=material)
    attempt = start_attempt(scenario=scenario, by=mentor, comments_wait=by_whom == "herself")
    play(attempt, "secret")

    html = main_of(html_of(client, attempt))

    assert "You have promised what nobody can keep." in html
    assert "Where things stand" in html
    assert "comments wait for the debrief" in html
    for held in ["Never promise secrecy", "Unsafe", "This was about", "S2"]:
        assert held not in html, held

    play(attempt, "tell", "a")
    html = main_of(html_of(client, attempt))
    assert "Never promise secrecy" in html
    assert "Unsafe in real life" in html


def test_comments_of_a_run_that_was_left_never_come(client, rich, mentor, play):
    attempt = play(start_attempt(scenario=rich, by=mentor, comments_wait=True), "open")
    start_attempt(scenario=rich, by=mentor, again=True)

    html = html_of(client, attempt)

    assert "You left this run here" in html
    assert "One open question" not in html


def test_a_run_keeps_the_rules_it_began_with(client, rich, mentor, play):
    attempt = start_attempt(scenario=rich, by=mentor)
    rich.mode, rich.asks_confidence = "assessed", False
    publish(rich)

    html = html_of(client, play(attempt, "open"))

    assert "One open question, about today." in html
    assert "How sure are you?" in html
    assert rich.versions.count() == 2


def test_what_is_usual_is_left_out_of_a_version(framework):
    content = scenario_page().versions.get().content

    assert {"mode", "confidence"}.isdisjoint(content)


# How sure


def test_how_sure_is_asked_and_kept(client, rich, mentor):
    attempt = start_attempt(scenario=rich, by=mentor)
    url = reverse("scenarios:step_create", args=[attempt.pk])

    missing = client.post(url, {"position": 1, "choice": "1"})
    made_up = client.post(url, {"position": 1, "choice": "1", "confidence": "9"})
    kept = client.post(url, {"position": 1, "choice": "1", "confidence": "3"})

    assert (missing.status_code, made_up.status_code, kept.status_code) == (422, 422, 302)
    html = missing.content.decode()
    assert "Say how sure you are." in html
    assert 'id="choice-1" checked' in html
    assert attempt.steps.get().confidence == 3
    assert '<span class="story-sure">Sure</span>' in html_of(client, attempt)


def test_how_sure_is_not_asked_elsewhere(client, framework, mentor):
    attempt = start_attempt(scenario=scenario_page(), by=mentor)
    assert "How sure" not in html_of(client, attempt)

    client.post(reverse("scenarios:step_create", args=[attempt.pk]), {"position": 1, "choice": "1"})

    assert attempt.steps.get().confidence is None


# Markdown, weeks, speakers


def test_words_of_authors_are_markdown_and_nothing_else(client, framework, mentor):
    material = rich_material(situation="<script>alert(1)</script> *late*")
    material.data["nodes"]["monday"]["text"] = "<img src=x onerror=alert(1)> **now**"
    material.data["nodes"]["monday"]["options"][0]["text"] = "<b onclick=x>Ask</b> *softly*"
    attempt = start_attempt(scenario=scenario_page(material=material), by=mentor)

    html = main_of(html_of(client, attempt))

    assert "<script" not in html
    assert "onerror" not in html
    assert "onclick" not in html
    assert "<em>late</em>" in html
    assert "<strong>now</strong>" in html
    assert "<b>Ask</b> <em>softly</em>" in html


def test_a_week_is_named_where_it_begins(client, rich, mentor, play):
    attempt = play(start_attempt(scenario=rich, by=mentor), "tell", "tell")

    html = html_of(client, attempt)

    assert html.count("Week 1") == 1
    assert html.count("Week 2") == 1
    assert "She has not come since Monday." in html  # an opening: she did not ask first
    assert "16, Level 3 Sport" in html
    assert "quietly" in html
