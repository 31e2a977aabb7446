"""The short form and the long one. What the short one sends is read by the long one."""

import uuid
from dataclasses import fields as names_of
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, cast

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from assessments.files.access import owned_by as own_files
from assessments.files.models import EvidenceFile
from content.language.forms import GuardedTextMixin

from .. import rules
from ..models import CPDEntry
from ..rules import EntryContent
from .fields import MinutesField, OwnFilesField, StatementsField, StatementsMixin, TextsField

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
NOT_SAID = ("", "Not said")
TOO_LONG = (
    "This is too long: %(limit_value)d characters at most, and it has %(show_value)d. Shorten it, "
    "or add the whole text as a file."
)
# Sent by the long form alone: without it, what is not sent stays as it is.
WHOLE = "whole"
NEVER_KEPT = ("upload", "attested", "begin_summary", "key", "read_at")
# Choosing another way to reflect brings its questions at once, where there is JavaScript.
ASKS_AGAIN = {
    "hx-post": "",
    "hx-trigger": "change",
    "hx-vals": '{"change_model": "1"}',
    "hx-target": "#reflection-questions",
    "hx-select": "#reflection-questions",
    "hx-swap": "outerHTML",
}
MORE = (
    "mode", "is_participatory", "planning", "need_source", "reason", "cost", "is_off_the_job",
    "started_at", "counts_to_target",
)  # fmt: skip


