import pytest
from django.urls import reverse
from django.utils import timezone

from cms.people.audit.models import AuditEvent
from tests.factories.people import days_ago
from tests.factories.readings import heard, overloaded_supervision, verified_entry

pytestmark = pytest.mark.django_db
MINE = reverse("readings:my_reading")


def theirs(person):
    return reverse("readings:person_reading", args=[person.pk])


# One's own ----------------------------------------------------------


def test_my_reading_shows_what_is_read_and_how_far_it_carries(
    client_of, mentor, supervisor, framework
):
    verified_entry(mentor, "S1")
    overloaded_supervision(mentor, supervisor)
    text = client_of(mentor).get(MINE).text

    assert "What a review would read about you now" in text
    assert "What was said in supervision is no input" in text
    assert "Called off by the supervisor" in text
    assert text.count('role="img"') == 5  # the year, three parts of the standard, supervision
    assert "Who can read this, and who has" in text
    assert " style=" not in text


def test_my_reading_of_nothing_is_an_empty_year(client_of, mentor):
    page = client_of(mentor).get(MINE)

    assert page.status_code == 200
    assert "nothing in this time" in page.text


def test_my_reading_leaves_no_trace_in_the_audit(client_of, mentor, framework):
    client_of(mentor).get(MINE)

    assert not AuditEvent.objects.filter(verb="review_reading.opened").exists()


def test_my_reading_of_another_time(client_of, mentor, framework):
    first, last = days_ago(60), days_ago(30)
    verified_entry(mentor, days=45, title="In the time")
    verified_entry(mentor, days=10, title="After it")
    page = client_of(mentor).get(MINE, {"period_from": first, "period_to": last})

    assert "In the time" in page.text
    assert "After it" not in page.text
    assert f'value="{first.isoformat()}"' in page.text


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"period_from": "2026-05-02", "period_to": "2026-05-01"}, "comes after the last"),
        ({"period_from": "nonsense"}, "Enter a valid date"),
    ],
)
def test_my_reading_of_no_time_says_why_and_shows_the_last_year(
    client_of, mentor, framework, asked, words
):
    page = client_of(mentor).get(MINE, asked)

    assert page.status_code == 200
    assert words in page.text
    assert page.context["reading"].period_to == timezone.localdate()


def test_my_reading_is_for_people_who_work_here(client_of, mentor, visitor):
    mentor.role_grants.update(ends_on=days_ago(1))

    assert client_of(mentor).get(MINE).status_code == 404
    assert visitor.get(MINE).status_code == 302


# Somebody else's ----------------------------------------------------------


def test_person_reading_is_written_down_for_the_mentor(client_of, mentor, manager, framework):
    page = client_of(manager).get(theirs(mentor))

    assert mentor.display_name in page.text
    event = AuditEvent.objects.get(verb="review_reading.opened")
    assert (event.actor, event.about) == (manager, mentor)
    assert event.detail["to"] == str(timezone.localdate())


def test_person_reading_names_no_group_that_is_too_small(client_of, mentor, manager, framework):
    heard(mentor, n=4)
    text = client_of(manager).get(theirs(mentor)).text

    assert "is not shown: fewer than 10 answers" in text


@pytest.mark.parametrize(
    "who", ["peer", "other_manager", "supervisor", "quality_lead", "hr", "dpo", "admin"]
)
def test_person_reading_is_found_by_nobody_else(client_of, mentor, who, request):
    reader = request.getfixturevalue(who)

    assert client_of(reader).get(theirs(mentor)).status_code == 404
    assert not AuditEvent.objects.filter(verb="review_reading.opened").exists()


def test_person_reading_of_oneself_is_one_s_own_page(client_of, mentor):
    assert client_of(mentor).get(theirs(mentor)).url == MINE


@pytest.mark.parametrize("name", ["my_reading", "person_reading"])
def test_only_looking_is_answered(client_of, mentor, name):
    address = MINE if name == "my_reading" else theirs(mentor)

    assert client_of(mentor).post(address).status_code == 405
