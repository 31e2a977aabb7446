"""How far one person is: the outline from the cache, and her own rows beside it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.models import Page

from cms.people.accounts.models import User
from content.language.rules import names_said
from content.material.measuring import texts_of
from content.terms import apply_terms
from courses.catalogue.models import ModulePage, StepPage
from courses.catalogue.queries import (
    Outline,
    OutlineStep,
    module_pk_of,
    outline,
)
from courses.enrolment.models import Enrolment
from courses.progress import access, rules
from courses.progress.models import Completion, Reflection, StepVisit
from courses.progress.queries.shapes import Mine, ModuleProgress, StepState


def module_progress(
    participant: User, module: ModulePage | int, *, today: date | None = None
) -> ModuleProgress | None:
    """None when the module is not published. One query beside the cached outline."""
    module_pk = module if isinstance(module, int) else module.pk
    shape = outline(module_pk)
    if shape is None:
        return None
    return progress_of(shape, mine(participant, module_pk), today=today)


def progress_of(
    shape: Outline, own: Mine, *, today: date | None = None, current: int | None = None
) -> ModuleProgress:
    """Outline and own rows together; `current` is the step on screen."""
    steps = [_step_state(step, own, current) for step in shape.steps]
    state = rules.module_state(
        is_enrolled=own.enrolment_pk is not None,
        is_started=bool(own.results) or own.has_visited,
        is_done=own.completion_pk is not None,
        due_on=own.due_on,
        expires=own.expires_on if own.completion_pk else own.held_until,
        held_before=own.held_before,
        today=today or timezone.localdate(),
    )
    return ModuleProgress(module=shape, mine=own, steps=steps, state=state)


def mine(participant: User, module_pk: int, *, step_pk: int | None = None) -> Mine:
    """All cycles, the finished steps and (for one step) her reflections and passed exercises, in
    one query.

    The join repeats a reflection for every finished step; a module has ten steps and a lesson one
    or two reflections, and a query costs more than the repeated rows.
    """
    rows = own_rows(participant).filter(module=module_pk)
    names: tuple[str, ...] = MINE_FIELDS
    if step_pk is not None:
        rows = rows.annotate(
            written=FilteredRelation(
                "participant__reflections", condition=Q(participant__reflections__step=step_pk)
            ),
            passed=FilteredRelation("exercise_passes", condition=Q(exercise_passes__step=step_pk)),
        )
        names = (*names, "written__block_id", "written__text", "passed__block_id")
    found = list(rows.values(*names))
    if not found:
        return Mine(reflections=_reflections(participant, step_pk) if step_pk else {})
    return mine_from(found)


def own_rows(participant: User) -> QuerySet[Enrolment]:
    visits = StepVisit.objects.filter(enrolment=OuterRef("pk"))
    mine = Enrolment.objects.standing().filter(participant=participant.pk)
    return mine.annotate(has_visited=Exists(visits)).order_by("-cycle")


def next_step(participant: User, step: Page) -> StepPage | None:
    """The next step of the module she has not done yet, looking on from this one and then back."""
    shape = _outline_of(step)
    if shape is None:
        return None
    found = next_undone(progress_of(shape, mine(participant, shape.pk)), step.pk)
    return StepPage.objects.get(pk=found.step.pk) if found else None


def next_undone(progress: ModuleProgress, step_pk: int) -> StepState | None:
    order = [item.step.pk for item in progress.steps]
    place = order.index(step_pk) if step_pk in order else -1
    ahead = [*progress.steps[place + 1 :], *progress.steps[: max(place, 0)]]
    return next((item for item in ahead if not item.is_done), None)


def resume_url(progress: ModuleProgress) -> str:
    """Where she stopped: the part of the page she saw last, else the first step not done."""
    if progress.mine.enrolment_pk is None or progress.is_complete:
        return progress.steps[0].url if progress.steps else ""
    seen = (
        StepVisit.objects.filter(enrolment=progress.mine.enrolment_pk)
        .order_by("-seen_at")
        .values_list("step_id", "last_block")
        .first()
    )
    undone = {step.step.pk: step for step in progress.steps if not step.is_done}
    if seen and seen[0] in undone:
        block = f"#block-{seen[1]}" if seen[1] else ""
        return undone[seen[0]].url + block
    return progress.next_undone.url if progress.next_undone else ""


def following_url(progress: ModuleProgress, step_pk: int) -> str:
    """The step after this one in the module, done or not."""
    order = [step.pk for step in progress.module.steps]
    place = order.index(step_pk) + 1 if step_pk in order else len(order)
    return progress.module.steps[place].url if place < len(order) else ""


def completions(participant: User, module: ModulePage) -> list[Completion]:
    """Every time she completed it, the newest first, each with its certificate."""
    found = Completion.objects.filter(participant=participant.pk, module=module.pk)
    return list(found.select_related("certificate"))


def notes_of(author: User, *, words: str = "") -> QuerySet[Reflection]:
    """What somebody wrote for herself, the newest first."""
    rows = Reflection.objects.filter(access.reflections_readable_by(author))
    if words:
        rows = rows.filter(Q(text__icontains=words) | Q(step__title__icontains=words))
    return rows.select_related("step").order_by("-saved_at", "-pk")


def step_context(user: User, step: Page) -> dict[str, Any]:
    """What `progress/step_base.html` needs: one query beside the cached outline.

    Keys: step, module (Outline), progress (ModuleProgress), previous_url, previous_title, next_url,
    next_title, position, current, is_done, reflections (her own, by block id) and passed (the ids
    of exercises done). A step that is not in the published module yet, as in a preview, comes with
    empty neighbours.
    """
    shape = _outline_of(step)
    if shape is None:
        return {**NO_MODULE, "step": step}
    own = mine(user, shape.pk, step_pk=step.pk)
    progress = progress_of(shape, own, current=step.pk)
    order = [item.pk for item in shape.steps]
    place = order.index(step.pk) if step.pk in order else None
    before = shape.steps[place - 1] if place else None
    after = shape.steps[place + 1] if place is not None and place + 1 < len(order) else None
    return {
        "step": step,
        "module": shape,
        "progress": progress,
        "previous_url": before.url if before else "",
        "previous_title": before.title if before else "",
        "next_title": after.title if after else "",
        "current": shape.steps[place] if place is not None else None,
        "next_url": after.url if after else "",
        "position": place + 1 if place is not None else 0,
        "is_done": step.pk in own.results,
        "reflections": own.reflections,
        "passed": own.passed,
    }


NO_MODULE: dict[str, Any] = {
    "module": None,
    "progress": None,
    "previous_url": "",
    "next_url": "",
    "previous_title": "",
    "next_title": "",
    "current": None,
    "position": 0,
    "is_done": False,
    "reflections": {},
    "passed": frozenset(),
}
MINE_FIELDS = (
    "pk",
    "has_visited",
    "cycle",
    "reason",
    "due_on",
    "completion__pk",
    "completion__completed_at",
    "completion__expires_on",
    "step_completions__step_id",
    "step_completions__result",
)


def _outline_of(step: Page) -> Outline | None:
    """The outline of the module above, found by the cached place of the step when there is one."""
    module_pk = module_pk_of(step)
    return outline(module_pk) if module_pk is not None else None


def _reflections(participant: User, step_pk: int) -> dict[str, str]:
    rows = Reflection.objects.filter(author=participant.pk, step=step_pk)
    return dict(rows.values_list("block_id", "text"))


def mine_from(rows: Sequence[dict[str, Any]]) -> Mine:
    """The newest cycle is hers now; the newest completion before it says whether she is covered."""
    now = rows[0]
    current = [row for row in rows if row["pk"] == now["pk"]]
    before = next((row for row in rows if row["completion__pk"] and row["pk"] != now["pk"]), None)
    finished = now["completion__completed_at"]
    return Mine(
        enrolment_pk=now["pk"],
        cycle=now["cycle"],
        reason=now["reason"],
        due_on=now["due_on"],
        completion_pk=now["completion__pk"],
        completed_on=timezone.localdate(finished) if finished else None,
        expires_on=now["completion__expires_on"],
        held_until=before["completion__expires_on"] if before else None,
        held_before=before is not None,
        has_visited=now["has_visited"],
        results={
            row["step_completions__step_id"]: row["step_completions__result"]
            for row in current
            if row["step_completions__step_id"] is not None
        },
        reflections={
            row["written__block_id"]: row["written__text"]
            for row in current
            if row.get("written__block_id")
        },
        passed=frozenset(row["passed__block_id"] for row in current if row.get("passed__block_id")),
    )


def _step_state(step: OutlineStep, own: Mine, current: int | None) -> StepState:
    done = step.pk in own.results
    return StepState(
        step=step,
        title=apply_terms(step.title),
        url=step.url,
        kind=step.kind,
        minutes=step.minutes,
        state="done" if done else "doing" if step.pk == current else "todo",
        required=step.required,
        result=own.results.get(step.pk, ""),
    )


def people_of(step: StepPage) -> frozenset[str]:
    """Names in the examples of a lesson: who writes about them names nobody."""
    body = getattr(step.specific, "body", None)
    return names_said(texts_of([block["value"] for block in body.raw_data] if body else []))
