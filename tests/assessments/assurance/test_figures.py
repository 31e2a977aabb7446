"""What leaders are told of supervision: counts of teams, and nothing of one person."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.assurance import queries
from assessments.records.rules import RecordState
from assessments.supervision.models import SupervisorPost
from assessments.supervision.services.policies import load_default_policies
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from cms.people.teams.models import StaffProfile
from tests.factories import supervision as scene
from tests.factories.people import (
    ReportingLineFactory,
    StaffProfileFactory,
    TeamFactory,
    days_ago,
    make_person,
)

pytestmark = pytest.mark.django_db
OVERVIEW, EXPORT = reverse("assurance:overview"), reverse("assurance:overview_export")
QUERIES = 11


@pytest.fixture(autouse=True)
def policies(db):
    load_default_policies()


def add_team(code, size, manager=None):
    team = TeamFactory.create(code=code, name=f"Team {code}")
    people = [make_person(f"{code}{n}", "Coach", Role.MENTOR, team=team) for n in range(size)]
    for person in people:
        profile = StaffProfile.objects.filter(person=person).first()
        if profile is None:
            StaffProfileFactory.create(person=person, team=team, started_on=days_ago(800))
        else:
            StaffProfile.objects.filter(pk=profile.pk).update(team=team, started_on=days_ago(800))
        if manager is not None:
            ReportingLineFactory.create(person=person, manager=manager)
    return people


def meet(person, supervisor, days, **fields):
    pair = scene.agreement(person, supervisor)
    held_on = days_ago(days)
    return scene.held(pair, days, due_on=held_on, tolerance_days=7, **fields)


def test_a_team_of_five_is_counted(quality_lead, supervisor):
    first, second, third, *_ = people = add_team("A", 5)
    meet(first, supervisor, 10)
    late = meet(second, supervisor, 60)
    late.due_on = late.held_at.date() - timedelta(days=20)
    late.save()
    scene.called_off(scene.agreement(third, supervisor), starts_at=scene.moment(-3))
    scene.action(late, due_on=days_ago(1), carried_count=3)

    found = queries.assurance(quality_lead)

    [row] = found.teams
    assert (row.name, row.people, row.held) == ("Team A", len(people), 2)
    assert row.called_off["supervisor"] == 1
    assert (row.open_actions, row.overdue_actions, row.carried_actions) == (1, 1, 1)
    assert row.on_time == 1
    assert row.due == 2 + row.late
    assert found.in_all is not None


def test_a_small_team_is_hidden_and_the_next_smallest_with_it(quality_lead):
    add_team("A", 7)
    add_team("B", 6)
    add_team("C", 2)

    found = queries.assurance(quality_lead)

    assert [row.name for row in found.teams] == ["Team A"]
    assert found.hidden == ["Team B", "Team C"]
    assert found.in_all.people == 7


def test_a_line_manager_reads_her_own_team_alone(manager, quality_lead):
    add_team("A", 5, manager=manager)
    add_team("B", 5)

    assert [row.name for row in queries.assurance(manager).teams] == ["Team A"]
    assert len(queries.assurance(quality_lead).teams) == 2


def test_training_of_supervisors_is_counted_without_their_names(quality_lead, supervisor, mentor):
    scene.agreement(mentor, supervisor)
    assert queries.assurance(quality_lead).supervisors == 1
    assert queries.assurance(quality_lead).trained == 0

    SupervisorPost.objects.create(supervisor=supervisor, trained_on=days_ago(700))
    assert queries.assurance(quality_lead).trained == 1

    SupervisorPost.objects.update(trained_on=days_ago(731))
    assert queries.assurance(quality_lead).trained == 0


def test_few_sessions_of_a_quarter_have_no_rate(quality_lead, supervisor):
    people = add_team("A", 6)
    for person in people[:4]:
        meet(person, supervisor, 10)
    assert [quarter.on_time_percent for quarter in queries.assurance(quality_lead).quarters] == [
        None, None, None, None,
    ]  # fmt: skip

    meet(people[4], supervisor, 10)

    assert queries.assurance(quality_lead).quarters[-1].on_time_percent == 100


@pytest.mark.parametrize("size", [5, 12])
def test_it_costs_the_same_for_few_and_for_many(
    quality_lead, supervisor, django_assert_num_queries, size
):
    for person in add_team("A", size):
        meet(person, supervisor, 10)
    queries.assurance(quality_lead)

    with django_assert_num_queries(QUERIES):
        queries.assurance(quality_lead)


def test_nothing_that_was_said_is_on_the_page(client_of, quality_lead, supervisor):
    first, *_ = add_team("A", 5)
    record = scene.locked(meet(first, supervisor, 10))
    assert record.state == RecordState.LOCKED
    client = client_of(quality_lead)

    page, table = client.get(OVERVIEW).text, client.get(EXPORT).content.decode()

    for text in (page, table):
        assert scene.SAID not in text
        assert first.display_name not in text
        assert "Team A" in text
    assert AuditEvent.objects.filter(verb="supervision_figures.exported").count() == 1


def test_without_a_large_team_the_page_says_why(client_of, quality_lead):
    add_team("A", 2)

    assert "No team is large enough" in client_of(quality_lead).get(OVERVIEW).text


def test_nobody_else_finds_it(client_of, mentor, supervisor, dsl, dpo, admin):
    for person in (mentor, supervisor, dsl, dpo, admin):
        for address in (OVERVIEW, EXPORT):
            assert client_of(person).get(address).status_code == 404


def test_yesterday_is_in_and_a_year_ago_is_out(quality_lead, supervisor):
    first, second, *_ = add_team("A", 5)
    meet(first, supervisor, 1)
    meet(second, supervisor, 366)

    assert queries.assurance(quality_lead).teams[0].held == 1
    assert queries.assurance(quality_lead, today=timezone.localdate()).since == days_ago(365)
