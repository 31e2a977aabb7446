"""A template and its criteria, as one form: empty rows are none."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from assessments.standards.queries import check_codes

from .. import rules
from ..rules import CriterionText, TemplateText
from ..rules.instruments import MOST
from .later import LaterText

SPARE = 2


class CriterionForm(forms.Form):
    use_required_attribute = False

    position = forms.IntegerField(label="Place", min_value=1, max_value=99, required=False)
    title = LaterText(label="What the mentor does", max_length=160)
    looks_like = LaterText(
        label="What good looks like",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    codes = forms.CharField(label="Statements", max_length=120, required=False)

    def clean_codes(self) -> tuple[str, ...]:
        codes = rules.codes_of(self.cleaned_data["codes"])
        check_codes(codes)
        return codes

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not cleaned.get("title") and (cleaned.get("looks_like") or cleaned.get("codes")):
            self.add_error("title", "Say what the mentor does, or empty the whole row.")
        return cleaned

    @property
    def text(self) -> CriterionText:
        values = self.cleaned_data
        return CriterionText(values["title"], values["looks_like"], values["codes"])


class TemplateForm(forms.Form):
    title = forms.CharField(label="Title", max_length=120)
    introduction = forms.CharField(
        label="What to know before you begin",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, *, text: TemplateText) -> None:
        super().__init__(data, initial={"title": text.title, "introduction": text.introduction})
        rows = forms.formset_factory(CriterionForm, extra=SPARE, max_num=MOST + SPARE)
        initial = [
            {
                "position": number,
                "title": one.title,
                "looks_like": one.looks_like,
                "codes": ", ".join(one.codes),
            }
            for number, one in enumerate(text.criteria, 1)
        ]
        self.rows = rows(data, initial=initial, prefix="row")

    def is_valid(self) -> bool:
        is_whole = super().is_valid() and self.rows.is_valid()
        if not is_whole:
            return False
        try:
            rules.check_template(self.text)
        except ValidationError as problem:
            self.add_error(None, problem)
        return not self.errors

    @property
    def text(self) -> TemplateText:
        values = self.cleaned_data
        written = [row for row in self.rows.forms if row.cleaned_data.get("title")]
        written.sort(key=lambda row: row.cleaned_data.get("position") or 99)
        return TemplateText(
            values["title"], values["introduction"], tuple(row.text for row in written)
        )
