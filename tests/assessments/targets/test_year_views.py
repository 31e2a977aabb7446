import pytest
from django.utils import timezone

from assessments.cpd.rules import EntryState
from cms.people.audit.models import AuditEvent
from tests.factories.cpd import cpd_entry
from tests.factories.people import days_ago
from tests.factories.standards import st0148
from tests.factories.targets import (
    absence,
    adjustment,
    frozen_target,
    handed_in,
    in_post,
    with_impact,
)

MY_QUERIES = 17
PERSON_QUERIES = 20


def of(person):
    return f"/cpd/year/{person.pk}/"


@pytest.fixture
def worker(mentor):
    return in_post(mentor, started_on=days_ago(2000))


def test_my_year_shows_both_bars_and_the_sum(worker, client_of):
    st0148()
    with_impact(worker)
    handed_in(worker, state=EntryState.SUBMITTED, minutes=30)
    page = client_of(worker).get("/cpd/year/").text

    assert "2 h <small>of 30 h" in page
    assert "0.5 h waiting to be verified" in page
    assert "1 <small>of 3 entries" in page
    assert "30 h: full time, the whole year" in page
    assert "say what changed for learners" in page
    assert "your line manager" in page


def test_my_year_tells_me_of_my_drafts(worker, client_of):
    cpd_entry(worker, start_on=days_ago(0), minutes=90)

    page = client_of(worker).get("/cpd/year/").text
    assert "1 entry not handed in yet" in page
    assert "1.5 h that count nowhere yet" in page


def test_nobody_else_learns_of_drafts(worker, client_of, manager):
    day = days_ago(0)
    cpd_entry(worker, start_on=day, minutes=95)
    handed_in(worker, day, state=EntryState.RETURNED, minutes=95)
    page = client_of(manager).get(of(worker)).text

    assert "1.58" not in page
    assert "not handed in" not in page
    assert "Nothing handed in for this year yet" in page


def test_a_limit_that_is_passed_is_said(worker, client_of):
    handed_in(worker, activity_type="reading", minutes=780)

    assert "1 h over the limit, not counted" in client_of(worker).get("/cpd/year/").text


def test_my_year_of_another_year_and_one_that_means_nothing(worker, client_of, year, last_year):
    frozen_target(worker, last_year.start)
    client = client_of(worker)
    before = client.get(f"/cpd/year/?year={last_year.start}").text

    assert "18 h = 30 × 0.6" in before
    assert "This year is over" in before
    for nonsense in ("x", "20261", "0000", str(year.start + 2)):
        page = client.get(f"/cpd/year/?year={nonsense}")
        assert f"Your CPD year {year.label}" in page.text


def test_next_year_can_be_looked_at(worker, client_of, year):
    page = client_of(worker).get(f"/cpd/year/?year={year.start + 1}").text

    assert "This year has not begun." in page


@pytest.mark.parametrize("name", ["manager", "quality_lead", "hr"])
def test_figures_of_a_year_are_read_by_those_who_follow_it(worker, client_of, request, name):
    handed_in(worker, title="Workshop with a telling title", shared_summary="Telling words")
    reader = request.getfixturevalue(name)
    page = client_of(reader).get(of(worker)).text

    assert "2 h <small>of 30 h" in page
    assert "elling" not in page
    event = AuditEvent.objects.get(verb="cpd_record.opened")
    assert (event.actor, event.about) == (reader, worker)


@pytest.mark.parametrize(
    "name", ["peer", "other_manager", "supervisor", "trainer", "dsl", "admin", "dpo"]
)
def test_a_year_is_not_found_by_others(worker, client_of, request, name):
    assert client_of(request.getfixturevalue(name)).get(of(worker)).status_code == 404
    assert not AuditEvent.objects.filter(verb="cpd_record.opened").exists()


def test_visitors_are_asked_to_sign_in(worker, visitor):
    for url in ("/cpd/year/", of(worker), "/cpd/team/", "/cpd/totals/", "/cpd/policy/"):
        assert visitor.get(url).status_code == 302


def test_my_own_pages_address_leads_to_my_year_and_leaves_no_trace(hr, client_of):
    response = client_of(hr).get(of(hr))

    assert (response.status_code, response.url) == (302, "/cpd/year/")
    assert not AuditEvent.objects.exists()


def test_days_away_are_for_her_manager_and_hr_alone(
    worker, client_of, manager, hr, quality_lead, year
):
    absence(worker, year.first_on, days_ago(-200))
    shown = f"{year.first_on:%Y-%m-%d}"

    assert "Long absences" in client_of(worker).get("/cpd/year/").text
    for reader in (manager, hr):
        page = client_of(reader).get(of(worker)).text
        assert f'<time datetime="{shown}"' in page
        assert "Take it out" in page
    page = client_of(quality_lead).get(of(worker)).text
    assert "Long absences" not in page
    assert f'<time datetime="{shown}"' not in page
    assert "left out for a long absence" in page


def test_her_own_absence_is_hers_to_read_and_not_to_change(worker, client_of):
    absence(worker, days_ago(200), days_ago(-20))

    assert "Take it out" not in client_of(worker).get("/cpd/year/").text


def test_adjustments_stand_with_their_reason_and_who_made_them(worker, client_of, manager, year):
    adjustment(worker, year.start, made_by=manager)
    mine, theirs = (
        client_of(worker).get("/cpd/year/").text,
        client_of(manager).get(of(worker)).text,
    )

    for page in (mine, theirs):
        assert "Half a day with the timetable project." in page
        assert "−6 h" in page
    assert "End it" in theirs
    assert "End it" not in mine


def test_who_is_no_mentor_has_no_target_and_sees_her_hours(manager, client_of):
    handed_in(manager)
    page = client_of(manager).get("/cpd/year/").text

    assert "No target: the college sets one for its mentors." in page
    assert "of 30 h" not in page
    assert "2 h verified" in page


def test_a_record_stays_its_owners_when_her_roles_have_ended(mentor, client_of):
    handed_in(mentor)
    mentor.role_grants.update(ends_on=days_ago(1))
    client = client_of(mentor)

    assert "2 h <small>of" in client.get("/cpd/year/").text
    assert client.get("/cpd/policy/").status_code == 404


def test_my_year_costs_the_same_for_one_and_for_three(worker, client_of, django_assert_num_queries):
    st0148()
    client = client_of(worker)
    for count in (1, 3):
        while worker.cpd_entries.count() < count * 2:
            handed_in(worker)
            cpd_entry(worker, start_on=timezone.localdate())
        client.get("/cpd/year/")
        with django_assert_num_queries(MY_QUERIES):
            client.get("/cpd/year/")


def test_a_persons_year_costs_the_same_for_one_and_for_three(
    worker, client_of, manager, django_assert_num_queries, year
):
    st0148()
    client = client_of(manager)
    for count in (1, 3):
        while worker.cpd_entries.count() < count:
            handed_in(worker)
            adjustment(worker, year.start, made_by=manager)
        client.get(of(worker))
        with django_assert_num_queries(PERSON_QUERIES):
            client.get(of(worker))
