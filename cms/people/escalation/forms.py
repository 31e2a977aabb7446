from django import forms

from .models import SafeguardingContact
from .rules import ContactFacts, Direction

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class ContactForm(forms.ModelForm[SafeguardingContact]):
    class Meta:
        model = SafeguardingContact
        fields = [
            "kind", "name", "role_words", "phone", "email", "hours", "away_from", "away_until",
        ]  # fmt: skip
        widgets = {
            "phone": forms.TextInput(attrs={"type": "tel"}),
            "away_from": DAY,
            "away_until": DAY,
        }
        help_texts = {
            "name": "A person, or a service such as “Duty manager”.",
            "role_words": "In the college’s own words. Empty: what they are on the card.",
            "phone": "A direct line or a mobile, with ext 12 behind it where there is one.",
            "hours": "In words: Monday to Friday, 8.30 am to 5 pm.",
            "away_from": "For planned leave. While they are away the next in line comes first.",
            "away_until": "Empty: away until you say otherwise.",
        }

    @property
    def facts(self) -> ContactFacts:
        return ContactFacts(**self.cleaned_data)


class MoveForm(forms.Form):
    direction = forms.ChoiceField(choices=Direction.choices)
