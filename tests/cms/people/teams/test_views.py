import pytest
from django.urls import reverse

from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.teams.access import is_manager_of
from cms.people.teams.models import StaffProfile, Team
from tests.factories.people import ReportingLineFactory, make_person

pytestmark = pytest.mark.django_db
LIST = reverse("teams:person_list")
# session, person, roles and what the frame of the page asks; then the list's own, all constant
QUERIES = 8


@pytest.mark.parametrize(
    ("who", "status"),
    [("admin", 200), ("hr", 200), ("dpo", 200), ("manager", 200), ("other_manager", 200),
     ("mentor", 404), ("trainer", 404), ("dsl", 404), ("quality_lead", 404), ("supervisor", 404)],
)  # fmt: skip
def test_person_list_is_for_those_who_may_list(who, status, client_of, request):
    assert client_of(request.getfixturevalue(who)).get(LIST).status_code == status


def test_person_list_shows_a_manager_their_team(manager, mentor, other_manager, client_of):
    mine = client_of(manager).get(LIST).content.decode()
    theirs = client_of(other_manager).get(LIST).content.decode()

    assert mentor.display_name in mine
    assert mentor.display_name not in theirs
    assert "Invite somebody" not in mine


@pytest.mark.parametrize("count", [1, 3])
def test_person_list_asks_the_same_number_of_times(
    count, manager, team, client_of, django_assert_num_queries
):
    for number in range(count):
        person = make_person(f"Mentor{number}", "Example", Role.MENTOR, team=team)
        ReportingLineFactory.create(person=person, manager=manager)
    client = client_of(manager)
    client.get(LIST)

    with django_assert_num_queries(QUERIES):
        client.get(LIST)


def test_person_list_finds_by_name_team_and_role(admin, mentor, peer, team, client_of):
    client = client_of(admin)

    by_name = client.get(LIST, {"q": "yasmin HADDAD"}).content.decode()
    by_role = client.get(LIST, {"role": "site_admin"}).content.decode()
    by_team = client.get(LIST, {"team": team.pk}).content.decode()
    nobody = client.get(LIST, {"q": "zzz"}).content.decode()

    assert mentor.email not in nobody
    assert "Nobody fits" in nobody
    assert "Yasmin Haddad" in by_name
    assert "Sam Whitfield" not in by_name
    assert "Yasmin Haddad" not in by_role
    assert "Yasmin Haddad" in by_team


def test_person_list_survives_nonsense_in_the_address(admin, client_of):
    answer = client_of(admin).get(LIST, {"team": "x", "role": "king", "page": "-3"})

    assert answer.status_code == 200


def test_person_invite_makes_and_invites(admin, team, manager, client_of):
    data = {
        "first_name": "New",
        "last_name": "Person",
        "email": "New.Person@college.test",
        "role": "mentor",
        "team": team.pk,
        "manager": manager.pk,
    }

    answer = client_of(admin).post(reverse("teams:person_invite"), data)

    person = User.objects.get(email="new.person@college.test")
    assert answer["Location"] == person.get_absolute_url()
    assert is_manager_of(manager, person)
    assert person.invitations.count() == 1


def test_person_invite_says_that_an_address_has_an_account(admin, mentor, client_of):
    data = {"first_name": "A", "last_name": "B", "email": mentor.email.upper(), "role": "mentor"}

    answer = client_of(admin).post(reverse("teams:person_invite"), data)

    assert "already" in answer.content.decode()
    assert answer.status_code == 200


def test_profile_update_saves_name_and_post(admin, mentor, client_of):
    data = {
        "first_name": "Yasmin",
        "last_name": "Haddad",
        "known_as": "Yas",
        "job_title": "Lead coach",
        "fte": "0.8",
    }

    client_of(admin).post(reverse("teams:profile_update", args=[mentor.pk]), data)

    mentor.refresh_from_db()
    assert mentor.known_as == "Yas"
    assert StaffProfile.objects.get(person=mentor).job_title == "Lead coach"


def test_profile_update_shows_mistakes(admin, mentor, client_of):
    data = {"first_name": "", "last_name": "Haddad", "fte": "7"}

    answer = client_of(admin).post(reverse("teams:profile_update", args=[mentor.pk]), data)

    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()


def test_manager_update_sets_the_line(admin, mentor, other_manager, client_of):
    url = reverse("teams:manager_update", args=[mentor.pk])

    client_of(admin).post(url, {"manager": other_manager.pk, "starts_on": "2026-11-01"})

    assert mentor.reporting_lines.filter(manager=other_manager).exists()


def test_manager_update_shows_a_circle(admin, mentor, manager, other_manager, client_of):
    ReportingLineFactory.create(person=other_manager, manager=manager)
    url = reverse("teams:manager_update", args=[manager.pk])

    answer = client_of(admin).post(url, {"manager": other_manager.pk, "starts_on": "2026-11-01"})

    assert "circle" in answer.content.decode()


def test_team_list_makes_a_team(admin, client_of):
    client_of(admin).post(reverse("teams:team_list"), {"name": "Health", "code": "C"})

    assert Team.objects.filter(name="Health").exists()
