"""Whom an act is for, and which: the chosen of one page of the grid."""

from typing import Any

from django import forms

from cms.people.accounts.models import User
from courses.catalogue.models import ModulePage

from . import queries
from .access import may_be_reminded_by
from .rules import Act

MOST_CHOSEN = 50


class ModuleChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: ModulePage) -> str:
        return f"{obj.code}, {obj.title}"


class ActForm(forms.Form):
    do = forms.ChoiceField(choices=Act.choices)
    person = forms.ModelMultipleChoiceField(
        queryset=User.objects.none(),
        error_messages={"required": "Tick at least one person first."},
    )
    module = ModuleChoice(
        queryset=ModulePage.objects.none(),
        required=False,
        label="Module",
        empty_label="Choose a module",
    )
    back = forms.CharField(required=False, max_length=500)

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(may_be_reminded_by(reader), is_active=True)
        self.fields["person"].queryset = people.order_by("last_name", "first_name", "pk")  # type: ignore[attr-defined]
        self.fields["module"].queryset = queries.modules_to_enrol()  # type: ignore[attr-defined]

    def clean_person(self) -> list[User]:
        chosen = list(self.cleaned_data["person"])
        if len(chosen) > MOST_CHOSEN:
            raise forms.ValidationError(
                f"Choose up to {MOST_CHOSEN} people at a time.", code="too_many"
            )
        return chosen
