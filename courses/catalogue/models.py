"""Programme › module › steps. A step is a page, so drafts, preview and history come with it."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Revision
from wagtail.search import index

from cms.pages.editing import settings_panels
from cms.pages.models import CollegePage, view_named
from cms.people.accounts.models import User
from content import bodies
from content.fields import BodyField, CodesField
from content.material.files import with_files
from content.material.shapes import Rows
from courses.catalogue import editing, rules

if TYPE_CHECKING:
    from content.material.shapes import Names, StepMaterial


# Minutes stand with the content of a step, and are worked out for a module: not in the settings.
SETTINGS_PANELS = settings_panels(["audience", "review_on"])

BY_THE_CLOCK = "wagtail.publish.scheduled"  # how Wagtail's command names what it does
NOT_COPIED = ["material_id", "material_hash"]  # a copy is a trainer's own page, not the bundle's


class LinesField(models.JSONField):
    """A list of short texts, edited as the lines of one text box."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field:
        return editing.LinesFormField(
            required=not self.blank,
            label=kwargs.get("label") or self.verbose_name.capitalize(),
            help_text=self.help_text,
        )


class ProgrammePage(CollegePage):
    """An ordered set of modules for a group of people, such as "Mentor induction"."""

    summary = models.TextField(
        blank=True, help_text="Two or three sentences: who it is for and what it leads to."
    )
    kind = models.CharField(
        max_length=20, choices=rules.ProgrammeKind, default=rules.ProgrammeKind.INDUCTION
    )
    intro = BodyField(blank=True, help_text="What people read above the list of modules.")
    material_id = models.CharField(max_length=80, blank=True, editable=False)
    material_hash = models.CharField(max_length=160, blank=True, editable=False)

    page_description = "Modules in an order, for a group of people."
    exclude_fields_in_copy = NOT_COPIED
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["courses.ModulePage"]
    participant_view = "courses.progress.views.programme_detail"
    checked_texts = ("title", "summary")
    settings_panels = SETTINGS_PANELS
    content_panels = [*CollegePage.content_panels, *editing.PROGRAMME_PANELS]
    search_fields = [*CollegePage.search_fields, index.SearchField("summary")]

    class Meta:
        verbose_name = "programme"

    @property
    def body(self) -> Any:
        """What is kept rendered for readers, under the name every page has it by."""
        return self.intro


class GatedPage(CollegePage):
    """What people learn from. Versions of some of it go live only when somebody has approved them.

    Who approves, and the gate itself, are above (courses.approval) and named here. The gate stands
    where a page is saved, so that no way of publishing passes it by.
    """

    rights: ClassVar[str] = "courses.approval.queries.page_rights"
    sender: ClassVar[str] = "courses.approval.services.send_page"

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> Any:
        return view_named(self.rights)(user, self)

    def send_for_approval(self, *, by: User | None) -> None:
        view_named(self.sender)(page=self, by=by)

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """As Wagtail does, but what was sent or approved is not written into again: an editor that
        saves by itself would change the words under a decision."""
        earlier: Any = kwargs.get("overwrite_revision")
        if earlier and (earlier.task_states.exists() or earlier.content_approvals.exists()):
            kwargs["overwrite_revision"] = None
        return super().save_revision(*args, **kwargs)

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """As Wagtail does. When the clock publishes, one refused page must not stop the others: its
        time is taken off, and it stays a draft."""
        try:
            super().publish(revision, *args, **kwargs)
        except rules.NeedsApproval:
            if kwargs.get("log_action") != BY_THE_CLOCK:
                raise
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])


