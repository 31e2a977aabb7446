import pytest
from django.contrib.auth.models import AnonymousUser

from assessments.cpd.access import (
    can_change,
    can_hand_in,
    can_keep_log_of,
    can_note_impact,
    can_sample,
    can_share_with,
    can_verify,
    readable_by,
    supervisors_for,
)
from assessments.cpd.models import CPDEntry
from assessments.cpd.services import share_entry
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from tests.factories.cpd import cpd_entry, handed_in, returned, sampled, verified
from tests.factories.people import ReportingLineFactory, RoleGrantFactory, UserFactory, days_ago

EVERYBODY_ELSE = [
    "peer", "supervisor", "manager", "other_manager", "quality_lead", "dsl", "trainer", "admin",
    "hr", "dpo",
]  # fmt: skip


def reads(person, entry) -> bool:
    return CPDEntry.objects.filter(readable_by(person), pk=entry.pk).exists()


def may_anything(person, entry) -> set[bool]:
    return {
        reads(person, entry),
        can_change(person, entry),
        can_keep_log_of(person, entry.owner),
        can_note_impact(person, entry),
        can_hand_in(person, entry),
    }


def test_its_owner_may_do_everything(mentor):
    assert may_anything(mentor, cpd_entry(mentor)) == {True}


@pytest.mark.parametrize("name", EVERYBODY_ELSE)
def test_nobody_else_may_do_anything_with_a_draft(mentor, request, name):
    assert may_anything(request.getfixturevalue(name), cpd_entry(mentor)) == {False}


def test_a_superuser_may_not_either(mentor):
    root = UserFactory.create(is_superuser=True, is_staff=True)

    assert may_anything(root, cpd_entry(mentor)) == {False}


def test_a_visitor_may_not_either(mentor):
    assert may_anything(AnonymousUser(), cpd_entry(mentor)) == {False}


def test_a_closed_account_keeps_no_log(mentor):
    entry = cpd_entry(mentor)
    mentor.is_active = False

    assert may_anything(mentor, entry) == {False}


@pytest.mark.parametrize("name", EVERYBODY_ELSE)
def test_a_handed_in_entry_is_read_by_her_manager_alone(framework, mentor, request, name):
    assert reads(request.getfixturevalue(name), handed_in(mentor)) == (name == "manager")


@pytest.mark.parametrize("name", EVERYBODY_ELSE)
def test_a_returned_entry_is_hers_alone_again(framework, mentor, manager, request, name):
    assert not reads(request.getfixturevalue(name), returned(mentor, manager))


@pytest.mark.parametrize("name", EVERYBODY_ELSE)
def test_a_sampled_entry_is_read_by_the_quality_lead_too(
    framework, mentor, manager, quality_lead, request, name
):
    entry = sampled(mentor, manager, quality_lead)

    assert reads(request.getfixturevalue(name), entry) == (name in {"manager", "quality_lead"})


def test_a_supervisor_without_the_role_reads_nothing_any_more(framework, mentor, supervisor):
    entry = share_entry(entry=handed_in(mentor), supervisor=supervisor, by=mentor)
    assert reads(supervisor, entry)

    supervisor.role_grants.update(starts_on=days_ago(9), ends_on=days_ago(1))

    assert not reads(User.objects.get(pk=supervisor.pk), entry)


def test_nobody_verifies_or_samples_her_own_entries(framework, quality_lead, manager, mentor):
    for role in (Role.LINE_MANAGER, Role.QUALITY_LEAD):
        RoleGrantFactory.create(holder=mentor, role=role)
    entry = handed_in(mentor)

    assert not can_verify(mentor, entry)
    assert not can_sample(mentor, entry)


def test_a_quality_lead_does_not_sample_her_own_team(framework, quality_lead, manager, mentor):
    RoleGrantFactory.create(holder=manager, role=Role.QUALITY_LEAD)
    entry = verified(mentor, manager)

    assert not can_sample(User.objects.get(pk=manager.pk), entry)
    assert can_sample(quality_lead, entry)


def test_a_mentor_does_not_verify_her_managers_entries(framework, manager, mentor):
    RoleGrantFactory.create(holder=mentor, role=Role.LINE_MANAGER)
    entry = cpd_entry(manager)

    assert not can_verify(mentor, entry)


def test_only_a_supervisor_can_be_chosen_and_never_oneself(framework, mentor, supervisor, peer):
    RoleGrantFactory.create(holder=mentor, role=Role.SUPERVISOR)
    entry = handed_in(mentor)

    assert list(User.objects.filter(supervisors_for(mentor))) == [supervisor]
    assert can_share_with(mentor, entry, supervisor)
    assert can_share_with(mentor, entry, None)
    assert not can_share_with(mentor, entry, peer)
    assert not can_share_with(mentor, entry, mentor)
    assert not can_share_with(peer, entry, supervisor)


def test_a_former_manager_reads_nothing(framework, mentor, manager, other_manager):
    entry = handed_in(mentor)
    mentor.reporting_lines.update(starts_on=days_ago(300), ends_on=days_ago(1))
    ReportingLineFactory.create(person=mentor, manager=other_manager, starts_on=days_ago(0))

    assert not reads(manager, entry)
    assert reads(other_manager, entry)
