from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from assessments.cpd.forms import StatementsField, StatementsMixin
from assessments.standards.models import Evidence
from assessments.standards.queries import Moment
from content.language.forms import GuardedTextMixin

from . import queries, rules
from .models import CollegePriority, Objective
from .rules import CLOSED, ObjectiveState, ObjectiveValues


class ObjectiveForm(StatementsMixin, GuardedTextMixin, forms.ModelForm[Objective]):
    """Only the outcome has to be there to begin with: a draft grows."""

    guarded = ("outcome", "measure", "baseline", "target", "evidence_source", "support")

    statements = StatementsField(
        label="Statements of the standard",
        required=False,
        help_text=f"Up to {rules.MOST_STATEMENTS}. What the record of evidence shows for these is "
        "shown as progress.",
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    is_agreed_together = forms.BooleanField(
        label="The two of us have talked about this change and agree it", required=False
    )

    class Meta:
        model = Objective
        fields = [
            "outcome",
            "about",
            "measure",
            "baseline",
            "target",
            "evidence_source",
            "due_on",
            "support",
            "priority",
            "weight",
        ]
        widgets = {
            "outcome": forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
            "about": forms.RadioSelect,
            "measure": forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
            "support": forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
            "due_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "weight": forms.NumberInput(attrs={"min": 1, "max": 100, "inputmode": "numeric"}),
        }
        labels = {
            "outcome": "What will be different?",
            "about": "What is it about?",
            "measure": "What will be counted or seen?",
            "baseline": "How is it now?",
            "target": "How will it be?",
            "evidence_source": "Where will it be seen?",
            "due_on": "By when?",
            "support": "What does the college do for it?",
            "priority": "Which college priority does it serve?",
            "weight": "Weight in %",
        }
        help_texts = {
            "outcome": "One sentence, such as “Every learner on my caseload leaves a one-to-one "
            "with one written target.” No names.",
            "measure": "Something of her own practice, such as “reviews held on time”.",
            "baseline": "The number or the picture of today: “11 of 18”.",
            "target": "The number or the picture of then: “16 of 18”.",
            "evidence_source": "A report, a list, an observation, a sample of records.",
            "support": "Time, a course, an observation by a colleague. “Nothing needed” is an "
            "answer, too.",
            "weight": "Only if your college weighs objectives: then they add up to 100.",
        }

    def __init__(self, *args: Any, is_offered: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day_before = self.instance.due_on
        self.offer_statements(self.instance)
        self._offer_priorities(is_offered)
        self.initial["revision"] = self.instance.revision
        if self.instance.state != ObjectiveState.ACTIVE:
            del self.fields["is_agreed_together"]

    def _offer_priorities(self, is_offered: bool) -> None:
        field = self.fields["priority"]
        assert isinstance(field, forms.ModelChoiceField)
        offered = queries.priorities_to_offer()
        if self.instance.priority_id is not None:
            offered = offered | CollegePriority.objects.filter(pk=self.instance.priority_id)
        field.queryset = offered
        field.empty_label = "None"
        if not is_offered or not field.queryset.exists():
            del self.fields["priority"]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if {"outcome", "about"} <= self.cleaned_data.keys():
            rules.check_values(
                self.values,
                today=timezone.localdate(),
                before=self.day_before,
                statements=len(self.cleaned_data.get("statements", [])),
            )
        if "is_agreed_together" in self.fields:
            rules.check_agreed_together(
                self.instance.state, self.cleaned_data.get("is_agreed_together", False)
            )
        return cleaned

    @property
    def values(self) -> ObjectiveValues:
        names = ObjectiveValues.__dataclass_fields__
        found = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return ObjectiveValues(**found)

    @property
    def priority(self) -> CollegePriority | None:
        if "priority" not in self.fields:
            return self.instance.priority
        found: CollegePriority | None = self.cleaned_data.get("priority")
        return found


class ProgressForm(GuardedTextMixin, forms.Form):
    guarded = ("text",)

    text = forms.CharField(
        label="How far is it?",
        max_length=rules.LONGEST_PROGRESS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A sentence or two, with the number of today if there is one. It stays as you "
        "write it. No names.",
    )
    evidence = forms.ChoiceField(
        label="Evidence it rests on",
        required=False,
        help_text="From the record of evidence since the objective was agreed.",
    )

    def __init__(self, *args: Any, offered: Sequence[Moment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_pk = {str(moment.evidence.pk): moment.evidence for moment in offered}
        field = self.fields["evidence"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "None"), *((str(m.evidence.pk), _in_words(m)) for m in offered)]
        if not offered:
            del self.fields["evidence"]

    @property
    def evidence_chosen(self) -> Evidence | None:
        return self.by_pk.get(self.cleaned_data.get("evidence", ""))


def _in_words(moment: Moment) -> str:
    row = moment.evidence
    codes = ", ".join(statement.code for statement in moment.statements)
    day = f"{row.occurred_on.day} {row.occurred_on:%b %Y}"
    note = f": {row.note[:70]}" if row.note else ""
    return f"{day}, {row.get_kind_display()}{note} ({codes})"


class CloseForm(GuardedTextMixin, forms.Form):
    """What came of it. A draft has one end only: it is let go."""

    guarded = ("reason",)

    to = forms.ChoiceField(
        label="What came of it?",
        choices=[(state.value, state.label) for state in CLOSED],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what came of it."},
    )
    reason = forms.CharField(
        label="Say why",
        max_length=rules.LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What was reached, beside what was agreed, and what helped or stood in the way. "
        "No names.",
        error_messages={"required": "Say in a sentence what came of it, and why."},
    )

    def __init__(self, *args: Any, objective: Objective, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if objective.state == ObjectiveState.DRAFT:
            del self.fields["to"]
            self.fields["reason"].label = "Why do you let it go?"
            self.fields["reason"].help_text = "A sentence is enough. The draft stays readable."

    @property
    def end(self) -> str:
        return str(self.cleaned_data.get("to") or ObjectiveState.DROPPED)


class PriorityForm(forms.ModelForm[CollegePriority]):
    class Meta:
        model = CollegePriority
        fields = ["title", "text", "from_on", "to_on"]
        labels = {
            "title": "What does the college want?",
            "text": "In a sentence",
            "from_on": "From",
            "to_on": "Until",
        }
        help_texts = {
            "title": "Short enough for a list: “Every learner knows the next step”.",
            "text": "What it means for the work of a mentor.",
        }
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2, "maxlength": 400}),
            "from_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "to_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        values = self.cleaned_data
        if "title" in values:
            rules.check_priority(values["title"], values.get("from_on"), values.get("to_on"))
        return cleaned
