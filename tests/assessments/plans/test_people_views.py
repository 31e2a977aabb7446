"""What a manager reads of her people's plans, and that it is written down."""

import pytest
from django.utils import timezone

from cms.people.audit.models import AuditEvent
from tests.factories.cpd import cpd_entry
from tests.factories.people import ReportingLineFactory, make_person
from tests.factories.plans import plan_line

pytestmark = pytest.mark.django_db
PEOPLE = "/cpd/plan/people/"
OTHERS = [
    "mentor", "peer", "other_manager", "supervisor", "quality_lead", "admin", "hr", "dpo",
]  # fmt: skip


def page(person):
    return f"{PEOPLE}{person.pk}/"


def handed_in(owner, **fields):
    now = timezone.now()
    return cpd_entry(owner, state="submitted", submitted_at=now, submitted_on=now.date(), **fields)


@pytest.fixture
def client(client_of, manager):
    return client_of(manager)


def test_person_lines_shows_what_is_shown_and_nothing_else(client, mentor):
    shown = plan_line(
        mentor,
        need="Shown",
        is_shared=True,
        activity="A course",
        learner_outcome="More talk",
        origin="review",
    )
    plan_line(mentor, need="Kept to herself")
    entry = handed_in(mentor, title="Handed in")
    shown.entries.set([cpd_entry(mentor, title="Her draft"), entry])

    text = client.get(page(mentor)).text

    assert all(words in text for words in ("Shown", "A course", "More talk", "Handed in"))
    assert f"/cpd/shared/{entry.pk}/" in text
    assert "Kept to herself" not in text
    assert "Her draft" not in text
    assert "performance review" not in text


def test_the_words_of_a_reopened_line_are_not_read_again(client, mentor):
    plan_line(mentor, is_shared=True, outcome="Written when it was closed")

    assert "Written when it was closed" not in client.get(page(mentor)).text


@pytest.mark.parametrize("reader", OTHERS)
def test_person_lines_is_not_found_by_anybody_else(mentor, client_of, request, reader):
    plan_line(mentor, is_shared=True)

    assert client_of(request.getfixturevalue(reader)).get(page(mentor)).status_code == 404
    assert not AuditEvent.objects.exists()


def test_reading_is_written_down_without_the_words(client, mentor, manager):
    line = plan_line(mentor, is_shared=True, need="Shown")

    client.get(page(mentor))

    event = AuditEvent.objects.get()
    assert (event.verb, event.actor, event.about) == ("cpd_record.opened", manager, mentor)
    assert event.detail == {"part": "plan", "lines": [line.pk]}
    assert "Shown" not in f"{event.object_words}{event.detail}"


def test_where_nothing_is_shown_nothing_was_read(client, mentor):
    plan_line(mentor, need="Kept to herself")

    assert "No line is shown to you" in client.get(page(mentor)).text
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_person_lines_costs_the_same(client, mentor, count, django_assert_num_queries):
    for _ in range(count):
        plan_line(mentor, is_shared=True).entries.add(handed_in(mentor))
    client.get(page(mentor))

    with django_assert_num_queries(8):
        client.get(page(mentor))


def test_person_list_names_her_people_alone(client, mentor, peer, other_manager):
    plan_line(mentor, is_shared=True)

    text = client.get(PEOPLE).text

    assert "1 line shown to you" in text
    assert "Sam Whitfield" in text
    assert "Marek" not in text


@pytest.mark.parametrize("reader", ["mentor", "supervisor", "quality_lead", "admin", "hr", "dpo"])
def test_person_list_is_for_managers(client_of, request, reader):
    assert client_of(request.getfixturevalue(reader)).get(PEOPLE).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_person_list_costs_the_same(client, manager, count, django_assert_num_queries):
    for number in range(count):
        person = make_person(f"Report{number}", "Test")
        ReportingLineFactory.create(person=person, manager=manager)
        plan_line(person, is_shared=True)
    client.get(PEOPLE)

    with django_assert_num_queries(4):
        client.get(PEOPLE)
