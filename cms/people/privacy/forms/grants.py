from collections.abc import Callable, Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cms.people.accounts.access import has_role
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role

from ..access import purposes_for
from ..models import BreakGlassGrant
from ..queries.grants import openable_classes
from ..rules import LEAST_REASON, check_answer_reason, check_grant_reason, check_hours
from .guarded import GuardedTextMixin

NOT_TOLD = (
    "Leave it empty and they are told at once, which is the rule. Otherwise write why telling them "
    "now would do harm, and until when: you can tell them at any later moment."
)
NAMES_NO_LEARNER = "No learner’s name, and nothing one could be known by."


class PersonSearchForm(forms.Form):
    q = forms.CharField(
        label="Name of the person it is about",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class GrantForm(GuardedTextMixin, forms.ModelForm[BreakGlassGrant]):
    guarded = ("case_ref", "reason", "not_told_because")

    record_class = forms.ChoiceField(label="Kind of record", choices=())

    class Meta:
        model = BreakGlassGrant
        fields = ["record_class", "purpose", "case_ref", "reason", "hours", "not_told_because"]
        labels = {"purpose": "What for", "not_told_because": "Why they are not told yet"}
        widgets = {
            "reason": forms.Textarea(attrs={"rows": 5, "maxlength": 1000}),
            "not_told_because": forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
            "hours": forms.NumberInput(attrs={"min": 1, "max": 168}),
        }
        help_texts = {
            "case_ref": "As the case is called in your own file. No name.",
            "reason": f"At least {LEAST_REASON} letters. The second person decides by it. The "
            "person it is about is not shown it; if they ask for a copy of everything, it may have "
            f"to be given out. {NAMES_NO_LEARNER}",
            "hours": "From the yes on. 24 is a day; at most 168, a week.",
            "not_told_because": NOT_TOLD,
        }

    def __init__(self, *args: Any, subject: User, asker: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject, self.asker = subject, asker
        kinds = openable_classes(asker)
        self.fields["record_class"].choices = [  # type: ignore[attr-defined]
            ("", "Choose one"),
            *((kind.key, kind.label) for kind in kinds),
        ]
        mine = purposes_for(asker)
        self.fields["purpose"].choices = [  # type: ignore[attr-defined]
            ("", "Choose one"),
            *((purpose.value, purpose.label) for purpose in mine),
        ]
        if not has_role(asker, Role.DPO):
            del self.fields["not_told_because"]

    def known_names(self) -> Collection[str]:
        return _names_of(self.subject, self.asker)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        if given.get("reason"):
            _check(self, check_grant_reason, given["reason"])
        if given.get("hours") is not None:
            _check(self, check_hours, given["hours"])
        kind, purpose = given.get("record_class"), given.get("purpose")
        if kind and purpose and purpose not in purposes_for(self.asker, kind):
            self.add_error("record_class", "The DPO alone asks for this kind of record.")
        return cleaned

    def _post_clean(self) -> None:
        """The service checks the whole row: here there is no requester or person yet."""


class AnswerForm(GuardedTextMixin, forms.Form):
    """The second person’s yes or no; which of the two, the button says."""

    guarded = ("reason", "not_told_because")

    reason = forms.CharField(
        label="Why you say so",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One or two sentences, kept with the answer. " + NAMES_NO_LEARNER,
    )
    not_told_because = forms.CharField(
        label="Why they are not told yet",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NOT_TOLD,
    )
    answer = forms.ChoiceField(
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.HiddenInput,
        error_messages={"required": "Press one of the two buttons."},
    )

    def __init__(self, *args: Any, grant: BreakGlassGrant, answerer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grant = grant
        if has_role(answerer, Role.DPO):
            self.fields["not_told_because"].initial = grant.not_told_because
        else:
            del self.fields["not_told_because"]

    def known_names(self) -> Collection[str]:
        return _names_of(self.grant.subject, self.grant.requester)

    @property
    def says_yes(self) -> bool:
        return bool(self.cleaned_data["answer"] == "yes")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if "reason" in self.cleaned_data:
            _check(self, check_answer_reason, self.cleaned_data["reason"])
        return cleaned


def _names_of(*people: User) -> list[str]:
    return [name for one in people for name in (one.first_name, one.last_name, one.known_as)]


def _check(form: forms.BaseForm, check: Callable[[Any], None], value: Any) -> None:
    try:
        check(value)
    except ValidationError as problem:
        form.add_error(None, problem)
