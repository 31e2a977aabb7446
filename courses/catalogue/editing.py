"""Form fields and panels for trainers, who are not programmers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel

from content.checks.rules.reading import estimate, sum_in_words
from courses.catalogue import rules


class LinesFormField(forms.CharField):
    """A text box in which every line is one item: easier to paste into than a row of boxes."""

    widget = forms.Textarea(attrs={"rows": 6})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return rules.clean_lines(value or "")

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """A list of lines has no length or pattern to check."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return rules.clean_lines(initial or "") != rules.clean_lines(data or "")


STATEMENTS = "Statements of the standard"

PROGRAMME_PANELS = [
    FieldPanel("summary"),
    FieldPanel("kind"),
    FieldPanel("intro"),
    HelpPanel(
        heading="Modules",
        content="<p>Add each module as a page below this one. People meet them in the order of "
        "the page list; drag them there to change it.</p>",
    ),
]

MODULE_PANELS = [
    FieldRowPanel([FieldPanel("code"), FieldPanel("group")]),
    FieldPanel("summary"),
    FieldPanel("is_safeguarding"),
    HelpPanel(
        heading="Minutes",
        template="catalogue/panels/module_minutes.html",
    ),
    MultiFieldPanel(
        [FieldPanel("outcomes"), FieldPanel("codes", heading=STATEMENTS)],
        heading="What people learn",
    ),
    MultiFieldPanel(
        [FieldPanel("can_now"), FieldPanel("practice_task"), FieldPanel("supervision_question")],
        heading="What they see when they finish",
    ),
    MultiFieldPanel(
        [FieldPanel("due_after_days"), FieldPanel("validity_months")],
        heading="Dates",
    ),
]

STEP_PANELS = [
    FieldPanel("summary"),
    FieldRowPanel([FieldPanel("minutes"), FieldPanel("required")]),
    FieldPanel("codes", heading=STATEMENTS),
]


class LessonPageForm(WagtailAdminPageForm):
    """Says beside the minutes what the text comes to, and fills in those that are left at 0."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "minutes" not in self.fields:
            return
        self.fields["minutes"].required = False
        body = self.instance.body.get_prep_value()
        words = "Leave it at 0 to have it worked out from the text."
        if body:
            sums = f"{estimate(body)} minutes: {sum_in_words(body)}"
            words = f"The text as it is saved comes to {sums}. {words}"
        self.fields["minutes"].help_text = words

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "minutes" in cleaned and not cleaned["minutes"]:
            body = cleaned["body"].get_prep_value() if cleaned.get("body") else []
            cleaned["minutes"] = estimate(body) if body else 0
        return cleaned
