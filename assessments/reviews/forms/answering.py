"""The short forms around a review: answer, sign, note, meet, hand over, call off, take along."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from cms.people.accounts.models import User
from content.language.forms import GuardedTextMixin

from ..models import ReviewTemplate
from ..rules import Stance, UnsignedReason
from ..rules.purposes import Purpose

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def long_text(label: str, longest: int, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": 5}), **options
    )


class WordsForm(forms.Form):
    """Which words somebody saw when she shared or signed them."""

    words_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)


class RespondForm(GuardedTextMixin, forms.Form):
    guarded = ("text",)

    words_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
    stance = forms.ChoiceField(
        label="Your answer", choices=Stance.choices, widget=forms.RadioSelect
    )
    text = long_text(
        "Your words",
        3_000,
        required=False,
        help_text="Needed for the second and the third answer. They stay with the review as they "
        "are, beside the reviewer’s.",
    )


class UnsignedForm(forms.Form):
    reason = forms.ChoiceField(
        label="Why is it not signed?", choices=UnsignedReason.choices, widget=forms.RadioSelect
    )


class DisputeForm(GuardedTextMixin, forms.Form):
    guarded = ("outcome",)

    met_on = forms.DateField(label="When did you meet both?", widget=DAY)
    outcome = long_text(
        "What came of it",
        2_000,
        help_text="For both of them. It stands beside the review and cannot be changed afterwards.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("met_on", timezone.localdate())


class ReasonForm(GuardedTextMixin, forms.Form):
    guarded = ("reason",)

    reason = forms.CharField(
        label="Why?", max_length=300, help_text="One sentence. The mentor and the reviewer read it."
    )


class PurposeForm(forms.Form):
    purpose = forms.ChoiceField(
        label="What is the copy for?",
        choices=Purpose.choices,
        widget=forms.RadioSelect,
        help_text="It stands on every page, with your name and the time.",
    )


class PersonForm(forms.Form):
    """Somebody out of those who may take the part; `name` is the part."""

    def __init__(
        self, *args: Any, name: str, label: str, people: Iterable[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in people}
        self.part = name
        self.fields[name] = forms.TypedChoiceField(
            label=label,
            choices=[(pk, person.display_name) for pk, person in self.people.items()],
            widget=forms.RadioSelect,
            coerce=lambda pk: self.people[int(pk)],
        )

    @property
    def chosen(self) -> dict[str, User]:
        return {self.part: self.cleaned_data[self.part]}


class BeginForm(forms.Form):
    """An interim review of oneself or of somebody one manages; for HR, any kind for anybody."""

    person = forms.ModelChoiceField(label="For whom", queryset=User.objects.none())
    template = forms.ModelChoiceField(
        label="Which kind", queryset=ReviewTemplate.objects.none(), empty_label=None
    )
    period_from = forms.DateField(
        label="About the time from",
        widget=DAY,
        help_text="Until today. Evidence of this time is read for it.",
    )

    def __init__(
        self, *args: Any, people: Any, kinds: Any, only: User | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered, offers = self.fields["person"], self.fields["template"]
        assert isinstance(offered, forms.ModelChoiceField)
        assert isinstance(offers, forms.ModelChoiceField)
        offered.queryset, offers.queryset = people, kinds
        if only is not None:
            offered.initial, offered.widget = only.pk, forms.HiddenInput()
        if kinds.count() == 1:
            offers.initial, offers.widget = kinds.get().pk, forms.HiddenInput()
