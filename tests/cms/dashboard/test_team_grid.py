"""The manager's grid from rows: what it says of named people, to whom, and at what cost."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.cpd.rules import EntryState, cpd_year
from assessments.observations.rules import ObservationKind, ObservationState
from assessments.reviews.rules import ReviewKind, ReviewState
from assessments.sessions.queries import standings
from assessments.supervision.models import CollegeClosure, SupervisionNeed, SupervisionPolicy
from assessments.supervision.rules.states import NeedKind
from assessments.supervision.services.policies import load_default_policies
from assessments.targets.queries import records
from cms.dashboard.queries import rows_of, team_grid
from cms.dashboard.rules import Asked, Column, Level
from cms.people.accounts.rules import Role
from cms.people.teams.models import Absence, Cover
from cms.people.teams.rules import CoverKind
from courses.catalogue.models import ModulePage
from courses.certificates.models import Certificate
from tests.factories import supervision as scenes
from tests.factories.contact_hours import contact_month
from tests.factories.courses import completion, enrolment, module_page, programme_page
from tests.factories.people import (
    ReportingLineFactory,
    RoleGrantFactory,
    UserFactory,
    days_ago,
    make_person,
)
from tests.factories.targets import adjustment, handed_in, with_impact
from tests.factories.team_grid import planned, review, seen

pytestmark = pytest.mark.django_db
TEAM = reverse("dashboard:team")
QUERIES = 10  # of the page, with session, roles and everybody's rows


@pytest.fixture(autouse=True)
def policies(db):
    load_default_policies()


@pytest.fixture
def programme(db):
    return programme_page()


@pytest.fixture
def safeguarding(programme):
    """Out already: how one comes out is the business of `approval`."""
    module = module_page(programme, title="Safeguarding for mentors", code="SAF")
    ModulePage.objects.filter(pk=module.pk).update(is_safeguarding=True)
    return module


def row_of(reader, person):
    return rows_of(reader, [person.pk])[0]


def cell(reader, person, column):
    return row_of(reader, person).cells[column]


def said(found):
    return [note.words for note in found.notes]


# Each column from rows ------------------------------------------------------------------


def test_modules_asked_are_those_of_programmes_people_are_put_on(
    mentor, manager, safeguarding, programme
):
    chosen = programme_page(title="To choose", slug="choose", kind="optional")
    enrolment(mentor, safeguarding, due_on=days_ago(3))
    enrolment(mentor, module_page(programme, live=False, code="OLD"))
    enrolment(mentor, module_page(chosen, code="OPT"))
    enrolment(mentor, module_page(programme, code="GON"), withdrawn_at=timezone.now())

    found = cell(manager, mentor, Column.INDUCTION)

    assert (found.word, found.facts["asked"]) == ("1 overdue", 1)


def test_certificates_from_completions_and_what_was_withdrawn(mentor, manager, safeguarding):
    done = completion(enrolment(mentor, safeguarding), expires_on=days_ago(-12))
    certificate = Certificate.objects.create(completion=done, wording={})

    assert cell(manager, mentor, Column.CERTIFICATES).word == "Safeguarding runs out"

    certificate.revoked_at, certificate.revoke_reason = timezone.now(), "Taken by another."
    certificate.save()

    assert cell(manager, mentor, Column.CERTIFICATES).word == "Safeguarding withdrawn"


def test_cpd_is_the_year_as_the_slice_counts_it(mentor, peer, manager):
    year = cpd_year(timezone.localdate())
    with_impact(mentor, minutes=150)
    handed_in(mentor, state=EntryState.SUBMITTED)
    handed_in(mentor, on=year.first_on - timedelta(days=40), minutes=600)
    adjustment(mentor, year.start, "-6")
    adjustment(mentor, year.start, "-4", ended_at=timezone.now())
    adjustment(mentor, year.start - 1, "-9")
    Absence.objects.create(person=peer, starts_on=days_ago(10))
    Absence.objects.create(person=peer, starts_on=days_ago(900), ends_on=days_ago(800))

    theirs = records([mentor, peer], year)

    for person in (mentor, peer):
        expected, found = theirs[person.pk], cell(manager, person, Column.CPD)
        assert str(expected.standing.label) in [found.word, *said(found)]
        assert f"{expected.counting.counted / 60:g} h of {expected.target.words}" in said(found)
        assert f"impact {expected.impact.done} of {expected.impact.needed}" in said(found)
    assert theirs[mentor.pk].target.adjusted == Decimal("-6")


def test_cpd_that_waits_is_counted_from_any_year_and_late_after_the_colleges_days(mentor, manager):
    handed_in(mentor, on=days_ago(700), state=EntryState.SUBMITTED, submitted_on=days_ago(2))
    handed_in(mentor, state=EntryState.DRAFT)

    assert cell(manager, mentor, Column.CPD).facts["waits"] == 1
    assert cell(manager, mentor, Column.CPD).level == Level.SOON

    handed_in(mentor, on=days_ago(60), state=EntryState.SUBMITTED, submitted_on=days_ago(40))

    found = cell(manager, mentor, Column.CPD)
    assert (found.word, found.level) == ("2 to verify, late", Level.LATE)
    assert (found.leads.view, found.leads.query) == ("verification:queue", f"?person={mentor.pk}")


def test_supervision_is_the_standing_the_slice_gives(mentor, peer, manager, supervisor):
    third = make_person("Tanvi", "Desai", Role.MENTOR)
    ReportingLineFactory.create(person=third, manager=manager)
    pair = scenes.agreement(mentor, supervisor)
    scenes.held(pair, days=58)
    scenes.held(pair, days=90)
    scenes.called_off(pair)
    scenes.held(scenes.agreement(peer, supervisor, interval_days=14), days=31)
    SupervisionNeed.objects.create(person=third, kind=NeedKind.SUPPORT_PLAN, starts_on=days_ago(9))
    Absence.objects.create(person=third, starts_on=days_ago(60), ends_on=days_ago(20))
    CollegeClosure.objects.create(name="Half-term", starts_on=days_ago(30), ends_on=days_ago(24))
    SupervisionPolicy.objects.filter(key="confirmed").update(contact_hours=20)
    contact_month(mentor, days_ago(40).replace(day=1), one_to_one_minutes=3000)

    theirs = standings([mentor, peer, third])

    for person in (mentor, peer, third):
        found, expected = cell(manager, person, Column.SUPERVISION), theirs[person.pk]
        assert found.word == expected.status.label
        assert found.facts["due_on"] == expected.due_on


def test_supervision_says_what_is_booked_and_where_to_see_to_it(mentor, manager, supervisor):
    pair = scenes.agreement(mentor, supervisor)
    scenes.session(pair, starts_at=timezone.localtime() + timedelta(days=9))
    soon = timezone.localtime() + timedelta(days=4)
    scenes.session(pair, starts_at=soon)

    found = cell(manager, mentor, Column.SUPERVISION)

    assert found.facts["booked_on"] == timezone.localdate(soon)
    assert (found.leads.view, found.leads.query) == (
        "sessions:team_sessions", f"?person={mentor.pk}",
    )  # fmt: skip


def test_who_supervises_her_own_report_books_from_the_grid(mentor, manager):
    pair = scenes.agreement(mentor, manager)

    leads = cell(manager, mentor, Column.SUPERVISION).leads

    assert (leads.view, leads.pk) == ("sessions:session_book", pair.pk)


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({}, "Seen"),
        ({"state": ObservationState.SEALED, "sealed_at": timezone.now(), "words_hash": "a" * 64},
         "Seen"),
        ({"state": ObservationState.SEEN}, "None yet"),
        ({"state": ObservationState.CANCELLED}, "None yet"),
        ({"kind": ObservationKind.DEVELOPMENTAL}, "None yet"),
        ({"kind": ObservationKind.DEVELOPMENTAL, "is_evidence": True}, "Seen"),
        ({"days": 400}, "Too long ago"),
    ],
)  # fmt: skip
def test_observation_that_stands_in_a_review(mentor, manager, quality_lead, fields, word):
    seen(mentor, quality_lead, **fields)

    assert cell(manager, mentor, Column.OBSERVATION).word == word


def test_observation_that_is_planned(mentor, manager, quality_lead):
    planned(mentor, quality_lead)
    planned(mentor, quality_lead, kind=ObservationKind.DEVELOPMENTAL, days=2)

    found = cell(manager, mentor, Column.OBSERVATION)

    assert (found.word, found.facts["planned_on"]) == ("Planned", days_ago(-7))


def test_review_that_runs_and_is_due_first(mentor, manager):
    review(mentor, manager, ReviewKind.PROBATION, state=ReviewState.FINAL)
    review(mentor, manager, ReviewKind.ANNUAL, due_on=days_ago(-90))
    running = review(mentor, manager, ReviewKind.INTERIM, due_on=days_ago(2))
    review(mentor, manager, ReviewKind.MID_YEAR, state=ReviewState.CANCELLED, due_on=days_ago(9))

    found = cell(manager, mentor, Column.REVIEW)

    assert (found.badge, found.leads.pk) == ("overdue", running.pk)
    assert said(found)[0] == "Interim review"


def test_review_that_is_final_where_none_runs(mentor, manager):
    at = timezone.localtime() - timedelta(days=80)
    review(mentor, manager, state=ReviewState.FINAL, final_at=at)
    review(mentor, manager, state=ReviewState.FINAL, final_at=at - timedelta(days=300))

    found = cell(manager, mentor, Column.REVIEW)

    assert (found.word, found.facts["final_on"]) == ("Final", timezone.localdate(at))


def test_a_report_without_a_post_on_record_has_a_row_as_well(manager):
    person = UserFactory.create(first_name="Ines", last_name="Moor")
    ReportingLineFactory.create(person=person, manager=manager)

    row = row_of(manager, person)

    assert row.level == Level.FINE
    assert row.cells[Column.SUPERVISION].word == "Nothing due"


# Order, figures, filters ----------------------------------------------------------------


@pytest.fixture
def three(mentor, peer, manager, supervisor, safeguarding):
    """Sam's safeguarding has run out; Yasmin's CPD waits; Tanvi is where she should be."""
    third = make_person("Tanvi", "Desai", Role.MENTOR)
    ReportingLineFactory.create(person=third, manager=manager)
    for person, until in ((mentor, 300), (peer, -6), (third, 300)):
        completion(enrolment(person, safeguarding), expires_on=days_ago(-until))
        scenes.held(scenes.agreement(person, supervisor), days=5)
        seen(person, supervisor)
        handed_in(person, minutes=1800)
        for _ in range(3):
            with_impact(person)
    handed_in(mentor, state=EntryState.SUBMITTED)
    return mentor, peer, third


def first_names(grid):
    return [row.person.first_name for row in grid.rows]


def test_red_comes_first_and_the_page_explains_it(three, manager, client_of):
    grid = team_grid(manager, Asked())

    assert first_names(grid) == ["Sam", "Yasmin", "Tanvi"]
    assert (grid.people, grid.needing, grid.things, grid.late) == (3, 2, 2, 1)
    page = client_of(manager).get(TEAM).content.decode()
    assert "2 of 3 people need something from you: 2 things, 1 of them late." in page
    assert "1 thing needs you" in page
    assert "Nothing needs you" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"need": "any"}, ["Sam", "Yasmin"]),
        ({"need": "certificates"}, ["Sam"]),
        ({"need": "review"}, []),
        ({"q": "haddad"}, ["Yasmin"]),
        ({"q": "apprenticeships"}, ["Sam", "Yasmin"]),
        ({"team": "E"}, ["Sam", "Yasmin"]),
        ({"team": "D"}, []),
        ({"sort": "name"}, ["Tanvi", "Yasmin", "Sam"]),
        ({"sort": "-name"}, ["Sam", "Yasmin", "Tanvi"]),
        ({"sort": "cpd"}, ["Yasmin", "Tanvi", "Sam"]),
        ({"sort": "nonsense", "need": "nonsense"}, ["Sam", "Yasmin", "Tanvi"]),
        ({"page": "900"}, ["Sam", "Yasmin", "Tanvi"]),
    ],
)
def test_what_is_looked_for_stands_in_the_address(three, manager, client_of, query, found):
    response = client_of(manager).get(TEAM, query)

    assert [row.person.first_name for row in response.context["page"]] == found
    if not found:
        assert "Nobody matches" in response.content.decode()


def test_fifty_stand_on_a_page_and_the_worst_of_all_on_the_first(manager, client_of, safeguarding):
    for number in range(51):
        person = make_person(f"Mentor{number:02}", "Of the Team", Role.MENTOR)
        ReportingLineFactory.create(person=person, manager=manager)
    completion(enrolment(person, safeguarding), expires_on=days_ago(1))
    client = client_of(manager)

    first, second = (client.get(TEAM, {"page": page}).context["page"] for page in (1, 2))

    assert (len(first), len(second)) == (50, 1)
    assert first[0].person == person


# Who sees what --------------------------------------------------------------------------


def test_the_quality_lead_sees_states_of_all_and_what_is_between_two_of_nobody(
    three, quality_lead, other_manager, client_of
):
    grid = team_grid(quality_lead, Asked(sort="name"))
    yasmin = grid.rows[1]

    assert first_names(grid) == ["Tanvi", "Yasmin", "Sam"]
    assert not yasmin.is_own
    assert yasmin.cells[Column.CPD].facts["waits"] == 0
    assert yasmin.cells[Column.CPD].leads.view == "targets:person_year"
    assert yasmin.cells[Column.SUPERVISION].leads is None
    page = client_of(quality_lead).get(TEAM).content.decode()
    assert "1 of 3 people needs something from somebody" in page
    assert "Verify their CPD" not in page
    assert rows_of(other_manager) == []


def test_a_manager_who_is_quality_lead_too_verifies_her_own_alone(three, quality_lead):
    RoleGrantFactory.create(holder=quality_lead, role=Role.LINE_MANAGER)
    new = make_person("Rosa", "Martinez", Role.MENTOR)
    ReportingLineFactory.create(person=new, manager=quality_lead)
    handed_in(new, state=EntryState.SUBMITTED)

    own = {row.person.first_name: row.is_own for row in rows_of(quality_lead)}

    assert own == {"Tanvi": False, "Yasmin": False, "Sam": False, "Rosa": True}
    assert cell(quality_lead, new, Column.CPD).facts["waits"] == 1


def test_who_left_the_line_is_gone_from_the_grid(mentor, manager):
    mentor.reporting_lines.update(ends_on=days_ago(1))

    assert rows_of(manager) == []
    assert rows_of(manager, [mentor.pk]) == []


def test_who_stands_in_for_a_manager_sees_her_grid(mentor, manager, other_manager):
    Cover.objects.create(
        kind=CoverKind.MANAGER, absent=manager, stands_in=other_manager, set_by=manager,
        starts_on=days_ago(1), ends_on=days_ago(-5),
    )  # fmt: skip

    assert [row.person for row in rows_of(other_manager)] == [mentor]
    assert row_of(other_manager, mentor).is_own


# Cost -----------------------------------------------------------------------------------


@pytest.mark.parametrize("people", [1, 3, 30])
def test_team_costs_the_same_for_one_for_three_and_for_thirty(
    client_of, manager, supervisor, safeguarding, people, django_assert_num_queries
):
    for number in range(people):
        person = make_person(f"Mentor{number}", "Of the Team", Role.MENTOR)
        ReportingLineFactory.create(person=person, manager=manager)
        completion(enrolment(person, safeguarding), expires_on=days_ago(-100))
        scenes.held(scenes.agreement(person, supervisor), days=number)
        seen(person, supervisor)
        review(person, manager)
        handed_in(person)
    client = client_of(manager)
    client.get(TEAM)  # the navigation is cached

    with django_assert_num_queries(QUERIES):
        client.get(TEAM)


def test_hours_with_learners_cost_one_query_more_where_a_policy_counts_them(
    client_of, manager, mentor, safeguarding
):
    client = client_of(manager)
    client.get(TEAM)
    SupervisionPolicy.objects.update(contact_hours=20)

    with CaptureQueriesContext(connection) as queries:
        client.get(TEAM)

    assert len(queries) == QUERIES + 1


def test_no_column_with_words_is_loaded(three, manager):
    with CaptureQueriesContext(connection) as queries:
        team_grid(manager, Asked())

    sql = " ".join(each["sql"] for each in queries)
    for column in (
        "shared_summary", "application", "strengths", "next_step", "narrative", "purpose",
        "response", "wording", "development",
    ):  # fmt: skip
        assert f'"{column}"' not in sql
