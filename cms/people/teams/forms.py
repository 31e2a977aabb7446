from typing import Any

from django import forms
from django.utils import timezone

from cms.people.accounts.models import User, current_on
from cms.people.accounts.rules import Role

from .models import ReportingLine, StaffProfile, Team

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
