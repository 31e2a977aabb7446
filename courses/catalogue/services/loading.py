"""From a folder of text files to pages: all of it or nothing, and never over a trainer's words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from cms.pages.models import HomePage
from cms.people.accounts.models import User
from cms.people.audit.services import record
from content.guidance.queries import unknown_keys
from content.material.files import files_in
from content.material.reader import (
    MaterialError,
    MaterialErrors,
    ModuleMaterial,
    ProgrammeMaterial,
    StepMaterial,
    read_programme,
    source_blocks,
)
from courses.catalogue import access, rules
from courses.catalogue.models import ModulePage, ProgrammePage, StepPage
from courses.catalogue.queries import forget_outlines

Material = ProgrammeMaterial | ModuleMaterial | StepMaterial
Loaded = ProgrammePage | ModulePage | StepPage


@dataclass(frozen=True)
class LoadLine:
    """What became of one page."""

    action: str
    title: str

    def __str__(self) -> str:
        return f"{self.action}: {self.title}"


@dataclass
class LoadReport:
    programme: ProgrammePage | None = None
    lines: list[LoadLine] = field(default_factory=list)

    def add(self, action: str, page: Page) -> None:
        self.lines.append(LoadLine(action, page.title))

    @property
    def changed(self) -> list[LoadLine]:
        return [line for line in self.lines if not line.action.startswith("kept")]

    @property
    def summary(self) -> str:
        kept = len(self.lines) - len(self.changed)
        local = f" {kept} kept as edited here." if kept else ""
        if not self.changed:
            return f"Nothing to change.{local}"
        return f"{len(self.changed)} change{'s' if len(self.changed) > 1 else ''} made.{local}"


def load_programme(*, folder: Path, by: User | None) -> LoadReport:
    """Make or update a programme's pages from its folder.

    A broken file changes nothing and raises MaterialErrors with every error's file and line. A
    second run over the same files changes nothing. A page that a trainer has changed since its last
    load keeps her words; steps that left the bundle are unpublished, never deleted.
    """
    if not access.can_load_programme(by):
        raise PermissionDenied("Programmes are loaded by trainers and site admins.")
    material = read_programme(folder)
    load = _Load(by)
    try:
        with transaction.atomic():
            load.programme(material)
            if load.errors:
                raise MaterialErrors(load.errors)
            if load.report.changed:
                record(
                    actor=by,
                    verb="programme.loaded",
                    obj=load.report.programme,
                    detail={"changes": [str(line) for line in load.report.changed]},
                )
    except Exception:
        forget_outlines(load.seen)  # what was read of the pages that are gone again
        raise
    return load.report


class _Load:
    def __init__(self, by: User | None) -> None:
        self.by = by
        self.report = LoadReport()
        self.errors: list[MaterialError] = []
        self.seen: list[int] = []

    def programme(self, material: ProgrammeMaterial) -> None:
        home = HomePage.objects.first()
        if home is None:
            raise ValidationError("Make the home page first: programmes stand below it.")
        page = ProgrammePage.objects.filter(material_id=material.id).first()
        programme = self.page(home, page, ProgrammePage, material, material.id, _programme_values)
        if programme is None:
            return
        self.report.programme = programme
        modules = [self.module(programme, item) for item in material.modules]
        self.order(programme, [module for module in modules if module is not None])

    def module(self, programme: Page, material: ModuleMaterial) -> Loaded | None:
        page = ModulePage.objects.child_of(programme).filter(material_id=material.code).first()
        module = self.page(programme, page, ModulePage, material, material.code, _module_values)
        if module is None:
            return None
        self.seen.append(module.pk)
        steps = [self.step(module, item) for item in material.steps]
        loaded = [step for step in steps if step is not None]
        self.order(module, [step for step in loaded if step.get_parent().pk == module.pk])
        self.take_out(module, {item.id for item in material.steps})
        return module

    def step(self, module: Page, material: StepMaterial) -> Loaded | None:
        programme = module.get_parent()
        page = StepPage.objects.descendant_of(programme).filter(material_id=material.id).first()
        kind = _step_kinds().get(material.kind)
        found: Any = page.specific if page is not None else None
        if kind is None or (found is not None and not isinstance(found, kind)):
            reason = (
                f"There is no page type for “{material.kind}”."
                if kind is None
                else f"“{material.id}” is a {found.kind_label.lower()} here already; "
                "give the new step another id."
            )
            self.errors.append(MaterialError(material.path, material.line_of("id"), reason))
            return None
        return self.page(module, found, kind, material, material.id, _fill_step)

    def page(
        self,
        parent: Page,
        page: Loaded | None,
        kind: type[Loaded],
        material: Material,
        material_id: str,
        fill: Callable[[Any, Any], None],
    ) -> Any:
        """The page after the load, or None when its file is wrong."""
        bundle = rules.digest(_plain(material))
        if page is not None and not self.wants_load(page, bundle):
            return page
        is_new = page is None
        page = page or kind(material_id=material_id)
        try:
            with transaction.atomic():
                fill(page, material)
                page.material_hash = rules.mark_of(bundle=bundle, page=_wording(page))
                if is_new:
                    page.live = False
                    parent.refresh_from_db()
                    parent.add_child(instance=page)
                page.full_clean()
                went_out = self.publish(page)
        except MaterialErrors as problem:
            self.errors += problem.errors
            return None
        except ValidationError as problem:
            self.errors += _located(problem, material)
            return None
        action = "created" if is_new else "updated"
        self.report.add(action if went_out else f"{action}, waits for approval", page)
        return kind.objects.get(pk=page.pk)

    def publish(self, page: Any) -> bool:
        """Whether it went out. What needs an approval waits for it; what is live stays live."""
        revision = page.save_revision(user=self.by)
        try:
            revision.publish(user=self.by, skip_permission_checks=True)
        except rules.NeedsApproval:
            page.send_for_approval(by=self.by)
            return False
        return True

    def wants_load(self, page: Loaded, bundle: str) -> bool:
        """Whether the bundle has something new for a page that is still as it was loaded.

        The mark is that of the newest draft: what waits for approval was loaded, but is not live.
        """
        latest = page.get_latest_revision()
        mark = latest.content.get("material_hash", "") if latest else page.material_hash
        last_bundle, last_page = rules.parts_of_mark(mark)
        is_edited = latest is not None and rules.wording_of(latest.content) != last_page
        if rules.is_dropped(mark) and not page.live:
            if not is_edited:
                return True
            self.bring_back(page)
            return False
        if is_edited:
            if last_bundle != bundle:
                self.report.add("kept: edited here", page)
            return False
        if last_bundle == bundle:
            return False
        if not page.live and not _waits(page):
            self.report.add("kept: unpublished here", page)
            return False
        return True

    def bring_back(self, page: Loaded) -> None:
        """The bundle has it again; what a trainer wrote meanwhile is what goes out."""
        draft = page.get_latest_revision_as_object()
        bundle, wording = rules.parts_of_mark(draft.material_hash)
        draft.material_hash = rules.mark_of(bundle=bundle, page=wording)
        went_out = self.publish(draft)
        self.report.add("published again" if went_out else "back, waits for approval", page)

    def take_out(self, module: Page, wanted: set[str]) -> None:
        """Steps that left the bundle: unpublished, with a note that it was the bundle's doing."""
        # What was imported has an id too, but no load's mark: it is a trainer's own.
        ours = StepPage.objects.child_of(module).exclude(Q(material_id="") | Q(material_hash=""))
        for step in ours.exclude(material_id__in=wanted).specific():
            if not step.live and (not _waits(step) or rules.is_dropped(step.material_hash)):
                continue
            if rules.is_dropped(step.material_hash):
                self.report.add("kept: published here", step)
                continue
            if (state := step.current_workflow_state) is not None:
                state.cancel(user=self.by)
            draft = step.get_latest_revision_as_object()
            bundle, wording = rules.parts_of_mark(draft.material_hash)
            mark = rules.mark_of(bundle=bundle, page=wording, dropped=True)
            draft.material_hash = step.material_hash = mark
            draft.save_revision(user=self.by)
            step.refresh_from_db(fields=["latest_revision", "latest_revision_created_at"])
            type(step).objects.filter(pk=step.pk).update(material_hash=mark)
            UnpublishPageAction(step, user=self.by).execute(skip_permission_checks=True)
            self.report.add("unpublished", step)

    def order(self, parent: Page, loaded: Sequence[Page]) -> None:
        current = list(parent.get_children().order_by("path").values_list("pk", flat=True))
        wanted = rules.order_with_bundle(current, [page.pk for page in loaded])
        if current == wanted:
            return
        for pk in wanted:
            MovePageAction(
                Page.objects.get(pk=pk),
                Page.objects.get(pk=parent.pk),
                pos="last-child",
                user=self.by,
            ).execute(skip_permission_checks=True)
        self.report.add("put in order", parent)


