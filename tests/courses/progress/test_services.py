from datetime import datetime, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from courses.catalogue.models import StepPage
from courses.certificates.models import Certificate
from courses.enrolment.services import enrol
from courses.progress import services
from courses.progress.models import Completion, Reflection, StepCompletion, StepVisit
from courses.progress.signals import module_completed
from tests.factories.courses import (
    REFLECTION_BLOCK,
    enrolment,
    lesson_page,
    lessons_of,
    module_page,
    module_with_lessons,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def module():
    return module_with_lessons(2)


@pytest.fixture
def row(mentor, module):
    return enrolment(mentor, module)


def finish(mentor, module, **given):
    for lesson in lessons_of(module):
        services.complete_step(participant=mentor, step=lesson, by=mentor, **given)


def test_a_step_is_completed_once_however_often_it_is_sent(mentor, module, row):
    step = lessons_of(module)[0]

    first = services.complete_step(participant=mentor, step=step, by=mentor)
    second = services.complete_step(participant=mentor, step=step, by=mentor)

    assert first == second
    assert StepCompletion.objects.count() == 1
    assert not Completion.objects.exists()


def test_reading_without_an_enrolment_leaves_no_record(mentor, module):
    step = lessons_of(module)[0]

    assert services.complete_step(participant=mentor, step=step, by=mentor) is None
    assert services.note_visit(participant=mentor, step=step, by=mentor) is None
    assert services.note_attempt(participant=mentor, step=step, by=mentor) is None
    assert not StepCompletion.objects.exists()


def test_a_module_completes_with_its_last_required_step(mentor, module, row):
    lesson_page(module, required=False)

    finish(mentor, module)
    finish(mentor, module)  # the same again from another tab

    done = Completion.objects.get()
    assert (done.participant, done.module, done.minutes) == (mentor, module, 36)
    assert done.expires_on.year == timezone.localdate().year + 2
    assert Notice.objects.filter(recipient=mentor, kind="module_completed").count() == 1
    assert AuditEvent.objects.get(verb="module.completed").detail == {"module": "TGT", "cycle": 1}
    assert Certificate.objects.get().completion == done


def test_an_optional_step_is_not_asked_for(mentor):
    module = module_page()
    lesson_page(module)
    lesson_page(module, required=False)
    enrolment(mentor, module)

    services.complete_step(participant=mentor, step=lessons_of(module)[0], by=mentor)

    assert Completion.objects.exists()


def test_history_can_be_dated(mentor, module, row):
    then = timezone.make_aware(datetime(2026, 3, 12, 9, 30))

    finish(mentor, module, at=then)

    done = Completion.objects.get()
    assert (done.completed_at, done.expires_on.isoformat()) == (then, "2028-03-12")
    assert Certificate.objects.get().issued_at == then
    assert AuditEvent.objects.get(verb="module.completed").at == then


def test_what_listeners_fail_to_write_undoes_the_completion(mentor, module, row):
    def fail(**_):
        raise RuntimeError("no certificate paper")

    module_completed.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            finish(mentor, module)
    finally:
        module_completed.disconnect(fail)

    assert not Completion.objects.exists()
    assert StepCompletion.objects.count() == 1


def test_a_new_cycle_starts_from_nothing_and_leaves_the_old_alone(mentor, module, row):
    finish(mentor, module, at=timezone.localtime() - timedelta(days=365 * 2 - 20))
    renewal = enrol(participant=mentor, module=module, by=mentor)

    finish(mentor, module)

    assert renewal.cycle == 2
    assert StepCompletion.objects.filter(enrolment=row).count() == 2
    assert StepCompletion.objects.filter(enrolment=renewal).count() == 2
    assert Completion.objects.count() == Certificate.objects.count() == 2


def test_the_best_result_stands(mentor, module, row):
    step = lessons_of(module)[0]
    for result in ("67 %", "92 %", "83 %"):
        services.complete_step(participant=mentor, step=step, by=mentor, result=result)

    assert StepCompletion.objects.get().result == "92 %"


@pytest.mark.parametrize("who", ["manager", "peer", "trainer", "admin", "quality_lead"])
def test_nobody_records_progress_for_another(request, mentor, module, row, who):
    by, step = request.getfixturevalue(who), lessons_of(module)[0]
    mine = {"participant": mentor, "step": step, "by": by}
    for call in (
        services.complete_step,
        services.declare_done,
        services.note_attempt,
        services.note_visit,
    ):
        with pytest.raises(PermissionDenied):
            call(**mine)
    with pytest.raises(PermissionDenied):
        services.save_reflection(author=mentor, step=step, block_id="a", text="x", by=by)
    assert not StepCompletion.objects.exists()


def test_a_quiz_is_not_declared_done(mentor, module, row):
    step = lessons_of(module)[0]
    step.content_type = ContentType.objects.get_for_model(StepPage)  # judged, unless it says not

    with pytest.raises(PermissionDenied, match="by its result"):
        services.declare_done(participant=mentor, step=step, by=mentor)


def test_attempts_are_counted(mentor, module, row):
    step = lessons_of(module)[0]
    for _ in range(3):
        visit = services.note_attempt(participant=mentor, step=step, by=mentor)

    assert visit.attempts == 3


def test_a_late_message_does_not_move_her_back(mentor, module, row):
    step = lessons_of(module)[0]
    now = timezone.now()
    services.note_visit(participant=mentor, step=step, by=mentor, block_id="b2", at=now)
    services.note_visit(
        participant=mentor, step=step, by=mentor, block_id="b1", at=now - timedelta(seconds=9)
    )

    assert StepVisit.objects.get().last_block == "b2"


def test_a_part_that_is_none_is_refused(mentor, module, row):
    with pytest.raises(ValidationError):
        services.note_visit(
            participant=mentor, step=lessons_of(module)[0], by=mentor, block_id="<b>"
        )


def test_a_reflection_is_kept_changed_and_taken_away(mentor, module):
    mine = {
        "author": mentor,
        "step": lessons_of(module)[0],
        "block_id": REFLECTION_BLOCK,
        "by": mentor,
    }

    services.save_reflection(**mine, text=" He looked away. ")
    services.save_reflection(**mine, text="He looked up.")
    assert [row.text for row in Reflection.objects.all()] == ["He looked up."]
    assert "looked" not in str(Reflection.objects.get())

    assert services.save_reflection(**mine, text="  ") is None
    assert not Reflection.objects.exists()


def test_a_reflection_that_is_too_long_is_refused(mentor, module):
    with pytest.raises(ValidationError, match="10,000"):
        services.save_reflection(
            author=mentor, step=lessons_of(module)[0], block_id="a", text="x" * 10_001, by=mentor
        )


def test_a_step_moved_while_she_reads_counts_where_it_stands(mentor, module, row):
    other = module_page(code="COQ")
    other_row = enrolment(mentor, other)
    step = lessons_of(module)[0]
    step.move(other, pos="last-child")
    step.refresh_from_db()

    done = services.complete_step(participant=mentor, step=step, by=mentor)

    assert done.enrolment == other_row
