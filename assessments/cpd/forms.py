import uuid
from typing import Any

from django import forms
from django.utils import timezone

from assessments.standards.models import Statement
from assessments.standards.queries import GROUP_TITLES

from . import rules
from .models import CPDEntry
from .queries import statement_choices
from .rules import EntryContent


class MinutesField(forms.Field):
    """Time as people write it: “45”, “1h30”, “1:30”."""

    def prepare_value(self, value: Any) -> Any:
        return rules.write_minutes(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        return rules.read_minutes(text) if text else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(rules.write_minutes(initial), data)


class StatementsField(forms.MultipleChoiceField):
    """Tick boxes by kind of statement; gives the statements themselves, in their order."""

    widget = forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"})

    def offer(self, statements: list[Statement]) -> None:
        self.by_pk = {str(statement.pk): statement for statement in statements}
        self.groups = [
            (title, [(pk, f"{row.code} · {row.title}") for pk, row in rows])
            for kind, title in GROUP_TITLES.items()
            if (rows := [item for item in self.by_pk.items() if item[1].kind == kind])
        ]
        self.choices = self.groups

    def clean(self, value: Any) -> list[Statement]:
        chosen = set(super().clean(value))
        rules.check_statements(len(chosen))
        return [statement for pk, statement in self.by_pk.items() if pk in chosen]


class QuickEntryForm(forms.ModelForm[CPDEntry]):
    """The short form on the log's page; what it sends is read by the long one."""

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
        widgets = {"start_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}


class EntryForm(forms.ModelForm[CPDEntry]):
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    minutes = MinutesField(
        label="How long did it take?",
        required=False,
        help_text="Minutes or hours: 45, 1h30 or 1:30.",
    )
    statements = StatementsField(
        label="Statements of the standard",
        required=False,
        help_text=f"The one to {rules.MOST_STATEMENTS} it fits best.",
    )

    class Meta:
        model = CPDEntry
        fields = [
            "title", "activity_type", "start_on", "end_on", "minutes", "provider",
            "what_i_learned", "application", "reflection_private",
        ]  # fmt: skip
        widgets = {
            "start_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "end_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "what_i_learned": forms.Textarea(attrs={"rows": 5}),
            "application": forms.Textarea(attrs={"rows": 5}),
            "reflection_private": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "title": "In a few words, such as “Workshop on questioning”.",
            "what_i_learned": "No learner’s name, and nothing one could be known by.",
            "application": "What would a colleague or a learner see you do? Give it a date.",
            "reflection_private": "Stays with you when you share the entry one day. It is still a "
            "college record: in a rights request or a legal claim it may have to be shown.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity_type"] = forms.ChoiceField(
            label=self.fields["activity_type"].label,
            choices=[("", "Choose one"), *rules.GROUPED_CHOICES],
            required=False,
        )
        self.statements_field.offer(statement_choices(self.instance))
        if self.instance.pk:
            self.initial["statements"] = [row.pk for row in self.instance.statements.all()]
            del self.fields["key"]
        else:
            self.initial.setdefault("key", self.instance.key)
            self.initial["start_on"] = self.initial.get("start_on") or timezone.localdate()

    @property
    def statements_field(self) -> StatementsField:
        field = self.fields["statements"]
        assert isinstance(field, StatementsField)
        return field

    @property
    def statement_groups(self) -> list[dict[str, Any]]:
        """The tick boxes under the kind of statement they are, and how many are ticked there."""
        options = iter(self["statements"].subwidgets)
        groups = []
        for label, choices in self.statements_field.groups:
            own = [next(options) for _ in choices]
            chosen = sum(bool(option.data["selected"]) for option in own)
            groups.append({"label": label, "options": own, "chosen": chosen})
        return groups

    @property
    def content(self) -> EntryContent:
        names = EntryContent.__dataclass_fields__
        return EntryContent(**{name: self.cleaned_data[name] for name in names})
