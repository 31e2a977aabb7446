"""A programme, its modules and their steps, published as a trainer would; and who takes them."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from cms.people.accounts.models import User
from courses.catalogue.models import LessonPage, ModulePage, ProgrammePage
from courses.enrolment.models import Enrolment
from courses.enrolment.rules import EnrolmentReason
from courses.progress.models import Completion, StepCompletion
from tests.factories.pages import add_page, home_page


def programme_page(**fields: Any) -> ProgrammePage:
    defaults: dict[str, Any] = {"title": "Mentor induction", "slug": "induction"}
    page: ProgrammePage = add_page(home_page(), ProgrammePage(**{**defaults, **fields}))
    return page


def module_page(parent: Page | None = None, *, live: bool = True, **fields: Any) -> ModulePage:
    """Target setting: counts for 24 months, due 28 days after the start."""
    code = fields.get("code", "TGT")
    defaults: dict[str, Any] = {
        "title": "Target setting and review",
        "slug": f"module-{code.lower()}",
        "code": code,
        "summary": "Find the one thing that matters and turn it into a step.",
        "outcomes": ["Find the priority.", "Write a target in the learner's words."],
        "can_now": ["You can cut a big task into steps."],
        "practice_task": "Spend five minutes only on the last target.",
        "supervision_question": "Which target have you let drift?",
        "validity_months": 24,
        "due_after_days": 28,
        "codes": ["S1", "K6"],
    }
    page: ModulePage = add_page(
        parent or ProgrammePage.objects.first() or programme_page(),
        ModulePage(**{**defaults, **fields}),
        live=live,
    )
    return page


def lesson_page(parent: Page, *, live: bool = True, **fields: Any) -> LessonPage:
    number = parent.get_children().count() + 1
    defaults: dict[str, Any] = {
        "title": f"Lesson {number}",
        "slug": f"lesson-{number}",
        "minutes": 12,
        "body": lesson_body(),
    }
    page: LessonPage = add_page(parent, LessonPage(**{**defaults, **fields}), live=live)
    return page


def lesson_body(text: str = "Start where the learner is.") -> list[dict[str, Any]]:
    return [
        {"type": "markdown", "value": text, "id": "0b1e57d0-0000-4000-8000-000000000001"},
        {
            "type": "reflection",
            "value": {"key": "noticed", "prompt": "What did you notice?", "minutes": 3},
            "id": REFLECTION_BLOCK,
        },
    ]


REFLECTION_BLOCK = "0b1e57d0-0000-4000-8000-000000000002"


def module_with_lessons(count: int = 3, **fields: Any) -> ModulePage:
    module = module_page(**fields)
    for _ in range(count):
        lesson_page(module)
    module.refresh_from_db()
    return module


def lessons_of(module: ModulePage) -> list[LessonPage]:
    return list(LessonPage.objects.child_of(module).order_by("path"))


def enrolment(participant: User, module: ModulePage, **fields: Any) -> Enrolment:
    defaults: dict[str, Any] = {
        "reason": EnrolmentReason.PROGRAMME,
        "due_on": timezone.localdate() + timedelta(days=14),
    }
    return Enrolment.objects.create(
        participant=participant, module=module, **{**defaults, **fields}
    )


def step_completion(row: Enrolment, step: Page, **fields: Any) -> StepCompletion:
    return StepCompletion.objects.create(enrolment=row, step_id=step.pk, **fields)


def completion(row: Enrolment, *, expires_on: date | None = None, **fields: Any) -> Completion:
    """The row alone: no certificate, no notice. Services make those."""
    return Completion.objects.create(
        enrolment=row,
        participant=row.participant,
        module=row.module,
        expires_on=expires_on,
        **fields,
    )
