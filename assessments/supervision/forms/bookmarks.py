from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.http import url_has_allowed_host_and_scheme

from content.language.forms import GuardedTextMixin
from content.language.rules import Detail

from ..models import SupervisionBookmark


class BookmarkForm(GuardedTextMixin, forms.ModelForm):
    guarded = ("title", "words")
    # The place it came from: another page's form sends it along.
    source_url = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)

    class Meta:
        model = SupervisionBookmark
        fields = ["title", "words"]
        widgets = {"words": forms.Textarea(attrs={"rows": 3, "maxlength": 2000})}
        help_texts = {"words": "Only you read this. Do not name learners."}

    def details_in(self, value: Any) -> Iterable[Detail]:
        """What comes from a page was looked through there, where the people of its story are
        known."""
        return () if self.cleaned_data.get("source_url") else super().details_in(value)

    def clean_source_url(self) -> str:
        """A place on this site, or none: it becomes a link."""
        place: str = self.cleaned_data["source_url"]
        is_here = url_has_allowed_host_and_scheme(place, allowed_hosts=None)
        if place and not (is_here and place.startswith("/")):
            raise ValidationError("This is not a place on this site.")
        return place
