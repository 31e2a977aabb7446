from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.cpd.rules import EntryState
from assessments.standards.models import Evidence
from assessments.verification.models import CPDVerification
from assessments.verification.rules import Outcome
from assessments.verification.services import remind_managers, return_entry, verify_entry
from cms.people.audit.models import AuditEvent, WrittenOnceError
from cms.people.notices.models import Notice
from tests.factories.people import days_ago
from tests.factories.standards import st0148
from tests.factories.verification import (
    APPLICATION,
    NO,
    REASON,
    SECRET,
    SUMMARY,
    YES,
    days_back,
    handed_in,
)

NOT_HERS = [
    "mentor", "peer", "supervisor", "other_manager", "quality_lead", "dsl", "trainer", "admin",
    "hr", "dpo",
]  # fmt: skip


def test_verify_entry_confirms_it_and_keeps_what_was_judged(mentor, manager):
    entry = handed_in(mentor, title="Visit to a garage")

    answer = verify_entry(entry=entry, answers=YES, by=manager)

    entry.refresh_from_db()
    assert entry.state == EntryState.VERIFIED
    assert entry.verified_at is not None
    assert (answer.verifier, answer.outcome) == (manager, Outcome.VERIFIED)
    assert answer.judged["title"] == "Visit to a garage"
    assert answer.judged["application"] == APPLICATION


def test_what_was_judged_holds_nothing_private(mentor, manager):
    answer = verify_entry(entry=handed_in(mentor), answers=YES, by=manager)

    assert SECRET not in str(answer.judged)


def test_a_verified_entry_is_evidence_for_its_statements(mentor, manager):
    framework = st0148()
    entry = handed_in(mentor)
    entry.claims.create(statement=framework.statements.get(code="S1"))

    verify_entry(entry=entry, answers=YES, by=manager)

    assert [row.strength for row in Evidence.objects.filter(person=mentor)] == ["verified"]


def test_return_entry_gives_it_back_to_its_owner(mentor, manager):
    entry = handed_in(mentor)

    answer = return_entry(entry=entry, answers=NO, by=manager)

    entry.refresh_from_db()
    assert entry.state == EntryState.RETURNED
    assert (answer.outcome, answer.note, answer.is_applied) == (Outcome.RETURNED, REASON, False)


def test_how_long_it_waited_is_kept(mentor, manager):
    entry = handed_in(mentor, days=14)

    assert verify_entry(entry=entry, answers=YES, by=manager).waited_days == 10


@pytest.mark.parametrize("name", NOT_HERS)
@pytest.mark.parametrize(("service", "answers"), [(verify_entry, YES), (return_entry, NO)])
def test_only_the_line_manager_answers(request, mentor, name, service, answers):
    entry = handed_in(mentor)

    with pytest.raises(PermissionDenied):
        service(entry=entry, answers=answers, by=request.getfixturevalue(name))

    entry.refresh_from_db()
    assert entry.state == EntryState.SUBMITTED
    assert not CPDVerification.objects.exists()


def test_nobody_verifies_her_own_managers_entry(manager, mentor):
    with pytest.raises(PermissionDenied):
        verify_entry(entry=handed_in(manager), answers=YES, by=mentor)


def test_answers_that_contradict_the_outcome_write_nothing(mentor, manager):
    entry = handed_in(mentor)

    with pytest.raises(ValidationError):
        verify_entry(entry=entry, answers=NO, by=manager)
    with pytest.raises(ValidationError):
        return_entry(entry=entry, answers=YES, by=manager)

    assert not CPDVerification.objects.exists()
    assert not Notice.objects.exists()
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("state", ["draft", "returned", "verified", "closed"])
def test_what_does_not_wait_is_not_answered(mentor, manager, state):
    entry = handed_in(mentor, state=state)

    with pytest.raises(ValidationError) as refused:
        verify_entry(entry=entry, answers=YES, by=manager)

    assert refused.value.code == "gone"
    assert not CPDVerification.objects.exists()


