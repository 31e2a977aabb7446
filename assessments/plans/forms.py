from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from assessments.cpd.forms import StatementsField, StatementsMixin
from content.language.forms import GuardedTextMixin

from . import rules
from .models import PlanLine
from .rules import LineContent, LineState, Origin


class LineForm(StatementsMixin, GuardedTextMixin, forms.ModelForm[PlanLine]):
    guarded = ("need", "activity", "learner_outcome")

    statements = StatementsField(
        label="Statements of the standard",
        required=False,
        help_text=f"What it would make you better at: up to {rules.MOST_STATEMENTS}.",
    )

    class Meta:
        model = PlanLine
        fields = ["need", "activity", "learner_outcome", "due_on", "origin", "is_shared"]
        widgets = {
            "need": forms.TextInput(attrs={"maxlength": 200}),
            "activity": forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
            "learner_outcome": forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
            "due_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }
        help_texts = {
            "need": "In a few words, such as “Asking questions that open a conversation”.",
            "activity": "A course, a visit, an hour with a colleague: one step is enough.",
            "learner_outcome": "What would be different for them? No names, nothing one could be "
            "known by.",
            "is_shared": "With it go the titles of those linked entries that you have handed in. "
            "You can take it back at any time.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day_before = self.instance.due_on
        if not self.instance.pk:
            self.initial["origin"] = self.initial.get("origin") or Origin.SELF
        self.offer_statements(self.instance)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if {"need", "origin"} <= self.cleaned_data.keys():
            rules.check_line(
                self.content,
                statements=len(self.cleaned_data.get("statements", [])),
                today=timezone.localdate(),
                before=self.day_before,
            )
        return cleaned

    @property
    def content(self) -> LineContent:
        names = LineContent.__dataclass_fields__
        found = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return LineContent(**found)


class CloseForm(GuardedTextMixin, forms.Form):
    guarded = ("outcome",)

    outcome = forms.CharField(
        max_length=rules.LONGEST_OUTCOME,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, to: LineState, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["outcome"]
        field.error_messages["required"] = rules.WORDLESS[to]
        if to == LineState.DONE:
            field.label = "What came of it?"
            field.help_text = (
                "What do you do differently now, and what do learners notice? No names."
            )
        else:
            field.label = "Why do you let it go?"
            field.help_text = "A word is enough: other priorities, no place on the course."


class LinesOfEntryForm(forms.Form):
    """Which lines of her plan an entry belongs to."""

    lines = forms.ModelMultipleChoiceField(
        PlanLine.objects.none(),
        label="Lines of my plan",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, offered: Iterable[PlanLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(offered)
        field = self.fields["lines"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = PlanLine.objects.filter(pk__in=[row.pk for row in rows])
        field.choices = [(row.pk, _in_words(row)) for row in rows]


def _in_words(line: PlanLine) -> str:
    is_open = line.state == LineState.OPEN
    return line.need if is_open else f"{line.need} ({line.get_state_display().lower()})"
