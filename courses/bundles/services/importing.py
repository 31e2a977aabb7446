"""From a bundle to drafts: all of it or nothing, and only what was shown before."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page

from cms.people.accounts.models import User
from cms.people.audit.services import record
from content.material.shapes import MaterialError, MaterialErrors, Rows, StepMaterial
from courses.bundles import access, rules
from courses.bundles.queries.drafts import module_now
from courses.bundles.queries.filling import fill_module, fill_step, mistakes_in
from courses.bundles.queries.planning import plan_for
from courses.bundles.queries.plans import Change, Plan
from courses.bundles.queries.taking import Refused
from courses.bundles.queries.uploads import Bundle
from courses.bundles.services.files import FilesTaken
from courses.catalogue.models import LessonPage, ModulePage, ProgrammePage


@dataclass
class Imported:
    """What became of the pages."""

    module: ModulePage
    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    is_ordered: bool = False

    @property
    def words(self) -> str:
        """For the person who did it."""
        drafts = len(self.created) + len(self.changed)
        parts = [f"{drafts} page{'s' if drafts != 1 else ''} with a new draft"] if drafts else []
        if self.is_ordered:
            parts.append("the steps are in the new order")
        if not parts:
            return "Nothing to change: every page says what the upload says."
        if self.published:
            return f"Imported: {' and '.join(parts)}. {len(self.published)} published."
        words = f"Imported: {' and '.join(parts)}. Nothing is published yet."
        if self.module.is_safeguarding:
            words += " Send it to a safeguarding lead when it is ready."
        return words


def import_bundle(
    *,
    bundle: Bundle,
    programme: ProgrammePage,
    module: ModulePage | None,
    seen: str,
    publish: bool,
    by: User,
) -> Imported:
    """Every page that differs gets a new draft by this person; nothing else is touched.

    `seen` is the mark of the plan that was shown. Raises Changed when a page or the order has
    changed since, MaterialErrors when something is wrong in the bundle: then nothing is changed.
    """
    if not (access.can_import(by, module) if module else access.can_add_below(by, programme)):
        raise PermissionDenied("A module is imported by those who may edit it.")
    with FilesTaken(by) as files, transaction.atomic():
        _lock(module)
        now = module_now(module.pk) if module else None
        plan = plan_for(bundle=bundle, now=now, programme=programme, by=by)
        if plan.seen != seen:
            raise rules.Changed(
                "Somebody has changed a page meanwhile. Look at the differences again."
            )
        return _Import(plan, programme, module, by).carry_out(publish, files)


def _lock(module: ModulePage | None) -> None:
    """Two who confirm at once come one after the other, and the second is shown the first's."""
    if module is not None:
        pages = Page.objects.filter(path__startswith=module.path).order_by("pk")
        list(pages.select_for_update().values_list("pk", flat=True))


