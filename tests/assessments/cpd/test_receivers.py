from assessments.cpd.models import CPDEntry
from assessments.standards.models import Evidence
from courses.progress.services import complete_step
from tests.factories.courses import enrolment, lessons_of, module_with_lessons


def test_finishing_a_module_leaves_a_draft_and_evidence(framework, mentor):
    module = module_with_lessons(2, codes=["S1"])
    enrolment(mentor, module)
    first, second = lessons_of(module)

    complete_step(participant=mentor, step=first, by=mentor)
    assert not CPDEntry.objects.exists()
    complete_step(participant=mentor, step=second, by=mentor)
    complete_step(participant=mentor, step=second, by=mentor)

    entry = CPDEntry.objects.get(owner=mentor)
    assert entry.minutes == 24
    assert Evidence.objects.get(person=mentor).statement.code == "S1"
