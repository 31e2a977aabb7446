"""Findings on a lesson and on a module, as their pages name them (CollegePage.checked_by)."""

from cms.pages.checks.queries import content_of
from content.checks.rules.findings import Around, Check
from content.checks.rules.pages import lesson_checks
from courses.approval.queries import note_for
from courses.catalogue.models import LessonPage, ModulePage, StepPage
from courses.checks.rules import Module, Step, exercise_checks, module_checks

STEPS = "courses.steps"


def lesson_findings(page: LessonPage, around: Around) -> list[Check]:
    content = content_of(page)
    return [
        *lesson_checks(content, around),
        *exercise_checks(content.body, around.plain_words),
    ]


def module_findings(page: ModulePage, around: Around) -> list[Check]:
    steps = [step for step in steps_of_all(around) if page.path and is_below(step, page)]
    pages = [page, *steps]
    return module_checks(
        Module(
            outcomes=page.outcomes,
            can_now=page.can_now,
            codes=page.codes,
            steps=[as_step(step) for step in steps],
            is_safeguarding=page.is_safeguarding,
            approved=sum(note_for(one) is not None for one in pages),
            pages=len(pages),
        )
    )


def steps_of_all(around: Around) -> list[StepPage]:
    """One reading for all modules that are checked together."""
    if STEPS not in around.kept:
        around.kept[STEPS] = list(StepPage.objects.order_by("path"))
    steps: list[StepPage] = around.kept[STEPS]
    return steps


def is_below(step: StepPage, module: ModulePage) -> bool:
    return bool(step.path.startswith(module.path) and step.pk != module.pk)


def as_step(step: StepPage) -> Step:
    kind = step.specific_class or StepPage
    return Step(
        title=step.title,
        kind=kind.material_kind,
        is_live=step.live,
        minutes=step.minutes,
        codes=frozenset(step.codes),
    )
