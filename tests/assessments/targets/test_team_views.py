import csv
from io import StringIO

import pytest

from assessments.targets.queries.grid import Asked, team_grid
from assessments.targets.queries.totals import NO_TEAM, totals
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from tests.factories.people import ReportingLineFactory, TeamFactory, days_ago, make_person
from tests.factories.targets import absence, handed_in, in_post, with_impact

GRID_QUERIES = 11
TOTALS_QUERIES = 11


def names(grid):
    return [row.person.first_name for row in grid.rows]


@pytest.fixture
def people(mentor, peer, year):
    """Yasmin has done it all, Sam nothing: in post all this year and longer."""
    for person in (mentor, peer):
        in_post(person, started_on=days_ago(2000))
    handed_in(mentor, minutes=1800)
    for _ in range(3):
        with_impact(mentor)
    return mentor, peer


def test_who_needs_a_word_comes_first(people, manager, year):
    late = year.last_on
    grid = team_grid(manager, year, Asked(), today=late)

    assert names(grid) == ["Sam", "Yasmin"]
    assert grid.counts == {"behind": 1, "complete": 1}
    assert grid.behind == 1


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Asked(search="whit"), ["Sam"]),
        (Asked(search="apprenticeships yas"), ["Yasmin"]),
        (Asked(search="nobody"), []),
        (Asked(standing="complete"), ["Yasmin"]),
        (Asked(standing="nonsense"), ["Sam", "Yasmin"]),
        (Asked(team="E"), ["Sam", "Yasmin"]),
        (Asked(team="D"), []),
        (Asked(sort="name"), ["Yasmin", "Sam"]),  # Haddad, Whitfield
        (Asked(sort="-name"), ["Sam", "Yasmin"]),
        (Asked(sort="-counted"), ["Yasmin", "Sam"]),
        (Asked(sort="impact"), ["Sam", "Yasmin"]),
        (Asked(sort="nonsense"), ["Sam", "Yasmin"]),
    ],
)
def test_looking_for_somebody(people, manager, year, asked, found):
    grid = team_grid(manager, year, asked, today=year.last_on)

    assert names(grid) == found
    assert grid.people == 2


def test_a_manager_follows_her_reports_and_a_quality_lead_all_mentors(
    people, manager, other_manager, quality_lead, hr, year
):
    make_person("Ex", "Mentor")

    assert len(team_grid(manager, year, Asked()).rows) == 2
    assert team_grid(other_manager, year, Asked()).people == 0
    assert len(team_grid(quality_lead, year, Asked()).rows) == 2
    assert len(team_grid(hr, year, Asked()).rows) == 2


def test_the_grid_shows_figures_and_no_words(people, manager, client_of):
    handed_in(people[1], title="Telling title", shared_summary="Telling")
    page = client_of(manager).get("/cpd/team/").text

    assert "CPD of your team" in page
    assert "Whitfield" in page
    assert "Telling" not in page
    assert 'aria-sort="ascending"' in page


def test_an_empty_team_is_said(other_manager, client_of):
    assert "Nobody reports to you today" in client_of(other_manager).get("/cpd/team/").text


def test_nobody_found_is_said(people, manager, client_of):
    assert "Nobody matches" in client_of(manager).get("/cpd/team/?q=zzz").text


@pytest.mark.parametrize("name", ["mentor", "supervisor", "trainer", "dsl", "admin", "dpo"])
def test_the_grid_is_not_found_by_others(client_of, request, name):
    client = client_of(request.getfixturevalue(name))

    assert client.get("/cpd/team/").status_code == 404
    assert client.get("/cpd/team/export/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_grid_costs_the_same_for_one_and_for_three(
    manager, team, client_of, django_assert_num_queries, count
):
    for number in range(count):
        person = make_person(f"P{number}", "Test", Role.MENTOR, team=team)
        ReportingLineFactory.create(person=person, manager=manager)
        handed_in(person)
    client = client_of(manager)
    client.get("/cpd/team/")
    with django_assert_num_queries(GRID_QUERIES):
        assert client.get("/cpd/team/").text.count('<th scope="row">') == count


