import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import EntryState
from assessments.cpd.services import (
    create_entry,
    discard_entry,
    draft_from_module,
    restore_entry,
    update_entry,
)
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from tests.factories.courses import (
    completion,
    enrolment,
    lesson_page,
    module_page,
    step_completion,
)
from tests.factories.cpd import content, cpd_entry
from tests.factories.people import UserFactory, days_ago

STRANGERS = [
    "peer", "supervisor", "manager", "other_manager", "quality_lead", "dsl", "trainer", "admin",
    "hr", "dpo",
]  # fmt: skip


def finished(mentor, minutes=95, **fields):
    row = enrolment(mentor, module_page(**fields))
    return completion(row, minutes=minutes)


# Written by hand ------------------------------------------------------------------


def test_create_entry_makes_a_draft(framework, mentor):
    statements = list(framework.statements.filter(code__in=["S1", "K1"]))

    entry = create_entry(
        owner=mentor, content=content(minutes=45), statements=statements, by=mentor
    )

    assert (entry.owner, entry.state, entry.minutes) == (mentor, EntryState.DRAFT, 45)
    assert set(entry.statements.all()) == set(statements)


def test_create_entry_knows_mandatory_training(mentor):
    entry = create_entry(owner=mentor, content=content(activity_type="prevent"), by=mentor)

    assert entry.is_mandatory


def test_create_entry_with_the_same_key_makes_one(mentor, peer):
    key = uuid.uuid4()

    first = create_entry(owner=mentor, content=content(), by=mentor, key=key)
    second = create_entry(owner=mentor, content=content(title="Again"), by=mentor, key=key)
    other = create_entry(owner=peer, content=content(), by=peer, key=key)

    assert first == second
    assert first.title == "Workshop on questioning"
    assert other != first


@pytest.mark.parametrize(
    "fields",
    [
        {"minutes": 0},
        {"minutes": 481},
        {"start_on": days_ago(-1)},
        {"end_on": days_ago(4)},
        {"title": ""},
        {"title": "x" * 201},
        {"activity_type": "sleeping"},
    ],
)
def test_create_entry_refuses_what_cannot_be_true(mentor, fields):
    with pytest.raises(ValidationError):
        create_entry(owner=mentor, content=content(**fields), by=mentor)

    assert not CPDEntry.objects.exists()


def test_create_entry_refuses_a_fifth_statement(framework, mentor):
    with pytest.raises(ValidationError, match="not 5"):
        create_entry(
            owner=mentor, content=content(), statements=framework.statements.all()[:5], by=mentor
        )


@pytest.mark.parametrize("name", STRANGERS)
def test_nobody_writes_into_another_persons_log(mentor, request, name):
    stranger = request.getfixturevalue(name)
    entry = cpd_entry(mentor)

    with pytest.raises(PermissionDenied):
        create_entry(owner=mentor, content=content(), by=stranger)
    with pytest.raises(PermissionDenied):
        update_entry(entry=entry, content=content(), by=stranger)
    with pytest.raises(PermissionDenied):
        discard_entry(entry=entry, by=stranger)
    with pytest.raises(PermissionDenied):
        restore_entry(entry=entry, by=stranger)


def test_a_superuser_writes_into_no_log_but_her_own(mentor):
    root = UserFactory.create(is_superuser=True)

    with pytest.raises(PermissionDenied):
        update_entry(entry=cpd_entry(mentor), content=content(), by=root)


def test_update_entry_changes_words_and_statements(framework, mentor):
    entry = cpd_entry(mentor)
    entry.statements.set(framework.statements.filter(code="S1"))

    changed = update_entry(
        entry=entry,
        content=content(what_i_learned="Ask for the exception.", minutes=30),
        statements=list(framework.statements.filter(code="S2")),
        by=mentor,
    )

    entry.refresh_from_db()
    assert changed == entry
    assert (entry.what_i_learned, entry.minutes) == ("Ask for the exception.", 30)
    assert [statement.code for statement in entry.statements.all()] == ["S2"]


def test_update_entry_refuses_a_discarded_one(mentor):
    entry = discard_entry(entry=cpd_entry(mentor), by=mentor)

    with pytest.raises(ValidationError, match="Bring this entry back"):
        update_entry(entry=entry, content=content(), by=mentor)


def test_discard_entry_and_restore_entry(mentor):
    entry = discard_entry(entry=cpd_entry(mentor), by=mentor)
    assert entry.is_discarded
    assert entry.discarded_at is not None

    entry = restore_entry(entry=entry, by=mentor)

    assert (entry.state, entry.discarded_at) == (EntryState.DRAFT, None)


