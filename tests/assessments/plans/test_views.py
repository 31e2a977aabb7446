from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.plans.models import PlanLine
from assessments.plans.rules import LineState, Origin
from assessments.standards.models import Statement
from tests.factories.cpd import cpd_entry
from tests.factories.people import days_ago
from tests.factories.plans import plan_line

pytestmark = pytest.mark.django_db
LIST = "/cpd/plan/"
NEW = "/cpd/plan/new/"
READ = ["line_detail", "line_update", "line_done", "line_drop", "line_evidence"]
POSTS = ["line_reopen", "line_share", "entry_link", "entry_unlink"]
STRANGERS = ["peer", "manager", "supervisor", "quality_lead", "trainer", "admin", "hr", "dpo"]


def url(name, row):
    return reverse(f"plans:{name}", args=[row.pk])


def form(**fields):
    return {"need": "Asking open questions", "origin": "self", **fields}


@pytest.fixture
def client(client_of, mentor):
    return client_of(mentor)


# Who ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*READ, *POSTS])
@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_line_is_not_found_by_anybody_else_even_when_it_is_shown(
    mentor, client_of, request, stranger, name
):
    line = plan_line(mentor, is_shared=True)
    client = client_of(request.getfixturevalue(stranger))

    assert client.post(url(name, line)).status_code in (404, 405)
    if name in READ:
        assert client.get(url(name, line)).status_code == 404


@pytest.mark.parametrize("stranger", STRANGERS)
def test_an_entry_is_linked_by_nobody_else(mentor, client_of, request, stranger):
    client = client_of(request.getfixturevalue(stranger))

    assert client.get(url("entry_lines", cpd_entry(mentor))).status_code == 404


def test_a_visitor_is_asked_to_sign_in(visitor, line):
    for page in (LIST, NEW, "/cpd/plan/print/", "/cpd/plan/people/", url("line_detail", line)):
        assert visitor.get(page).url.startswith(reverse("account_login"))


# Her own plan ---------------------------------------------------------------------


def test_line_list_is_ones_own(client, mentor, peer):
    plan_line(mentor, need="My own line", due_on=days_ago(2))
    plan_line(peer, need="Somebody else’s")

    text = client.get(LIST).text

    assert "My own line" in text
    assert "Somebody else" not in text
    assert "Overdue" in text


def test_line_list_keeps_what_is_closed_apart(client, mentor):
    plan_line(mentor, need="Still open")
    plan_line(mentor, need="Well done", state="done", outcome="It works.")

    assert "Well done" not in client.get(LIST).text
    closed = client.get(LIST, {"state": "closed"}).text
    assert "Well done" in closed
    assert "It works." in closed
    assert "Still open" not in closed


@pytest.mark.parametrize("count", [1, 3])
def test_line_list_costs_the_same(client, mentor, framework, count, django_assert_num_queries):
    for _ in range(count):
        line = plan_line(mentor, "S1")
        line.entries.set([cpd_entry(mentor), cpd_entry(mentor)])
    client.get(LIST)

    with django_assert_num_queries(9):
        client.get(LIST)


def test_line_create_needs_the_need_alone(client, mentor):
    response = client.post(NEW, form())

    line = PlanLine.objects.get()
    assert response.url == line.get_absolute_url()
    assert (line.owner, line.is_shared, line.origin) == (mentor, False, Origin.SELF)


def test_line_create_says_what_is_missing_and_keeps_her_words(client):
    past = (timezone.localdate() - timedelta(1)).isoformat()

    text = client.post(NEW, form(need="", activity="An hour with Sam", due_on=past)).text

    assert "This day has passed" in text or "required" in text
    assert "An hour with Sam" in text
    assert not PlanLine.objects.exists()


def test_line_create_refuses_a_day_that_has_passed(client):
    text = client.post(NEW, form(due_on=days_ago(1).isoformat())).text

    assert "This day has passed" in text
    assert not PlanLine.objects.exists()


def test_line_create_begins_from_a_gap(client, framework):
    page = client.get(NEW, {"statement": "S2"})
    pk = Statement.objects.get(code="S2").pk
    assert page.context["form"].initial["origin"] == Origin.GAP

    client.post(f"{NEW}?statement=S2", form(origin="gap", statements=[pk]))

    line = PlanLine.objects.get()
    assert [row.code for row in line.statements.all()] == ["S2"]


def test_line_create_shrugs_at_a_statement_that_there_is_not(client, framework):
    assert client.get(NEW, {"statement": "%S99"}).status_code == 200


def test_line_create_from_an_entry_links_it(client, mentor, peer):
    entry = cpd_entry(mentor)

    client.post(f"{NEW}?entry={entry.pk}", form())
    client.post(f"{NEW}?entry={cpd_entry(peer).pk}", form(need="Another"))

    first, other = PlanLine.objects.order_by("pk")
    assert list(first.entries.all()) == [entry]
    assert not other.entries.exists()


