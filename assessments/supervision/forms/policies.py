from typing import Any

from django import forms
from django.utils import timezone

from cms.people.accounts.models import User

from ..models import CollegeClosure, SupervisionNeed, SupervisionPolicy, SupervisorPost
from ..queries.policies import people_with_needs, policy_values
from ..rules.frequency import Policy
from ..rules.kinds import KINDS, CountsTowards, SessionType
from ..rules.policies import fingerprint

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
COUNTED = (CountsTowards.FREQUENCY, CountsTowards.SAFEGUARDING)
GROUPS: dict[str, tuple[str, ...]] = {
    "For whom": (
        "name", "need", "from_day", "until_day", "fte_from", "fte_below", "team",
        "back_within_days",
    ),
    "How often": (
        "target", "interval_days", "tolerance_days", "contact_hours", "least_a_year",
    ),
    "What counts": ("min_minutes", "group_percent", "types_allowed"),
    "When the clock stops": ("pauses_when_away", "pauses_when_closed"),
    "Where more than one fits": ("priority", "is_active", "note"),
}  # fmt: skip


class PolicyForm(forms.ModelForm):
    """Every value of one policy. `seen` says what it was when the form was opened."""

    target = forms.ChoiceField(
        label="It counts towards",
        choices=[(each.value, each.label.capitalize()) for each in COUNTED],
    )
    types_allowed = forms.MultipleChoiceField(
        label="Kinds of session that count",
        required=False,
        choices=[
            (kind.value, kind.label)
            for kind in SessionType
            if KINDS[kind].counts != CountsTowards.NOTHING
        ],
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick none to let every kind count that can.",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = SupervisionPolicy
        fields = [name for names in GROUPS.values() for name in names]
        labels = {
            "name": "Name",
            "need": "Only while this is set for somebody",
            "from_day": "From this day in post",
            "until_day": "Until this day in post",
            "fte_from": "From this share of full time",
            "fte_below": "Below this share of full time",
            "team": "Only this team",
            "back_within_days": "First session after a long absence, within (working days)",
            "interval_days": "A session at least every (days)",
            "tolerance_days": "Days of grace",
            "contact_hours": "Sooner, after so many hours with learners",
            "least_a_year": "Warn below so many sessions a year",
            "min_minutes": "Shortest session that counts (minutes)",
            "group_percent": "Group sessions, at most (% of sessions)",
            "pauses_when_away": "A long absence stops the clock",
            "pauses_when_closed": "Weeks in which the college is closed stop the clock",
            "priority": "Priority",
            "is_active": "In use",
            "note": "Why it is so",
        }
        help_texts = {
            "name": "For whom, in a few words.",
            "need": "Set for people one by one, with days only.",
            "from_day": "Leave empty for the first day.",
            "until_day": "42 is the end of week 6. Leave empty for no end.",
            "fte_from": "0.5 is half time.",
            "back_within_days": "Only for a policy about the return from more than 20 working "
            "days away.",
            "contact_hours": "Leave empty to count by days alone.",
            "least_a_year": "0 warns of nothing.",
            "group_percent": "33 is one in three.",
            "priority": "Of those that fit somebody, the one with the higher number holds.",
        }
        widgets = {"note": forms.TextInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].empty_label = "Every team"  # type: ignore[attr-defined]
        needs = [choice for choice in self.fields["need"].choices if choice[0]]  # type: ignore[attr-defined]
        self.fields["need"].choices = [("", "Always"), *needs]  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial["seen"] = fingerprint(policy_values(self.instance))

    def _post_clean(self) -> None:
        """The service checks the whole row; the one at hand stays as it is stored."""

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names]) for title, names in GROUPS.items()]

    @property
    def values(self) -> Policy:
        data = {name: self.cleaned_data[name] for names in GROUPS.values() for name in names}
        team = data.pop("team")
        types = tuple(data.pop("types_allowed"))
        return Policy(
            **data, key=self.instance.key, team=team.pk if team else None, types_allowed=types
        )


class NeedForm(forms.ModelForm):
    class Meta:
        model = SupervisionNeed
        fields = ["person", "kind", "starts_on", "ends_on"]
        labels = {"person": "For whom", "kind": "What"}
        widgets = {"starts_on": DAY, "ends_on": DAY, "kind": forms.RadioSelect}
        help_texts = {
            "ends_on": "Leave it empty while nobody knows. It can be ended at any time.",
        }

    def __init__(self, *args: Any, setter: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_with_needs(setter)  # type: ignore[attr-defined]
        self.fields["person"].empty_label = "Choose somebody"  # type: ignore[attr-defined]
        kinds = [choice for choice in self.fields["kind"].choices if choice[0]]  # type: ignore[attr-defined]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.initial.setdefault("starts_on", timezone.localdate())

    def _post_clean(self) -> None:
        """The service checks the row against the others."""


class NeedEndForm(forms.Form):
    ends_on = forms.DateField(label="Last day", widget=DAY, initial=timezone.localdate)


class ClosureForm(forms.ModelForm):
    class Meta:
        model = CollegeClosure
        fields = ["name", "starts_on", "ends_on"]
        labels = {"name": "Name"}
        widgets = {"starts_on": DAY, "ends_on": DAY}
        help_texts = {"name": "Such as “Christmas” or “Staff development day”."}

    def _post_clean(self) -> None:
        """The service checks the days."""


class PostForm(forms.ModelForm):
    class Meta:
        model = SupervisorPost
        fields = ["fte", "trained_on", "may_exceed_until"]
        labels = {
            "fte": "Share of full time for supervising",
            "trained_on": "Last trained as a supervisor on",
            "may_exceed_until": "May have more people, approved until",
        }
        widgets = {"trained_on": DAY, "may_exceed_until": DAY}
        help_texts = {
            "fte": "0.5 allows ten people, a whole post twenty.",
            "trained_on": "Training holds for 24 months.",
            "may_exceed_until": "Leave it empty unless you approve more than the time allows.",
        }

    def _post_clean(self) -> None:
        """The service checks and says who approved it."""
