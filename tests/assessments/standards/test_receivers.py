from datetime import date, datetime

from django.utils import timezone

from assessments.standards.models import Evidence
from courses.progress.models import Completion
from courses.progress.signals import module_completed
from tests.factories.courses import completion, enrolment, module_page

FINISHED_AT = datetime(2026, 11, 3, 23, 30, tzinfo=timezone.get_current_timezone())


def finish(mentor, **fields):
    row = completion(enrolment(mentor, module_page(**fields)), completed_at=FINISHED_AT)
    module_completed.send(sender=Completion, completion=row)
    return row


def test_a_finished_module_is_a_claim_against_its_statements(framework, mentor):
    row = finish(mentor, codes=["S1", "K6"])

    found = Evidence.objects.standing().filter(person=mentor).select_related("statement")
    assert {evidence.statement.code for evidence in found} == {"S1", "K6"}
    assert {(each.kind, each.strength, each.note) for each in found} == {
        ("module", "claimed", "Target setting and review")
    }
    assert all(each.source == row and each.occurred_on == date(2026, 11, 3) for each in found)


def test_the_signal_twice_is_evidence_once(framework, mentor):
    row = finish(mentor, codes=["S1"])

    module_completed.send(sender=Completion, completion=row)

    assert Evidence.objects.count() == 1


def test_an_unknown_code_keeps_nobody_from_finishing(framework, mentor, caplog):
    finish(mentor, codes=["S1", "S99"])

    assert Evidence.objects.get().statement.code == "S1"
    assert "unknown statements: S99" in caplog.text


def test_a_site_without_a_framework_still_lets_people_finish(db, mentor):
    finish(mentor, codes=["S1"])

    assert not Evidence.objects.exists()
