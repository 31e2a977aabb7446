"""Matrix rule 10: a line manager reads date, length, kind and attendance, and nothing else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.sessions.rules import Attendance
from tests.factories.people import ReportingLineFactory, days_ago
from tests.factories.supervision import agreement, called_off, group, held, moment, session

LIST = reverse("sessions:team_sessions")
PLACE = "Room 4, behind the library"
SECRETS = [PLACE, "Support with the load", "Helen", "Ashworth", "In person", "Not prepared"]
# session, user, the count, the page, her team
QUERIES = 12


@pytest.fixture
def seen(pair):
    """Held in a room, with something ticked, by somebody the manager need not know of."""
    return held(pair, days=9, place=PLACE, functions=["restorative"], held_minutes=50)


def words_of(answer):
    return answer.content.decode()


def test_a_manager_reads_four_facts_and_nothing_else(client_of, manager, seen):
    text = words_of(client_of(manager).get(LIST))

    assert "Yasmin Haddad" in text
    assert "50 min" in text
    assert "Reflective" in text
    assert "Came" in text
    for secret in SECRETS:
        assert secret not in text


def test_no_column_beside_the_facts_is_even_fetched(client_of, manager, seen):
    client = client_of(manager)
    with CaptureQueriesContext(connection) as asked:
        client.get(LIST)

    sql = " ".join(query["sql"] for query in asked if "sessionattendance" in query["sql"])
    selected = sql.partition("ORDER BY")[0]
    for column in ('"place"', '"functions"', '"reason"', '"called_off_by"', '"medium"'):
        assert column not in selected


def test_one_session_shows_a_manager_the_same_four(client_of, manager, seen):
    answer = client_of(manager).get(seen.get_absolute_url())

    text = words_of(answer)
    assert answer.status_code == 200
    assert "50 min" in text
    for secret in SECRETS:
        assert secret not in text


@pytest.mark.parametrize("name", ["quality_lead", "admin", "hr", "dpo"])
def test_oversight_reads_the_same_four(request, client_of, seen, name):
    text = words_of(client_of(request.getfixturevalue(name)).get(seen.get_absolute_url()))

    assert "Attendance" in text
    for secret in SECRETS:
        assert secret not in text


@pytest.mark.parametrize("name", ["peer", "other_manager", "trainer", "dsl"])
def test_to_others_it_is_not_there(request, client_of, seen, name):
    client = client_of(request.getfixturevalue(name))

    assert client.get(seen.get_absolute_url()).status_code == 404


def test_why_one_was_called_off_is_not_a_managers_to_read(client_of, manager, pair):
    off = called_off(pair, reason="not_ready")

    for url in (LIST, off.get_absolute_url()):
        text = words_of(client_of(manager).get(url))
        assert "Called off" in text
        for words in (*SECRETS, "The supervisor", "The supervisee"):
            assert words not in text


@pytest.mark.parametrize("action", ["move", "call_off", "held", "missed", "calendar"])
def test_a_manager_does_nothing_to_a_session(client_of, manager, meeting, action):
    url = reverse(f"sessions:session_{action}", args=[meeting.pk])

    assert client_of(manager).get(url).status_code == 404


def test_of_a_group_a_manager_sees_her_own_people(client_of, manager, mentor, supervisor, group_of):
    meeting = group(supervisor, [mentor, *group_of])

    text = words_of(client_of(manager).get(meeting.get_absolute_url()))

    assert "Yasmin Haddad" in text
    assert "Mentor1" not in text


def test_a_new_manager_reads_nothing_of_the_time_before_her(
    client_of, mentor, other_manager, supervisor, policies
):
    pair = agreement(mentor, supervisor)
    before, after = held(pair, days=40), held(pair, days=2)
    mentor.reporting_lines.update(ends_on=days_ago(11))
    ReportingLineFactory.create(person=mentor, manager=other_manager, starts_on=days_ago(10))

    client = client_of(other_manager)

    assert client.get(before.get_absolute_url()).status_code == 404
    assert client.get(after.get_absolute_url()).status_code == 200
    assert words_of(client.get(LIST)).count('data-label="Length"') == 1


def test_the_manager_of_before_reads_no_more(client_of, manager, mentor, seen):
    mentor.reporting_lines.update(ends_on=days_ago(1))

    assert client_of(manager).get(seen.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "name", ["mentor", "supervisor", "dsl", "quality_lead", "trainer", "admin", "hr", "dpo"]
)
def test_the_list_is_line_managers_alone(request, client_of, pair, name):
    assert client_of(request.getfixturevalue(name)).get(LIST).status_code == 404


def test_a_visitor_signs_in_first(visitor, db):
    assert visitor.get(LIST).status_code == 302


def test_it_is_narrowed_to_one_person(client_of, manager, seen, peer, supervisor):
    session(agreement(peer, supervisor), starts_at=moment(3))
    client = client_of(manager)

    both = words_of(client.get(LIST))
    one = words_of(client.get(f"{LIST}?person={peer.pk}"))

    assert "Sam Whitfield</th>" in both
    assert "Yasmin Haddad</th>" not in one
    for wrong in ("abc", "-1", "9" * 30):
        assert client.get(f"{LIST}?person={wrong}").status_code == 200


def test_empty_states_say_what_will_be_here(client_of, other_manager, manager, mentor):
    assert "Nobody reports to you today" in words_of(client_of(other_manager).get(LIST))
    assert "No session yet" in words_of(client_of(manager).get(LIST))


def test_attendance_in_words(client_of, manager, pair):
    meeting = held(pair, days=5)
    meeting.attendances.update(state=Attendance.ABSENT)
    session(pair, starts_at=timezone.localtime() - timedelta(days=30), state="missed")

    text = words_of(client_of(manager).get(LIST))

    assert "Did not come" in text
    assert "Did not take place" in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    client_of, manager, pair, django_assert_num_queries, count
):
    for days in range(count):
        held(pair, days=days + 1)
    client = client_of(manager)
    client.get(LIST)

    with django_assert_num_queries(QUERIES):
        client.get(LIST)
