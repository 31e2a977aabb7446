from typing import Any

from django import forms

from cms.people.accounts.models import User
from content.language.forms import GuardedTextMixin

from ..models import VoiceCampaign, VoiceCohort
from ..queries.campaigns import mentors_to_ask_about
from ..rules.campaigns import MOST_INVITED


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class CampaignForm(forms.ModelForm[VoiceCampaign]):
    class Meta:
        model = VoiceCampaign
        fields = ["title", "opens_on", "closes_on"]
        widgets = {"opens_on": day_input(), "closes_on": day_input()}
        help_texts = {
            "title": "Such as “Spring 2027”. Learners do not see it; mentors and managers do.",
            "closes_on": "It closes by itself at the end of this day.",
        }


class CohortForm(GuardedTextMixin, forms.ModelForm[VoiceCohort]):
    guarded = ("label",)

    class Meta:
        model = VoiceCohort
        fields = ["mentor", "label", "invited"]
        widgets = {"invited": forms.NumberInput(attrs={"min": 1, "max": MOST_INVITED})}
        help_texts = {
            "label": "A group, never a learner, such as “Health and Social Care, Level 2”. "
            "Learners see it beside the mentor’s name.",
            "invited": "So many slips are printed, and a tenth to spare.",
        }

    def __init__(self, *args: Any, asker: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentor"] = forms.ModelChoiceField(
            queryset=mentors_to_ask_about(asker), label="Mentor", empty_label="Choose a mentor"
        )
