import pytest
from django.contrib.auth.models import AnonymousUser

from assessments.cpd.models import CPDEntry
from assessments.verification import access
from assessments.verification.models import CPDSample, CPDVerification
from cms.people.accounts.rules import Role
from tests.factories.people import ReportingLineFactory, RoleGrantFactory, days_ago, make_person
from tests.factories.verification import (
    answer_of,
    handed_in,
    query_on,
    sample_round,
    sampled,
    verified,
)

EVERYBODY = [
    "mentor", "peer", "supervisor", "manager", "other_manager", "quality_lead", "dsl", "trainer",
    "admin", "hr", "dpo",
]  # fmt: skip


def who_finds(request, model, condition, row):
    people = {name: request.getfixturevalue(name) for name in EVERYBODY}
    return {
        name
        for name, person in people.items()
        if model.objects.filter(condition(person), pk=row.pk).exists()
    }


def test_what_waits_is_found_by_the_line_manager_alone(request, mentor):
    entry = handed_in(mentor)

    assert who_finds(request, CPDEntry, access.waits_for, entry) == {"manager"}


@pytest.mark.parametrize("state", ["draft", "returned", "verified"])
def test_nothing_else_waits(request, mentor, manager, state):
    entry = handed_in(mentor, state=state)

    assert not CPDEntry.objects.filter(access.waits_for(manager), pk=entry.pk).exists()


def test_a_former_manager_finds_nothing_a_manager_without_the_role_neither(mentor, manager, peer):
    entry = handed_in(mentor)
    answer = answer_of(entry, manager)
    mentor.reporting_lines.update(ends_on=days_ago(1))
    ReportingLineFactory.create(person=mentor, manager=peer, starts_on=days_ago(0))

    assert not CPDEntry.objects.filter(access.waits_for(manager), pk=entry.pk).exists()
    assert not CPDEntry.objects.filter(access.waits_for(peer), pk=entry.pk).exists()
    mine = access.answers_readable_by(manager)
    assert not CPDVerification.objects.filter(mine, pk=answer.pk).exists()


def test_history_is_read_by_owner_and_manager_and_by_the_quality_lead_in_a_sample(
    request, mentor, manager, quality_lead
):
    entry = verified(mentor, manager)
    assert who_finds(request, CPDEntry, access.history_readable_by, entry) == {"mentor", "manager"}

    in_sample = sampled(mentor, manager, sample_round(quality_lead)).entry
    found = who_finds(request, CPDEntry, access.history_readable_by, in_sample)
    assert found == {"mentor", "manager", "quality_lead"}


def test_history_of_what_went_back_is_its_owners_alone(request, mentor, manager):
    entry = handed_in(mentor, state="returned")
    answer_of(entry, manager, outcome="returned")

    assert who_finds(request, CPDEntry, access.history_readable_by, entry) == {"mentor"}


def test_samples_are_the_quality_leads(request, mentor, manager, quality_lead):
    sample = sampled(mentor, manager, sample_round(quality_lead))

    assert who_finds(request, CPDSample, access.samples_readable_by, sample) == {"quality_lead"}


def test_nobody_looks_at_what_is_near_her(mentor, peer, manager, quality_lead):
    """Not at her own entries, her direct reports' and what she verified herself."""
    drawn = sample_round(quality_lead)
    near = make_person("Ada", "Brook", Role.QUALITY_LEAD, Role.MENTOR, Role.LINE_MANAGER)
    ReportingLineFactory.create(person=near, manager=manager)
    own = sampled(near, manager, drawn)
    of_a_report = sampled(mentor, manager, drawn)
    her_own_work = sampled(peer, near, drawn)
    mentor.reporting_lines.update(manager=near)

    for sample in (own, of_a_report, her_own_work):
        readable = access.samples_readable_by(near)
        assert not CPDSample.objects.filter(readable, pk=sample.pk).exists()
        assert not access.can_look_at(near, sample)
        assert access.can_look_at(quality_lead, sample)


def test_a_letter_is_for_those_it_is_about(request, mentor, manager, quality_lead):
    drawn = sample_round(quality_lead)
    query = query_on(mentor, manager, drawn)
    in_order = sampled(mentor, manager, drawn, title="Another")

    found = who_finds(request, CPDSample, access.letters_readable_by, query)
    assert found == {"mentor", "manager", "quality_lead"}
    assert who_finds(request, CPDSample, access.letters_readable_by, in_order) == set()


def test_a_verifier_who_manages_somebody_else_now_reads_no_letter(mentor, manager, quality_lead):
    query = query_on(mentor, manager, sample_round(quality_lead))
    mentor.reporting_lines.update(ends_on=days_ago(1))

    assert not CPDSample.objects.filter(access.letters_readable_by(manager)).exists()
    assert not access.can_reply(manager, query)
    assert access.can_reply(mentor, query)


def test_whoever_is_signed_out_or_closed_finds_nothing(mentor, manager, quality_lead):
    query = query_on(mentor, manager, sample_round(quality_lead))
    mentor.is_active = False
    for person in (mentor, AnonymousUser()):
        assert not CPDSample.objects.filter(access.letters_readable_by(person)).exists()
        assert not CPDEntry.objects.filter(access.history_readable_by(person)).exists()
        assert not access.can_reply(person, query)


def test_a_role_that_ended_reads_nothing(mentor, manager):
    handed_in(mentor)
    manager.role_grants.update(ends_on=days_ago(1))

    assert not CPDEntry.objects.filter(access.waits_for(manager)).exists()


def test_a_future_role_reads_nothing_yet(mentor, peer):
    RoleGrantFactory.create(holder=peer, role=Role.LINE_MANAGER, starts_on=days_ago(-1))

    assert not access.can_verify_others(peer)
