import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import cpd_year
from assessments.cpd.services import discard_entry, draft_from_module
from tests.factories.courses import completion, enrolment, module_page
from tests.factories.cpd import cpd_entry
from tests.factories.people import UserFactory, days_ago

STRANGERS = [
    "peer", "supervisor", "manager", "other_manager", "quality_lead", "dsl", "trainer", "admin",
    "hr", "dpo",
]  # fmt: skip
ONE_ENTRY = ["entry_detail", "entry_update", "entry_discard", "entry_restore"]
LOG = "/cpd/"
NEW = "/cpd/new/"


def address(name: str, entry: CPDEntry) -> str:
    return reverse(f"cpd:{name}", args=[entry.pk])


def ask(client, name, entry):
    is_post = name in ("entry_discard", "entry_restore")
    return (client.post if is_post else client.get)(address(name, entry))


def form(**fields):
    return {"title": "A talk", "start_on": days_ago(1).isoformat(), **fields}


# Who ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ONE_ENTRY)
@pytest.mark.parametrize("stranger", STRANGERS)
def test_an_entry_is_not_found_by_anybody_else(mentor, client_of, request, stranger, name):
    entry = cpd_entry(mentor)

    response = ask(client_of(request.getfixturevalue(stranger)), name, entry)

    assert response.status_code == 404
    entry.refresh_from_db()
    assert not entry.is_discarded


@pytest.mark.parametrize("name", ONE_ENTRY)
def test_an_entry_is_not_found_by_a_superuser(mentor, client_of, name):
    root = UserFactory.create(is_superuser=True, is_staff=True)

    assert ask(client_of(root), name, cpd_entry(mentor)).status_code == 404


def test_a_visitor_is_asked_to_sign_in_everywhere(mentor, visitor):
    entry = cpd_entry(mentor)
    pages = [LOG, NEW, *(address(name, entry) for name in ONE_ENTRY)]

    for page in pages:
        assert visitor.post(page).url.startswith(reverse("account_login"))
        assert visitor.get(page).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("stranger", STRANGERS)
def test_entry_list_shows_ones_own_entries_alone(mentor, client_of, request, stranger):
    cpd_entry(mentor, title="Something of the mentor's own")
    reader = request.getfixturevalue(stranger)
    cpd_entry(reader, title="Mine")

    text = client_of(reader).get(LOG, {"year": "all"}).text

    assert "Mine" in text
    assert "of the mentor" not in text


@pytest.mark.parametrize("name", ["entry_discard", "entry_restore"])
def test_what_changes_an_entry_takes_a_post(mentor, client_of, name):
    entry = cpd_entry(mentor)

    assert client_of(mentor).get(address(name, entry)).status_code == 405


# The log --------------------------------------------------------------------------


def test_entry_list_when_empty_says_how_it_begins(mentor, client_of):
    text = client_of(mentor).get(LOG).text

    assert "Your log is empty" in text
    assert "CPD year" not in text
    assert "Only you can read this" in text


def test_entry_list_sums_the_year_and_shows_mandatory_apart(mentor, client_of):
    cpd_entry(mentor, minutes=100)
    cpd_entry(mentor, minutes=45, activity_type="prevent", is_mandatory=True)
    cpd_entry(mentor, minutes=None)
    cpd_entry(mentor, minutes=60, start_on=days_ago(800))
    discard_entry(entry=cpd_entry(mentor, minutes=400), by=mentor)

    response = client_of(mentor).get(LOG)

    totals = response.context["totals"]
    assert (totals.drafts, totals.draft_minutes, totals.mandatory_minutes) == (3, 145, 45)
    assert (totals.without_minutes, totals.discarded) == (1, 1)
    assert "2 h 25 min" in response.text


def test_entry_list_is_filtered_by_cpd_year(mentor, client_of):
    cpd_entry(mentor, title="This year")
    cpd_entry(mentor, title="Long ago", start_on=days_ago(800))
    client = client_of(mentor)
    then = cpd_year(days_ago(800)).start

    assert "Long ago" not in client.get(LOG).text
    assert "Long ago" in client.get(LOG, {"year": then}).text
    assert "This year" not in client.get(LOG, {"year": then}).text
    both = client.get(LOG, {"year": "all"}).text
    assert "This year" in both
    assert "Long ago" in both


@pytest.mark.parametrize("year", ["0000", "9999", "x", "20 6", "1e10", "²²²²"])
def test_entry_list_takes_any_year(mentor, client_of, year):
    assert client_of(mentor).get(LOG, {"year": year}).status_code == 200


