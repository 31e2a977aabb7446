from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.cpd.rules import cpd_year
from assessments.cpd.services import discard_entry
from tests.factories.cpd import SECRET, cpd_entry, handed_in, ready_entry, returned, verified
from tests.factories.people import days_ago

STRANGERS = [
    "peer", "supervisor", "manager", "other_manager", "quality_lead", "dsl", "trainer", "admin",
    "hr", "dpo",
]  # fmt: skip
LOG = "/cpd/"


@pytest.mark.parametrize("stranger", STRANGERS)
def test_entry_list_shows_ones_own_entries_alone(mentor, client_of, request, stranger):
    cpd_entry(mentor, title="Something of the mentor's own")
    reader = request.getfixturevalue(stranger)
    cpd_entry(reader, title="Mine")

    text = client_of(reader).get(LOG, {"year": "all"}).text

    assert "Mine" in text
    assert "of the mentor" not in text


def test_a_visitor_is_asked_to_sign_in(visitor):
    assert visitor.get(LOG).url.startswith("/accounts/login/")


def test_entry_list_when_empty_says_how_it_begins(mentor, client_of):
    text = client_of(mentor).get(LOG).text

    assert "Your log is empty" in text
    assert "CPD year" not in text
    assert "Drafts are yours alone" in text


def test_entry_list_sums_the_year_and_shows_mandatory_apart(mentor, client_of):
    cpd_entry(mentor, minutes=100)
    cpd_entry(mentor, minutes=45, activity_type="prevent", is_mandatory=True)
    cpd_entry(mentor, minutes=None)
    cpd_entry(mentor, minutes=60, start_on=days_ago(800))
    discard_entry(entry=cpd_entry(mentor, minutes=400), by=mentor)

    response = client_of(mentor).get(LOG)

    totals = response.context["totals"]
    counted = {str(row.group): (row.entries, row.minutes) for row in totals.groups}
    assert counted["drafts"] == (3, 145)
    assert counted["discarded"] == (1, 400)
    assert (totals.mandatory_minutes, totals.without_minutes) == (45, 1)
    assert "2 h 25 min" in response.text
    assert "1 entry has no time yet" in response.text


def test_entry_list_has_a_tab_for_each_group_of_states(framework, mentor, manager, client_of):
    cpd_entry(mentor, title="Begun")
    handed_in(mentor, title="Sent")
    returned(mentor, manager, title="Came back")
    verified(mentor, manager, title="Confirmed")
    discard_entry(entry=cpd_entry(mentor, title="Put aside"), by=mentor)
    client = client_of(mentor)
    titles = {
        "drafts": "Begun",
        "submitted": "Sent",
        "returned": "Came back",
        "verified": "Confirmed",
        "discarded": "Put aside",
        "nonsense": "Begun",
    }

    for state, title in titles.items():
        listed = [row.title for row in client.get(LOG, {"state": state}).context["page"]]
        assert listed == [title]


@pytest.mark.parametrize("state", ["drafts", "submitted", "returned", "verified", "discarded"])
def test_a_tab_with_nothing_in_it_says_so(mentor, client_of, state):
    kept = cpd_entry(mentor)
    if state == "drafts":
        discard_entry(entry=kept, by=mentor)

    response = client_of(mentor).get(LOG, {"state": state})

    assert 'class="empty"' in response.text


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


@pytest.mark.parametrize(
    ("activity", "shown"),
    [
        ("podcast", ["Heard"]),
        ("self", ["Read", "Heard"]),
        ("formal", ["Course"]),
        ("placement", []),
        ("nonsense", ["Read", "Heard", "Course"]),
    ],
)
def test_entry_list_is_filtered_by_activity(mentor, client_of, activity, shown):
    cpd_entry(mentor, title="Course", activity_type="course")
    cpd_entry(mentor, title="Heard", activity_type="podcast")
    cpd_entry(mentor, title="Read", activity_type="reading")

    response = client_of(mentor).get(LOG, {"activity": activity})

    assert [row.title for row in response.context["page"]] == shown
    assert shown or "fits that" in response.text


def test_entry_list_finds_words_but_not_the_private_ones(mentor, client_of):
    cpd_entry(mentor, title="Workshop", application="One exception question a week")
    cpd_entry(mentor, title="Podcast", reflection={"free": "exception: I was afraid"})
    client = client_of(mentor)

    text = client.get(LOG, {"q": "question exception"}).text

    assert "Workshop</a>" in text
    assert "Podcast</a>" not in text
    assert "Podcast</a>" not in client.get(LOG, {"q": "exception"}).text
    assert "fits that" in client.get(LOG, {"q": "nowhere"}).text


def test_entry_list_never_shows_the_private_part(framework, mentor, client_of):
    ready_entry(mentor)

    assert SECRET not in client_of(mentor).get(LOG).text


def test_entry_list_comes_in_pages(mentor, client_of):
    for _ in range(21):
        cpd_entry(mentor)
    client = client_of(mentor)

    assert len(client.get(LOG).context["page"]) == 20
    assert len(client.get(LOG, {"page": 2}).context["page"]) == 1


def test_entry_list_keeps_what_was_discarded_for_a_month(mentor, client_of):
    discard_entry(entry=cpd_entry(mentor, title="Just now"), by=mentor)
    long_ago = timezone.localtime() - timedelta(days=31)
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
        ready_entry(mentor, codes=("S1", "S2"))
    client = client_of(mentor)
    client.get(LOG)

    with django_assert_num_queries(6):
        client.get(LOG)
