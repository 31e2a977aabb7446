from dataclasses import asdict
from decimal import Decimal

import pytest

from assessments.cpd.models import CPDPolicy
from assessments.cpd.queries import policy_of
from assessments.cpd.rules import CPDYear, Policy
from assessments.targets.queries.policies import effect_of
from tests.factories.people import days_ago
from tests.factories.targets import frozen_target, in_post

CHANGE = "/cpd/policy/change/"


def form(year, **changed):
    values = {**asdict(Policy()), "from_year": year.start, **changed}
    return {name: value for name, value in values.items() if value is not False}


@pytest.fixture
def desk(client_of, hr):
    return client_of(hr)


@pytest.fixture
def worker(mentor):
    return in_post(mentor, started_on=days_ago(2000))


@pytest.mark.parametrize(
    "name", ["mentor", "manager", "supervisor", "trainer", "quality_lead", "dsl", "dpo"]
)
def test_everybody_who_works_here_reads_the_policy_and_few_change_it(client_of, request, name):
    client = client_of(request.getfixturevalue(name))
    page = client.get("/cpd/policy/").text

    assert "A year, full time" in page
    assert "10.5 h = 30 × 0.6 × 7 ÷ 12" in page
    assert "Change the policy" not in page
    assert client.get(CHANGE).status_code == 404
    assert client.post(CHANGE, {"confirm": "1"}).status_code == 404


def test_the_policy_says_what_is_mine(worker, client_of):
    assert "Yours in" in client_of(worker).get("/cpd/policy/").text


@pytest.mark.parametrize("name", ["hr", "admin"])
def test_nothing_is_saved_before_it_is_confirmed(worker, client_of, request, year, name):
    client = client_of(request.getfixturevalue(name))
    page = client.post(CHANGE, form(year, annual_hours="36")).text

    assert "1 of 1 mentors would have a higher target: 30 h together become 36 h." in page
    assert not CPDPolicy.objects.exists()

    response = client.post(CHANGE, {**form(year, annual_hours="36"), "confirm": "1"}, follow=True)
    assert f"The policy holds from {year.label} on." in response.text
    assert policy_of(year).annual_hours == 36
    assert CPDPolicy.objects.get().changed_by == request.getfixturevalue(name)


def test_a_policy_for_next_year_leaves_this_one(desk, year):
    after = CPDYear(year.start + 1)
    desk.post(CHANGE, {**form(after, gap_months="2"), "confirm": "1"})

    assert (policy_of(year).gap_months, policy_of(after).gap_months) == (3, 2)


def test_numbers_of_the_same_year_are_set_anew(desk, year):
    for hours in ("36", "24"):
        desk.post(CHANGE, {**form(year, annual_hours=hours), "confirm": "1"})

    assert CPDPolicy.objects.get().annual_hours == 24


def test_a_year_that_is_over_is_not_offered(desk, last_year):
    response = desk.post(CHANGE, {**form(last_year, annual_hours="36"), "confirm": "1"})

    assert response.status_code == 422
    assert not CPDPolicy.objects.exists()


def test_a_later_year_with_numbers_of_its_own_is_named(desk, year):
    CPDPolicy.objects.create(from_year=year.start + 1)

    assert "A later year has numbers" in desk.post(CHANGE, form(year, annual_hours="36")).text


@pytest.mark.parametrize(
    ("field", "value"),
    [("self_directed_percent", "140"), ("annual_hours", "-1"), ("gap_months", "0")],
)
def test_a_number_that_cannot_be_is_said_beside_it(desk, year, field, value):
    response = desk.post(CHANGE, {**form(year, **{field: value}), "confirm": "1"})

    assert response.status_code == 422
    assert f"#id_{field}" in response.text
    assert not CPDPolicy.objects.exists()


def test_to_change_a_number_again_keeps_the_others(desk, year):
    page = desk.post(CHANGE, {**form(year, annual_hours="36"), "again": "1"}).text

    assert 'name="annual_hours" value="36"' in page
    assert not CPDPolicy.objects.exists()


def test_nothing_different_is_said(desk, year):
    page = desk.post(CHANGE, form(year)).text

    assert "Nothing is different" in page
    assert "confirm" not in page


def test_the_effect_counts_who_would_be_higher_lower_and_behind(worker, peer, year):
    in_post(peer, started_on=days_ago(2000), fte=Decimal("0.1"))
    policy = Policy(annual_hours=Decimal("36"), floor_hours=Decimal("4"))
    effect = effect_of(policy, year, today=year.first_on)

    assert (effect.people, effect.higher, effect.lower) == (2, 1, 1)
    assert (effect.before, effect.after) == (36, 40)
    assert not effect.moved
    without = effect_of(
        Policy(annual_hours=Decimal("0"), floor_hours=Decimal("0"), impact_entries=0), year
    )
    assert without.moved
    after = {standing.value: count for standing, _, count in without.standings}
    assert after["complete"] == 2


def test_a_target_of_a_year_that_is_over_stays(worker, year):
    frozen_target(worker, year.start, "18")

    assert effect_of(Policy(annual_hours=Decimal("60")), year).higher == 0
