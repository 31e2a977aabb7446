"""Two devices, one entry: nothing is lost, and its owner decides."""

import pytest
from django.urls import reverse

from assessments.cpd.models import CPDEntry
from assessments.cpd.services import update_entry
from tests.factories.cpd import content, cpd_entry, ready_entry
from tests.factories.people import days_ago

pytestmark = pytest.mark.django_db


def change(entry: CPDEntry) -> str:
    return reverse("cpd:entry_update", args=[entry.pk])


@pytest.fixture
def client(client_of, mentor):
    return client_of(mentor)


@pytest.fixture
def entry(framework, mentor):
    return ready_entry(mentor, what_i_learned="As it was.")


@pytest.fixture
def sent(client, entry):
    """The form as it was opened, to be sent with other words."""
    shown = client.get(change(entry)).context["form"]
    return {**shown.as_sent(), "whole": "1", "read_at": shown["read_at"].value()}


@pytest.fixture
def elsewhere(sent, entry, framework, mentor):
    """Meanwhile the phone has saved."""
    return update_entry(
        entry=entry,
        content=content(what_i_learned="From the phone.", minutes=30, activity_type="workshop"),
        statements=list(framework.statements.filter(code="K1")),
        by=mentor,
    )


def names(response):
    return {row.name for row in response.context["differences"]}


def test_both_versions_are_shown_field_by_field(client, entry, sent, elsewhere):
    response = client.post(change(entry), {**sent, "what_i_learned": "From the desk."})

    assert response.status_code == 409
    assert {"what_i_learned", "minutes", "statements", "application", "cost"} <= names(response)
    assert "title" not in names(response)
    assert "From the desk." in response.text
    assert "From the phone." in response.text
    entry.refresh_from_db()
    assert entry.what_i_learned == "From the phone."


def settle(client, entry, conflict, picks, **more):
    """What the page of two versions sends."""
    carried: dict[str, list[str]] = {}
    for name, value in conflict.context["carried"]:
        carried.setdefault(name, []).append(value)
    picked = {f"pick_{name}": pick for name, pick in picks.items()}
    read_at = conflict.context["read_at"]
    return client.post(
        change(entry), {**carried, **picked, "settle": "1", "read_at": read_at, **more}
    )


def test_mine_theirs_and_both_can_be_chosen(client, entry, sent, elsewhere):
    conflict = client.post(
        change(entry), {**sent, "what_i_learned": "From the desk.", "title": "Mine"}
    )
    picks = dict.fromkeys(names(conflict), "mine") | {
        "what_i_learned": "both",
        "minutes": "theirs",
        "statements": "theirs",
        "title": "mine",
    }

    response = settle(client, entry, conflict, picks)

    assert response.status_code == 302
    entry.refresh_from_db()
    assert entry.what_i_learned == "From the desk.\n\nFrom the phone."
    assert (entry.title, entry.minutes) == ("Mine", 30)
    assert [row.statement.code for row in entry.claims.all()] == ["K1"]
    assert str(entry.cost) == "99.50"


def test_the_choice_can_be_rewritten_in_the_form_first(client, entry, sent, elsewhere):
    conflict = client.post(change(entry), {**sent, "what_i_learned": "From the desk."})

    response = settle(client, entry, conflict, {"what_i_learned": "both"}, look="1")

    assert response.status_code == 200
    assert "From the desk.\n\nFrom the phone." in response.text
    entry.refresh_from_db()
    assert entry.what_i_learned == "From the phone."
    shown = response.context["form"]
    again = client.post(
        change(entry),
        {**sent, "what_i_learned": "Rewritten.", "read_at": shown["read_at"].value()},
    )
    assert again.status_code == 302


def test_a_third_change_meanwhile_is_found_too(client, entry, sent, elsewhere, mentor):
    conflict = client.post(change(entry), {**sent, "what_i_learned": "From the desk."})
    update_entry(entry=entry, content=content(what_i_learned="A tablet."), by=mentor)

    response = settle(client, entry, conflict, {"what_i_learned": "mine"})

    assert response.status_code == 409
    assert "A tablet." in response.text
    assert "From the desk." in response.text


def test_the_same_words_sent_twice_are_no_conflict(client, entry, sent):
    first = client.post(change(entry), {**sent, "what_i_learned": "Once."})
    again = client.post(change(entry), {**sent, "what_i_learned": "Once."})

    assert first.status_code == again.status_code == 302


def test_line_ends_and_spaces_make_no_difference(client, entry, sent, mentor):
    client.post(change(entry), {**sent, "what_i_learned": "One.\r\n\r\nTwo."})

    again = client.post(change(entry), {**sent, "what_i_learned": "One.\n\nTwo. "})

    assert again.status_code == 302


def test_an_older_page_without_a_moment_still_saves(client, mentor):
    entry = cpd_entry(mentor)

    response = client.post(
        change(entry), {"title": "Kept", "start_on": days_ago(2).isoformat(), "read_at": "soon"}
    )

    assert response.status_code == 302
