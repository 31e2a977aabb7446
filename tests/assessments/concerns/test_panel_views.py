"""What to do now, the part about a member of staff, and the slip: nothing of any of them stays."""

import logging

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from tests.factories.people import days_ago

pytestmark = pytest.mark.django_db
PANEL, SLIP = "/supervision/concern/", "/supervision/concern/slip/"
EVERYBODY = [
    "mentor", "supervisor", "manager", "quality_lead", "dsl", "trainer", "admin", "hr", "dpo",
]  # fmt: skip
DECISION = {
    "what": "We keep the weekly talk and add the quiet room.",
    "why": "Two talks ended early; a shorter one held.",
    "who": "The mentor",
    "when": "2026-12-01",
}


@pytest.fixture
def client(client_of, mentor):
    return client_of(mentor)


def rows_of_everything():
    """How many rows every table holds, the sessions' too."""
    with connection.cursor() as cursor:
        tables = [table.name for table in connection.introspection.get_table_list(cursor)]
        counts = {}
        for table in tables:
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")
            counts[table] = cursor.fetchone()[0]
    return counts


def staff_part(text):
    return text.split('<details class="concern-staff">')[1].split("</details>")[0]


# The panel -----------------------------------------------------------------------


@pytest.mark.parametrize("person", EVERYBODY)
def test_everybody_is_told_what_to_do(person, client_of, request, on_the_card):
    text = client_of(request.getfixturevalue(person)).get(PANEL).text

    assert text.index('href="tel:999"') < text.index('href="tel:01632960140"')
    assert "9 to 5" in text
    assert "Evenings, weekends and holidays" in text
    assert 'href="tel:01632960999"' in text
    for said in (
        "Do not write the concern here",
        "Name nobody here",
        "Do not wait",
        "Do not investigate",
    ):
        assert said in text


def test_a_visitor_signs_in_first(visitor):
    assert visitor.get(PANEL).url.startswith(reverse("account_login"))
    assert visitor.get(SLIP).url.startswith(reverse("account_login"))


def test_whoever_has_no_role_any_more_still_finds_whom_to_call(client, mentor, on_the_card):
    mentor.role_grants.update(ends_on=days_ago(1))

    answer = client.get(PANEL)

    assert 'href="tel:01632960140"' in answer.text
    assert reverse("concerns:pointer_create") not in answer.text
    assert client.get(SLIP).status_code == 404


def test_an_empty_card_says_whom_to_ask(client):
    text = client.get(PANEL).text

    assert "The safeguarding card names no lead" in text
    assert 'href="tel:999"' in text


def test_from_a_session_it_leads_back_to_it(client, meeting):
    text = client.get(f"{PANEL}?session={meeting.pk}").text

    assert f'href="{meeting.get_absolute_url()}"' in text
    assert f"{reverse('concerns:pointer_create')}?session={meeting.pk}" in text


@pytest.mark.parametrize("asked", ["999999", "abc", "", "1 OR 1"])
def test_a_session_that_is_not_hers_changes_nothing(client, on_the_card, asked):
    answer = client.get(PANEL, {"session": asked})

    assert answer.status_code == 200
    assert "?session=" not in answer.text.split("<main")[1]


def test_it_is_never_kept_by_the_browser(client):
    assert "no-store" in client.get(PANEL)["Cache-Control"]
    assert "no-store" in client.get(SLIP)["Cache-Control"]


def test_the_panel_costs_the_same_with_more_on_the_card(
    client, on_the_card, django_assert_max_num_queries
):
    client.get(PANEL)

    with django_assert_max_num_queries(8):
        client.get(PANEL)


# A member of staff ---------------------------------------------------------------


def test_the_part_about_staff_names_the_whole_way(client, on_the_card):
    part = staff_part(client.get(PANEL).text)

    order = ["designated safeguarding lead", "The principal", "The chair of governors", "The LADO"]
    places = [part.index(words) for words in order]
    assert places == sorted(places)
    assert 'href="tel:01632960222"' in part
    assert "the answer to “Is there any concern that has not yet been passed on?” is" in part
    assert 'The lead: <a href="tel:01632960140">' in part
    assert "href" not in part.replace('href="tel:', "").replace('href="mailto:', "")
    assert "<form" not in part


def test_the_way_to_it_asks_the_server_for_nothing(client, on_the_card):
    """It is folded into the page that is there already, so no request is made at all."""
    part = staff_part(client.get(PANEL).text)

    assert part.startswith("<summary")
    assert "hx-" not in part


def test_nothing_is_stored_and_nothing_is_logged(client, mentor, meeting, on_the_card, caplog):
    caplog.set_level(logging.DEBUG)
    client.get("/safeguarding/")
    before = rows_of_everything()
    caplog.clear()

    for address in (PANEL, f"{PANEL}?session={meeting.pk}"):
        assert client.get(address).status_code == 200
        assert client.head(address).status_code == 200

    assert rows_of_everything() == before
    said = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    assert not [words for words in said if "concern" in words or mentor.email in words]


def test_no_address_of_its_own_exists_that_a_proxy_could_write_down(client):
    for address in ("staff/", "member-of-staff/"):
        assert client.get(PANEL + address).status_code == 404


# The slip ------------------------------------------------------------------------


def test_the_slip_is_put_together_and_given_back(client, mentor):
    answer = client.post(SLIP, DECISION)

    assert answer.status_code == 200
    for line in (
        "CASE DECISION",
        "What: We keep the weekly talk and add the quiet room.",
        "Why: Two talks ended early; a shorter one held.",
        "Who: The mentor",
        "By: 1 December 2026",
        f"Written by {mentor.display_name} on ",
    ):
        assert line in answer.text
    assert "no-store" in answer["Cache-Control"]


def test_the_slip_is_stored_nowhere(client, caplog):
    caplog.set_level(logging.DEBUG)
    client.get(SLIP)
    before = rows_of_everything()
    caplog.clear()

    client.post(SLIP, DECISION)

    assert rows_of_everything() == before
    assert not [each for each in caplog.records if "quiet room" in each.getMessage()]


@pytest.mark.parametrize("missing", list(DECISION))
def test_the_slip_needs_every_part(client, missing):
    answer = client.post(SLIP, {**DECISION, missing: ""})

    assert answer.status_code == 422
    assert "CASE DECISION" not in answer.text
    assert "There is something to put right" in answer.text


def test_the_slip_warns_of_a_name_and_does_not_refuse_it(client):
    answer = client.post(SLIP, {**DECISION, "what": "Met Jade about her attendance."})

    assert answer.status_code == 200
    assert "Look at this once more" in answer.text
    assert "CASE DECISION" in answer.text


def test_the_slip_writes_what_it_is_given_as_text(client):
    answer = client.post(SLIP, {**DECISION, "what": "<script>alert(1)</script>"})

    assert "<script>alert(1)" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text


def test_no_model_of_this_box_is_called_a_slip():
    assert not [model for model in apps.get_models() if "slip" in model.__name__.lower()]
