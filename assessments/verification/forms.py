from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from assessments.cpd.models import CPDEntry
from cms.people.accounts.models import User
from content.language.forms import GuardedTextMixin

from . import rules
from .models import CPDSample, SampleRound
from .rules import Answers, Findings, Outcome, Result

SEEN = "waymark.cpd.verify.seen"
YES_NO = [("yes", "Yes"), ("no", "No")]
WOULD_VERIFY = "Would you have verified it?"


def seen_of(entry: CPDEntry, reader: User) -> str:
    """Goes with the form: which version of the entry this reader had before her."""
    return signing.dumps([entry.pk, reader.pk, entry.changed_at.isoformat()], salt=SEEN)


def read_seen(text: str, pk: int, reader: User) -> datetime | None:
    """When the version she had before her was written; None if she never had one."""
    try:
        entry, person, moment = signing.loads(text, salt=SEEN)
    except (signing.BadSignature, ValueError):
        return None
    if (entry, person) != (pk, reader.pk):
        return None
    return datetime.fromisoformat(moment)


class YesNoField(forms.TypedChoiceField):
    def __init__(self, label: str) -> None:
        super().__init__(
            label=label,
            choices=YES_NO,
            widget=forms.RadioSelect,
            coerce=lambda value: value == "yes",
            empty_value=None,
            error_messages={"required": "Choose yes or no."},
        )


class NotedForm(GuardedTextMixin, forms.Form):
    """Questions to be answered with yes or no, and a note. The button says what is to happen."""

    guarded = ("note",)
    asked: ClassVar[dict[str, str]] = {each.name: each.words for each in rules.QUESTIONS}
    outcomes: ClassVar[type[TextChoices]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {name: YesNoField(words) for name, words in self.asked.items()}
        self.fields["note"] = forms.CharField(
            required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 5})
        )
        self.fields["outcome"] = forms.ChoiceField(
            choices=self.outcomes.choices, widget=forms.HiddenInput
        )

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*self.asked, "note")}

    def check(self) -> None:
        """Say before anything is written what the service would refuse."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors:
            try:
                self.check()
            except ValidationError as problem:
                self.add_error(None, problem)
        return cleaned


class AnswerForm(NotedForm):
    """What a line manager answers."""

    outcomes = Outcome

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = "What you want to say"
        self.fields["note"].help_text = format_html(
            "Its owner reads it. When you return the entry it is needed, and could begin with:"
            "<ul>{}</ul>",
            format_html_join("", "<li>{}</li>", ((each.starter,) for each in rules.QUESTIONS)),
        )

    @property
    def answers(self) -> Answers:
        return Answers(**self.said)

    def check(self) -> None:
        rules.check_answers(Outcome(self.cleaned_data["outcome"]), self.answers)


class FindingsForm(NotedForm):
    """What a quality lead finds in a sampled entry."""

    outcomes = Result
    asked: ClassVar[dict[str, str]] = {**NotedForm.asked, "would_verify": WOULD_VERIFY}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = "What you found"
        self.fields["note"].help_text = (
            "Needed for a query. The owner and the verifier read it: say what you saw and what you "
            "ask, and write about the entry, not about a person."
        )

    @property
    def findings(self) -> Findings:
        return Findings(**self.said)

    def check(self) -> None:
        rules.check_findings(Result(self.cleaned_data["outcome"]), self.findings)


class ReplyForm(GuardedTextMixin, forms.ModelForm[CPDSample]):
    guarded = ("reply",)

    class Meta:
        model = CPDSample
        fields = ["reply"]
        labels = {"reply": "Your answer"}
        widgets = {"reply": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "reply": "One of you answers, so speak to each other first. No learner’s name, and "
            "nothing one could be known by."
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reply"].required = True
        self.fields["reply"].error_messages["required"] = "Write your answer first."


class DrawForm(forms.ModelForm[SampleRound]):
    class Meta:
        model = SampleRound
        fields = ["label", "first_on", "last_on"]
        widgets = {
            "first_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "last_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }
        labels = {"last_on": "Verified until"}

    @property
    def days(self) -> str:
        """Goes with the form: the days of which she saw what they would draw."""
        first, last = self.cleaned_data.get("first_on"), self.cleaned_data.get("last_on")
        return f"{first}/{last}" if first and last else ""

    @property
    def was_shown(self) -> bool:
        return self.data.get("shown") == self.days

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_on"), cleaned.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", "The last day is before the first. Change one of them.")
        return cleaned


def this_term(day: date | None = None) -> dict[str, Any]:
    label, first_on, last_on = rules.term_of(day or timezone.localdate())
    return {"label": label, "first_on": first_on, "last_on": last_on}