class ModulePage(GatedPage):
    """A unit of learning with outcomes, steps and the time for which it counts.

    Its steps are its live child pages in the order of the tree.
    """

    code = models.CharField(
        max_length=12,
        help_text='A short name in capitals, such as "TGT". It stands on certificates and grids.',
    )
    summary = models.TextField(
        help_text="Two or three sentences a busy person reads before she decides to start."
    )
    group = models.CharField(
        max_length=20, choices=rules.ModuleGroup, default=rules.ModuleGroup.CORE
    )
    outcomes = LinesField(
        verbose_name="outcomes",
        help_text='One a line. Each finishes the sentence "By the end you can …".',
    )
    can_now = LinesField(
        verbose_name="what you can now show",
        help_text='One a line, said to the person: "You can …".',
    )
    practice_task = models.TextField(
        blank=True, help_text="One thing to try in the next week, in real work."
    )
    supervision_question = models.TextField(
        blank=True, help_text="One question to take to the next supervision session."
    )
    validity_months = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="For how many months it counts. Leave empty if it never runs out.",
    )
    due_after_days = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Days from the start of the programme to the due date. Empty: no due date.",
    )
    is_safeguarding = models.BooleanField(
        "about safeguarding",
        default=False,
        help_text="Ticked: nothing of it goes out until a safeguarding lead has approved it.",
    )
    codes = CodesField(blank=True, help_text="The statements it teaches, such as S1, S6, K6.")
    material_id = models.CharField(max_length=80, blank=True, editable=False)
    material_hash = models.CharField(max_length=160, blank=True, editable=False)

    page_description = "A topic with its lessons, scenarios and a quiz."
    exclude_fields_in_copy = NOT_COPIED
    parent_page_types = ["courses.ProgrammePage"]
    participant_view = "courses.progress.views.module_detail"
    checked_by = (
        *CollegePage.checked_by,
        "courses.checks.queries.module_findings",
        "assessments.standards.queries.code_findings",
    )
    checked_texts = (
        "title", "summary", "outcomes", "can_now", "practice_task", "supervision_question",
    )  # fmt: skip
    settings_panels = SETTINGS_PANELS
    content_panels = [*CollegePage.content_panels, *editing.MODULE_PANELS]
    search_fields = [
        *CollegePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("code"),
        index.FilterField("group"),
    ]

    class Meta:
        verbose_name = "module"

    def clean(self) -> None:
        super().clean()
        self.code = self.code.strip().upper()
        try:
            rules.check_code(self.code)
        except ValidationError as error:
            raise ValidationError({"code": error}) from error

    @property
    def minutes_in_words(self) -> str:
        return rules.minutes_in_words(self.minutes)


class StepPage(GatedPage):
    """One step of a module: the concrete parent of lessons, quizzes and scenarios.

    A subclass names its `material_kind`, its `kind_label`, how it is finished (`goal_one`,
    `goal_many`), its `participant_view`, and fills itself from the module's text files in
    `fill_from_material`. Nothing else in courses knows the kinds.
    """

    # The three kinds of step, and whoever adds a fourth, say these about themselves.
    material_kind: ClassVar[str] = ""
    kind_label: ClassVar[str] = "Step"
    goal_one: ClassVar[str] = "finish the step “{title}”"
    goal_many: ClassVar[str] = "finish {count} further steps"
    is_judged: ClassVar[bool] = True  # its result and number of attempts may be shown to a manager

    summary = models.TextField(blank=True, help_text="One sentence: what this step is for.")
    codes = CodesField(blank=True, help_text="The statements it works on, such as S1, K6.")
    required = models.BooleanField(
        default=True, help_text="Untick to offer the step without asking for it."
    )
    material_id = models.CharField(max_length=80, blank=True, editable=False, db_index=True)
    material_hash = models.CharField(max_length=160, blank=True, editable=False)

    is_creatable = False
    checked_by: ClassVar[tuple[str, ...]] = (
        *CollegePage.checked_by,
        "assessments.standards.queries.code_findings",
    )
    checked_texts: ClassVar[tuple[str, ...]] = ("title", "summary")
    exclude_fields_in_copy = NOT_COPIED
    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []
    settings_panels = SETTINGS_PANELS
    content_panels = [*CollegePage.content_panels, *editing.STEP_PANELS]
    search_fields = [*CollegePage.search_fields, index.SearchField("summary")]

    class Meta:
        verbose_name = "step"

    def gate_ids(self) -> set[str]:
        """The exercises in it that must be done right before it can be declared done."""
        return set()

    def fill_from_material(self, material: "StepMaterial") -> None:
        """Set the subclass's own fields; the loader has set title, slug, minutes and the rest."""
        raise NotImplementedError

    def as_material(self, names: "Names") -> dict[str, Any]:
        """The inverse: the subclass's own part of `StepMaterial.data`."""
        raise NotImplementedError


class LessonPage(StepPage):
    """A short read with something to try."""

    material_kind = "lesson"
    kind_label = "Lesson"
    page_description = "A short read with something to try."
    goal_one = "read “{title}”"
    goal_many = "read {count} lessons"
    is_judged = False

    body = BodyField(help_text="The lesson, in parts. Move, copy and delete parts as you like.")

    is_creatable = True
    base_form_class = editing.LessonPageForm
    participant_view = "courses.progress.views.lesson_detail"
    checked_by = (
        "courses.checks.queries.lesson_findings",
        "courses.interactive.queries.lesson_findings",
        "assessments.standards.queries.code_findings",
    )
    content_panels = [*StepPage.content_panels, FieldPanel("body", heading="The lesson")]
    search_fields = [*StepPage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = "lesson"

    def gate_ids(self) -> set[str]:
        return bodies.gate_ids(self.body)

    def fill_from_material(self, material: "StepMaterial") -> None:
        rows, body = material.rows or Rows(), material.data["body"]
        raw: Any = with_files(body, rows.images, rows.documents)
        self.body = raw

    def as_material(self, names: "Names") -> dict[str, Any]:
        return {"body": with_files(self.body.get_prep_value(), names.images, names.documents)}
