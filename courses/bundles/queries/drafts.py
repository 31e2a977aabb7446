"""A module as its authors have left it: the latest draft of each page, as text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db.models import Q
from wagtail.models import Page, Revision

from content.material.files import files_in
from content.material.folders import ending_of, mark_of, module_text, stems, step_text
from content.material.shapes import EVERYONE, ModuleMaterial, Names, StepMaterial
from content.material.sources import source_texts
from courses.bundles.queries.files import KnownFiles, files_used
from courses.bundles.rules import derived_id
from courses.catalogue.models import LessonPage, ModulePage, StepPage

KINDS = ("lesson", "quiz", "scenario")


@dataclass
class PageNow:
    """A page, its latest draft, and who left it so."""

    row: Any
    draft: Any
    revision: Revision | None
    text: str = ""  # as it is compared: sources in full, nothing on its state

    @property
    def is_draft(self) -> bool:
        """What the export takes is not what readers see."""
        return not self.row.live or bool(self.row.has_unpublished_changes)

    @property
    def mark(self) -> str:
        return mark_of(self.text)

    @property
    def edited_at(self) -> datetime | None:
        return self.revision.created_at if self.revision else None

    @property
    def edited_by(self) -> Any:
        return self.revision.user if self.revision else None


@dataclass
class StepNow(PageNow):
    id: str = ""
    material: StepMaterial = None  # type: ignore[assignment]  # set as soon as names are known


@dataclass
class ModuleNow(PageNow):
    material: ModuleMaterial = None  # type: ignore[assignment]
    steps: list[StepNow] = field(default_factory=list)
    others: list[Page] = field(default_factory=list)  # below it, and no step that has a text
    files: KnownFiles = field(default_factory=KnownFiles)
    lessons: dict[int, str] = field(default_factory=dict)

    def names_for(self, step: str) -> Names:
        images, documents = self.files.names("image"), self.files.names("document")
        return Names(step, self.lessons, images, documents)

    def stems(self) -> list[str]:
        return stems([(step.material.kind, step.material.slug) for step in self.steps])


def module_now(module_pk: int) -> ModuleNow:
    """Everything, in a number of queries that does not grow with the steps."""
    module = ModulePage.objects.get(pk=module_pk)
    rows = list(StepPage.objects.child_of(module).order_by("path").specific())
    revisions = revisions_of([module, *rows])
    now = ModuleNow(*latest(module, revisions))
    for row in rows:
        if row.material_kind in KINDS:
            name = row.material_id or derived_id(module.code, row.slug)
            now.steps.append(StepNow(*latest(row, revisions), id=name))
        else:
            now.others.append(row)
    give_each_its_own_id(now.steps)
    lessons = [step.draft for step in now.steps if isinstance(step.draft, LessonPage)]
    now.files = files_used(use for page in lessons for use in files_in(page.body.get_prep_value()))
    now.lessons = lesson_ids(now.steps)
    now.material = module_material(now.draft, is_draft=now.is_draft)
    now.text = module_text(without_state(now.material))
    for step in now.steps:
        step.material = step_material(
            step.draft, step.id, now.names_for(step.id), is_draft=step.is_draft
        )
        step.text = compared(step.material)
    return now


def revisions_of(rows: Iterable[Page]) -> dict[int, Revision]:
    keys = [row.latest_revision_id for row in rows if row.latest_revision_id]
    return Revision.objects.select_related("user").in_bulk(keys)


def latest(row: Any, revisions: Mapping[int, Revision]) -> tuple[Any, Any, Revision | None]:
    """The page, its draft and the revision. The draft is for reading: it is never saved."""
    revision = revisions.get(row.latest_revision_id)
    if revision is None:
        return row, row, None
    draft = type(row).from_serializable_data(revision.content, check_fks=False)
    return row, draft or row, revision


def give_each_its_own_id(steps: Iterable[StepNow]) -> None:
    seen: set[str] = set()
    for step in steps:
        name, number = step.id, 2
        while step.id in seen:
            step.id, number = f"{name}-{number}", number + 1
        seen.add(step.id)


def lesson_ids(steps: Iterable[StepNow]) -> dict[int, str]:
    """The id of every lesson that a question links to, in this module or another."""
    known = {step.row.pk: step.id for step in steps if isinstance(step.row, LessonPage)}
    quizzes = [step.draft for step in steps if hasattr(step.draft, "questions")]
    linked = {
        block["value"].get("lesson")
        for quiz in quizzes
        for block in quiz.questions.get_prep_value()
    }
    others = {pk for pk in linked if isinstance(pk, int)} - known.keys()
    return {**known, **ids_elsewhere(others)}


def ids_elsewhere(pks: set[int]) -> dict[int, str]:
    if not pks:
        return {}
    rows = list(LessonPage.objects.filter(pk__in=pks).only("pk", "path", "slug", "material_id"))
    above = [str(row.path[: -Page.steplen]) for row in rows]
    codes = dict(ModulePage.objects.filter(path__in=above).values_list("path", "code"))
    return {
        row.pk: row.material_id or derived_id(codes.get(path, ""), row.slug)
        for row, path in zip(rows, above, strict=True)
    }


def lessons_named(names: Iterable[str], near: Page) -> dict[str, int]:
    """Lessons by id, as far as they are here: of the same programme before any other."""
    wanted = set(names)
    if not wanted:
        return {}
    slugs = {name.partition("-")[2] for name in wanted}
    found: dict[str, int] = {}
    programme = near.path[: 3 * Page.steplen]
    candidates = LessonPage.objects.filter(
        Q(material_id__in=wanted) | Q(material_id="", slug__in=slugs)
    )
    rows = {row.pk: row for row in candidates.only("pk", "path", "slug", "material_id")}
    ids = ids_elsewhere(set(rows))
    for pk in sorted(rows, key=lambda pk: (not rows[pk].path.startswith(programme), pk)):
        if ids[pk] in wanted:
            found.setdefault(ids[pk], pk)
    return found


# Pages as material -------------------------------------------------------------

MODULE_FIELDS = (
    "code", "title", "slug", "summary", "group", "validity_months", "due_after_days", "codes",
    "outcomes", "can_now", "practice_task", "supervision_question", "is_safeguarding",
)  # fmt: skip
STEP_FIELDS = ("title", "slug", "minutes", "codes", "summary", "required")


def module_material(page: ModulePage, *, is_draft: bool) -> ModuleMaterial:
    return ModuleMaterial(
        **{name: getattr(page, name) for name in MODULE_FIELDS},
        sources=source_texts(page.sources.get_prep_value()),
        steps=[],
        path=Path("module.yaml"),
        data=description(page, is_draft=is_draft),
    )


def step_material(page: Any, name: str, names: Names, *, is_draft: bool) -> StepMaterial:
    return StepMaterial(
        kind=page.material_kind,
        id=name,
        **{field: getattr(page, field) for field in STEP_FIELDS},
        data={
            **page.as_material(names),
            **description(page, is_draft=is_draft),
            "source_blocks": page.sources.get_prep_value(),
        },
        path=Path(f"{page.slug}{ending_of(page.material_kind)}"),
    )


def description(page: Any, *, is_draft: bool) -> dict[str, Any]:
    return {
        "audience": page.audience or EVERYONE,
        "review_on": page.review_on,
        "draft": is_draft,
    }


def without_state(material: Any) -> Any:
    """As it is compared: whether somebody reads it already is no difference of words."""
    return type(material)(**{**vars(material), "data": {**material.data, "draft": False}})


def compared(material: StepMaterial) -> str:
    return step_text(without_state(material), [])
