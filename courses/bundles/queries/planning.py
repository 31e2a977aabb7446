"""Works out a plan, and collects everything that keeps it from being carried out."""

from collections.abc import Sequence
from copy import copy
from typing import Any

from django.core.exceptions import ValidationError

from content.guidance.queries import unknown_keys
from content.material.folders import module_text
from content.material.shapes import MaterialError, MaterialErrors, Names, Rows, StepMaterial
from courses.bundles import access, rules
from courses.bundles.queries.drafts import (
    ModuleNow,
    StepNow,
    compared,
    lessons_named,
    module_material,
    step_material,
    without_state,
)
from courses.bundles.queries.files import KnownFiles, resolve
from courses.bundles.queries.filling import fill_module, fill_step, located, mistakes_in
from courses.bundles.queries.plans import Change, Material, Plan
from courses.bundles.queries.taking import fault_of
from courses.bundles.queries.uploads import Bundle
from courses.catalogue.models import LessonPage, ModulePage, ProgrammePage, StepPage
from courses.catalogue.rules import order_with_bundle


def plan_for(*, bundle: Bundle, now: ModuleNow | None, programme: ProgrammePage, by: Any) -> Plan:
    """Raises MaterialErrors with everything that keeps the bundle from being imported."""
    return _Planning(bundle, now, programme, by).plan()


