"""What the screens of a scenario send. Numbers are those on the screen: the browser knows no other
name for a choice."""

from collections.abc import Callable, Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from assessments.scenarios.queries import Play, option_chosen
from assessments.scenarios.rules.runs import (
    FEWEST_WORDS,
    Clock,
    Confidence,
    check_answer,
    check_own_words,
)
from content.language.forms import GuardedTextMixin
from content.language.rules import names_said


class StartForm(forms.Form):
    """How she plays. From a screen that does not ask, nothing is said: then it is as last time."""

    asked = forms.BooleanField(required=False)
    clock = forms.ChoiceField(choices=Clock.choices, required=False)
    comments_wait = forms.BooleanField(required=False)

    @property
    def wishes(self) -> dict[str, Any]:
        if not self.is_valid() or not self.cleaned_data["asked"]:
            return {}
        return {
            "clock": self.cleaned_data["clock"] or None,
            "comments_wait": self.cleaned_data["comments_wait"],
        }


class ChoiceForm(forms.Form):
    """One decision. Which option a number stands for is looked up here, on the server."""

    choice = forms.CharField(required=False, label="What do you do?")
    confidence = forms.TypedChoiceField(
        choices=Confidence.choices,
        coerce=int,
        empty_value=None,
        label="How sure are you?",
        error_messages={"required": "Say how sure you are."},
    )

    def __init__(self, *args: Any, play: Play, position: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.play, self.position = play, position
        is_here = play.attempt.is_open and position == play.position
        self.fields["confidence"].required = play.story.asks_confidence and is_here

    def clean_choice(self) -> str:
        """The key of the option; empty for a run that is over, which the service says better."""
        key = option_chosen(self.play, self.position, self.cleaned_data["choice"])
        if not key and self.play.attempt.is_open:
            raise ValidationError("Choose one of the answers to go on.")
        return key


class OwnWordsForm(GuardedTextMixin, forms.Form):
    guarded = ("text",)
    text = forms.CharField(required=False, strip=True, label="What would you say?")

    def __init__(self, *args: Any, people: Callable[[], Collection[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people

    def known_names(self) -> Collection[str]:
        return self.people()

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        check_own_words(text)
        return text


class WayOutForm(GuardedTextMixin, forms.Form):
    guarded = ("answer",)
    answer = forms.CharField(
        label="Your answers",
        error_messages={"required": f"Answer the questions: {FEWEST_WORDS} words or more."},
        widget=forms.Textarea(attrs={"rows": 10, "maxlength": 10_000}),
        help_text="In your own words, to the questions above. Nobody else can read them.",
    )

    def __init__(self, *args: Any, story: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.story = story

    def known_names(self) -> Collection[str]:
        return names_said([self.story])

    def clean_answer(self) -> str:
        text: str = self.cleaned_data["answer"]
        check_answer(text)
        return text
