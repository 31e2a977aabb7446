"""What somebody says of a file when she adds it, and what she may change later."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from cms.people.accounts.models import User
from content.language.forms import GuardedTextMixin
from content.language.rules import Detail

from . import rules
from .models import EvidenceFile
from .queries import most_bytes
from .rules import TEXT

ATTEST_LABEL = "No learner or family can be recognised in this file"
ATTEST_HELP = (
    "Look at names, faces, signatures, e-mail addresses and voices. Black them out, or leave the "
    "file out."
)
NOT_CHOSEN = "Choose a file."
AGAIN = "Choose the file again: browsers let go of it when a form comes back."
READ_FOR_DETAILS = 512 * 1024


class ExpiryField(forms.DateField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            label="Valid until",
            required=False,
            help_text="If it is a certificate that runs out: you are reminded 60 and 14 days "
            "before.",
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            **options,
        )

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and not 2000 <= day.year <= 2100:
            raise ValidationError("Check the year of this date.", code="year")
        return day


class GuardedFileForm(GuardedTextMixin, forms.BaseForm):
    """What a file is called, and what is in a plain text, is looked through for learners' details.

    A certificate is often called after the person whose it is: her own name is no detail.
    """

    owner: User

    def known_names(self) -> Collection[str]:
        names = f"{self.owner.first_name} {self.owner.known_as} {self.owner.last_name}"
        return (self.owner.display_name, *names.split())

    def details_in(self, value: Any) -> Iterable[Detail]:
        if isinstance(value, UploadedFile):
            return super().details_in(_plain_text(value))
        return super().details_in(_name_to_read(value or ""))


def _name_to_read(name: str) -> str:
    """As words: a file name has signs where a sentence has spaces."""
    stem = name.rpartition(".")[0] or name
    return stem.replace("_", " ").replace("-", " ")


def _plain_text(upload: UploadedFile) -> str:
    upload.seek(0)
    start = upload.read(READ_FOR_DETAILS)
    upload.seek(0)
    try:
        is_text = rules.kind_of(start).media_type == TEXT.media_type
    except ValidationError:
        return ""
    return start.decode("utf-8") if is_text else ""


class UploadForm(GuardedFileForm, forms.Form):
    guarded = ("name", "upload")

    upload = forms.FileField(
        label="File",
        error_messages={
            "required": NOT_CHOSEN,
            "missing": NOT_CHOSEN,
            "empty": "This file is empty. Choose another one.",
            "invalid": NOT_CHOSEN,
        },
        widget=forms.FileInput(attrs={"accept": rules.ACCEPT}),
    )
    attested = forms.BooleanField(
        label=ATTEST_LABEL,
        help_text=ATTEST_HELP,
        error_messages={
            "required": "Look through the file, then tick this. If a learner or family can be "
            "recognised, leave the file out."
        },
    )
    name = forms.CharField(
        label="What to call it",
        required=False,
        max_length=rules.LONGEST_NAME,
        help_text="Those who read an entry with this file see its name. Left empty, it keeps the "
        "name it has.",
    )
    expires_on = ExpiryField()

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        most = rules.size_in_words(most_bytes())
        self.fields["upload"].help_text = (
            f"{rules.ACCEPTED}; up to {most}. No films, sound or files with macros. From photos, "
            "the place, the time and the camera are taken out before they are kept."
        )

    def clean(self) -> dict[str, Any] | None:
        """Left empty, its name is the one that the file brought. What is left to put right costs
        her the file, so that is said too."""
        upload: UploadedFile | None = self.cleaned_data.get("upload")
        if upload is not None and "name" in self.cleaned_data:
            self.cleaned_data["name"] = self.cleaned_data["name"] or upload.name or ""
        cleaned = super().clean()
        if upload is not None and self.errors:
            self.add_error("upload", AGAIN)
        return cleaned


class FileForm(GuardedFileForm, forms.ModelForm[EvidenceFile]):
    """Its name and date. What is in it never changes: a new version is a new file."""

    expires_on = ExpiryField()
    guarded = ("name",)

    class Meta:
        model = EvidenceFile
        fields = ["name", "expires_on"]
        labels = {"name": "What to call it"}
        help_texts = {"name": "Those who read an entry with this file see its name."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = self.instance.owner


class AttestForm(forms.Form):
    attested = forms.BooleanField(
        label=ATTEST_LABEL,
        help_text=ATTEST_HELP,
        error_messages={"required": "Look through the file, then tick this."},
    )