def test_entry_list_finds_words_but_not_the_private_ones(mentor, client_of):
    cpd_entry(mentor, title="Workshop", application="One exception question a week")
    cpd_entry(mentor, title="Podcast", reflection_private="exception: I was afraid")
    client = client_of(mentor)

    text = client.get(LOG, {"q": "question exception"}).text

    assert "Workshop</a>" in text
    assert "Podcast</a>" not in text
    assert "has these words" in client.get(LOG, {"q": "nowhere"}).text


def test_entry_list_comes_in_pages(mentor, client_of):
    for _ in range(21):
        cpd_entry(mentor)
    client = client_of(mentor)

    assert client.get(LOG).text.count('class="row-item"') == 20
    assert client.get(LOG, {"page": 2}).text.count('class="row-item"') == 1


def test_entry_list_keeps_what_was_discarded_for_a_month(mentor, client_of):
    discard_entry(entry=cpd_entry(mentor, title="Just now"), by=mentor)
    long_ago = timezone.now() - timedelta(days=31)
    discard_entry(entry=cpd_entry(mentor, title="Gone"), by=mentor, at=long_ago)
    client = client_of(mentor)

    text = client.get(LOG, {"state": "discarded"}).text

    assert "Just now" in text
    assert "Gone" not in text
    assert "Just now" not in client.get(LOG).text


@pytest.mark.parametrize("rows", [1, 3])
def test_entry_list_takes_the_same_queries_for_one_row_and_three(
    framework, mentor, client_of, rows, django_assert_num_queries
):
    for _ in range(rows):
        cpd_entry(mentor).statements.set(framework.statements.all()[:2])
    client = client_of(mentor)
    client.get(LOG)

    with django_assert_num_queries(7):
        client.get(LOG)


# Writing --------------------------------------------------------------------------


def test_entry_create_needs_a_title_and_a_day_only(mentor, client_of):
    response = client_of(mentor).post(NEW, form())

    entry = CPDEntry.objects.get(owner=mentor)
    assert response.url == entry.get_absolute_url()
    assert (entry.title, entry.start_on, entry.minutes) == ("A talk", days_ago(1), None)


def test_entry_create_from_the_short_form_stays_on_the_log(mentor, client_of):
    client = client_of(mentor)

    response = client.post(NEW, form(quick="1", minutes="1h30"), follow=True)

    assert response.redirect_chain == [(LOG, 302)]
    assert "Added to your log" in response.text
    assert CPDEntry.objects.get().minutes == 90


def test_entry_create_sent_twice_makes_one(mentor, client_of):
    client, key = client_of(mentor), str(uuid.uuid4())

    first = client.post(NEW, form(key=key))
    second = client.post(NEW, form(key=key))

    assert first.url == second.url
    assert CPDEntry.objects.count() == 1


def test_entry_create_offers_a_new_key_and_today(mentor, client_of):
    client = client_of(mentor)
    shown, again = (client.get(NEW).context["form"] for _ in range(2))

    assert shown["key"].value() != again["key"].value()
    assert shown["start_on"].value() == timezone.localdate()


def test_entry_create_with_a_mistake_keeps_every_word(framework, mentor, client_of):
    chosen = framework.statements.get(code="S9")
    sent = form(
        minutes="a while", provider="The college", what_i_learned="To wait.",
        application="I count to five.", reflection_private="Hard.", statements=[chosen.pk],
        activity_type="shadowing", end_on=days_ago(1).isoformat(), quick="1",
    )  # fmt: skip

    response = client_of(mentor).post(NEW, sent)

    assert not CPDEntry.objects.exists()
    assert "There is something to put right" in response.text
    for words in ("A talk", "a while", "The college", "To wait.", "I count to five.", "Hard."):
        assert words in response.text
    assert f'value="{chosen.pk}" class="form-check-input" id="id_statements' in response.text
    assert response.text.count(" checked>") == 1
    assert '<option value="shadowing" selected>' in response.text


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": " "}, "title"),
        ({"start_on": ""}, "start_on"),
        ({"start_on": days_ago(-1).isoformat()}, "start_on"),
        ({"end_on": days_ago(9).isoformat()}, "end_on"),
        ({"minutes": "0"}, "minutes"),
        ({"minutes": "9h"}, "minutes"),
        ({"minutes": "9" * 19}, "minutes"),
        ({"activity_type": "sleeping"}, "activity_type"),
        ({"statements": ["0"]}, "statements"),
    ],
)
def test_entry_create_says_which_field_to_put_right(framework, mentor, client_of, fields, field):
    response = client_of(mentor).post(NEW, form(**fields))

    assert list(response.context["form"].errors) == [field]
    assert not CPDEntry.objects.exists()


