"""What a trainer uploads, and what she confirms."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from content.material.archives import LIMITS, size_in_words

NOT_CHOSEN = "Choose the zip, or one text file of a step."


class UploadForm(forms.Form):
    bundle = forms.FileField(
        label="Zip of the module, or one text file",
        error_messages={
            "required": NOT_CHOSEN,
            "missing": NOT_CHOSEN,
            "empty": "This file is empty. Choose another.",
        },
        widget=forms.FileInput(attrs={"accept": ".zip,.md,.yaml"}),
    )

    def clean_bundle(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["bundle"]
        if (upload.size or 0) > LIMITS.upload:
            raise ValidationError(f"This file is too large: {size_in_words(LIMITS.upload)}.")
        return upload


class ConfirmForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput)
    publish = forms.BooleanField(required=False)
    discard = forms.BooleanField(required=False)
