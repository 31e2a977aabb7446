"""The short forms of the live screen: by the page, and by a script that sends them when it can."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from content.language.forms import GuardedTextMixin

from .. import rules
from ..rules import NoteKind, Tally
from .booking import moment_field

COUNTED = tuple(Tally.__dataclass_fields__)
LONGEST_NOTE = 600


class ClockField(forms.Field):
    """Minutes and seconds, as 7:30. Gives seconds."""

    def to_python(self, value: Any) -> int:
        text = str(value or "").strip()
        return rules.seconds_of(text) if text else 0

    def prepare_value(self, value: Any) -> Any:
        return rules.clock(value) if isinstance(value, int) else value


class NoteWords(GuardedTextMixin, forms.Form):
    """`client_id` is made by whoever writes: the same line, sent twice, is one line."""

    guarded = ("text",)

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label="What is it?",
        choices=NoteKind.choices,
        initial=NoteKind.SEEN,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label="Note",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write a few words."},
    )


class NoteForm(NoteWords):
    second = ClockField(label="Minute", required=False, help_text="From the beginning, as 7:30.")

    def clean_second(self) -> int:
        second: int = self.cleaned_data["second"] or 0
        if not 0 <= second <= rules.talk.MOST_SECONDS:
            raise ValidationError("Write a time of no more than four hours.")
        return second


class SentNoteForm(NoteWords):
    """As the script sends it: seconds as a number, and when it was written."""

    second = forms.IntegerField(min_value=0, max_value=rules.talk.MOST_SECONDS)
    written_at = forms.DateTimeField(
        required=False, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"]
    )

    @property
    def values(self) -> dict[str, Any]:
        return {
            name: self.cleaned_data[name]
            for name in ("client_id", "kind", "second", "text", "written_at")
        }


class TallyForm(forms.Form):
    open_questions = forms.IntegerField(label="Open questions", min_value=0, max_value=999)
    closed_questions = forms.IntegerField(label="Closed questions", min_value=0, max_value=999)
    mentor_seconds = ClockField(label="Mentor talked", required=False, help_text="As 7:30.")
    learner_seconds = ClockField(label="Learner talked", required=False, help_text="As 12:00.")
    silence_seconds = ClockField(label="Longest silence", required=False, help_text="As 0:20.")
    before = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    @property
    def tally(self) -> Tally:
        return Tally(**{name: self.cleaned_data[name] or 0 for name in COUNTED})

    @property
    def read(self) -> list[Tally]:
        """What she had before her."""
        found = tally_from(self.cleaned_data["before"].split("."))
        return [found] if found else []

    @staticmethod
    def start(tally: Tally) -> dict[str, Any]:
        return {**vars(tally), "before": ".".join(str(number) for number in vars(tally).values())}


def tally_from(values: Any) -> Tally | None:
    """Five numbers in the order of `Tally`, however they were sent; None for anything else."""
    if isinstance(values, dict):
        values = [values.get(name) for name in COUNTED]
    if not isinstance(values, list) or len(values) != len(COUNTED):
        return None
    if any(isinstance(one, bool) or not isinstance(one, int | str) for one in values):
        return None
    texts = [str(one) for one in values]
    if not all(text.isascii() and text.isdigit() and len(text) < 10 for text in texts):
        return None
    return Tally(*map(int, texts))


class SeenForm(forms.Form):
    """It took place: when it began, and how long it was."""

    seen_at = moment_field("When did it begin?")
    minutes = forms.IntegerField(label="How many minutes?", min_value=1, max_value=240)
