"""An activity as a step of its own."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.search import index

from content.activities.rules import Completing, check_completing
from courses.catalogue.models import StepPage

from . import editing

if TYPE_CHECKING:
    from content.material.shapes import Names, StepMaterial


class ActivityPage(StepPage):
    """An H5P activity that people play; how it is done says `completing`."""

    material_kind = "activity"
    kind_label = "Activity"
    page_description = "An H5P activity of its own: uploaded, or made here."
    goal_one: ClassVar[str] = "finish the activity “{title}”"
    goal_many: ClassVar[str] = "finish {count} activities"

    intro = models.TextField(blank=True, help_text="A few lines above the activity. Markdown.")
    activity = models.ForeignKey(
        "content.Activity", on_delete=models.PROTECT, null=True, related_name="+"
    )
    completing = models.CharField(
        "it is done",
        max_length=10,
        choices=[(rule.value, rule.label) for rule in Completing if rule != Completing.OPTIONAL],
        default=Completing.COMPLETED,
    )
    pass_percent = models.PositiveSmallIntegerField(
        "score that is enough",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="Per cent, for “when the score is high enough”.",
    )

    is_creatable = True
    participant_view = "courses.interactive.views.activity_detail"
    checked_by = (*StepPage.checked_by, "courses.interactive.queries.activity_findings")
    checked_texts = ("title", "summary", "intro")
    content_panels = [*StepPage.content_panels, *editing.ACTIVITY_PANELS]
    search_fields = [*StepPage.search_fields, index.SearchField("intro")]

    class Meta:
        verbose_name = "activity step"

    def clean(self) -> None:
        super().clean()
        try:
            check_completing(self.completing, self.pass_percent)
        except ValidationError as error:
            raise ValidationError({"pass_percent": error}) from error

    def fill_from_material(self, material: "StepMaterial") -> None:
        raise NotImplementedError

    def as_material(self, names: "Names") -> dict[str, Any]:
        raise NotImplementedError
