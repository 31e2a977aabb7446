"""What would you say? Hers alone, before she sees the choices."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from assessments.scenarios.models import OwnWords
from assessments.scenarios.services import (
    choose,
    delete_own_words,
    save_own_words,
    start_attempt,
)
from assessments.supervision.models import SupervisionBookmark
from cms.people.audit.models import AuditEvent
from tests.factories.scenarios import rich_material, scenario_page

pytestmark = pytest.mark.django_db
MINE = "Why don't you just tell me? Or shall I ask?"


@pytest.fixture
def attempt(rich, mentor):
    return start_attempt(scenario=rich, by=mentor)


@pytest.fixture
def client(client_of, mentor):
    return client_of(mentor)


def shown(client, attempt, query=""):
    return client.get(f"{attempt.get_absolute_url()}{query}").content.decode()


def save(attempt, by, text=MINE, position=1):
    return save_own_words(attempt=attempt, position=position, text=text, by=by)


def test_until_she_has_chosen_the_last_words_stand(attempt, mentor):
    save(attempt, mentor)
    save(attempt, mentor, " What would help? ")

    assert [words.text for words in OwnWords.objects.all()] == ["What would help?"]


def test_nothing_of_it_is_audited(attempt, mentor):
    before = AuditEvent.objects.count()

    save(attempt, mentor)
    delete_own_words(attempt=attempt, position=1, by=mentor)

    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("position", [0, 2, -1])
def test_words_belong_to_the_scene_she_stands_at(attempt, mentor, position):
    with pytest.raises(ValidationError) as refused:
        save(attempt, mentor, position=position)
    assert refused.value.code == "taken"


def test_words_come_before_the_choice(attempt, mentor, play):
    play(attempt, "open")

    for position in (1, 2):  # made; and a scene that does not ask for words
        with pytest.raises(ValidationError):
            save(attempt, mentor, position=position)
    assert not OwnWords.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "x" * 501])
def test_no_words_or_too_many_are_refused(attempt, mentor, text):
    with pytest.raises(ValidationError):
        save(attempt, mentor, text)


@pytest.mark.parametrize("name", ["peer", "manager", "supervisor", "trainer", "admin", "dsl"])
def test_nobody_else_writes_reads_or_deletes_them(attempt, mentor, client_of, request, name):
    other = request.getfixturevalue(name)
    save(attempt, mentor)

    with pytest.raises(PermissionDenied):
        save(attempt, other)
    with pytest.raises(PermissionDenied):
        delete_own_words(attempt=attempt, position=1, by=other)
    for url in ("own_words_create", "own_words_delete"):
        args = [attempt.pk, 1] if url == "own_words_delete" else [attempt.pk]
        answer = client_of(other).post(reverse(f"scenarios:{url}", args=args), {"skip": "1"})
        assert answer.status_code == 404
    assert OwnWords.objects.get().text == MINE


# On screen


def test_the_choices_wait_for_her_words(client, attempt):
    html = shown(client, attempt)

    assert "What would you say?" in html
    assert "What would help today?" not in html  # a choice
    assert "What would make today a bit easier?" not in html  # what others said


def test_skipping_shows_the_choices_and_keeps_nothing(client, attempt):
    url = reverse("scenarios:own_words_create", args=[attempt.pk])

    html = client.post(url, {"position": 1, "skip": "1", "text": MINE}, follow=True)

    assert "What would help today?" in html.content.decode()
    assert not OwnWords.objects.exists()


def test_her_words_stand_over_the_choices(client, attempt):
    url = reverse("scenarios:own_words_create", args=[attempt.pk])

    html = client.post(url, {"position": 1, "text": MINE}, follow=True).content.decode()

    assert "Why don&#x27;t you just tell me?" in html
    assert "What would help today?" in html
    assert "What would make today a bit easier?" not in html
    assert "puts your idea forward" not in html
    assert "details-found" not in html


@pytest.mark.parametrize("text", ["", "x" * 501])
def test_own_words_create_says_what_is_missing(client, attempt, text):
    url = reverse("scenarios:own_words_create", args=[attempt.pk])

    response = client.post(url, {"position": 1, "text": text})

    assert response.status_code == 422
    assert "id_text_error" in response.content.decode()


def test_own_words_create_after_the_choice_changes_nothing(client, attempt, play):
    play(attempt, "open")
    url = reverse("scenarios:own_words_create", args=[attempt.pk])

    html = client.post(url, {"position": 1, "text": MINE}, follow=True).content.decode()

    assert "nothing has changed" in html
    assert not OwnWords.objects.exists()


def test_somebodys_details_are_pointed_out(client, attempt, mentor):
    save(attempt, mentor, "I would ring my student Callum Reid on 07912 345678.")

    html = shown(client, attempt)

    assert "<strong>“Callum Reid”</strong> (name)" in html
    assert "<strong>“07912 345678”</strong> (phone number)" in html


def test_after_the_choice_they_stand_beside_what_others_said(client, attempt, mentor, play):
    save(attempt, mentor)
    play(attempt, "open")

    html = shown(client, attempt)

    assert "begins another question" in html  # stacked
    assert "puts your idea forward" in html  # advice
    assert "What would make today a bit easier?" in html
    assert "not by a person" in html


def test_without_exemplars_the_best_choice_is_shown_once_the_run_is_over(
    client, mentor, framework, play
):
    material = rich_material()
    del material.data["nodes"]["monday"]["exemplars"]
    attempt = start_attempt(scenario=scenario_page(material=material), by=mentor)
    save(attempt, mentor)
    play(attempt, "tell")
    assert "What would help today?" not in shown(client, attempt)

    play(attempt, "tell", "a")

    assert "What would help today?" in shown(client, attempt)


def test_they_wait_with_the_comments(client, attempt, mentor, play):
    attempt.comments_wait = True
    attempt.save()
    save(attempt, mentor)
    play(attempt, "open")

    html = shown(client, attempt)

    assert "Why don&#x27;t you just tell me?" in html
    assert "begins another question" not in html
    assert "What would make today a bit easier?" not in html
    assert "waits for the debrief" in html


def test_own_words_delete(client, attempt, mentor, play):
    save(attempt, mentor)
    play(attempt, "open")
    url = reverse("scenarios:own_words_delete", args=[attempt.pk, 1])
    assert client.get(url).status_code == 405

    for _ in range(2):  # the second time there is nothing left to delete
        html = client.post(url, follow=True).content.decode()

    assert "They are kept nowhere" in html
    assert "Why don" not in html
    assert not OwnWords.objects.exists()


def test_the_moment_goes_to_supervision_without_the_words_unless_she_wants(
    client, attempt, mentor, play
):
    save(attempt, mentor)
    play(attempt, "open")
    place = f"{attempt.get_absolute_url()}#step-1"
    title = "“The late bus”, decision 1: what I would say"
    assert f'name="source_url" value="{place}"' in shown(client, attempt)
    assert f'name="title" value="{title}"' in shown(client, attempt)
    url = reverse("supervision:bookmark_create")

    client.post(url, {"title": title, "source_url": place})
    answer = client.post(url, {"title": title, "source_url": place}, headers={"HX-Request": "true"})

    assert "On your list." in answer.content.decode()
    bookmark = SupervisionBookmark.objects.get(mentor=mentor)
    assert (bookmark.title, bookmark.words, bookmark.source_url) == (title, "", place)


@pytest.mark.parametrize("place", ["https://x.test/", "//x.test/", "javascript:alert(1)"])
def test_a_bookmark_leads_to_a_place_of_this_site(client, place):
    url = reverse("supervision:bookmark_create")

    client.post(url, {"title": "Mine", "source_url": place})

    assert not SupervisionBookmark.objects.exists()


@pytest.mark.parametrize("count", [1, 2])
def test_own_words_cost_no_further_query(
    client, mentor, framework, count, play, django_assert_num_queries
):
    material = rich_material()
    material.data["nodes"]["friday"]["own_words"] = True
    attempt = start_attempt(scenario=scenario_page(material=material), by=mentor)
    for position, key in zip(range(1, count + 1), ("open", "tell"), strict=False):
        save(attempt, mentor, position=position)
        choose(attempt=attempt, position=position, option_key=key, by=mentor)
    shown(client, attempt)

    with django_assert_num_queries(3):
        html = shown(client, attempt)
    assert html.count("What you would have said") == count
