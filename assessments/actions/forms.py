from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from assessments.cpd.forms import StatementsField, StatementsMixin
from assessments.cpd.models import CPDEntry
from assessments.sessions.models import SupervisionSession
from assessments.standards.models import Statement
from assessments.supervision.models import SupervisionAgreement
from cms.people.accounts.models import User
from content.language.forms import GuardedTextMixin

from . import rules
from .models import SupervisionAction
from .queries import Filters
from .rules import Due, Keeper

NO_NAMES = "No names of learners or families, and nothing they could be known by."


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Writing(GuardedTextMixin, forms.Form):
    """One text about an action, under the name its service gives it."""

    def service_said(self, problem: ValidationError) -> None:
        """What the service refused, beside its field where the form has one."""
        if not hasattr(problem, "error_dict"):
            self.add_error(None, problem)
            return
        for name, texts in problem.message_dict.items():
            self.add_error(name if name in self.fields else None, texts)


class ActionForm(StatementsMixin, Writing):
    guarded = ("words",)

    pair = forms.ModelChoiceField(
        SupervisionAgreement.objects.none(), label="Agreed with", empty_label=None
    )
    words = forms.CharField(
        label="What will be done?",
        max_length=rules.LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"One step, such as “Ask one open question in each review”. {NO_NAMES}",
        error_messages={"required": "Say in a sentence what will be done."},
    )
    due_on = forms.DateField(
        label="By when?", widget=DayInput(), error_messages={"required": "Say by when."}
    )
    keeper = forms.ChoiceField(
        label="Whose is it to do?", choices=Keeper.choices, widget=forms.RadioSelect
    )
    statements = StatementsField(
        label="Statements of the standard",
        required=False,
        help_text=f"What it is practice for: up to {rules.MOST_STATEMENTS}.",
    )
    shares = forms.BooleanField(
        label="The line manager may read this",
        required=False,
        help_text="Your own tick. It is read only once the other one of you has ticked it too.",
    )

    def __init__(
        self,
        *args: Any,
        pairs: QuerySet[SupervisionAgreement],
        writer: User,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["pair"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = pairs
        field.choices = [(pair.pk, _other_of(pair, writer)) for pair in pairs]
        self.initial.setdefault("keeper", Keeper.SUPERVISEE)
        self.offer_statements(SupervisionAction())

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        said = self.cleaned_data
        if {"words", "due_on"} <= said.keys():
            rules.check_action(
                said["words"],
                said["due_on"],
                earliest=timezone.localdate(),
                statements=len(said.get("statements", [])),
            )
        return cleaned


def _other_of(pair: SupervisionAgreement, writer: User) -> str:
    if writer.pk == pair.supervisee_id:
        return f"{pair.supervisor.display_name}, who supervises me"
    return pair.supervisee.display_name


class ProgressForm(Writing):
    guarded = ("words",)

    words = forms.CharField(
        label="How far is it?",
        max_length=rules.LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=f"A sentence: what was tried, what got in the way. {NO_NAMES}",
        error_messages={"required": "Say in a sentence how far it is."},
    )


class EvidenceMixin(forms.BaseForm):
    def offer_evidence(self, entries: Iterable[CPDEntry] | None) -> None:
        """None: it is not hers to choose."""
        if entries is None:
            del self.fields["evidence"]
            return
        rows = list(entries)
        field = self.fields["evidence"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = CPDEntry.objects.filter(pk__in=[row.pk for row in rows])
        named = [(row.pk, f"{row.title}, {row.start_on:%-d %B %Y}") for row in rows]
        field.choices = [("", "No entry"), *named]


EVIDENCE_HELP = (
    "Of your own log, handed in or verified. Others read of it only what they read of your log."
)


class CloseForm(EvidenceMixin, Writing):
    guarded = ("note",)

    note = forms.CharField(
        label="How does it show?",
        max_length=rules.LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"What is different now, for you or for learners? {NO_NAMES}",
        error_messages={"required": "Say in a sentence how it shows that it is done."},
    )
    evidence = forms.ModelChoiceField(
        CPDEntry.objects.none(),
        label="An entry of your log as evidence",
        required=False,
        help_text=EVIDENCE_HELP,
    )

    def __init__(self, *args: Any, entries: Iterable[CPDEntry] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_evidence(entries)


class EvidenceForm(EvidenceMixin, Writing):
    evidence = forms.ModelChoiceField(
        CPDEntry.objects.none(),
        label="Which entry of your log?",
        required=False,
        help_text=EVIDENCE_HELP,
    )

    def __init__(self, *args: Any, entries: Iterable[CPDEntry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_evidence(entries)


class DropForm(Writing):
    guarded = ("reason",)

    reason = forms.CharField(
        label="Why do you let it go?",
        max_length=rules.LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A word is enough: something else goes first, it no longer fits.",
        error_messages={"required": "Say in a sentence why you let it go."},
    )


class RescopeForm(Writing):
    guarded = ("words",)

    words = forms.CharField(
        label="What will be done instead?",
        max_length=rules.LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Smaller, nearer, or with somebody’s help: what can be done? {NO_NAMES}",
        error_messages={"required": "Say in a sentence what will be done."},
    )
    due_on = forms.DateField(
        label="By when?", widget=DayInput(), error_messages={"required": "Say by when."}
    )


class CarryForm(Writing):
    guarded = ("words",)

    session = forms.ModelChoiceField(
        SupervisionSession.objects.none(), label="To which session?", empty_label=None
    )
    due_on = forms.DateField(
        label="By when now?", widget=DayInput(), error_messages={"required": "Say by when."}
    )
    words = forms.CharField(
        label="What got in the way?",
        required=False,
        max_length=rules.LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=NO_NAMES,
    )

    def __init__(self, *args: Any, sessions: Iterable[SupervisionSession], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(sessions)
        field = self.fields["session"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = SupervisionSession.objects.filter(pk__in=[row.pk for row in rows])
        field.choices = [(row.pk, _when(row)) for row in rows]


def _when(session: SupervisionSession) -> str:
    at = timezone.localtime(session.starts_at)
    return f"{at:%A %-d %B} at {at:%H:%M}, with {session.supervisor.display_name}"


class PlanForm(Writing):
    guarded = ("need",)

    need = forms.CharField(
        label="What do you want to get better at?",
        max_length=200,
        help_text="In your own words: the line stands in your plan, which only you read until you "
        "show a line to your line manager.",
        error_messages={"required": "Say in a few words what you want to get better at."},
    )


class FilterForm(forms.Form):
    due = forms.ChoiceField(
        label="By when",
        required=False,
        choices=[
            ("", "Any day"),
            (Due.OVERDUE.value, "Overdue"),
            (Due.SOON.value, "In the next three days"),
            ("carried", "Carried over three times"),
        ],
    )
    code = forms.ChoiceField(label="Statement", required=False)

    def __init__(self, *args: Any, statements: Iterable[Statement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = {row.code: f"{row.code} {row.title}" for row in statements}
        self.fields["code"].choices = [("", "Any"), *codes.items()]  # type: ignore[attr-defined]

    @property
    def filters(self) -> Filters:
        """A value nobody offers is as none."""
        self.is_valid()
        said = getattr(self, "cleaned_data", {})
        return Filters(due=said.get("due", ""), code=said.get("code", ""))
