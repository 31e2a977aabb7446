from collections.abc import Collection
from typing import Any

from django import forms

from content.language.forms import GuardedTextMixin
from courses.catalogue.models import StepPage
from courses.progress.queries import people_of


class ReflectionForm(GuardedTextMixin, forms.Form):
    """What somebody writes under a question. How long it may be is for the service to say."""

    guarded = ("text",)
    text = forms.CharField(label="Your answer", required=False, strip=False)

    def __init__(self, *args: Any, step: StepPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step = step

    def known_names(self) -> Collection[str]:
        return people_of(self.step)

    @property
    def problem(self) -> str:
        """Why it is not saved, in one line; empty when nothing is wrong."""
        return "" if self.is_valid() else " ".join(map(str, self.errors.get("text", [])))