def _waits(page: Page) -> bool:
    """Not live, and by nobody's wish: never approved yet, or its approval ran out."""
    return page.first_published_at is None or page.expired


def _programme_values(page: ProgrammePage, material: ProgrammeMaterial) -> None:
    page.title, page.slug = material.title, material.slug
    page.summary, page.kind = material.summary, material.kind


def _module_values(page: Any, material: ModuleMaterial) -> None:
    for name in (
        "code", "title", "slug", "summary", "group", "validity_months", "due_after_days", "codes",
        "outcomes", "can_now", "practice_task", "supervision_question", "is_safeguarding",
    ):  # fmt: skip
        setattr(page, name, getattr(material, name))
    page.audience, page.review_on = material.audience, material.review_on
    page.sources = source_blocks(material.sources)


def _fill_step(page: Any, material: StepMaterial) -> None:
    for name in ("title", "slug", "minutes", "codes", "summary", "required"):
        setattr(page, name, getattr(material, name))
    page.audience, page.review_on = material.audience, material.review_on
    page.sources = material.data.get("source_blocks") or []
    page.fill_from_material(material)
    _check_facts(material)
    _check_files(material)


def _check_facts(material: StepMaterial) -> None:
    """What a lesson states comes from “Facts and sources”: a key nobody has shows nothing."""
    places = {
        block["value"]["key"]: place
        for place, block in enumerate(material.data["body"] if material.kind == "lesson" else [])
        if block["type"] == "fact"
    }
    problems = []
    for key, close in unknown_keys(places).items():
        meant = f" Did you mean {' or '.join(close)}?" if close else ""
        words = f"There is no fact “{key}”.{meant}"
        problems.append(ValidationError(words, params={"keys": ("body", places[key])}))
    if problems:
        raise ValidationError(problems)


