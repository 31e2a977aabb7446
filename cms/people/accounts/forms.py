from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.contrib.auth.password_validation import (
    validate_password,
)
from django.core.exceptions import ValidationError

from .models import RoleGrant, User

NEW_PASSWORD_HELP = "At least 12 characters. Three or four unconnected words make a good one."


class JoinForm(forms.Form):
    """The first password, by somebody who opened their invitation."""

    password = forms.CharField(
        label="Your new password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=NEW_PASSWORD_HELP,
    )
    again = forms.CharField(
        label="The same again",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, second = cleaned.get("password"), cleaned.get("again")
        if first and second and first != second:
            raise ValidationError(
                {"again": "The two passwords are not the same. Type the second once more."}
            )
        return cleaned


class PlainWords:
    """allauth repeats labels inside the fields, where they vanish on typing: ours stay above."""

    labels = {
        "login": "E-mail address",
        "email": "E-mail address",
        "password": "Password",
        "remember": "Stay signed in on this device",
        "oldpassword": "Your password now",
        "password1": "Your new password",
        "password2": "The same again",
    }
    helps = {"password1": NEW_PASSWORD_HELP}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class SignInForm(PlainWords, allauth_forms.LoginForm):
    pass


class ForgottenPasswordForm(PlainWords, allauth_forms.ResetPasswordForm):
    pass


class NewPasswordForm(PlainWords, allauth_forms.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(PlainWords, allauth_forms.ChangePasswordForm):
    pass


class ChoosePasswordForm(PlainWords, allauth_forms.SetPasswordForm):
    pass


class RoleGrantForm(forms.ModelForm):
    class Meta:
        model = RoleGrant
        fields = ["role", "team", "starts_on", "ends_on"]
        widgets = {
            "starts_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "ends_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }
        help_texts = {"ends_on": "Leave empty while there is no end in sight."}

    def __init__(self, *args: Any, holder: User, **kwargs: Any) -> None:
        kwargs["instance"] = RoleGrant(holder=holder)
        super().__init__(*args, **kwargs)


class RoleEndForm(forms.Form):
    ends_on = forms.DateField(
        label="Last day",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Leave empty to end it now.",
    )