def test_the_file_holds_what_the_grid_shows(people, manager, client_of, year):
    in_post(people[1], team=TeamFactory.create(code="=cmd", name="=1+1"))
    response = client_of(manager).get("/cpd/team/export/?sort=name")
    text = response.content.decode()
    rows = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))

    assert text.startswith("\ufeff")
    assert response["Content-Type"].startswith("text/csv")
    assert [row["Name"] for row in rows] == ["Yasmin Haddad", "Sam Whitfield"]
    assert (rows[0]["Target (h)"], rows[0]["Counted (h)"]) == ("30", "36")
    assert rows[1]["Team"] == "'=1+1"
    event = AuditEvent.objects.get(verb="cpd_record.exported")
    assert event.detail == {"year": year.start, "people": 2, "format": "csv"}


# Totals ----------------------------------------------------------------------------


def members(team, count, first=0):
    people = [
        make_person(f"{team.code}{n}", "T", Role.MENTOR, team=team)
        for n in range(first, first + count)
    ]
    for person in people:
        in_post(person, started_on=days_ago(2000))
        handed_in(person, minutes=60)
    return people


@pytest.fixture
def three_teams(db):
    sizes = {"Arts": 4, "Build": 5, "Care": 6}
    return {
        name: members(TeamFactory.create(code=name[0], name=name), n) for name, n in sizes.items()
    }


def test_a_small_team_and_the_next_smallest_are_hidden_and_not_in_the_sum(three_teams, year):
    found = totals(year)

    assert [row.name for row in found.teams] == ["Care"]
    assert found.hidden == ["Arts", "Build"]
    assert (found.in_all.people, found.in_all.counted, found.in_all.target) == (6, 360, 180)


def test_large_teams_are_summed(three_teams, year):
    members(TeamFactory.create(code="A"), 1, first=4)
    found = totals(year)

    assert [row.people for row in found.teams] == [5, 5, 6]
    assert (found.hidden, found.in_all.people, found.in_all.counted) == ([], 16, 16 * 60)


def test_nobodys_absence_can_be_read_from_a_sum(three_teams, year):
    absence(three_teams["Care"][0], days_ago(1))
    care = totals(year, today=year.last_on).teams[0]

    assert not hasattr(care, "paused")
    assert (care.in_time, care.complete) == (0, 0) or care.in_time == 1


def test_mentors_in_no_team_are_a_group_like_any_other(three_teams, year):
    members(TeamFactory.create(code="A"), 1, first=4)
    lonely = make_person("Lone", "Wolf", Role.MENTOR)
    in_post(lonely, started_on=days_ago(2000))

    assert NO_TEAM in totals(year).hidden


def test_totals_are_read_by_hr_the_quality_lead_and_senior_leaders(
    three_teams, client_of, hr, quality_lead
):
    leader = make_person("Anita", "Sørby", Role.SENIOR_LEADER)
    for reader in (hr, quality_lead, leader):
        page = client_of(reader).get("/cpd/totals/").text
        assert "Care" in page
        assert "Not shown: Arts, Build" in page


@pytest.mark.parametrize("name", ["mentor", "manager", "supervisor", "trainer", "admin", "dpo"])
def test_totals_are_not_found_by_others(client_of, request, name):
    assert client_of(request.getfixturevalue(name)).get("/cpd/totals/").status_code == 404


def test_a_senior_leader_reads_nothing_of_one_person(client_of, mentor):
    leader = client_of(make_person("Anita", "Sørby", Role.SENIOR_LEADER))

    assert leader.get(f"/cpd/year/{mentor.pk}/").status_code == 404
    assert leader.get("/cpd/team/").status_code == 404


def test_a_college_of_small_teams_shows_no_figure(client_of, hr, db):
    members(TeamFactory.create(code="A", name="Arts"), 3)
    page = client_of(hr).get("/cpd/totals/").text

    assert "No team is large enough" in page
    assert "90 h" not in page


def test_totals_cost_the_same_for_one_team_and_for_three(client_of, hr, django_assert_num_queries):
    client = client_of(hr)
    for code in ("A", "B", "C"):
        members(TeamFactory.create(code=code), 5)
        client.get("/cpd/totals/")
        with django_assert_num_queries(TOTALS_QUERIES):
            client.get("/cpd/totals/")