def test_an_entry_that_was_changed_after_she_read_it_is_not_answered(mentor, manager):
    entry = handed_in(mentor)
    read_at = entry.changed_at
    entry.changed_at = read_at + timedelta(minutes=5)
    entry.save()

    with pytest.raises(ValidationError) as refused:
        verify_entry(entry=entry, answers=YES, by=manager, read_at=read_at)

    assert refused.value.code == "changed"
    verify_entry(entry=entry, answers=YES, by=manager, read_at=entry.changed_at)


def test_an_answer_is_written_once(mentor, manager):
    answer = verify_entry(entry=handed_in(mentor), answers=YES, by=manager)
    answer.note = "Something else"

    with pytest.raises(WrittenOnceError):
        answer.save()


@pytest.mark.parametrize(("service", "answers"), [(verify_entry, YES), (return_entry, NO)])
def test_the_owner_is_told_that_there_is_an_answer_and_none_of_its_words(
    mentor, manager, service, answers
):
    entry = handed_in(mentor, title="Visit to a garage")

    service(entry=entry, answers=answers, by=manager)

    notice = Notice.objects.get(recipient=mentor, kind="cpd_judged")
    said = f"{notice.title} {notice.body} {notice.url} {notice.key}"
    assert not any(words in said for words in ("garage", REASON, SUMMARY, SECRET, APPLICATION))
    assert notice.url == f"/cpd/verify/{entry.pk}/history/"


def test_the_audit_says_that_it_happened_and_none_of_its_words(mentor, manager):
    entry = handed_in(mentor, title="Visit to a garage")

    return_entry(entry=entry, answers=NO, by=manager)

    (event,) = AuditEvent.objects.all()
    assert (event.verb, event.actor, event.about) == ("cpd_entry.returned", manager, mentor)
    assert "garage" not in f"{event.object_words} {event.detail}"
    assert REASON not in f"{event.object_words} {event.detail}"


def test_a_history_that_is_built_is_dated_and_never_e_mailed(mentor, manager):
    moment = days_back(30)
    entry = handed_in(mentor, days=40)

    answer = verify_entry(entry=entry, answers=YES, by=manager, at=moment)

    entry.refresh_from_db()
    notice = Notice.objects.get(recipient=mentor)
    assert answer.at == entry.verified_at == notice.created_at == moment
    assert (notice.due_at, notice.read_at) == (None, moment)


# Reminders --------------------------------------------------------------------------


def waiting_notices(person):
    return list(Notice.objects.filter(recipient=person, kind="cpd_waiting"))


def test_a_manager_is_told_once_a_week_while_something_is_overdue(mentor, peer, manager):
    handed_in(mentor, days=30, title="Visit to a garage")
    handed_in(peer, days=1)
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())

    assert remind_managers(on=monday) == 1
    remind_managers(on=monday + timedelta(days=1))

    (notice,) = waiting_notices(manager)
    assert "2 CPD entries wait" in notice.title
    assert "one has waited longer than 15 working days" in notice.body
    assert "garage" not in f"{notice.title}{notice.body}"
    assert "Haddad" not in f"{notice.title}{notice.body}"
    remind_managers(on=monday + timedelta(days=7))
    assert len(waiting_notices(manager)) == 2


def test_nobody_is_told_while_nothing_is_overdue(mentor, manager, other_manager):
    handed_in(mentor, days=20)  # 14 or 15 working days

    assert remind_managers() == 0
    assert waiting_notices(manager) == waiting_notices(other_manager) == []


def test_what_nobody_can_verify_is_told_to_the_quality_lead(mentor, manager, quality_lead):
    handed_in(mentor, days=30)
    mentor.reporting_lines.update(ends_on=days_ago(2))

    assert remind_managers() == 0

    assert waiting_notices(manager) == []
    (notice,) = waiting_notices(quality_lead)
    assert "1 handed in" in notice.body


@pytest.mark.parametrize("teams", [1, 3])
def test_reminding_asks_as_often_for_one_team_as_for_many(
    mentor, peer, manager, django_assert_num_queries, teams
):
    from assessments.verification.queries import reminders

    for _ in range(teams):
        handed_in(mentor, days=30)
        handed_in(peer, days=30)

    with django_assert_num_queries(3):
        (row,) = reminders(timezone.localdate())

    assert (row.manager, row.waiting, row.overdue) == (manager, 2 * teams, 2 * teams)