class QuickEntryForm(forms.ModelForm[CPDEntry]):
    """Three fields, on the log's page: half a minute on a phone."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    minutes = MinutesField(
        label="Time",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "45 or 1h30"}),
    )

    class Meta:
        model = CPDEntry
        fields = ["title", "start_on"]
        labels = {"start_on": "When?"}
        widgets = {"start_on": DAY}


class EntryForm(StatementsMixin, GuardedTextMixin, forms.ModelForm[CPDEntry]):
    """Everything an entry holds, but for what it changed (`ImpactForm`)."""

    guarded = (
        "title", "provider", "reason", "what_i_learned", "application", "shared_summary",
        "claims", "reflection",
    )  # fmt: skip

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    read_at = forms.CharField(widget=forms.HiddenInput, required=False)
    minutes = MinutesField(
        label="How long did it take?",
        required=False,
        help_text="Minutes or hours: 45, 1h30 or 1:30.",
    )
    statements = StatementsField(
        label="Statements of the standard",
        required=False,
        help_text=f"The one to {rules.MOST_STATEMENTS} it fits best, and in a line how it shows.",
    )
    claims = TextsField(
        label="How it shows each statement", required=False, longest=rules.LONGEST_CLAIM
    )
    reflection = TextsField(label="For me alone", required=False, longest=rules.LONGEST_ANSWER)
    begin_summary = forms.BooleanField(
        label="Begin it with what I learned, where it is still empty", required=False
    )
    # Its name is the model’s; what came with the request is in `self.files`, as in every form.
    files = OwnFilesField(label="From my files", required=False)  # type: ignore[assignment]
    upload = forms.FileField(
        label="Add a file",
        required=False,
        help_text="A certificate, slide or note: a PDF, a picture or an office file.",
    )
    attested = forms.BooleanField(
        label="No learner or family can be recognised in this file", required=False
    )

    class Meta:
        model = CPDEntry
        fields = [
            "title", "activity_type", "start_on", "end_on", "minutes", "provider", *MORE,
            "what_i_learned", "application", "shared_summary", "reflection_model",
        ]  # fmt: skip
        widgets = {
            "start_on": DAY,
            "end_on": DAY,
            "started_at": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            "cost": forms.TextInput(attrs={"inputmode": "decimal"}),
            "reason": forms.Textarea(attrs={"rows": 2}),
            "what_i_learned": forms.Textarea(attrs={"rows": 5}),
            "application": forms.Textarea(attrs={"rows": 5}),
            "shared_summary": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "title": "In a few words, such as “Workshop on questioning”.",
            "end_on": "Only if it went on for more than a day.",
            "what_i_learned": "For yourself. Nobody else reads this, also when you hand it in.",
            "application": "What would a colleague or a learner see you do? Give it a date.",
            "shared_summary": "Two or three sentences: what it was, and what you take from it.",
            "is_off_the_job": "For apprentices: give the time it started too, so that it counts.",
            "counts_to_target": "Untick it if these hours are counted elsewhere already.",
            "cost": "Nobody else reads this.",
        }

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        if data is not None and WHOLE not in data:
            data = completed(data, EntryForm(instance=kwargs["instance"]).as_sent())
        super().__init__(data, *args, **kwargs)
        self._set_choices()
        self._set_initial()

    def _set_choices(self) -> None:
        kinds = forms.ChoiceField(
            label=self.fields["activity_type"].label,
            choices=[("", "Choose one"), *rules.GROUPED_CHOICES],
            required=False,
        )
        self.fields["activity_type"] = kinds
        self.fields["reflection_model"].widget.attrs |= ASKS_AGAIN
        for name in ("reason", "shared_summary"):
            # A browser would cut what is pasted without a word; the count and the server say it.
            self.fields[name].widget.attrs.pop("maxlength", None)
        for name in ("what_i_learned", "application"):
            self.fields[name].validators.append(MaxLengthValidator(rules.LONGEST_TEXT, TOO_LONG))
        for name in ("mode", "planning", "need_source"):
            field: Any = self.fields[name]
            field.choices = [NOT_SAID, *[row for row in field.choices if row[0]]]
        self.offer_statements(self.instance)
        files = self.fields["files"]
        assert isinstance(files, OwnFilesField)
        files.offer(EvidenceFile.objects.kept().filter(own_files(self.instance.owner)))

    def _set_initial(self) -> None:
        entry = self.instance
        self.initial["reflection"] = entry.reflection
        if entry.pk:
            claims = list(entry.claims.all())
            self.initial["claims"] = {str(row.statement_id): row.claim for row in claims}
            self.initial["files"] = [file.pk for file in entry.files.kept()]
            self.initial["read_at"] = entry.changed_at.isoformat()
            del self.fields["key"]
        else:
            self.initial.setdefault("key", entry.key)
            self.initial["start_on"] = self.initial.get("start_on") or timezone.localdate()

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("begin_summary") and not cleaned.get("shared_summary"):
            cleaned["shared_summary"] = beginning_of(cleaned.get("what_i_learned", ""))
        if cleaned.get("upload") and not cleaned.get("attested"):
            self.add_error(
                "attested",
                "Choose the file again and tick this, if it is so. If somebody can be recognised "
                "in it, cover the name first.",
            )
        super().clean()
        return self.cleaned_data

    @property
    def sent(self) -> QueryDict:
        return cast(QueryDict, self.data)

    # What the services ask for ----------------------------------------------------------

    @property
    def content(self) -> EntryContent:
        names = [field.name for field in names_of(EntryContent) if field.name in self.fields]
        found = replace(self.instance.content, **{n: self.cleaned_data[n] for n in names})
        return replace(found, reflection=rules.tidy_reflection(found.reflection))

    @property
    def claims_by_code(self) -> dict[str, str]:
        words = self.cleaned_data["claims"]
        return {row.code: words.get(str(row.pk), "") for row in self.cleaned_data["statements"]}

    @property
    def was_read_at(self) -> datetime | None:
        try:
            return parse_datetime(self.cleaned_data.get("read_at") or "")
        except ValueError:
            return None

    def as_sent(self) -> dict[str, list[str]]:
        """What this form, untouched, would send: an entry's values as a browser writes them."""
        sent: dict[str, list[str]] = {}
        for bound in self:
            value = bound.value()
            if bound.name in NEVER_KEPT:
                continue
            if isinstance(bound.field, TextsField):
                sent |= {f"{bound.name}_{key}": [text] for key, text in (value or {}).items()}
            elif written := written_values(value):
                sent[bound.name] = written
        return sent

    # What the template asks for -----------------------------------------------------------

    @property
    def statement_groups(self) -> list[dict[str, Any]]:
        """With each tick box the line that says how the entry shows its statement."""
        claims = self["claims"].value() or {}
        groups = super().statement_groups
        for group in groups:
            boxes = {str(box.data["value"]): box for box in group["options"]}
            group["options"] = [
                {"box": box, "pk": pk, "claim": claims.get(pk, "")} for pk, box in boxes.items()
            ]
        return groups

    @property
    def prompts(self) -> list[dict[str, Any]]:
        """The questions of the chosen way to reflect; answers to others go along unseen."""
        chosen, answers = self["reflection_model"].value(), self["reflection"].value() or {}
        asked = rules.PROMPTS.get(chosen, {})
        hidden = [key for key in rules.ALL_PROMPTS if key not in asked and answers.get(key)]
        return [
            {
                "key": key,
                "label": rules.ALL_PROMPTS[key],
                "text": answers.get(key, ""),
                "is_asked": key in asked,
            }
            for key in [*asked, *hidden]
        ]

    @property
    def answers_given(self) -> int:
        return sum(bool(text.strip()) for text in (self["reflection"].value() or {}).values())

    @property
    def is_reflection_open(self) -> bool:
        is_asked_for = self.is_bound and "change_model" in self.data
        return bool(is_asked_for or self.answers_given or self["reflection"].errors)

    @property
    def files_chosen(self) -> int:
        return len(self["files"].value() or [])

    @property
    def are_files_open(self) -> bool:
        names = ("files", "upload", "attested")
        return bool(self.files_chosen or any(self[name].errors for name in names))

    @property
    def more_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in MORE]

    @property
    def is_more_open(self) -> bool:
        return any(field.errors for field in self.more_fields)

    @property
    def more_given(self) -> int:
        """How many of the further fields say something other than what a new entry says."""
        empty = {"counts_to_target": [["on"], ["True"]]}
        return sum(
            written_values(field.value()) not in empty.get(field.name, [[]])
            for field in self.more_fields
        )


def completed(data: QueryDict, saved: dict[str, list[str]]) -> QueryDict:
    """What was sent, and for what was not the values that are saved."""
    whole = QueryDict(mutable=True)
    for name, values in {**saved, **dict(data.lists())}.items():
        whole.setlist(name, values)
    whole[WHOLE] = "1"
    return whole


def written_values(value: Any) -> list[str]:
    """A value as a browser sends it; nothing for what it leaves out."""
    if isinstance(value, list):
        return [str(each) for each in value]
    if isinstance(value, bool):
        return ["on"] if value else []
    if isinstance(value, time):
        return [f"{value:%H:%M}"]
    if isinstance(value, date):
        return [value.isoformat()]
    return [] if value in (None, "") else [str(value)]


def beginning_of(text: str) -> str:
    """As much of a text as a summary holds, cut between words."""
    plain = text.strip()
    if len(plain) <= rules.LONGEST_SUMMARY:
        return plain
    return plain[: rules.LONGEST_SUMMARY - 1].rpartition(" ")[0] + "…"
