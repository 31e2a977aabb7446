"""Owner and line manager of today; nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.objectives.access import (
    can_add_progress,
    can_agree,
    can_carry_over_action,
    can_change,
    can_close,
    can_keep_priorities,
    can_show,
    can_write_for,
    readable_by,
)
from assessments.objectives.models import Objective
from assessments.objectives.rules import ObjectiveState
from cms.people.accounts.models import User
from cms.people.teams.models import Cover, ReportingLine
from tests.factories.objectives import objective
from tests.factories.people import days_ago, make_person

STATES = list(ObjectiveState)
OTHERS = ["peer", "other_manager", "supervisor", "quality_lead", "hr", "dpo", "admin", "dsl"]


def reads(person: User, row: Objective) -> bool:
    return Objective.objects.filter(readable_by(person), pk=row.pk).exists()


@pytest.mark.parametrize("state", STATES)
def test_owner_and_manager_read_it_in_any_state(mentor, manager, state):
    row = objective(mentor, state=state)

    assert reads(mentor, row)
    assert reads(manager, row)


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_reads_or_writes(request, mentor, active, draft, name):
    person = request.getfixturevalue(name)

    assert not reads(person, active)
    assert not can_write_for(person, mentor)
    assert not can_add_progress(person, active)
    for can in (can_change, can_agree, can_close):
        assert not can(person, active)
        assert not can(person, draft)


def test_a_superuser_is_nobody_special(mentor, active):
    superuser = User.objects.create_superuser(email="root@x.test", password="a long pass phrase")

    assert not reads(superuser, active)


def test_a_new_manager_reads_what_is_open_and_what_was_closed_since(mentor, other_manager):
    ReportingLine.objects.filter(person=mentor).update(ends_on=days_ago(11))
    ReportingLine.objects.create(person=mentor, manager=other_manager, starts_on=days_ago(10))
    before = timezone.localtime() - timedelta(days=20)
    old = objective(mentor, state=ObjectiveState.MET, closed_at=before)
    new = objective(mentor, state=ObjectiveState.MET)

    assert not reads(other_manager, old)
    assert reads(other_manager, new)
    assert reads(other_manager, objective(mentor, state=ObjectiveState.ACTIVE))


def test_the_manager_before_reads_no_more(mentor, manager, active):
    ReportingLine.objects.filter(person=mentor).update(ends_on=days_ago(1))

    assert not reads(manager, active)
    assert not can_agree(manager, active)


def test_who_stands_in_does_what_the_manager_does(mentor, manager, other_manager, draft):
    stand_in_for(manager, other_manager)

    assert reads(other_manager, draft)
    assert can_agree(other_manager, draft)


def stand_in_for(manager, person):
    Cover.objects.create(
        kind="manager",
        absent=manager,
        stands_in=person,
        starts_on=days_ago(1),
        ends_on=days_ago(-5),
        set_by=manager,
    )


def test_what_is_held_back_is_its_writers_alone(mentor, manager, other_manager):
    """It stands in the draft of a review (domain.md 2.3, rule 16)."""
    stand_in_for(manager, other_manager)
    row = objective(mentor, created_by=manager, is_held_back=True)

    assert [reads(person, row) for person in (manager, other_manager, mentor)] == [
        True, False, False,
    ]  # fmt: skip
    for can in (can_change, can_close):
        assert can(manager, row)
        assert not can(other_manager, row)
        assert not can(mentor, row)
    assert not can_add_progress(other_manager, row)


def test_nobody_agrees_what_its_owner_has_not_read(mentor, manager):
    row = objective(mentor, created_by=manager, is_held_back=True)

    assert not can_agree(manager, row)
    assert can_show(manager, row)


def test_a_leaver_takes_hers_along_and_writes_no_more(mentor, active):
    mentor.role_grants.update(ends_on=days_ago(1))
    mentor.staff_profile.left_on = days_ago(1)
    mentor.staff_profile.save()
    leaver = User.objects.get(pk=mentor.pk)

    assert reads(leaver, active)
    assert not can_write_for(leaver, leaver)
    assert not can_add_progress(leaver, active)


@pytest.mark.parametrize(
    ("can", "state", "owner_may", "manager_may"),
    [
        (can_change, "draft", True, True),
        (can_change, "active", False, True),
        (can_change, "met", False, False),
        (can_agree, "draft", False, True),
        (can_close, "draft", True, True),
        (can_close, "active", False, True),
        (can_add_progress, "active", True, True),
    ],
)
def test_what_each_of_the_two_may(mentor, manager, can, state, owner_may, manager_may):
    row = objective(mentor, state=state)

    assert can(mentor, row) is owner_may
    assert can(manager, row) is manager_may


def test_the_site_agrees_and_closes_nothing(draft):
    assert can_agree(None, draft)
    assert not can_close(None, draft)


def test_a_manager_who_mentors_nobody_has_none_of_her_own(manager):
    assert not can_write_for(manager, manager)


@pytest.mark.parametrize(
    ("hers", "theirs", "may"),
    [(True, True, True), (True, False, False), (False, True, False)],
)
def test_only_a_shared_action_is_carried_and_only_by_her(mentor, manager, hers, theirs, may):
    class Action:
        supervisee_id = mentor.pk
        supervisee_shares = hers
        supervisor_shares = theirs

    assert can_carry_over_action(mentor, Action()) is may
    assert not can_carry_over_action(manager, Action())


@pytest.mark.parametrize("name", ["quality_lead", "hr"])
def test_quality_lead_and_hr_keep_priorities(request, name):
    assert can_keep_priorities(request.getfixturevalue(name))


@pytest.mark.parametrize("name", ["mentor", "manager", "dpo", "admin", "supervisor"])
def test_nobody_else_keeps_priorities(request, name):
    assert not can_keep_priorities(request.getfixturevalue(name))


def test_somebody_without_a_role_reads_nothing(active):
    assert not reads(make_person("No", "Role"), active)
