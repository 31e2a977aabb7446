from django import forms
from django.core.exceptions import ValidationError

from assessments.rooms.rules import CODE_LENGTH, clean_code


class RoomForm(forms.Form):
    """How a host would like to play."""

    comments_wait = forms.BooleanField(
        required=False,
        label="Keep the coach’s comments for the end",
        help_text="The room then sees only what happens after each choice. You can change this "
        "at any time while you play.",
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code on the screen",
        max_length=20,
        help_text="Six letters and numbers. Capitals or not, it is the same.",
        error_messages={"required": "Type the code that is on the screen."},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "room-code-field",
            }
        ),
    )

    def clean_code(self) -> str:
        code = clean_code(self.cleaned_data["code"])
        if len(code) != CODE_LENGTH:
            raise ValidationError("A code has six letters and numbers. Look at the screen again.")
        return code
