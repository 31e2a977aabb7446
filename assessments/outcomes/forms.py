"""What is uploaded and confirmed, the note beside a figure, and the words of the college’s page."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from content.language.forms import GuardedTextMixin

from .queries import ImportPlan, plan_import
from .rules import ContextReason
from .rules.files import MOST_BYTES
from .rules.notes import LONGEST_NOTE, check_note
from .rules.values import unpacked
from .services import ImportContent

SALT = "outcomes.import"
KEPT_SECONDS = 60 * 60 * 24
NOT_CHOSEN = "Choose the file: XLSX or CSV."


class UploadForm(GuardedTextMixin, forms.Form):
    """Reads the file while it is checked: what would come of it stands in `plan`."""

    guarded = ("source_system", "comparator_label")

    upload = forms.FileField(
        label="File of totals",
        help_text=f"XLSX or CSV, as the template has it. At most {MOST_BYTES // 1024} KB.",
        error_messages={
            "required": NOT_CHOSEN,
            "missing": NOT_CHOSEN,
            "empty": "This file is empty. Choose another.",
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    source_system = forms.CharField(
        label="Where the figures come from",
        max_length=80,
        help_text="Such as “Student records, final return 2025/26”.",
    )
    comparator_label = forms.CharField(
        label="What they are compared with",
        max_length=80,
        required=False,
        initial="the college, same levels",
        help_text="Stands beside every figure. Best are learners of the same levels and ages, "
        "without the group itself. Empty only if the file compares nothing.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan: ImportPlan | None = None

    def clean_upload(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["upload"]
        if (upload.size or 0) > MOST_BYTES:
            words = f"This file is too large: at most {MOST_BYTES // 1024} KB are taken."
            raise ValidationError(words)
        return upload

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors:
            upload = self.cleaned_data["upload"]
            self.plan = plan_import(upload.read(), str(upload.name))
            compares = self.plan.intake.has_comparators
            if compares and not self.cleaned_data["comparator_label"].strip():
                self.add_error("comparator_label", "The file compares: say with what.")
        return cleaned

    def payload(self, by: int) -> str:
        """What would be taken, signed: confirmed is what was shown, by whoever was shown it. The
        rows that are left out are not in it."""
        assert self.plan is not None
        intake = self.plan.intake
        facts = {
            "file_name": str(self.cleaned_data["upload"].name)[-120:],
            "checksum": self.plan.checksum,
            "source_system": self.cleaned_data["source_system"],
            "comparator_label": self.cleaned_data["comparator_label"],
            "rows": [values.packed() for values in intake.kept],
            "dropped": sum(row.state == "dropped" for row in intake.rows),
        }
        return signing.dumps([facts, by], salt=SALT, compress=True)


class ConfirmForm(forms.Form):
    payload = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_payload(self) -> ImportContent:
        try:
            facts, by = signing.loads(self.cleaned_data["payload"], salt=SALT, max_age=KEPT_SECONDS)
        except signing.BadSignature as error:
            raise ValidationError("This is too old. Choose the file again.") from error
        if by != self.by:
            raise ValidationError("This is somebody else’s. Choose the file again.")
        return ImportContent(**{**facts, "rows": [unpacked(row) for row in facts["rows"]]})


class NoteForm(GuardedTextMixin, forms.Form):
    guarded = ("text",)

    reasons = forms.MultipleChoiceField(
        label="What has to be known",
        choices=ContextReason,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick what makes these figures hard to compare.",
    )
    text = forms.CharField(
        label="In a sentence or two",
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_NOTE}),
        help_text="Printed beside the figures, read by the mentor too. Nothing about a learner.",
    )

    def __init__(self, *args: Any, replaces: bool, **kwargs: Any) -> None:
        self.replaces = replaces
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors:
            try:
                check_note(
                    self.cleaned_data["reasons"],
                    self.cleaned_data["text"],
                    replaces=self.replaces,
                )
            except ValidationError as problem:
                self.add_error(None, problem)
        return cleaned


class ReportForm(GuardedTextMixin, forms.Form):
    """The period and, for the paper alone, what the college says of it: kept nowhere."""

    guarded = ("narrative",)

    period = forms.ChoiceField(label="Period")
    narrative = forms.CharField(
        label="In your words",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": 2_000}),
        help_text="What was done, and what you make of it. It is printed and not kept: copy it "
        "if you want it again.",
    )

    def __init__(self, *args: Any, periods: Iterable[tuple[date, date]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.periods = {f"{first}_{last}": (first, last) for first, last in periods}
        field: Any = self.fields["period"]
        field.choices = [
            (key, f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}")
            for key, (first, last) in self.periods.items()
        ]

    @property
    def chosen(self) -> tuple[date, date]:
        return self.periods[self.cleaned_data["period"]]
