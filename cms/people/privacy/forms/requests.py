"""Requests, answers to passages, last days. What somebody asks in her own words is never blocked or
doubted: no look for learners' details stands before a right."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from ..rules import Answer, RequestKind

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
ANSWER_PREFIX = "answer-"


class RequestForm(forms.Form):
    kind = forms.ChoiceField(
        label="What do you ask for?", choices=RequestKind.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="In your own words",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="For a copy of everything you need not write anything. For the others say what "
        "it is about, and what would put it right.",
    )


class LetterForm(RequestForm):
    received_on = forms.DateField(
        label="The letter came on",
        widget=DAY,
        help_text="The month runs from this day, not from today.",
    )

    field_order = ["received_on", "kind", "words"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("received_on", timezone.localdate())
        self.fields["kind"].label = "What is asked?"
        self.fields["words"].label = "In the person’s own words"
        self.fields["words"].help_text = "What the letter says, as far as it is needed to answer."


class ExtendForm(forms.Form):
    extra_months = forms.TypedChoiceField(
        label="How much longer?",
        coerce=int,
        choices=[(1, "One month more"), (2, "Two months more")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Why does it take longer?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Because it is complex, or there are several. The person reads this.",
    )


class ReadyForm(forms.Form):
    answer = forms.CharField(
        label="A line to go with the copy",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CloseForm(forms.Form):
    is_refused = forms.TypedChoiceField(
        label="How does it end?",
        coerce=lambda value: value == "refused",
        choices=[("done", "Done, or answered"), ("refused", "Refused, with the reason")],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="What the person reads",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="What was done. If it is refused: why, and that they may complain to the "
        "Information Commissioner’s Office or go to court.",
    )


class AnswersForm(forms.Form):
    """The passages of one page; what is left open is no mistake."""

    def __init__(self, *args: Any, hashes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for words_hash in hashes:
            self.fields[f"{ANSWER_PREFIX}{words_hash}"] = forms.ChoiceField(
                label="What is done with it?",
                choices=Answer.choices,
                required=False,
                widget=forms.RadioSelect,
            )

    def answers(self) -> dict[str, str]:
        return {
            name.removeprefix(ANSWER_PREFIX): answer
            for name, answer in self.cleaned_data.items()
            if answer
        }


class LastDayForm(forms.Form):
    left_on = forms.DateField(
        label="Last day of work",
        widget=DAY,
        help_text="On this day everything still works. From the day after the account is for "
        "reading, for 60 days.",
    )
