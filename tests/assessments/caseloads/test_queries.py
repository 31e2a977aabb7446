from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from assessments.caseloads import queries
from assessments.caseloads.access import people_readable_by, readable_by
from assessments.caseloads.models import CaseloadSnapshot
from assessments.caseloads.privacy import caseloads_about, caseloads_aged
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.privacy.registry import record_class
from cms.people.teams.models import ReportingLine
from tests.factories.caseloads import AMARA, FARID, snapshot
from tests.factories.people import TeamFactory, days_ago, make_person

pytestmark = pytest.mark.django_db


def reads(user: User) -> set[int]:
    rows = CaseloadSnapshot.objects.filter(readable_by(user))
    return set(rows.values_list("mentor", flat=True))


@pytest.fixture
def senior(db) -> User:
    return make_person("Anita", "Sørby", Role.SENIOR_LEADER)


# Who reads -----------------------------------------------------------------------


def test_the_mentor_her_manager_and_the_quality_lead_read_it(mentor, peer, manager, quality_lead):
    snapshot(mentor)
    snapshot(peer)

    assert reads(mentor) == {mentor.pk}
    assert reads(manager) == reads(quality_lead) == {mentor.pk, peer.pk}


@pytest.mark.parametrize("who", ["other_manager", "supervisor", "hr", "admin", "dpo", "trainer"])
def test_nobody_else_reads_it(request, mentor, who):
    snapshot(mentor)

    assert reads(request.getfixturevalue(who)) == set()


def test_a_senior_leader_reads_sums_alone(mentor, senior):
    snapshot(mentor)

    assert reads(senior) == set()
    assert not User.objects.filter(people_readable_by(senior)).exclude(pk=senior.pk).exists()


def test_a_new_manager_reads_nothing_of_before_her(mentor, manager):
    old, new = snapshot(mentor, on=days_ago(60)), snapshot(mentor, on=days_ago(2))
    ReportingLine.objects.filter(person=mentor).update(starts_on=days_ago(30))

    assert list(CaseloadSnapshot.objects.filter(readable_by(manager))) == [new]
    assert set(CaseloadSnapshot.objects.filter(readable_by(mentor))) == {old, new}


# What is read --------------------------------------------------------------------


def test_the_last_count_up_to_a_day_is_read(mentor):
    snapshot(mentor, on=days_ago(40))
    snapshot(mentor, FARID, on=days_ago(5))

    assert queries.caseload_of(mentor, days_ago(6), reader=mentor).weighted == 147
    assert queries.caseload_of(mentor, days_ago(0), reader=mentor).weighted == 192
    assert queries.caseload_of(mentor, days_ago(41)) is None


def test_small_counts_are_for_the_mentor_and_her_manager(mentor, manager, quality_lead):
    snapshot(mentor, AMARA)
    day = timezone.localdate()

    for reader in (mentor, manager):
        found = queries.caseload_of(mentor, day, reader=reader)
        assert (found.universal, found.intensive, found.total) == (84, 3, 105)
        assert found.sum_words == "84×1 + 18×2.5 + 3×6 = 147"
    for reader in (quality_lead, None):
        found = queries.caseload_of(mentor, day, reader=reader)
        assert found.is_hidden
        assert (found.universal, found.targeted, found.intensive, found.total) == (None,) * 4
        assert found.sum_words == found.per_fte_words == ""
        assert (found.weighted, found.per_fte, found.band) == (147, 147, "fair")


def test_counts_that_are_not_small_are_shown_to_all_who_read(mentor, quality_lead):
    snapshot(mentor, FARID)

    found = queries.caseload_of(mentor, timezone.localdate(), reader=quality_lead)

    assert found.sum_words == "96×1 + 24×2.5 + 6×6 = 192"
    assert "32 more" in found.warning


def test_nobody_in_a_tier_is_no_small_count(mentor):
    snapshot(mentor, (48, 8, 0))

    assert not queries.caseload_of(mentor, timezone.localdate()).is_hidden


def test_the_history_is_oldest_first(mentor):
    snapshot(mentor, on=days_ago(40))
    snapshot(mentor, FARID, on=days_ago(5))
    snapshot(mentor, on=days_ago(400))

    found = queries.caseload_history(mentor, days_ago(100), reader=mentor)

    assert [each.weighted for each in found] == [147, 192]


# Sums ----------------------------------------------------------------------------


def mentors(team_name: str, count: int, counts=FARID, *, days: int = 3) -> None:
    team = TeamFactory.create(name=team_name)
    for n in range(count):
        person = make_person(f"{team_name}{n}", "Example", Role.MENTOR, team=team)
        snapshot(person, counts, on=days_ago(days))


def test_sums_are_of_teams_and_of_all():
    mentors("A", 3)
    mentors("B", 4, AMARA)

    found = queries.totals()

    assert [(team.name, team.mentors, team.per_fte) for team in found.teams] == [
        ("A", 3, 192), ("B", 4, 147),
    ]  # fmt: skip
    assert (found.in_all.learners, found.in_all.fte) == (798, Decimal(7))
    assert tuple(found.tiers) == (624, 144, 30)
    assert dict(found.bands)["far_over"] == 3


def test_tiers_with_a_small_count_are_not_shown():
    mentors("A", 3, (48, 8, 1))

    assert queries.totals().tiers is None


def test_old_counts_are_left_out_and_said_to_be_missing():
    mentors("A", 3)
    mentors("B", 3, days=70)

    found = queries.totals()

    assert [team.name for team in found.teams] == ["A"]
    assert found.uncounted == 3


def test_too_few_counts_give_no_sum():
    mentors("A", 2)

    assert queries.totals().in_all is None


@pytest.mark.parametrize("count", [3, 9])
def test_sums_cost_the_same_for_any_number(django_assert_num_queries, count):
    mentors("A", count)

    with django_assert_num_queries(3):
        queries.totals()


# What is kept about people -------------------------------------------------------


def test_a_rights_request_and_retention_find_the_counts(mentor):
    snapshot(mentor)
    old = snapshot(mentor, on=days_ago(0) - timedelta(days=365 * 7))
    kind = record_class("caseload")

    assert "Universal: 84" in next(iter(caseloads_about(mentor))).words
    assert kind.subject == "mentor"
    assert kind.remove(caseloads_aged(days_ago(365 * 6))) == 1
    assert not CaseloadSnapshot.objects.filter(pk=old.pk).exists()
