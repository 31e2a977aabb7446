import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.cpd.services import discard_entry
from assessments.events.models import EventAttendance, TrainingEvent
from assessments.events.queries import wrong_codes_key
from assessments.events.rules import WRONG_CODES
from assessments.events.services import attend_event, close_event
from tests.conftest import SIGN_IN_BACKEND
from tests.factories.events import training_event
from tests.factories.people import PASSWORD, days_ago, make_person

pytestmark = pytest.mark.django_db
LIST, NEW, JOIN = "/events/", "/events/new/", "/events/join/"
ONE = ["event_detail", "event_screen", "event_update", "event_close"]
POSTS = ["event_reopen", "event_draft"]
STRANGERS = ["mentor", "manager", "supervisor", "quality_lead", "admin", "hr", "dpo"]
HX = {"HX-Request": "true"}


def url(name, event):
    return reverse(f"events:{name}", args=[event.pk])


def at(event):
    return reverse("events:event_attend", args=[event.code])


def form(**fields):
    day = timezone.localdate().isoformat()
    return {
        "title": "Team talk", "activity_type": "case_discussion", "held_on": day,
        "minutes": "1h30", **fields,
    }  # fmt: skip


@pytest.fixture
def host(client_of, trainer):
    return client_of(trainer)


@pytest.fixture
def phone(client_of, mentor):
    return client_of(mentor)


# The host -------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*ONE, *POSTS])
@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_session_is_not_found_by_anybody_else(event, client_of, request, stranger, name):
    client = client_of(request.getfixturevalue(stranger))
    response = client.post(url(name, event)) if name in POSTS else client.get(url(name, event))

    assert response.status_code == 404


def test_a_visitor_is_asked_to_sign_in(visitor, event):
    for page in (LIST, NEW, JOIN, at(event), *(url(name, event) for name in ONE)):
        assert visitor.get(page).url.startswith(reverse("account_login"))


def test_event_create_gives_a_session_its_code(host, trainer, framework):
    response = host.post(NEW, form())

    event = TrainingEvent.objects.get()
    assert response.url == event.get_absolute_url()
    assert (event.host, event.minutes) == (trainer, 90)


def test_event_create_says_what_is_wrong_and_keeps_the_words(host, framework):
    text = host.post(NEW, form(minutes="", held_on=days_ago(3).isoformat())).text

    assert "Say how long it lasts" in text
    assert "this one would be closed" in text
    assert "Team talk" in text
    assert not TrainingEvent.objects.exists()


def test_event_update_changes_it(host, event):
    host.post(url("event_update", event), form(title="Another name"))

    event.refresh_from_db()
    assert event.title == "Another name"


def test_event_list_has_her_sessions_alone(host, trainer, manager, framework):
    training_event(trainer, title="Mine")
    training_event(manager, title="Somebody else’s")

    text = host.get(LIST).text

    assert "Mine" in text
    assert "Somebody else" not in text


@pytest.mark.parametrize("count", [1, 3])
def test_event_list_costs_the_same(host, trainer, framework, count, django_assert_num_queries):
    for number in range(count):
        event = training_event(trainer)
        attend_event(event=event, by=make_person(f"P{number}", "Test", "mentor"))
    host.get(LIST)

    with django_assert_num_queries(4):
        host.get(LIST)


def test_the_host_is_shown_a_number_and_no_name(host, event, mentor, peer):
    for person in (mentor, peer):
        attend_event(event=event, by=person)

    for name in ("event_detail", "event_screen"):
        text = host.get(url(name, event)).text
        assert "Yasmin" not in text
        assert "Whitfield" not in text
    assert re.search(r'figure">2</span>', host.get(url("event_detail", event)).text)


def test_the_screen_has_the_code_its_address_and_its_picture(host, event):
    text = host.get(url("event_screen", event)).text

    assert f"{event.code[:3]} {event.code[3:]}" in text
    assert "testserver/events/join" in text
    assert "<svg" in text.split("event-qr")[1]


def test_a_poll_is_told_the_number_nothing_or_to_load_again(host, event, mentor, trainer):
    page = url("event_screen", event)
    first = host.get(page, {"moment": "open"}, headers=HX)
    assert ">0</span>" in first.text

    same = host.get(page, {"moment": "open"}, headers={**HX, "If-None-Match": first["ETag"]})
    assert same.status_code == 304
    attend_event(event=event, by=mentor)
    more = host.get(page, {"moment": "open"}, headers={**HX, "If-None-Match": first["ETag"]})
    assert ">1</span>" in more.text
    close_event(event=event, by=trainer)
    assert host.get(page, {"moment": "open"}, headers=HX)["HX-Refresh"] == "true"


def test_a_poll_of_the_screen_is_cheap(host, event, django_assert_num_queries):
    page = url("event_screen", event)
    host.get(page, {"moment": "open"}, headers=HX)

    with django_assert_num_queries(3):
        host.get(page, {"moment": "open"}, headers=HX)


def test_a_code_is_closed_after_a_question_and_opened_again(host, event):
    assert "Close the code?" in host.get(url("event_close", event)).text
    host.post(url("event_close", event))
    text = host.get(url("event_screen", event)).text
    assert "This session is closed" in text
    assert event.code not in text

    host.post(url("event_reopen", event))
    event.refresh_from_db()
    assert event.closed_at is None