def test_neither_is_done_twice(mentor):
    entry = cpd_entry(mentor)

    with pytest.raises(ValidationError, match="already a draft"):
        restore_entry(entry=entry, by=mentor)
    discard_entry(entry=entry, by=mentor)
    with pytest.raises(ValidationError, match="already discarded"):
        discard_entry(entry=entry, by=mentor)


def test_restore_entry_is_too_late_after_thirty_days(mentor):
    long_ago = timezone.localtime() - timedelta(days=31)
    entry = discard_entry(entry=cpd_entry(mentor), by=mentor, at=long_ago)

    with pytest.raises(ValidationError, match="30 days"):
        restore_entry(entry=entry, by=mentor)
    assert not CPDEntry.objects.kept().exists()


def test_the_audit_knows_nothing_of_drafts(mentor):
    entry = create_entry(owner=mentor, content=content(), by=mentor)
    discard_entry(entry=entry, by=mentor)

    assert not AuditEvent.objects.exists()
    assert "Workshop" not in str(entry)


def test_the_database_holds_what_the_rules_say(mentor):
    for fields in (
        {"minutes": 0},
        {"end_on": days_ago(4)},
        {"state": EntryState.DISCARDED},
        {"discarded_at": timezone.now()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            cpd_entry(mentor, **fields)


# From a module --------------------------------------------------------------------


def test_draft_from_module_credits_its_time_and_statements(framework, mentor):
    done = finished(mentor, codes=["S1", "S6"])

    entry = draft_from_module(completion=done, by=mentor)

    assert (entry.owner, entry.minutes, entry.state) == (mentor, 95, EntryState.DRAFT)
    assert entry.title == "Module: Target setting and review"
    assert entry.activity_type == "platform_module"
    assert not entry.is_mandatory
    assert {statement.code for statement in entry.statements.all()} == {"S1", "S6"}
    assert (entry.start_on, entry.end_on) == (days_ago(0), None)
    assert entry.source == done


def test_draft_from_module_runs_from_the_first_step_to_the_last(framework, mentor):
    module = module_page()
    row = enrolment(mentor, module)
    step_completion(row, lesson_page(module), completed_at=timezone.localtime() - timedelta(days=6))

    entry = draft_from_module(completion=completion(row))

    assert (entry.start_on, entry.end_on) == (days_ago(6), days_ago(0))


def test_draft_from_module_takes_the_first_four_known_statements(framework, mentor):
    done = finished(mentor, codes=["S1", "X9", "S6", "S8", "K6", "K8"])

    entry = draft_from_module(completion=done)

    assert {statement.code for statement in entry.statements.all()} == {"S1", "S6", "S8", "K6"}


def test_draft_from_module_marks_a_mandatory_module_for_good(framework, mentor):
    done = finished(mentor)
    done.module.group = "mandatory"

    entry = draft_from_module(completion=done)
    assert entry.is_mandatory
    changed = update_entry(entry=entry, content=content(activity_type="course"), by=mentor)

    assert changed.is_mandatory


def test_draft_from_module_without_minutes_leaves_the_time_open(framework, mentor):
    assert draft_from_module(completion=finished(mentor, minutes=0)).minutes is None


def test_draft_from_module_twice_is_one_draft_and_one_notice(framework, mentor):
    done = finished(mentor)

    first, second = draft_from_module(completion=done), draft_from_module(completion=done)

    assert first == second
    assert CPDEntry.objects.count() == 1
    notice = Notice.objects.get(recipient=mentor, kind="cpd_draft")
    assert notice.key == f"cpd-draft-{done.pk}"
    assert notice.url == first.get_absolute_url()
    assert notice.read_at is None


def test_draft_from_module_leaves_a_discarded_draft_alone(framework, mentor):
    done = finished(mentor)
    discard_entry(entry=draft_from_module(completion=done), by=mentor)

    again = draft_from_module(completion=done)

    assert again.is_discarded
    assert CPDEntry.objects.count() == 1


def test_draft_from_module_of_the_past_tells_nobody_by_mail(framework, mentor):
    past = timezone.localtime() - timedelta(days=200)
    done = completion(enrolment(mentor, module_page()), completed_at=past, minutes=30)

    entry = draft_from_module(completion=done)

    assert entry.created_at == past
    assert Notice.objects.get(recipient=mentor).read_at == past


def test_draft_from_module_is_not_made_by_another_person(framework, mentor, manager):
    with pytest.raises(PermissionDenied):
        draft_from_module(completion=finished(mentor), by=manager)


def test_draft_from_module_needs_no_framework(mentor):
    assert draft_from_module(completion=finished(mentor)).statements.count() == 0
