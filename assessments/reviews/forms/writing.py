"""The reviewer’s draft, a form for each part. `revision` is the version of the part it was opened
with: what it sends overwrites nothing else."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms

from assessments.cpd.forms import StatementsField, StatementsMixin
from assessments.objectives.rules import CLOSED
from assessments.records.forms.rows import AskedLater, NeededText, day_field, text_field
from content.language.forms import GuardedTextMixin
from courses.catalogue.models import ModulePage

from ..models import DevelopmentAction, PerformanceReview, ReviewArea
from ..queries.writing import (
    action_content,
    known_names,
    part_content,
)
from ..rules import ProbationOutcome, ReviewKind
from ..rules.content import (
    LONGEST_AREA,
    LONGEST_CLOSING,
    LONGEST_REASON,
    ActionContent,
    JudgementContent,
    MeetingContent,
    PartContent,
    PreviousContent,
    SupportContent,
    WordsContent,
    version_of,
)
from .assessing import Anchored, RatingField, anchored

MOMENT = "%Y-%m-%dT%H:%M"


class NeededMoment(AskedLater, forms.DateTimeField):
    pass


class NeededNumber(AskedLater, forms.IntegerField):
    pass


class DraftForm(GuardedTextMixin, forms.Form):
    """Nothing in a draft is required: what is missing is said by the findings."""

    use_required_attribute = False

    revision = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, review: PerformanceReview, **kwargs: Any) -> None:
        self.review = review
        super().__init__(*args, **kwargs)

    def known_names(self) -> Collection[str]:
        return known_names(self.review)

    @property
    def seen(self) -> str:
        return str(self.cleaned_data["revision"])


class PartForm(DraftForm):
    """A part that is kept in fields of the review."""

    kind: type[PartContent]

    def __init__(self, data: Any = None, *, review: PerformanceReview) -> None:
        now = part_content(review, self.kind)
        initial = {name: getattr(now, name) for name in self.kind.__dataclass_fields__}
        super().__init__(data, review=review, initial={**initial, "revision": version_of(now)})

    @property
    def content(self) -> PartContent:
        """A field that this review does not ask for stays as it is."""
        names = self.kind.__dataclass_fields__
        said = {name: self.cleaned_data.get(name) for name in names if name in self.fields}
        kept = {name: getattr(self.review, name) for name in names if name not in self.fields}
        return self.kind(**{**kept, **said})  # type: ignore[arg-type]


class MeetingForm(PartForm):
    kind = MeetingContent
    guarded = ("no_self_reason",)

    met_at = NeededMoment(
        label="When did you meet?",
        input_formats=[MOMENT],
        widget=forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local"}),
    )
    met_minutes = NeededNumber(label="For how many minutes?", min_value=1, max_value=600)
    met_both = forms.BooleanField(label="Both of us were there", required=False)
    no_self_reason = text_field(
        "Why is there no self-assessment?",
        300,
        rows=2,
        help_text="Only if none came after the reminders. A sentence is enough; no illness, no "
        "diagnosis.",
    )

    def __init__(self, *args: Any, self_is_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self_is_in or not self.review.template.asks_self_assessment:
            del self.fields["no_self_reason"]


class WordsForm(PartForm):
    kind = WordsContent
    guarded = ("strengths", "development", "summary", "overall", "overall_reasons")

    strengths = text_field(
        "What went well, as you saw it",
        3000,
        rows=5,
        is_needed=True,
        help_text="What she did, when, and what it led to. “In the tutorial on 4 March she waited "
        "until …” says more than “good listener”.",
    )
    development = text_field(
        "What to work on, as you saw it",
        3000,
        rows=5,
        is_needed=True,
        help_text="What you saw or heard, and what to try instead. No surprise: what is said here "
        "was said before.",
    )
    summary = text_field("In sum", 4000, rows=4)
    overall = text_field(
        "An overall description",
        120,
        rows=1,
        help_text="In words of your own. Nothing adds up to it.",
    )
    overall_reasons = text_field("And the reasons for it", 1500, rows=3)

    def __init__(self, *args: Any, has_overall: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_overall:
            del self.fields["overall"]
            del self.fields["overall_reasons"]


class SupportForm(PartForm):
    kind = SupportContent
    guarded = ("support_plan", "supervision_gap")

    has_concern = forms.BooleanField(label="There is a serious concern", required=False)
    concern_seen_on = day_field("First seen on")
    support_plan = text_field(
        "The support plan",
        3000,
        rows=5,
        help_text="What is done to help, by whom, by when, and when you look at it again. What is "
        "offered, never a diagnosis.",
    )
    hr_involved_on = day_field("HR involved since")
    supervision_gap = text_field(
        "What was missing of supervision, and how you took it into account",
        600,
        rows=3,
        help_text="That it took place or not, and nothing that was said in it.",
    )
    probation_outcome = forms.ChoiceField(
        label="The decision about probation",
        required=False,
        choices=[("", "Not decided yet"), *ProbationOutcome.choices],
        help_text="You decide it, with reasons in this review. Nothing is worked out for you.",
    )
    extended_to = day_field("Extended to")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.review.template.kind != ReviewKind.PROBATION_DECISION:
            del self.fields["probation_outcome"]
            del self.fields["extended_to"]


class AreaForm(DraftForm):
    guarded = ("narrative",)

    rating = RatingField(label="How do you rate it?")
    narrative = text_field(
        "What do you go by?",
        LONGEST_AREA,
        rows=7,
        is_needed=True,
        help_text="What was seen or heard, when, and what it led to.",
    )
    links = forms.MultipleChoiceField(
        label="Evidence", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        data: Any = None,
        *,
        review: PerformanceReview,
        area: ReviewArea,
        before: JudgementContent,
        labels: Mapping[str, str],
    ) -> None:
        """`labels`: key → words of all that can be linked."""
        self.area = area
        initial = {
            "revision": version_of(before),
            "rating": before.rating,
            "narrative": before.narrative,
            "links": list(before.links),
        }
        super().__init__(data, review=review, initial=initial)
        self.fields["links"].choices = list(labels.items())  # type: ignore[attr-defined]

    @property
    def ratings(self) -> list[Anchored]:
        return anchored(self["rating"], self.area)

    @property
    def chosen(self) -> list[str]:
        value = self["links"].value() or []
        return [str(key) for key in value]

    @property
    def content(self) -> JudgementContent:
        said = self.cleaned_data
        return JudgementContent(said["rating"], said["narrative"], tuple(said["links"]))


class PreviousForm(DraftForm):
    guarded = ("reason",)

    outcome = forms.ChoiceField(
        label="What came of it?",
        required=False,
        choices=[(state.value, state.label) for state in CLOSED],
        widget=forms.RadioSelect,
    )
    reason = text_field(
        "Say why",
        LONGEST_CLOSING,
        rows=4,
        is_needed=True,
        help_text="What was reached, beside what was agreed, and what helped or stood in the way. "
        "No names.",
    )

    def __init__(
        self, data: Any = None, *, review: PerformanceReview, before: PreviousContent
    ) -> None:
        initial = {**vars(before), "revision": version_of(before)}
        super().__init__(data, review=review, initial=initial)

    @property
    def content(self) -> PreviousContent:
        return PreviousContent(self.cleaned_data["outcome"], self.cleaned_data["reason"])


class ActionForm(StatementsMixin, DraftForm):
    guarded = ("need", "activity", "learner_outcome", "support")

    revision = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    need = NeededText(
        label="What to get better at",
        max_length=200,
        error_messages={"required": "Say in a few words what to get better at."},
    )
    activity = text_field("How", 300, rows=2, help_text="One step is enough.")
    module = forms.ModelChoiceField(
        ModulePage.objects.none(), label="A module for it", required=False, empty_label="None"
    )
    learner_outcome = text_field("What will learners notice?", 300, rows=2, help_text="No names.")
    due_on = day_field("By when")
    support = text_field("What does the college do for it?", 200, rows=1)
    statements = StatementsField(label="Statements of the standard", required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        review: PerformanceReview,
        action: DevelopmentAction | None,
        modules: Iterable[ModulePage],
        fitting: Iterable[ModulePage] = (),
        initial: dict[str, Any] | None = None,
    ) -> None:
        row = action or DevelopmentAction(review=review)
        values: dict[str, Any] = dict(initial or {})
        if action is not None:
            now = action_content(action)
            values |= {**vars(now), "revision": version_of(now)}
        super().__init__(data, review=review, initial=values)
        self.offer_statements(row)
        self._offer_modules(list(modules), list(fitting))

    def _offer_modules(self, modules: list[ModulePage], fitting: list[ModulePage]) -> None:
        field = self.fields["module"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = ModulePage.objects.filter(pk__in=[page.pk for page in modules])
        rest = [page for page in modules if page not in fitting]
        groups: list[Any] = [("", "None")]
        if fitting:
            groups.append(("For what is still being learnt", _titles(fitting)))
        field.choices = [
            *groups,
            *([("Others" if fitting else "Modules", _titles(rest))] if rest else []),
        ]

    @property
    def content(self) -> ActionContent:
        said = self.cleaned_data
        module = said.get("module")
        return ActionContent(
            need=said["need"],
            activity=said["activity"],
            learner_outcome=said["learner_outcome"],
            due_on=said["due_on"],
            support=said["support"],
            module=module.pk if module else None,
            statements=tuple(statement.pk for statement in said["statements"]),
        )


def _titles(pages: Iterable[ModulePage]) -> list[tuple[int, str]]:
    return [(page.pk, page.title) for page in pages]


class ReasonForm(GuardedTextMixin, forms.Form):
    """Why a warning stands as it is."""

    guarded = ("reason",)

    reason = forms.CharField(
        label="Why it stays as it is",
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