class _Import:
    def __init__(
        self, plan: Plan, programme: ProgrammePage, module: ModulePage | None, by: User
    ) -> None:
        self.plan, self.programme, self.by = plan, programme, by
        self.module: Any = module
        self.keys: dict[int, int] = {}  # of what was new: from what stood for it to its row

    def carry_out(self, publish: bool, taken: FilesTaken) -> Imported:
        files = self.take_files(taken)
        if self.plan.module is not None:
            self.module = self.write_module(self.plan.module)
        done = Imported(self.module, files=[file.title for file in self.plan.files])
        if self.plan.module and self.plan.module.is_to_do:
            self.note(done, self.plan.module)
        # Lessons first: the questions of a quiz link to them.
        for change in sorted(self.plan.steps, key=lambda change: not _is_lesson(change)):
            if change.is_to_do:
                self.write_step(change, files)
                self.note(done, change)
        done.is_ordered = self.put_in_order()
        if publish:
            done.published = [self.publish(change) for change in self.plan.going_out]
        if done.created or done.changed or done.is_ordered:
            self.write_down(done)
        done.module.refresh_from_db()
        return done

    # Files ---------------------------------------------------------------------

    def take_files(self, taken: FilesTaken) -> dict[str, dict[int, int]]:
        """From what stood for each new file to its row."""
        found: dict[str, dict[int, int]] = {"image": {}, "document": {}}
        for file in self.plan.files:
            try:
                row = taken.take(file)
            except Refused as refusal:
                raise MaterialErrors([MaterialError(file.path, 1, str(refusal))]) from refusal
            found[file.kind][file.key] = row.pk
        return found

    # Pages ---------------------------------------------------------------------

    def write_module(self, change: Change) -> ModulePage:
        if change.here is None:
            page = ModulePage(material_id=change.material.code)  # type: ignore[union-attr]
            fill_module(page, change.material)  # type: ignore[arg-type]
            return self.add(page, self.programme)
        if change.is_to_do:
            page = change.here.row.get_latest_revision_as_object()
            fill_module(page, change.material)  # type: ignore[arg-type]
            self.save(page)
        return ModulePage.objects.get(pk=change.here.row.pk)

    def write_step(self, change: Change, files: dict[str, dict[int, int]]) -> None:
        material = change.material
        assert isinstance(material, StepMaterial)
        rows = self.rows(files)
        here = change.here
        page: Any = here.row.get_latest_revision_as_object() if here else type(change.page)()
        page.material_id = page.material_id or material.id
        fill_step(page, material, rows)
        if here is None:
            self.keys[change.key] = self.add(page, self.module).pk
        else:
            self.save(page)
        # Once more, now that every file has a row: the editor's own rules hold for those too.
        if mistakes := mistakes_in(page, material, rows, self.module):
            raise MaterialErrors(mistakes)

    def rows(self, files: dict[str, dict[int, int]]) -> Rows:
        keys, lessons = self.plan.resolved.keys, self.plan.lessons
        return Rows(
            {name: self.keys.get(pk, pk) for name, pk in lessons.items()},
            {name: files["image"].get(pk, pk) for name, pk in keys["image"].items()},
            {name: files["document"].get(pk, pk) for name, pk in keys["document"].items()},
        )

    def add(self, page: Any, parent: Any) -> Any:
        page.owner, page.live = self.by, False
        parent.refresh_from_db()  # its count of children may be older than the tree
        parent.add_child(instance=page)
        page.save_revision(user=self.by, clean=False)
        return page

    def save(self, page: Any) -> None:
        page.save_revision(user=self.by, log_action=True, clean=False)

    def publish(self, change: Change) -> str:
        pk = change.here.row.pk if change.here else self.keys.get(change.key, self.module.pk)
        page = Page.objects.get(pk=pk).specific
        page.get_latest_revision().publish(user=self.by)
        return str(page.title)

    def put_in_order(self) -> bool:
        """Moves whatever does not stand in its place; True where people see a new order."""
        wanted = [self.keys.get(key, key) for key in self.plan.order]
        children = self.module.get_children().order_by("path")
        stands = list(children.values_list("pk", flat=True))
        for pk in rules.to_move(stands, wanted):
            page, parent = Page.objects.get(pk=pk), Page.objects.get(pk=self.module.pk)
            MovePageAction(page, parent, pos="last-child", user=self.by).execute(
                skip_permission_checks=True
            )
        return self.plan.is_order_new

    # What happened -------------------------------------------------------------

    def note(self, done: Imported, change: Change) -> None:
        (done.changed if change.here else done.created).append(change.material.title)

    def write_down(self, done: Imported) -> None:
        detail = {
            "created": done.created,
            "changed": done.changed,
            "published": done.published,
            "files": done.files,
            "order": done.is_ordered,
        }
        record(
            actor=self.by,
            verb="module.imported",
            obj=done.module,
            detail={name: value for name, value in detail.items() if value},
        )


def _is_lesson(change: Change) -> bool:
    return isinstance(change.page, LessonPage)
