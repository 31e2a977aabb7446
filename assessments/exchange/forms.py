from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from content.twine.passages import MB, MOST_BYTES


class StoryForm(forms.Form):
    """A file, or its text: after a look at what is in it, the text is what is sent again."""

    file = forms.FileField(required=False, allow_empty_file=True)
    text = forms.CharField(required=False, strip=False, widget=forms.Textarea)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file is not None:
            cleaned["text"] = self._text_of(file)
        text = cleaned.get("text") or ""
        if not text.strip():
            raise ValidationError("Choose a file, or paste the story below.")
        if len(text.encode()) > MOST_BYTES:
            raise ValidationError(f"A story has {MOST_BYTES // MB} MB at the most.")
        return cleaned

    def _text_of(self, file: Any) -> str:
        if file.size > MOST_BYTES:
            raise ValidationError(f"A story has {MOST_BYTES // MB} MB at the most.")
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise ValidationError(
                "This is no text file. In Twine, choose “Export As Twee” or “Publish to File”."
            ) from error
