from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from content.language.forms import GuardedTextMixin

from .models import ColleagueAnswer, ColleagueAsk, ColleagueRound
from .rules import Relation, RoundKind
from .rules.answers import KEYS, QUESTIONS, STEPS, ColleagueWords, check_answer
from .rules.rounds import LEAST_WITHOUT_NAMES, MOST_ASKS, check_round

USUAL_DAYS = 14


class RoundForm(GuardedTextMixin, forms.ModelForm[ColleagueRound]):
    guarded = ("focus",)
    shown_from = forms.IntegerField(
        label="Without names: shown from so many answers",
        required=False,
        min_value=LEAST_WITHOUT_NAMES,
        max_value=MOST_ASKS,
        initial=LEAST_WITHOUT_NAMES,
        help_text="Five at least: among fewer, people recognise one another by a turn of phrase. "
        "Ask some more than that, for not everybody answers. If too few do, nothing is shown and "
        "what they wrote is deleted.",
    )

    class Meta:
        model = ColleagueRound
        fields = ["focus", "kind", "shown_from", "closes_on"]
        labels = {"kind": "How do they answer?", "closes_on": "Last day"}
        widgets = {
            "kind": forms.RadioSelect,
            "focus": forms.Textarea(attrs={"rows": 3}),
            "closes_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "focus": "A line or two that those you ask will read, such as “How I work with "
            "teachers when a learner falls behind”. No learner’s name.",
            "kind": "It cannot be changed once the round is open, for people answer by it.",
            "closes_on": "The links work until the end of this day. You can close earlier.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = RoundKind.choices  # type: ignore[attr-defined]
        self.fields["focus"].error_messages["required"] = (
            "Say in a line what you want to hear about."
        )
        self.initial.setdefault("closes_on", timezone.localdate() + timedelta(days=USUAL_DAYS))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        values = self.cleaned_data if cleaned is None else cleaned
        if not self.errors:
            values["kind"] = RoundKind(values["kind"])
            if values["kind"] == RoundKind.NAMED or not values.get("shown_from"):
                values["shown_from"] = LEAST_WITHOUT_NAMES
            try:
                check_round(**values, today=timezone.localdate())
            except ValidationError as problem:
                self.add_error(None, problem)
        return values


class AskForm(forms.ModelForm[ColleagueAsk]):
    class Meta:
        model = ColleagueAsk
        fields = ["name", "email", "relation"]
        labels = {"relation": "They are"}
        help_texts = {
            "name": "Somebody you work with. Never a learner, and nobody you are close to outside "
            "work.",
            "email": "The link goes there, and nowhere else. The address is forgotten when the "
            "round closes.",
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
            "relation": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True
        self.fields["email"].error_messages["required"] = (
            "Give an e-mail address: the link goes there."
        )
        self.fields["name"].error_messages["required"] = "Say whom you ask."
        self.fields["relation"].choices = Relation.choices  # type: ignore[attr-defined]
        self.fields["relation"].error_messages["required"] = "Say how you work together."


class AnswerForm(GuardedTextMixin, forms.ModelForm[ColleagueAnswer]):
    """What a colleague answers; of a round without names, without name and consent."""

    guarded = ("keeps_doing", "tries_next")
    has_no_conflict = forms.BooleanField(required=False)
    agrees_to_show = forms.BooleanField(required=False)

    class Meta:
        model = ColleagueAnswer
        fields = ["keeps_doing", "tries_next", "giver_name", "agrees_to_show"]
        labels = {
            "keeps_doing": "Something to keep doing",
            "tries_next": "Something to try",
        }
        widgets = {
            "keeps_doing": forms.Textarea(attrs={"rows": 4}),
            "tries_next": forms.Textarea(attrs={"rows": 4}),
            "giver_name": forms.TextInput(attrs={"autocomplete": "name"}),
        }

    def __init__(self, *args: Any, ask: ColleagueAsk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = ask.round.kind
        self._name_ratings()
        who = ask.round.subject.display_name
        self.fields["has_no_conflict"].label = (
            f"I have no conflict of interest: I am no relative, partner or close friend of {who}, "
            "and there is no open complaint between us."
        )
        if self.kind == RoundKind.NAMED:
            self.initial.setdefault("giver_name", ask.name)
            self.fields["giver_name"].required = True
            self.fields["giver_name"].error_messages["required"] = (
                "Give your name: it stands with what you write."
            )
            self.fields["agrees_to_show"].label = (
                f"I agree that {who} reads this under my name, and may show it to their line "
                "manager."
            )
        else:
            del self.fields["giver_name"], self.fields["agrees_to_show"]
        hints = _hints(self.kind)
        for name in self.guarded:
            self.fields[name].help_text = hints[name]
        self.order_fields(
            [*KEYS, "keeps_doing", "tries_next", "giver_name", "has_no_conflict", "agrees_to_show"]
        )

    def _name_ratings(self) -> None:
        for question in QUESTIONS:
            self.fields[question.key] = forms.TypedChoiceField(
                label=question.wording,
                choices=STEPS,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": "Choose one. “I cannot say” is an answer too."},
            )

    @property
    def ratings(self) -> list[forms.BoundField]:
        return [self[key] for key in KEYS]

    @property
    def rest(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in KEYS]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        try:
            check_answer(self.words, self.kind)
        except ValidationError as problem:
            self._add_new(problem)
        return cleaned

    def _add_new(self, problem: ValidationError) -> None:
        """What a field has said already is not said twice."""
        if not hasattr(problem, "error_dict"):
            if not self.errors:
                self.add_error(None, problem)
            return
        for name, errors in problem.error_dict.items():
            if name not in self.errors:
                self.add_error(name, errors)

    @property
    def words(self) -> ColleagueWords:
        said = self.cleaned_data
        return ColleagueWords(
            ratings={key: said[key] for key in KEYS if key in said},
            keeps_doing=said.get("keeps_doing", ""),
            tries_next=said.get("tries_next", ""),
            has_no_conflict=bool(said.get("has_no_conflict")),
            giver_name=said.get("giver_name", ""),
            agrees_to_show=bool(said.get("agrees_to_show")),
        )


def _hints(kind: str) -> dict[str, str]:
    learner = "Do not name a learner or a family."
    if kind == RoundKind.NAMED:
        return {
            "keeps_doing": f"What helps, with an example if you can. {learner}",
            "tries_next": f"One thing, said as you would say it in person. {learner}",
        }
    content = (
        "Say it so that only the content matters: no day, no place, no event that only the two of "
        "you know, and in plain words rather than your own turns of phrase."
    )
    return {"keeps_doing": f"{content} {learner}", "tries_next": f"{content} {learner}"}
