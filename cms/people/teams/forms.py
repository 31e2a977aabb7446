from typing import Any

from django import forms
from django.utils import timezone

from cms.people.accounts.access import has_role
from cms.people.accounts.models import User, current_on
from cms.people.accounts.rules import Role

from .models import Cover, ReportingLine, StaffProfile, Team
from .queries import (
    colleagues_for_conflict,
    kinds_to_set,
    possible_absent,
    possible_stand_ins,
)

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def line_managers() -> Any:
    """Those who hold the role today: the only ones a person may be put under."""
    return User.objects.filter(
        current_on(prefix="role_grants__"), role_grants__role=Role.LINE_MANAGER, is_active=True
    ).distinct()


class PeopleFilterForm(forms.Form):
    q = forms.CharField(label="Name or e-mail", required=False)
    team = forms.ModelChoiceField(Team.objects.all(), required=False, empty_label="Every team")
    role = forms.ChoiceField(choices=[("", "Every role"), *Role.choices], required=False)


class NameForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["first_name", "last_name", "known_as"]


class ProfileForm(forms.ModelForm):
    class Meta:
        model = StaffProfile
        fields = ["job_title", "team", "fte", "started_on", "left_on", "campus", "area"]
        widgets = {"started_on": DAY, "left_on": DAY}


class InviteForm(forms.ModelForm):
    """The least it takes to bring somebody in; the rest of the profile can wait."""

    role = forms.ChoiceField(choices=Role.choices, initial=Role.MENTOR)
    job_title = forms.CharField(
        max_length=120, required=False, help_text="In the college’s own words."
    )
    team = forms.ModelChoiceField(Team.objects.all(), required=False)
    started_on = forms.DateField(label="In post since", required=False, widget=DAY)
    manager = forms.ModelChoiceField(User.objects.none(), label="Line manager", required=False)

    class Meta:
        model = User
        fields = ["first_name", "last_name", "known_as", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["manager"].queryset = line_managers()  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        """Known in small letters, so that one address is one account however it is typed."""
        return User.objects.normalize_email(self.cleaned_data["email"])


class ManagerForm(forms.ModelForm):
    class Meta:
        model = ReportingLine
        fields = ["manager", "starts_on"]
        labels = {"manager": "Line manager", "starts_on": "From"}
        widgets = {"starts_on": DAY}
        help_texts = {"starts_on": "The line before it ends the day before."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["manager"].queryset = line_managers()  # type: ignore[attr-defined]
        self.initial.setdefault("starts_on", timezone.localdate())

    def _post_clean(self) -> None:
        """The service closes the old line first and then checks; here the two would clash."""


class TeamForm(forms.ModelForm):
    class Meta:
        model = Team
        fields = ["name", "code"]
        help_texts = {"code": "A letter or short word that people know the team by."}


class CoverForm(forms.ModelForm):
    """For which days somebody stands in for whom."""

    kind = forms.ChoiceField(label="As what", widget=forms.RadioSelect)

    class Meta:
        model = Cover
        fields = ["absent", "kind", "stands_in", "starts_on", "ends_on"]
        labels = {"absent": "Who is absent", "stands_in": "Who stands in"}
        widgets = {"starts_on": DAY, "ends_on": DAY}
        help_texts = {
            "stands_in": "Somebody who holds the role already.",
            "ends_on": "The cover ends by itself after this day, at most half a year later.",
        }

    def __init__(self, *args: Any, setter: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["absent"].queryset = possible_absent(setter)  # type: ignore[attr-defined]
        self.fields["stands_in"].queryset = possible_stand_ins(setter)  # type: ignore[attr-defined]
        for name in ("absent", "stands_in"):
            self.fields[name].empty_label = "Choose somebody"  # type: ignore[attr-defined]
        kinds = kinds_to_set(setter)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
        self.initial.setdefault("starts_on", timezone.localdate())
        if len(kinds) == 1:
            self.initial.setdefault("kind", kinds[0].value)

    def _post_clean(self) -> None:
        """The service checks the row against roles, other covers and conflicts."""


class ConflictForm(forms.Form):
    """With whom; HR says of which two. No field asks why."""

    person = forms.ModelChoiceField(
        User.objects.none(), label="One person", required=False, empty_label="I myself"
    )
    other = forms.ModelChoiceField(
        User.objects.none(), label="With whom", empty_label="Choose somebody"
    )

    def __init__(self, *args: Any, declarer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.declarer = declarer
        self.fields["other"].queryset = colleagues_for_conflict(declarer)  # type: ignore[attr-defined]
        if not has_role(declarer, Role.HR):
            del self.fields["person"]
            return
        everybody = colleagues_for_conflict(declarer)
        self.fields["person"].queryset = everybody  # type: ignore[attr-defined]
        self.fields["person"].help_text = "Leave it empty for a conflict of your own."

    @property
    def people(self) -> dict[str, Any]:
        person = self.cleaned_data.get("person") or self.declarer
        return {"person": person, "other": self.cleaned_data["other"]}
