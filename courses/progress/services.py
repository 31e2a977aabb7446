"""What happens while a person learns. Every call may come twice, from two tabs at once."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice
from content.terms import apply_terms
from courses.catalogue.models import ModulePage, StepPage
from courses.catalogue.queries import Outline, outline
from courses.enrolment.models import Enrolment
from courses.progress import access, rules
from courses.progress.models import Completion, ExercisePass, Reflection, StepCompletion, StepVisit
from courses.progress.queries import due_enrolments, expiring_completions
from courses.progress.signals import module_completed


@transaction.atomic
def complete_step(
    *, participant: User, step: StepPage, by: User, at: datetime | None = None, result: str = ""
) -> StepCompletion | None:
    """Mark a step as done, and the module with it when that was the last thing missing.

    None when the person is not enrolled: then she reads without leaving a record. The row itself is
    the record of a step, so the audit gets a line only for a module.
    """
    _check_own(participant, by)
    enrolment = _lock_enrolment(participant, step)
    if enrolment is None:
        return None
    moment = at or timezone.now()
    completion, is_new = StepCompletion.objects.get_or_create(
        enrolment=enrolment, step_id=step.pk, defaults={"completed_at": moment, "result": result}
    )
    better = rules.better_result(completion.result, result)
    if not is_new and better != completion.result:
        completion.result = better
        completion.save(update_fields=["result"])
    _complete_module(enrolment, by=by, at=moment)
    return completion


@transaction.atomic
def restate_result(
    *, participant: User, step: StepPage, by: User, result: str
) -> StepCompletion | None:
    """Say another result of a step that is done, where the last attempt counts and not the best.

    None when the step is not done, or nobody is enrolled: then there is nothing to say it of.
    """
    _check_own(participant, by)
    enrolment = _lock_enrolment(participant, step)
    done = StepCompletion.objects.filter(enrolment=enrolment, step_id=step.pk).first()
    if done is not None and done.result != result:
        done.result = result
        done.save(update_fields=["result"])
    return done


@transaction.atomic
def declare_done(
    *, participant: User, step: StepPage, by: User, at: datetime | None = None
) -> StepCompletion | None:
    """“I have read this”: only for steps that nobody judges. A quiz is passed, not declared.

    Raises ValidationError while an exercise that guards the end is not done right.
    """
    kind = step.specific_class or type(step)
    if kind.is_judged:
        raise PermissionDenied(f"A {kind.kind_label.lower()} is completed by its result.")
    _check_own(participant, by)
    enrolment = _lock_enrolment(participant, step)
    asked = step.specific.gate_ids()
    if enrolment is not None and asked:
        passes = enrolment.exercise_passes.filter(step=step.pk)
        rules.check_exercises(asked=asked, passed=passes.values_list("block_id", flat=True))
    return complete_step(participant=participant, step=step, by=by, at=at)


@transaction.atomic
def pass_exercise(
    *, participant: User, step: StepPage, block_id: str, by: User, at: datetime | None = None
) -> ExercisePass | None:
    """Remember that an exercise was done right; None when the person is not enrolled."""
    _check_own(participant, by)
    rules.check_block_id(block_id)
    enrolment = _lock_enrolment(participant, step)
    if enrolment is None:
        return None
    passed, _ = ExercisePass.objects.get_or_create(
        enrolment=enrolment,
        step_id=step.pk,
        block_id=block_id,
        defaults={"passed_at": at or timezone.now()},
    )
    return passed


@transaction.atomic
def note_attempt(
    *, participant: User, step: StepPage, by: User, at: datetime | None = None
) -> StepVisit | None:
    """Count a handed-in attempt at a quiz or scenario; None when the person is not enrolled."""
    _check_own(participant, by)
    visit = _visit(participant, step, at or timezone.now())
    if visit is not None:
        StepVisit.objects.filter(pk=visit.pk).update(attempts=F("attempts") + 1)
        visit.refresh_from_db(fields=["attempts"])
    return visit


@transaction.atomic
def note_visit(
    *, participant: User, step: StepPage, by: User, block_id: str = "", at: datetime | None = None
) -> StepVisit | None:
    """Remember the part of a page a person has reached; a late message never moves her back."""
    _check_own(participant, by)
    if block_id:
        rules.check_block_id(block_id)
    moment = at or timezone.now()
    visit = _visit(participant, step, moment)
    if visit is not None and visit.seen_at <= moment:
        visit.seen_at = moment
        visit.last_block = block_id or visit.last_block
        visit.save(update_fields=["seen_at", "last_block"])
    return visit


@transaction.atomic
def save_reflection(
    *,
    author: User,
    step: StepPage,
    block_id: str,
    text: str,
    by: User,
    at: datetime | None = None,
) -> Reflection | None:
    """Keep a private answer; an emptied one is gone for good, and None comes back.

    Not audited: that somebody wrote to herself is nobody's business.
    """
    _check_own(author, by)
    rules.check_block_id(block_id)
    rules.check_reflection(text)
    mine = {"author": author, "step_id": step.pk, "block_id": block_id}
    if not text.strip():
        Reflection.objects.filter(**mine).delete()
        return None
    reflection, _ = Reflection.objects.update_or_create(
        **mine, defaults={"text": text.strip(), "saved_at": at or timezone.now()}
    )
    return reflection


@transaction.atomic
def settle_module(*, module: ModulePage, by: User | None = None) -> list[Completion]:
    """Complete the module for those who have done all it still asks, after a step was taken out."""
    shape = outline(module.pk)
    if shape is None:
        return []
    asked = [step.pk for step in shape.asked]
    waiting = (
        Enrolment.objects.standing()
        .filter(module=module.pk, completion=None, step_completions__step__in=asked)
        .distinct()
    )
    done = [_complete_module(row, by=by) for row in waiting]
    return [completion for completion in done if completion is not None]


def remind(*, today: date | None = None) -> int:
    """Tell people what is due soon or overdue, and what runs out. Answers how many were told.

    Run every morning, and safe to run twice: each stage of the ladder is told once.
    """
    day = today or timezone.localdate()
    return sum(_remind_of_due(row, day) for row in due_enrolments(day)) + sum(
        _remind_of_expiry(row, day) for row in expiring_completions(day)
    )


def _remind_of_due(enrolment: Enrolment, today: date) -> bool:
    assert enrolment.due_on is not None
    days = (enrolment.due_on - today).days
    stage = rules.reminder_stage(days, rules.DUE_STAGES)
    if stage is None:
        return False
    when = rules.days_in_words(days)
    title = f"{enrolment.module.title} {'is' if days >= 0 else 'was'} due {when}"
    return _remind(enrolment.participant, NoticeKind.MODULE_DUE, f"due-{enrolment.pk}-{stage}",
                   title, "Open it to go on where you stopped.", enrolment.module)  # fmt: skip


def _remind_of_expiry(completion: Completion, today: date) -> bool:
    assert completion.expires_on is not None
    days = (completion.expires_on - today).days
    stage = rules.reminder_stage(days, rules.EXPIRY_STAGES)
    if stage is None:
        return False
    when = rules.days_in_words(days)
    title = f"{completion.module.title} {'runs out' if days >= 0 else 'ran out'} {when}"
    return _remind(completion.participant, NoticeKind.CERTIFICATE_EXPIRING,
                   f"expiry-{completion.pk}-{stage}", title,
                   "Open the module to take it again. What you have stays on record.",
                   completion.module)  # fmt: skip


def _remind(
    person: User, kind: NoticeKind, key: str, title: str, body: str, module: ModulePage
) -> bool:
    already = person.notices.filter(key=key).exists()
    send_notice(recipient=person, kind=kind, key=key, title=title, body=body, url=module.url or "")
    return not already


def _check_own(participant: User, by: User) -> None:
    if not access.can_record(by, participant):
        raise PermissionDenied("Progress is recorded by the person herself.")


def _lock_enrolment(participant: User, step: StepPage) -> Enrolment | None:
    """The current enrolment in the step's module, held until the transaction ends.

    The module is where the step stands now: a page may have been moved while somebody read it.
    """
    return (
        Enrolment.objects.standing()
        .select_for_update()
        .filter(participant=participant, module__path=step.path[: -step.steplen])
        .order_by("-cycle")
        .first()
    )


def _visit(participant: User, step: StepPage, moment: datetime) -> StepVisit | None:
    enrolment = _lock_enrolment(participant, step)
    if enrolment is None:
        return None
    visit, _ = StepVisit.objects.get_or_create(
        enrolment=enrolment,
        step_id=step.pk,
        defaults={"started_at": moment, "seen_at": moment},
    )
    return visit


def _complete_module(
    enrolment: Enrolment, *, by: User | None, at: datetime | None = None
) -> Completion | None:
    """None while something is missing; the one completion of the cycle otherwise."""
    moment = at or timezone.now()
    shape = outline(enrolment.module_id)
    if shape is None or not _has_done_all(enrolment, shape):
        return None
    completion, is_new = Completion.objects.get_or_create(
        enrolment=enrolment,
        defaults={
            "participant_id": enrolment.participant_id,
            "module_id": enrolment.module_id,
            "completed_at": moment,
            "minutes": shape.minutes,
            "expires_on": rules.expires_on(
                completed_on=timezone.localdate(moment), validity_months=shape.validity_months
            ),
        },
    )
    if is_new:
        _announce(completion, shape, by=by, at=at)
    return completion


def _has_done_all(enrolment: Enrolment, shape: Outline) -> bool:
    return rules.is_complete(
        required={step.pk for step in shape.steps if step.required},
        offered={step.pk for step in shape.steps},
        done=set(enrolment.step_completions.values_list("step_id", flat=True)),
    )


def _announce(
    completion: Completion, shape: Outline, *, by: User | None, at: datetime | None
) -> None:
    record(
        actor=by,
        verb="module.completed",
        obj=completion,
        about=completion.participant,
        detail={"module": shape.code, "cycle": completion.enrolment.cycle},
        at=at,
    )
    send_notice(
        recipient=completion.participant,
        kind=NoticeKind.MODULE_COMPLETED,
        key=f"module-completed-{completion.pk}",
        title=f"You have completed {apply_terms(shape.title)}",
        body="Your certificate is ready, with one thing to try in your next conversations.",
        url=reverse("progress:module_finished", args=[completion.module_id]),
        by=by,
        at=at,
    )
    module_completed.send(sender=Completion, completion=completion)
