"""How far somebody is, which modules she finished, and what she wrote in lessons for herself."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cms.people.privacy.queries.words import day_of, in_rows, labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole
from courses.enrolment.models import Enrolment

from .models import Completion, Reflection, StepCompletion, StepVisit

WITH_THE_ENROLMENT = "It goes with the enrolment."


def completions_about(person: Any) -> Iterator[Passage]:
    for row in Completion.objects.filter(participant=person).select_related("module"):
        words = labelled(
            ("Completed", row.completed_at),
            ("Valid until", row.expires_on),
            ("Minutes", row.minutes),
        )
        yield Passage(str(row.pk), "completion", row.module.title, words, row.completed_on)


def steps_about(person: Any) -> Iterator[Passage]:
    """One passage an enrolment: the steps that were opened and finished, and the exercises done."""
    rows = Enrolment.objects.filter(participant=person).select_related("module")
    names = ("visits__step", "step_completions__step", "exercise_passes__step")
    for row in rows.prefetch_related(*names):
        words = in_rows(
            [
                *(_visit(visit) for visit in row.visits.all()),
                *(_done(done) for done in row.step_completions.all()),
                *(
                    labelled((f"Exercise in “{one.step.title}” done right", one.passed_at))
                    for one in row.exercise_passes.all()
                ),
            ]
        )
        if words:
            yield Passage(str(row.pk), "steps", row.module.title, words, row.assigned_on)


def _visit(visit: StepVisit) -> str:
    return labelled((f"“{visit.step.title}” last open", visit.seen_at))


def _done(done: StepCompletion) -> str:
    result = f" ({done.result})" if done.result else ""
    return labelled((f"“{done.step.title}” done{result}", done.completed_at))


def reflections_about(person: Any) -> Iterator[Passage]:
    for row in Reflection.objects.filter(author=person).select_related("step"):
        yield Passage(
            object_id=str(row.pk),
            part="reflection",
            title=row.step.title,
            words=row.text,
            on=day_of(row.saved_at),
            author=person,
        )


def reflections_aged(day: date) -> QuerySet[Reflection]:
    return Reflection.objects.filter(author__staff_profile__left_on__lt=day)


register(
    RecordClass(
        key="module_completion",
        label="Modules completed",
        why=f"To show that training was completed, and how long it holds. {WITH_THE_ENROLMENT}",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=completions_about,
    ),
    RecordClass(
        key="step_progress",
        label="Steps in modules",
        why=f"So that she can go on where she stopped. {WITH_THE_ENROLMENT}",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=steps_about,
    ),
    RecordClass(
        key="lesson_reflection",
        label="Reflections in lessons",
        why="For her own thinking; nobody else reads them. The college has no use for them once "
        "she has gone.",
        counted_from=CountedFrom.LEFT,
        months=3,
        about=reflections_about,
        aged=reflections_aged,
        subject="author",
        remove=remove_whole,
    ),
)
