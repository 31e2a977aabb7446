"""What authors and site admins send."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from wagtail.admin.forms import WagtailAdminModelForm

from content.h5p.limits import Limits

from . import access
from .models import Activity
from .queries import can_be_verified
from .rules import Weight

NOT_CHOSEN = "Choose a file whose name ends in .h5p."


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

    def clean_package(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["package"]
        most = Limits().package_bytes
        if (upload.size or 0) > most:
            raise ValidationError(f"This file is over {filesizeformat(most)}: too large to take.")
        if not (upload.name or "").lower().endswith(".h5p"):
            raise ValidationError(NOT_CHOSEN)
        return upload


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

    def clean_weight(self) -> str:
        weight: str = self.cleaned_data["weight"]
        if weight == self.instance.weight:
            return weight
        if not access.can_weigh(self.for_user, weight):
            raise ValidationError("A trainer says that results may count, having read it.")
        if weight == Weight.VERIFIED and not can_be_verified(self.instance):
            raise ValidationError(
                "The server cannot work out the score of this type again, so it stays practice."
            )
        return weight


class RefusalForm(forms.Form):
    reason = forms.CharField(
        label="Why",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whoever uploaded it reads this, and so does whoever uploads it again.",
    )
