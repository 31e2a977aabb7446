"""What an admin uploads and confirms, and what the quality lead says of links."""

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from .models import Framework, Statement
from .queries import ImportPlan, plan_import
from .rules import (
    MOST_BYTES,
    FrameworkFileError,
    FrameworkStatus,
    LineOf,
    MappingStrength,
    Problem,
    clean_framework,
    decode,
    framework_problems,
    read_table,
    read_yaml,
)

SALT = "standards.import"
KEPT_SECONDS = 60 * 60 * 24
NOT_CHOSEN = "Choose the file: YAML, or a table saved as CSV."


def strength_field(**more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=MappingStrength, error_messages={"invalid_choice": "Choose from the list."}, **more
    )


class ImportForm(forms.Form):
    """The file; and for a table, which holds statements only, the facts of its framework."""

    upload = forms.FileField(
        label="Framework file",
        help_text="YAML (.yaml) or a table (.csv). At most 512 KB.",
        error_messages={
            "required": NOT_CHOSEN,
            "missing": NOT_CHOSEN,
            "empty": "This file is empty. Choose another.",
        },
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.csv,.txt"}),
    )
    code = forms.CharField(required=False, max_length=20, help_text="Such as ST1379.")
    version = forms.CharField(required=False, max_length=20, help_text="Such as 1.1.")
    title = forms.CharField(required=False, max_length=200)
    status = forms.ChoiceField(choices=FrameworkStatus, required=False)
    level = forms.IntegerField(required=False, min_value=1, max_value=8)
    nation = forms.CharField(required=False, max_length=40)
    publisher = forms.CharField(required=False, max_length=120)
    licence = forms.CharField(required=False, max_length=120)
    attribution = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2_000
    )
    source_url = forms.URLField(
        label="Where it was published", required=False, max_length=200, assume_scheme="https"
    )
    effective_from = forms.DateField(
        label="In force from", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    maps_to = forms.ChoiceField(
        label="“maps_to” names statements of",
        required=False,
        help_text="Only if the table has that column.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problems: list[Problem] = []
        self.plan: ImportPlan | None = None
        self.data_read: dict[str, Any] = {}
        codes = dict.fromkeys(each.code for each in Framework.objects.order_by("-is_default"))
        maps_to: Any = self.fields["maps_to"]
        maps_to.choices = [("", "The college’s own"), *((c, c) for c in codes)]

    @property
    def facts(self) -> list[forms.BoundField]:
        return [field for field in self if field.name != "upload"]

    @property
    def is_facts_wrong(self) -> bool:
        return any(field.errors for field in self.facts)

    def clean_upload(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["upload"]
        if (upload.size or 0) > MOST_BYTES:
            words = f"This file is too large: at most {MOST_BYTES // 1024} KB are taken."
            raise ValidationError(words)
        return upload

    def clean(self) -> dict[str, Any]:
        """Also reads the file: all that is wrong in it stands in `problems`, by line."""
        cleaned: dict[str, Any] = super().clean() or {}
        upload = cleaned.get("upload")
        if upload is None or self.errors:
            return cleaned
        try:
            text = decode(upload.read())
            is_table = not str(upload.name).lower().endswith((".yaml", ".yml"))
            if is_table and not self._has_facts(cleaned):
                return cleaned
            data, line_of = read_table(text, self._given(cleaned)) if is_table else read_yaml(text)
        except FrameworkFileError as error:
            self.problems = error.problems
            return cleaned
        self._check(data, line_of)
        return cleaned

    def _has_facts(self, cleaned: dict[str, Any]) -> bool:
        for name in ("code", "version", "title", "status"):
            if not cleaned.get(name):
                self.add_error(name, "A table does not say this. Fill it in.")
        return not self.errors

    def _given(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        return {
            field.name: str(cleaned[field.name])
            for field in self.facts
            if cleaned.get(field.name) not in (None, "")
        }

    def _check(self, data: dict[str, Any], line_of: LineOf) -> None:
        self.problems = framework_problems(data, line_of)
        if self.problems:
            return
        self.plan = plan_import(clean_framework(data))
        self.problems = self.plan.problems
        self.data_read = data

    def payload(self, by: int) -> str:
        """What was read, signed: confirmed is what was shown, by whoever was shown it."""
        return signing.dumps([self.data_read, by], salt=SALT, compress=True)


class ConfirmForm(forms.Form):
    payload = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_payload(self) -> dict[str, Any]:
        try:
            data, by = signing.loads(self.cleaned_data["payload"], salt=SALT, max_age=KEPT_SECONDS)
        except signing.BadSignature as error:
            raise ValidationError("This is too old. Choose the file again.") from error
        if by != self.by:
            raise ValidationError("This is somebody else’s. Choose the file again.")
        found: dict[str, Any] = data
        return found


class LinkForm(forms.Form):
    """A link that no file suggested."""

    source = forms.ModelChoiceField(queryset=Statement.objects.none())
    target = forms.ModelChoiceField(queryset=Statement.objects.none())
    strength = strength_field(label="How much they have in common", initial=MappingStrength.RELATED)
    note = forms.CharField(required=False, max_length=300, label="Why")

    def __init__(self, *args: Any, here: Framework, there: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, framework in (("source", here), ("target", there)):
            field: Any = self.fields[name]
            field.queryset = framework.statements.all()
            field.label = f"Statement of {framework.code}"
