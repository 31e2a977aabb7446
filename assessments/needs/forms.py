from collections.abc import Iterable
from typing import Any

from django import forms

from cms.people.accounts.models import User


class PeopleField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, person: Any) -> str:
        return str(person.display_name)


class EnrolForm(forms.Form):
    """Whose lists it goes on: all who lack the evidence, unless somebody is left out."""

    people = PeopleField(
        queryset=User.objects.none(),
        label="On whose lists?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one person."},
    )

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pks = [person.pk for person in people]
        rows = User.objects.filter(pk__in=pks).order_by("last_name", "first_name", "pk")
        self.fields["people"].queryset = rows  # type: ignore[attr-defined]
        self.initial["people"] = pks