def _check_files(material: StepMaterial) -> None:
    """Who may upload what is asked of a person, so files come in by an import (courses.bundles)."""
    words = "A lesson with pictures or files is imported in the authors' workplace, not loaded."
    uses = files_in(material.data["body"] if material.kind == "lesson" else [])
    problems = [ValidationError(words, params={"keys": ("body", use.place)}) for use in uses]
    if problems:
        raise ValidationError(problems)


def _step_kinds(above: type[StepPage] = StepPage) -> dict[str, type[StepPage]]:
    """Every page type that says which kind of file fills it."""
    kinds: dict[str, type[StepPage]] = {}
    for kind in above.__subclasses__():
        kinds |= {kind.material_kind: kind, **_step_kinds(kind)}
    return kinds


def _plain(material: Material) -> dict[str, Any]:
    """The words of one file, without the place it was read from and without its children's."""
    left_out = {"path", "line_of", "modules", "steps", "rows"}
    words = {name: value for name, value in vars(material).items() if name not in left_out}
    if isinstance(material, ModuleMaterial):
        # The mark of an earlier load still holds where a file says nothing new.
        data = words.pop("data")
        words |= {name: data[name] for name in ("audience", "review_on") if data.get(name)}
    return words


def _wording(page: Page) -> str:
    return rules.wording_of(page.serializable_data())


def _located(problem: ValidationError, material: Material) -> Iterator[MaterialError]:
    """Each message with its line: by the keys an author gave with it, else by the field's name."""
    fields = problem.error_dict if hasattr(problem, "error_dict") else {"": problem.error_list}
    for name, errors in fields.items():
        for error in errors:
            params = error.params if isinstance(error.params, dict) else {}
            keys = params.get("keys") or ([name] if name and name != "__all__" else [])
            line = params.get("line") or material.line_of(*keys)
            yield MaterialError(material.path, line, " ".join(error.messages))