def test_entry_create_refuses_a_fifth_statement(framework, mentor, client_of):
    pks = list(framework.statements.values_list("pk", flat=True)[:5])

    response = client_of(mentor).post(NEW, form(statements=pks))

    assert "4 statements it fits best, not 5" in response.text


def test_entry_create_has_nothing_about_another_owner(mentor, peer, client_of):
    client_of(mentor).post(NEW, form(owner=peer.pk, state="discarded", is_mandatory="on"))

    entry = CPDEntry.objects.get()
    assert (entry.owner, entry.state, entry.is_mandatory) == (mentor, "draft", False)


def test_entry_update_saves_and_shows_the_entry(framework, mentor, client_of):
    entry = cpd_entry(mentor)
    chosen = framework.statements.get(code="a")
    client = client_of(mentor)
    assert 'value="1h30"' in client.get(address("entry_update", entry)).text

    response = client.post(
        address("entry_update", entry), form(minutes="50", statements=[chosen.pk]), follow=True
    )

    assert "Saved." in response.text
    assert "Motivating ethos" in response.text
    assert "50 min" in response.text


def test_entry_update_with_a_mistake_keeps_every_word(framework, mentor, client_of):
    entry = cpd_entry(mentor)

    response = client_of(mentor).post(
        address("entry_update", entry), form(title="", what_i_learned="To wait longer.")
    )

    assert "To wait longer." in response.text
    entry.refresh_from_db()
    assert entry.what_i_learned == ""


def test_entry_update_of_a_discarded_one_leads_to_it(mentor, client_of):
    entry = discard_entry(entry=cpd_entry(mentor), by=mentor)

    response = client_of(mentor).get(address("entry_update", entry))

    assert response.url == entry.get_absolute_url()


# One entry ------------------------------------------------------------------------


def test_entry_detail_says_what_is_missing_and_offers_no_dead_button(mentor, client_of):
    text = client_of(mentor).get(address("entry_detail", cpd_entry(mentor))).text

    assert "Write what you learned." in text
    assert "Only you can read this." in text
    assert "Submit" not in text
    assert "disabled" not in text


def test_entry_detail_warns_of_names_and_crowded_days(mentor, client_of):
    cpd_entry(mentor, minutes=480)
    cpd_entry(mentor, minutes=480)
    cpd_entry(mentor, minutes=480)
    entry = cpd_entry(mentor, what_i_learned="I asked learner Jade.")

    text = client_of(mentor).get(address("entry_detail", entry)).text

    assert "Does this name somebody?" in text
    assert "More hours than a day has" in text


def test_entry_detail_of_a_module_says_that_four_statements_were_taken(
    framework, mentor, client_of
):
    done = completion(enrolment(mentor, module_page(codes=["S1", "S6", "S8", "K6", "K8"])))
    entry = draft_from_module(completion=done)

    text = client_of(mentor).get(entry.get_absolute_url()).text

    assert "works on 5 statements" in text
    assert "the first four were taken" in text


def test_entry_detail_escapes_what_was_written(mentor, client_of):
    entry = cpd_entry(mentor, title="<b>x</b>", what_i_learned="<script>alert(1)</script>")

    text = client_of(mentor).get(address("entry_detail", entry)).text

    assert "<script>alert" not in text
    assert "<b>x</b>" not in text


def test_entry_discard_and_entry_restore(mentor, client_of):
    entry, client = cpd_entry(mentor), client_of(mentor)

    text = client.post(address("entry_discard", entry), follow=True).text
    assert "You can bring it back until" in text
    text = client.post(address("entry_restore", entry), follow=True).text

    assert "back in your log" in text


def test_a_second_click_on_discard_or_restore_does_no_harm(mentor, client_of):
    entry, client = cpd_entry(mentor), client_of(mentor)

    for name in ("entry_restore", "entry_discard", "entry_discard"):
        assert client.post(address(name, entry)).status_code == 302

    entry.refresh_from_db()
    assert entry.is_discarded


def test_entry_restore_after_a_month_is_not_found(mentor, client_of):
    long_ago = timezone.now() - timedelta(days=31)
    entry = discard_entry(entry=cpd_entry(mentor), by=mentor, at=long_ago)

    assert client_of(mentor).post(address("entry_restore", entry)).status_code == 404
