"""An H5P activity among the other parts of a lesson."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from content.activities.rules import Completing, check_completing
from content.blocks.practice import ExerciseValue, MinutesBlock
from content.blocks.text import MarkdownBlock

HEAVY = ("current__metadata", "current__params", "current__files")


class ActivityChooserBlock(blocks.ChooserBlock):
    """Kept by the activity's own number and not by that of its row: a text file carries it."""

    target_model = "content.Activity"

    @cached_property
    def widget(self) -> Any:
        from content.choosers import activity_chooser

        return activity_chooser.widget_class()

    def to_python(self, value: Any) -> Any:
        return self.bulk_to_python([value])[0]

    def bulk_to_python(self, values: Iterable[Any]) -> list[Any]:
        wanted = list(values)
        rows = self.model_class.objects.filter(uid__in=filter(is_uid, wanted))
        rows = rows.select_related("current").defer(*HEAVY)
        found = {str(row.uid): row for row in rows}
        return [found.get(str(value)) for value in wanted]

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else str(value.uid)

    class Meta:
        icon = "media"


def is_uid(value: Any) -> bool:
    try:
        return bool(UUID(str(value)))
    except ValueError:
        return False


class ActivityValue(ExerciseValue):
    @property
    def is_gate(self) -> bool:
        return self.get("completing") != Completing.OPTIONAL


class ActivityBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120)
    minutes = MinutesBlock()
    activity = ActivityChooserBlock()
    intro = MarkdownBlock(rows=2, required=False, label="What to do")
    completing = blocks.ChoiceBlock(
        choices=Completing.choices,
        default=Completing.OPTIONAL,
        label="It is done",
        help_text="Unless it need not be done, the lesson counts as read only after it.",
    )
    pass_percent = blocks.IntegerBlock(
        required=False,
        min_value=1,
        max_value=100,
        label="Score that is enough",
        help_text="Per cent, for “when the score is high enough”.",
    )

    class Meta:
        icon = "media"
        value_class = ActivityValue
        template = "content/blocks/exercise.html"
        exercise_template = "interactive/activity_block.html"
        label = "H5P activity"
        label_format = "Activity: {title}"
        preview_value = {"title": "Six questions", "minutes": 5, "intro": "See what you remember."}
        description = (
            "Something to play: cards, questions, a film with stops. Uploaded or made here."
        )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        try:
            check_completing(cleaned["completing"], cleaned["pass_percent"])
        except ValidationError as error:
            raise StructBlockValidationError(block_errors={"pass_percent": error}) from error
        return cleaned
