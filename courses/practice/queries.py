"""An exercise of a lesson, found again when somebody hands something in."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from content.bodies import exercise_content, is_gate
from courses.catalogue.models import LessonPage
from courses.progress import access


@dataclass(frozen=True)
class Exercise:
    """A lesson's block as plain values."""

    step: LessonPage
    block_id: str
    content: dict[str, Any]
    is_gate: bool
    is_draft: bool  # an author tries it out: nothing is recorded


def exercise(user: Any, *, step: int, block_id: str, kind: str, is_draft: bool) -> Exercise:
    """The exercise as the person may see it; raises Http404 where there is none of that kind.

    A draft is shown to whoever may edit the page, so that an author can try what she has written.
    """
    page = LessonPage.objects.filter(access.steps_readable_by(user), pk=step).first()
    if page is None and is_draft:
        page = LessonPage.objects.filter(pk=step).first()
    if page is None or (is_draft and not page.permissions_for_user(user).can_edit()):
        raise Http404
    shown = page.get_latest_revision_as_object() if is_draft else page
    for child in shown.body:
        if str(child.id) == block_id and child.block_type == kind:
            return Exercise(page, block_id, exercise_content(child), is_gate(child), is_draft)
    raise Http404
