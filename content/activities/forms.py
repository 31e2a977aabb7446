"""What authors and site admins send."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminAutoHeightTextInput

from content.h5p.limits import Limits

from . import access
from .models import Activity
from .queries import can_be_verified
from .rules import Weight

NOT_CHOSEN = "Choose a file whose name ends in .h5p."
TOO_LARGE = "This file is over {most}: too large to take."
FOR_TRAINERS = "A trainer says that results may count, having read the questions."
NOT_JUDGED_HERE = (
    "The server cannot work out the score of this type again, so its results stay practice."
)


class UploadForm(forms.Form):
    package = forms.FileField(
        label="Package",
        error_messages={
            "required": NOT_CHOSEN,
            "missing": NOT_CHOSEN,
            "empty": "This file is empty. Choose another.",
        },
        widget=forms.FileInput(attrs={"accept": ".h5p"}),
    )
    note = forms.CharField(
        label="What has changed",
        max_length=250,
        required=False,
        help_text="For whoever looks at the versions later.",
    )

    def __init__(self, *args: Any, has_note: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_note:
            del self.fields["note"]
        # A script says it before 300 MB are on their way.
        self.fields["package"].widget.attrs |= {
            "data-most": Limits().package_bytes, "data-too-large": too_large(),
        }  # fmt: skip

    def clean_package(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["package"]
        if (upload.size or 0) > Limits().package_bytes:
            raise ValidationError(too_large())
        if not (upload.name or "").lower().endswith(".h5p"):
            raise ValidationError(NOT_CHOSEN)
        return upload


def too_large() -> str:
    return TOO_LARGE.format(most=filesizeformat(Limits().package_bytes))


class ActivityForm(WagtailAdminModelForm):
    """What is said about an activity; what is in it has a form of its own."""

    accessible_url = forms.URLField(
        label="Accessible version",
        required=False,
        assume_scheme="https",
        help_text="The address of a page that does the same and works for everybody.",
    )

    class Meta:
        model = Activity
        fields = ["title", "text_alternative", "accessible_url", "weight"]
        labels = {"weight": "What a result is worth"}
        widgets = {
            "text_alternative": AdminAutoHeightTextInput(attrs={"rows": 3}),
            "weight": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [weight for weight in Weight if not self._why_not(weight)]
        field = self.fields["weight"]
        field.choices = [(weight.value, weight.label) for weight in offered]
        if len(offered) == 1:
            others = (self._why_not(weight) for weight in Weight)
            field.help_text = next(why for why in others if why)
        field.error_messages["invalid_choice"] = field.help_text

    def _why_not(self, weight: Weight) -> str:
        """Why this cannot be chosen; empty where it can. What it is worth now, it may stay."""
        if weight == self.instance.weight:
            return ""
        if weight == Weight.VERIFIED and not can_be_verified(self.instance):
            return NOT_JUDGED_HERE
        return "" if access.can_weigh(self.for_user, weight) else FOR_TRAINERS


class RefusalForm(forms.Form):
    reason = forms.CharField(
        label="Why",
        max_length=400,
        error_messages={"required": "Say why: it is all that whoever uploaded it will know."},
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whoever uploaded it reads this, and so does whoever uploads it again.",
    )