def test_a_name_in_the_words_is_said_after_saving_and_stays_out_of_the_warning(client):
    text = client.post(NEW, form(activity="Ring Jade’s mum on 07700 900123"), follow=True).text

    assert PlanLine.objects.count() == 1
    warning = text.split('id="messages"')[1].split("</main>")[0].split("page-header")[0]
    assert "is-warning" in warning
    assert "07700 900123" not in warning


def test_line_update_changes_an_open_line_alone(client, mentor, line):
    done = plan_line(mentor, state="done", outcome="It works.")

    client.post(url("line_update", line), form(need="Better words"))
    client.post(url("line_update", done), form(need="Better words"))

    line.refresh_from_db()
    done.refresh_from_db()
    assert (line.need, done.need) == ("Better words", "Asking open questions")


def test_line_update_lets_a_day_stay_that_has_passed(client, mentor):
    line = plan_line(mentor, due_on=days_ago(3))

    response = client.post(
        url("line_update", line), form(need="Better", due_on=line.due_on.isoformat())
    )

    assert response.status_code == 302


@pytest.mark.parametrize(
    ("name", "state"), [("line_done", LineState.DONE), ("line_drop", LineState.DROPPED)]
)
def test_a_line_is_closed_with_a_word_and_reopened(client, line, name, state):
    assert "Say in a sentence" in client.post(url(name, line), {"outcome": " "}).text
    client.post(url(name, line), {"outcome": "It came to this."})
    line.refresh_from_db()
    assert (line.state, line.outcome) == (state, "It came to this.")

    client.post(url("line_reopen", line))
    client.post(url("line_reopen", line))  # a second click finds it done
    line.refresh_from_db()

    assert line.state == LineState.OPEN
    assert "It came to this." in client.get(url(name, line)).text


def test_line_detail_says_who_can_read_it(client, line):
    assert "Only you can read this line" in client.get(url("line_detail", line)).text

    client.post(url("line_share", line), {"shared": "1"})
    text = client.get(url("line_detail", line)).text
    assert "You and your line manager can read this line" in text

    client.post(url("line_share", line), {"shared": "0"})
    line.refresh_from_db()
    assert not line.is_shared


def test_line_print_has_the_whole_plan(client, mentor):
    plan_line(mentor, need="Still open")
    plan_line(mentor, need="Well done", state="done", outcome="It works.")

    text = client.get("/cpd/plan/print/").text

    assert "Still open" in text
    assert "It works." in text


# Evidence -------------------------------------------------------------------------


def test_an_entry_is_found_linked_and_taken_out(client, mentor, line):
    entry = cpd_entry(mentor, title="Workshop on listening")
    cpd_entry(mentor, title="A visit")

    found = client.get(url("line_evidence", line), {"q": "listening"}).text
    assert "Workshop on listening" in found
    assert "A visit" not in found
    client.post(url("entry_link", line), {"entry": entry.pk})
    assert list(line.entries.all()) == [entry]

    response = client.post(url("entry_unlink", line), {"entry": entry.pk, "back": "line"})

    assert not line.entries.exists()
    assert response.url == line.get_absolute_url()


@pytest.mark.parametrize("asked", ["", "x", "999999", "²", "9" * 40])
def test_what_is_no_entry_of_hers_is_not_found(client, line, asked):
    assert client.post(url("entry_link", line), {"entry": asked}).status_code == 404


def test_somebody_elses_entry_is_not_found(client, peer, line):
    assert client.post(url("entry_link", line), {"entry": cpd_entry(peer).pk}).status_code == 404
    assert not line.entries.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_line_evidence_costs_the_same(client, mentor, line, count, django_assert_num_queries):
    for _ in range(count):
        cpd_entry(mentor)
    client.get(url("line_evidence", line))

    with django_assert_num_queries(5):
        client.get(url("line_evidence", line))


def test_from_the_entry_she_chooses_the_lines(client, mentor, peer):
    entry, mine, other = cpd_entry(mentor), plan_line(mentor), plan_line(mentor, need="Other")
    done = plan_line(mentor, need="Closed before", state="done", outcome="It works.")
    foreign = plan_line(peer)
    done.entries.add(entry)

    client.post(url("entry_lines", entry), {"lines": [mine.pk, done.pk]})
    assert set(entry.plan_lines.all()) == {mine, done}
    client.post(url("entry_lines", entry), {"lines": [foreign.pk, other.pk]})
    assert set(entry.plan_lines.all()) == {mine, done}
    client.post(url("entry_lines", entry), {})

    assert not entry.plan_lines.exists()


def test_entry_lines_without_a_plan_leads_to_one(client, mentor):
    entry = cpd_entry(mentor)

    assert f"{NEW}?entry={entry.pk}" in client.get(url("entry_lines", entry)).text
