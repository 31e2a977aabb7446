from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from assessments.cpd.rules import CPDYear, cpd_year
from cms.people.accounts.models import User

from . import rules
from .rules import Format, Purpose


class YearForm(forms.Form):
    year = forms.TypedChoiceField(label="CPD year", coerce=lambda start: CPDYear(int(start)))
    format = forms.TypedChoiceField(
        label="Format", choices=Format.choices, coerce=Format, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, years: list[CPDYear], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["year"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(year.start, year.label) for year in years]
        self.initial.setdefault("format", Format.PDF)


class ExportForm(YearForm):
    purpose = forms.TypedChoiceField(
        label="What is it for?",
        choices=[(purpose.value, purpose.label) for purpose in rules.OWN_PURPOSES],
        coerce=Purpose,
        help_text="It is printed on every page, with your name and the moment.",
    )


class PackForm(YearForm):
    person = forms.ModelChoiceField(User.objects.none(), label="Whose year?")

    field_order = ("person", "year", "format")

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        now = cpd_year(timezone.localdate())
        years = [CPDYear(now.start - back) for back in range(6)]  # files are kept three years
        super().__init__(*args, years=years, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people


class CheckForm(forms.Form):
    file = forms.FileField(label="The exported file that ends in .json")

    def clean_file(self) -> bool:
        """Whether it says what it said when it was made."""
        upload = self.cleaned_data["file"]
        if upload.size > rules.LARGEST_CHECK:
            raise ValidationError("This file is too large to be a CPD profile of one year.")
        return rules.check_export(upload.read())
