"""What is added to an entry once it is written: what it changed, and who may read it."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from cms.people.accounts.models import User
from content.language.forms import GuardedTextMixin

from .. import rules
from ..models import CPDEntry
from ..rules import ImpactStatus


class ImpactForm(GuardedTextMixin, forms.ModelForm[CPDEntry]):
    guarded = ("impact_note",)

    impact_status = forms.ChoiceField(
        label="Has something changed for learners?",
        choices=ImpactStatus.choices,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = CPDEntry
        fields = ["impact_status", "impact_note"]
        widgets = {"impact_note": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "impact_note": "What do learners do, say or get that they did not before? Numbers of "
            "people are welcome, names never."
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["impact_note"].widget.attrs.pop("maxlength", None)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        came = cleaned.get("impact_status") in rules.CAME_TO_SOMETHING
        if came and not cleaned.get("impact_note", "").strip():
            self.add_error("impact_note", "Say in a sentence what changed.")
        super().clean()
        return self.cleaned_data


class ShareForm(forms.Form):
    supervisor = forms.ModelChoiceField(
        label="Whom do you want to show it to?",
        queryset=User.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose one person."},
    )

    def __init__(self, *args: Any, supervisors: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["supervisor"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = supervisors