def test_a_session_of_last_week_is_not_opened_again(host, trainer, framework):
    event = training_event(trainer, held_on=days_ago(7), closed_at=timezone.now())

    text = host.post(url("event_reopen", event), follow=True).text

    assert "ended for good" in text
    event.refresh_from_db()
    assert event.closed_at is not None


def test_leading_it_becomes_a_draft_once(host, event, trainer):
    first = host.post(url("event_draft", event))
    second = host.post(url("event_draft", event))

    entry = CPDEntry.objects.get()
    assert first.url == second.url == entry.get_absolute_url()
    assert entry.owner == trainer


def test_leading_it_is_no_draft_before_the_day(host, trainer, framework):
    event = training_event(trainer, held_on=days_ago(-3))

    assert "once the session" in host.post(url("event_draft", event), follow=True).text
    assert not CPDEntry.objects.exists()


# Whoever was there ----------------------------------------------------------------


@pytest.mark.parametrize("typed", ["{code}", " {low} ", "{half} {rest}"])
def test_a_code_is_found_as_people_type_it(phone, event, typed):
    code = event.code
    words = typed.format(code=code, low=code.lower(), half=code[:3], rest=code[3:])

    assert phone.post(JOIN, {"code": words}).url == at(event)
    assert not EventAttendance.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "Type the code"), ("BCD", "six letters and numbers"), ("BBBBBB", "No session has this")],
)
def test_a_wrong_code_says_so(phone, event, typed, words):
    response = phone.post(JOIN, {"code": typed})

    assert response.status_code == 422
    assert words in response.text


def test_a_scan_shows_the_session_and_does_nothing_yet(phone, event):
    text = phone.get(at(event)).text

    assert "I was there" in text
    assert "Workshop on questioning" in text
    assert not EventAttendance.objects.exists()


def test_one_press_puts_a_draft_into_her_own_log(phone, event, mentor):
    response = phone.post(at(event))

    entry = CPDEntry.objects.get()
    assert (entry.owner, response.url) == (mentor, entry.get_absolute_url())
    assert phone.post(at(event)).url == entry.get_absolute_url()
    assert "You have said that you were there" in phone.get(at(event)).text
    assert CPDEntry.objects.count() == 1


def test_a_discarded_draft_is_led_to_and_not_made_again(phone, event, mentor):
    phone.post(at(event))
    entry = CPDEntry.objects.get()
    discard_entry(entry=entry, by=mentor)

    assert phone.post(at(event)).url == entry.get_absolute_url()
    assert "You discarded the draft" in phone.get(at(event)).text
    discard_entry_long_ago(entry)
    assert phone.post(at(event)).url == reverse("cpd:entry_list")
    assert CPDEntry.objects.count() == 1


def discard_entry_long_ago(entry):
    CPDEntry.objects.filter(pk=entry.pk).update(discarded_at=timezone.now() - timedelta(40))


def test_a_closed_code_says_so_kindly_and_what_to_do(phone, event, trainer):
    close_event(event=event, by=trainer)

    page = phone.get(at(event)).text
    assert "The host has closed this session" in page
    assert reverse("cpd:entry_create") in page
    assert "I was there" not in page
    assert phone.post(at(event)).status_code == 422
    assert not EventAttendance.objects.exists()


@pytest.mark.parametrize(("days", "words"), [(-3, "still to come"), (3, "has ended")])
def test_a_code_of_another_day_says_why(phone, trainer, framework, days, words):
    event = training_event(trainer, held_on=days_ago(days))

    assert words in phone.get(at(event)).text
    assert phone.post(at(event)).status_code == 422


def test_the_host_is_led_to_her_own_page(host, event):
    assert host.get(at(event)).url == event.get_absolute_url()
    assert host.post(at(event)).url == event.get_absolute_url()
    assert not EventAttendance.objects.exists()


def test_no_account_no_entry_and_back_after_signing_in(visitor, event, mentor):
    asked = visitor.get(at(event)).url
    assert f"next={at(event)}" in asked

    response = visitor.post(asked, {"login": mentor.email, "password": PASSWORD})

    assert response.url == at(event)


def test_a_press_without_the_forms_token_is_no_press(event, mentor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(mentor, backend=SIGN_IN_BACKEND)

    assert client.post(at(event)).status_code == 403
    assert not EventAttendance.objects.exists()


def test_whoever_works_here_no_more_finds_nothing(event, mentor, client_of):
    mentor.role_grants.update(ends_on=days_ago(1))
    client = client_of(mentor)

    for page in (LIST, NEW, JOIN, at(event)):
        assert client.get(page).status_code == 404


def test_guessing_codes_has_to_wait_and_tells_nothing_meanwhile(phone, event, mentor, client_of):
    for _ in range(WRONG_CODES):
        assert phone.get("/events/at/BBBBBB/").status_code == 404

    assert phone.post(JOIN, {"code": event.code}).status_code == 429
    assert phone.get(at(event)).status_code == 429
    assert "Wait a minute" in phone.get(at(event)).text
    cache.delete(wrong_codes_key(mentor))
    assert phone.get(at(event)).status_code == 200


def test_one_who_guesses_keeps_nobody_else_out(phone, event, peer, client_of):
    for _ in range(WRONG_CODES):
        phone.post(JOIN, {"code": "BBBBBB"})

    assert client_of(peer).get(at(event)).status_code == 200