class _Planning:
    def __init__(
        self, bundle: Bundle, now: ModuleNow | None, programme: ProgrammePage, by: Any
    ) -> None:
        self.bundle, self.now, self.programme, self.by = bundle, now, programme, by
        self.errors = list(bundle.wrong)
        self.notes: list[MaterialError] = []
        self.parent: Any = now.row if now else programme

    def plan(self) -> Plan:
        self.check_identity()
        known = self.now.files if self.now else KnownFiles()
        uses = [use for _, use in self.bundle.uses()]
        self.resolved = resolve(uses, self.bundle.folder, self.bundle.titles, known, self.by)
        self.check_files()
        module = self.module_change()
        steps = self.step_changes()
        if self.errors:
            raise MaterialErrors(self.errors)
        plan = Plan(module, steps, files=self.resolved.new, resolved=self.resolved)
        plan.lessons = self.lessons
        plan.notes = sorted(self.notes, key=lambda note: (note.path.name, note.line))
        plan.has_marks = any(self.bundle.marks.values())
        self.order(plan)
        self.publishing(plan, module)
        return plan

    # The module ----------------------------------------------------------------

    def check_identity(self) -> None:
        module = self.bundle.module
        if module is None:
            return
        if self.now is not None:
            codes = {self.now.row.code, self.now.draft.code, self.now.row.material_id} - {""}
            if module.code not in codes:
                here = self.now.row.code
                self.wrong(module, f"This is the module {module.code}; the page is {here}.", "code")
        elif ModulePage.objects.child_of(self.programme).filter(code=module.code).exists():
            words = f"There is a module {module.code} in this programme: import it on its own page."
            self.wrong(module, words, "code")
        if len(self.errors) > len(self.bundle.wrong):
            raise MaterialErrors(self.errors)  # all else would be said of the wrong pages

    def module_change(self) -> Change | None:
        material = self.bundle.module
        if material is None or material.path in {error.path for error in self.bundle.wrong}:
            return None
        page = copy(self.now.draft) if self.now else ModulePage(material_id=material.code)
        fill_module(page, material)
        after = module_text(without_state(module_material(page, is_draft=False)))
        change = Change(material, page, self.now, after, key=self.parent.pk if self.now else 0)
        self.finish(change, self.programme, Rows(), self.bundle.marks["module"])
        return change

    # Its steps -----------------------------------------------------------------

    def step_changes(self) -> list[Change]:
        steps = self.bundle.sound_steps
        here = {step.row.pk: step for step in self.now.steps} if self.now else {}
        known = [known_page(step) for step in here.values()]
        pairs = rules.pair([(step.id, step.slug) for step in steps], known)
        found = [here.get(pk) if pk is not None else None for pk in pairs]
        self.check_ids(steps, found)
        ids = {
            step.row.pk: material.id for material, step in zip(steps, found, strict=True) if step
        }
        lessons = self.lessons = self.linked_lessons(steps, found)
        changes = []
        for place, (material, step) in enumerate(zip(steps, found, strict=True)):
            kind = step_kinds().get(material.kind)
            if kind is None or (step and not isinstance(step.row, kind)):
                self.wrong(material, f"“{material.id}” is another kind of step here.", "id")
                continue
            page = copy(step.draft) if step else kind(material_id=material.id)
            key = step.row.pk if step else -1 - place
            changes.append(self.step_change(material, page, step, key, lessons, ids))
        return [change for change in changes if change]

    def linked_lessons(
        self, steps: Sequence[StepMaterial], found: Sequence[StepNow | None]
    ) -> dict[str, int]:
        """Of every lesson that a question may link to: its key, or what stands for it while it
        is new."""
        linked = {
            str(question.get("lesson") or "")
            for step in steps
            for question in step.data.get("questions") or []
            if step.kind == "quiz"
        } - {""}
        lessons = lessons_named(linked, self.parent)
        here = self.now.steps if self.now else []
        lessons |= {step.id: step.row.pk for step in here if isinstance(step.row, LessonPage)}
        for place, (material, step) in enumerate(zip(steps, found, strict=True)):
            if material.kind == "lesson":
                lessons[material.id] = step.row.pk if step else -1 - place
        return lessons

    def step_change(
        self,
        material: StepMaterial,
        page: StepPage,
        step: StepNow | None,
        key: int,
        lessons: dict[str, int],
        ids: dict[int, str],
    ) -> Change | None:
        keys, names = self.resolved.keys, self.resolved.names
        rows = Rows(lessons, keys["image"], keys["document"])
        try:
            fill_step(page, material, rows)
        except ValidationError as problem:
            self.errors += located(problem, material)
            return None
        self.note_lost_links(material, lessons)
        known = {**{pk: name for name, pk in lessons.items()}, **ids}
        own = Names(material.id, known, names["image"], names["document"])
        after = compared(step_material(page, material.id, own, is_draft=False))
        change = Change(material, page, step, after, key=key)
        self.finish(change, self.parent, rows, self.bundle.marks["steps"].get(material.id))
        return change

    def finish(self, change: Change, parent: Any, rows: Rows, mark: Any) -> None:
        """What is wrong with the page, if it is to be written at all; whether it was edited."""
        if not change.is_to_do:
            return
        material = change.material
        unfinished = self.complaints_of(material, "unfinished")
        self.errors += unfinished or mistakes_in(change.page, material, rows, parent)
        self.notes += self.complaints_of(material, "style")
        self.note_facts(material)
        self.note_links(change)
        if change.here is not None:
            change.is_edited_since = isinstance(mark, str) and mark != change.here.mark
            if not access.can_write(self.by, change.here.row):
                words = "This page is locked, or you may not edit it: nothing can be imported."
                self.wrong(material, words)
        elif not access.can_add_below(self.by, parent):
            self.wrong(material, "You may not add pages here, and this one would be new.")

    def check_ids(self, steps: Sequence[StepMaterial], found: Sequence[StepNow | None]) -> None:
        """An id or an address that another page has is no way to a new one."""
        new = {step.id: step for step, here in zip(steps, found, strict=True) if here is None}
        taken = StepPage.objects.descendant_of(self.programme).filter(material_id__in=new)
        for page in taken:
            words = (
                f"“{page.material_id}” is the id of “{page.title}” elsewhere in this programme. "
                "Give this step another id, or move that page here first."
            )
            self.wrong(new[page.material_id], words, "id")

    # What else is in the bundle -------------------------------------------------

    def check_files(self) -> None:
        for step, use in self.bundle.uses():
            if (use.kind, use.name) in self.resolved.unknown:
                words = f"There is no {use.name} in the upload."
                self.wrong(step, words, "body", use.place)
        for file in self.resolved.new:
            if words := fault_of(file, self.by):
                self.errors.append(MaterialError(file.path, 1, words))
        for name in self.bundle.unused():
            words = "No lesson uses this file: it is left out."
            self.notes.append(MaterialError(self.bundle.folder / name, 1, words, "style"))

    def note_lost_links(self, material: StepMaterial, lessons: dict[str, int]) -> None:
        for place, question in enumerate(material.data.get("questions") or []):
            lesson = str(question.get("lesson") or "")
            if lesson and lesson not in lessons:
                words = f"There is no lesson “{lesson}” here: the link to it is left out."
                self.note(material, words, "questions", place)

    def note_facts(self, material: Material) -> None:
        body = material.data.get("body") or []
        places = {
            block["value"]["key"]: place
            for place, block in enumerate(body)
            if block["type"] == "fact"
        }
        for key in unknown_keys(places):
            words = f"There is no fact “{key}” here yet: readers will see nothing."
            self.note(material, words, "body", places[key])

    def note_links(self, change: Change) -> None:
        """A link by number leads to another page where it comes from than here."""
        body = change.material.data.get("body") or [] if change.here is None else []
        for place, block in enumerate(body):
            if block["type"] == "text" and "linktype=" in block["value"]:
                words = "Links in this text lead to pages and files by their number: check them."
                self.note(change.material, words, "body", place)

    def order(self, plan: Plan) -> None:
        rows = [step.row for step in self.now.steps] + self.now.others if self.now else []
        rows.sort(key=lambda row: row.path)
        plan.order_now = [row.pk for row in rows]
        plan.titles = {row.pk: row.get_admin_display_title() for row in rows}
        plan.titles |= {change.key: change.page.title for change in plan.steps}
        bundle = [change.key for change in plan.steps]
        plan.kept = [
            step for step in (self.now.steps if self.now else []) if step.row.pk not in bundle
        ]
        if plan.module is None:
            plan.order = [*plan.order_now, *(key for key in bundle if key not in plan.order_now)]
            plan.kept = []
            return
        plan.order = order_with_bundle(plan.order_now, bundle)
        if self.now is not None and plan.is_order_new and not self.may_order(plan, rows):
            plan.order, plan.is_order_kept = rules.order_kept(plan.order_now, bundle), True

    def may_order(self, plan: Plan, rows: Sequence[Any]) -> bool:
        """An order is live at once; where somebody must approve, what is live keeps its own."""
        if not access.can_order(self.by, self.parent):
            return False
        live = [row.pk for row in rows if row.live]
        return not self.is_safeguarding(plan) or [key for key in plan.order if key in live] == live

    def is_safeguarding(self, plan: Plan) -> bool:
        pages = [self.now.row, self.now.draft] if self.now else []
        pages += [plan.module.material] if plan.module else []
        return any(page.is_safeguarding for page in pages)

    def publishing(self, plan: Plan, module: Change | None) -> None:
        if self.is_safeguarding(plan):
            return
        for change in plan.to_do:
            here = change.here
            change.goes_out = rules.goes_out(
                is_draft=change.material.is_draft,
                is_module_new=self.now is None,
                is_live=bool(here and here.row.live),
                has_changes=bool(here and here.row.has_unpublished_changes),
            ) and access.can_publish(self.by, here.row if here else self.parent)
        plan.may_publish = any(change.goes_out for change in plan.to_do)

    def complaints_of(self, material: Material, weight: str) -> list[MaterialError]:
        return [
            error
            for error in self.bundle.complaints
            if (error.path, error.weight) == (material.path, weight)
        ]

    def wrong(self, material: Material, words: str, *keys: str | int) -> None:
        self.errors.append(MaterialError(material.path, material.line_of(*keys), words))

    def note(self, material: Material, words: str, *keys: str | int) -> None:
        line = material.line_of(*keys)
        self.notes.append(MaterialError(material.path, line, words, "style"))


def known_page(step: StepNow) -> rules.Known:
    slugs = frozenset({step.row.slug, step.draft.slug})
    code = step.id.partition("-")[0]
    derived = frozenset({step.id, *(rules.derived_id(code, slug) for slug in slugs)})
    return rules.Known(step.row.pk, step.row.material_id, derived, slugs)


def step_kinds(above: type[StepPage] = StepPage) -> dict[str, type[StepPage]]:
    """Every page type that says which kind of file fills it."""
    kinds: dict[str, type[StepPage]] = {}
    for kind in above.__subclasses__():
        kinds |= {kind.material_kind: kind, **step_kinds(kind)}
    return kinds
