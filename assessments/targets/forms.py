from typing import Any

from django import forms
from django.utils import timezone

from assessments.cpd.models import CPDPolicy
from assessments.cpd.rules import CPDYear, Policy, cpd_year
from cms.people.teams.models import Absence

from .models import TargetAdjustment
from .rules.policy_words import GROUPS

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def this_and_next() -> list[tuple[int, str]]:
    now = cpd_year(timezone.localdate()).start
    return [
        (now, f"{CPDYear(now).label}, the year that is running"),
        (now + 1, f"{CPDYear(now + 1).label}, the next one"),
    ]


class AdjustmentForm(forms.ModelForm):
    year = forms.TypedChoiceField(label="CPD year", coerce=int, choices=this_and_next)

    class Meta:
        model = TargetAdjustment
        fields = ["hours", "reason", "year"]
        widgets = {"hours": forms.TextInput(attrs={"inputmode": "text", "class": "hours-field"})}
        labels = {"hours": "Hours more or fewer"}
        help_texts = {
            "hours": "−6 takes six hours off the target, 4 adds four.",
            "reason": "In a few words. Whoever reads this target reads the reason too, so leave "
            "out anything about health or family.",
        }

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        # People type the sign that phones and word processors write for “minus”.
        if data is not None and "hours" in data:
            data = data.copy()
            data["hours"] = data["hours"].replace("−", "-").replace("–", "-").replace(",", ".")
        super().__init__(data, **kwargs)


class AbsenceForm(forms.ModelForm):
    class Meta:
        model = Absence
        fields = ["starts_on", "ends_on"]
        widgets = {"starts_on": DAY, "ends_on": DAY}
        help_texts = {"ends_on": "As it is planned; leave it empty while nobody knows."}

    def _post_clean(self) -> None:
        """The service checks the row: the same first day again gives an absence its last day."""


class AbsenceEndForm(forms.Form):
    ends_on = forms.DateField(
        label="Last day away", widget=DAY, help_text="The day before the return to work."
    )


class PolicyForm(forms.ModelForm):
    """Every number of the policy, from this year or the next."""

    from_year = forms.TypedChoiceField(
        label="From which CPD year?",
        coerce=int,
        choices=this_and_next,
        help_text="Years before it keep their numbers, and so do targets of years that are over.",
    )

    class Meta:
        model = CPDPolicy
        fields = ["from_year", *Policy.__dataclass_fields__]

    def validate_unique(self) -> None:
        """A year that has a policy already gets its numbers anew."""

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The numbers under the headings of the policy’s page."""
        return [(title, [self[row[0]] for row in rows]) for title, rows in GROUPS.items()]

    @property
    def policy(self) -> Policy:
        return Policy(**{name: self.cleaned_data[name] for name in Policy.__dataclass_fields__})
