import pytest
from django.urls import reverse

from assessments.supervision.rules.states import WhoBooks
from tests.factories.people import days_ago
from tests.factories.supervision import (
    SAID,
    action,
    agreement,
    called_off,
    group,
    held,
    moment,
    record,
    session,
)

HOME = reverse("sessions:supervision_home")
LIST = reverse("sessions:session_list")
MENTOR_QUERIES, SUPERVISOR_QUERIES = 21, 26


def words_of(answer):
    return answer.content.decode()


def test_a_mentor_sees_what_is_next_and_when_it_is_due(client_of, mentor, pair, meeting):
    held(pair, days=20)

    text = words_of(client_of(mentor).get(HOME))

    assert "Your next session, in 7 days" in text
    assert "with Helen Ashworth" in text
    assert "Room 4, behind the library" in text
    assert "Last met 20 days ago" in text
    assert "People you supervise" not in text
    assert reverse("concerns:panel") in text


def test_a_mentor_without_anything_is_told_how_it_begins(client_of, mentor, policies):
    assert "You have no supervision yet" in words_of(client_of(mentor).get(HOME))


def test_who_books_is_said_where_nothing_is_booked(client_of, mentor, supervisor, pair):
    assert "Helen Ashworth books your sessions" in words_of(client_of(mentor).get(HOME))
    pair.who_books = WhoBooks.EITHER
    pair.save()
    assert reverse("sessions:session_book", args=[pair.pk]) in words_of(client_of(mentor).get(HOME))


def test_what_waits_is_counted_and_not_quoted(client_of, mentor, pair):
    meeting = held(pair, days=5)
    record(meeting, state="shared")
    action(meeting)
    action(meeting, due_on=days_ago(2))

    text = words_of(client_of(mentor).get(HOME))

    assert "Read and sign the record of" in text
    assert "2 open actions" in text
    assert "1 overdue" in text
    assert SAID not in text


def test_a_supervisor_sees_her_people_and_what_waits_for_her(
    client_of, supervisor, pair, peer, meeting
):
    held(agreement(peer, supervisor), days=80)
    session(pair, starts_at=moment(-1))
    record(held(pair, days=5), state="signed_once")

    text = words_of(client_of(supervisor).get(HOME))

    assert text.index("Sam Whitfield</a></th>") < text.index("Yasmin Haddad</a></th>")
    assert "Was it held?" in text
    assert "Records waiting for you" in text
    assert "held, and nothing written yet" in text
    assert "Signed by the supervisee" in text
    assert "1 is overdue" in text
    assert "Your next session" not in text


def test_a_supervisor_of_nobody_is_told_how_it_begins(client_of, supervisor):
    assert "You supervise nobody yet" in words_of(client_of(supervisor).get(HOME))


def test_a_manager_is_led_to_her_team(client_of, manager, pair):
    text = words_of(client_of(manager).get(HOME))

    assert reverse("sessions:team_sessions") in text


@pytest.mark.parametrize("name", ["dsl", "quality_lead", "trainer", "admin", "hr", "dpo", "peer"])
def test_others_find_a_home_that_says_nothing_of_the_pair(request, client_of, pair, meeting, name):
    answer = client_of(request.getfixturevalue(name)).get(HOME)

    assert answer.status_code == 200
    assert "Yasmin" not in words_of(answer)
    assert "Room 4" not in words_of(answer)


def test_a_visitor_signs_in_first(visitor, db):
    assert visitor.get(HOME).status_code == 302
    assert visitor.get(LIST).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_a_mentors_home_costs_the_same_for_one_and_for_three(
    client_of, mentor, pair, django_assert_num_queries, count
):
    for number in range(count):
        session(pair, starts_at=moment(number + 2))
        record(held(pair, days=number + 3), state="shared")
    client = client_of(mentor)
    client.get(HOME)

    with django_assert_num_queries(MENTOR_QUERIES):
        client.get(HOME)


@pytest.mark.parametrize("count", [1, 3])
def test_a_supervisors_home_costs_the_same_for_one_and_for_three(
    client_of, supervisor, pair, group_of, django_assert_num_queries, count
):
    for number, person in enumerate(group_of[:count]):
        own = agreement(person, supervisor)
        session(own, starts_at=moment(number + 2))
        session(own, starts_at=moment(-1 - number))
        held(own, days=number + 3)
        record(held(own, days=number + 30))
    group(supervisor, group_of)
    client = client_of(supervisor)
    client.get(HOME)

    with django_assert_num_queries(SUPERVISOR_QUERIES):
        client.get(HOME)


def test_lists_have_what_is_to_come_and_what_is_past(client_of, mentor, pair, meeting):
    past, off = held(pair, days=5), called_off(pair, starts_at=moment(3))
    client = client_of(mentor)

    to_come, gone = words_of(client.get(LIST)), words_of(client.get(f"{LIST}?when=past"))

    assert meeting.get_absolute_url() in to_come
    assert past.get_absolute_url() not in to_come
    assert past.get_absolute_url() in gone
    assert off.get_absolute_url() in gone


def test_the_balance_is_for_both_of_the_pair_and_keeps_to_the_pair(
    client_of, mentor, supervisor, pair, manager
):
    held(pair, days=20, functions=["formative"])
    held(pair, days=150, functions=["formative", "restorative"])
    held(agreement(mentor, manager), days=5, functions=["normative"])

    own = words_of(client_of(mentor).get(HOME))
    hers = words_of(
        client_of(supervisor).get(reverse("sessions:supervisee_detail", args=[mentor.pk]))
    )

    assert "Support with the load was last there" in own
    assert "3 sessions held" in own
    assert "2 sessions held" in hers
    assert "Sessions with another supervisor are not counted here" in hers


@pytest.mark.parametrize(
    "name", ["mentor", "peer", "manager", "other_manager", "dsl", "quality_lead", "admin", "hr"]
)
def test_a_supervisees_page_is_her_supervisors(request, client_of, pair, name):
    url = reverse("sessions:supervisee_detail", args=[pair.supervisee_id])

    assert client_of(request.getfixturevalue(name)).get(url).status_code == 404


def test_when_the_agreement_has_ended_the_page_is_gone(client_of, supervisor, pair):
    url = reverse("sessions:supervisee_detail", args=[pair.supervisee_id])
    assert client_of(supervisor).get(url).status_code == 200
    pair.ends_on = days_ago(1)
    pair.save()
    assert client_of(supervisor).get(url).status_code == 404
