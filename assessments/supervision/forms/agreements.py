"""Writing, signing and ending an agreement."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cms.people.accounts.models import User
from content.language.forms import GuardedTextMixin

from ..models import SupervisionAgreement
from ..rules import agreements as rules
from ..rules.agreement_words import rhythm
from ..rules.agreements import CONTENT_FIELDS, AgreementContent
from ..rules.kinds import KINDS, SessionType
from ..rules.states import SharedWithManager

RHYTHMS = (7, 14, 21, 28, 42, 56, 84)
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _area(rows: int, longest: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "maxlength": longest})


@dataclass(frozen=True)
class FormPart:
    title: str
    intro: str
    fields: list[forms.BoundField]


PARTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("What it is for", "", ("purpose", "types")),
    (
        "Our meetings",
        "Fixed early and kept free: that is what makes supervision happen.",
        ("interval_days", "minutes", "medium", "place", "who_books", "is_time_protected",
         "cancelling"),
    ),
    (
        "What each of us brings",
        "",
        ("expected_of_supervisee", "expected_of_supervisor", "adjustments"),
    ),
    (
        "What is written down, and who reads it",
        "A line manager always reads the day, the length, the kind and who came. What goes beyond "
        "that is for you to agree.",
        ("recording", "shared_with_manager", "shows_training", "limits"),
    ),
    ("If it is hard, and whether it helps", "", ("disagreeing", "reviewing")),
    ("From when, and who signs", "", ("starts_on", "review_on", "third")),
)  # fmt: skip


class AgreementForm(GuardedTextMixin, forms.ModelForm[SupervisionAgreement]):
    """`open_types` are the kinds these two may agree on; `line_manager` may sign as the third."""

    guarded = (*rules.TEXTS, *rules.OPTIONAL_TEXTS)

    types = forms.MultipleChoiceField(
        label="Kinds of session",
        widget=forms.CheckboxSelectMultiple,
        help_text="Those you mean to have. Which one it is, you say for each session.",
    )
    interval_days = forms.TypedChoiceField(
        label="How often",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="The college’s policy is the least; you may agree on more.",
    )
    shared_with_manager = forms.MultipleChoiceField(
        label="What the line manager reads besides",
        required=False,
        choices=SharedWithManager.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Marked is only what both of you mark, each time.",
    )
    third = forms.BooleanField(required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = SupervisionAgreement
        fields = [name for name in CONTENT_FIELDS if name not in ("types", "shared_with_manager")]
        widgets = {
            "starts_on": DAY,
            "review_on": DAY,
            "minutes": forms.NumberInput(attrs={"min": 20, "max": 120, "step": 5}),
            **{name: _area(4, most) for name, most in rules.TEXTS.items()},
            "limits": _area(9, 2000),
            "adjustments": _area(2, 500),
        }
        labels = {
            "minutes": "How long (minutes)",
            "medium": "How we meet",
            "place": "Where, and how it stays private",
            "is_time_protected": "The time is in the job plan",
            "purpose": "Purpose",
            "cancelling": "When a session has to be moved",
            "recording": "What is recorded, and where",
            "limits": "The limits of confidentiality",
            "shows_training": "The supervisor sees how far training modules have got",
            "adjustments": "Adjustments or access needs",
            "review_on": "Looked at again by",
        }
        help_texts = {
            "purpose": "In your own words. Ours are a start.",
            "place": "A room that is booked, a door that shuts, nobody else on the call.",
            "is_time_protected": "Tick it once the line manager has confirmed it.",
            "shows_training": "Only titles and whether they are done; never answers. Leave it "
            "empty if it does not help you.",
            "limits": "These are the usual ones. A promise to keep everything secret cannot be "
            "kept.",
            "adjustments": "Only what helps in practice, such as “a quiet room” or “questions in "
            "writing before”. No diagnosis, no reason. Everybody who signs reads it.",
            "review_on": "Twelve months from the first day at the latest.",
        }

    def __init__(
        self,
        *args: Any,
        open_types: Sequence[str],
        line_manager: User | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.open_types = tuple(open_types)
        self.line_manager = line_manager
        self.initial = {
            **self.initial,
            "types": self.instance.types,
            "shared_with_manager": self.instance.shared_with_manager,
            "third": not self.instance.pk or self.instance.manager_id is not None,
            "seen": self.instance.changed_at.isoformat(),
        }
        self._name_the_two()
        self._offer_choices()
        self._offer_third()

    def _name_the_two(self) -> None:
        for name in ("supervisee", "supervisor"):
            person: User = getattr(self.instance, name)
            self.fields[f"expected_of_{name}"].label = f"What {person.display_name} brings"

    def _offer_choices(self) -> None:
        types, often = self.fields["types"], self.fields["interval_days"]
        assert isinstance(types, forms.MultipleChoiceField)
        assert isinstance(often, forms.TypedChoiceField)
        types.choices = [
            (kind, f"{SessionType(kind).label}: {KINDS[SessionType(kind)].purpose}")
            for kind in self.open_types
        ]
        now = self.instance.interval_days
        days = sorted({*RHYTHMS, now} if now else RHYTHMS)
        often.choices = [("", rhythm(None)), *((str(day), rhythm(day)) for day in days)]

    def _offer_third(self) -> None:
        """Proposed and recommended, never forced (domain.md 2.3, rule 9)."""
        manager = self.line_manager
        if manager is None or manager.pk == self.instance.supervisor_id:
            del self.fields["third"]
            if manager is not None:
                del self.fields["shared_with_manager"]
            return
        third = self.fields["third"]
        third.label = f"{manager.display_name}, the line manager, signs as well (recommended)"
        third.help_text = (
            f"{manager.display_name} then reads these words and stands for purpose, rhythm and "
            "limits, so that the time is kept free and nobody asks for more. Without it a line "
            "manager reads only that there is an agreement, its days and how often."
        )

    @property
    def parts(self) -> list[FormPart]:
        return [
            FormPart(title, intro, [self[name] for name in names if name in self.fields])
            for title, intro, names in PARTS
        ]

    def known_names(self) -> Collection[str]:
        """The colleagues who agree are nobody’s learners."""
        people = [self.instance.supervisee, self.instance.supervisor, self.line_manager]
        found: list[str] = []
        for person in people:
            if person is not None:
                names = f"{person.first_name} {person.known_as} {person.last_name}"
                found += [person.display_name, *names.split()]
        return found

    def clean_seen(self) -> datetime | None:
        """The moment of the text that was before the writer; needed once there is one."""
        if not self.instance.pk:
            return None
        try:
            return datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError:
            raise ValidationError("Open it again and make your change there.") from None

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if {"starts_on", "review_on", "types"} <= self.cleaned_data.keys():
            try:
                rules.check_content(self.content, open_types=self.open_types)
            except ValidationError as problem:
                self._add_problems(problem)
        return cleaned

    def _add_problems(self, problem: ValidationError) -> None:
        for name, errors in problem.error_dict.items():
            if name in self.fields and not self.has_error(name):
                self.add_error(name, errors)

    @property
    def content(self) -> AgreementContent:
        found: dict[str, Any] = {name: self.cleaned_data.get(name) for name in CONTENT_FIELDS}
        for name in (*rules.TEXTS, *rules.OPTIONAL_TEXTS):
            found[name] = found[name] or ""
        for name in ("types", "shared_with_manager"):
            found[name] = tuple(found[name] or ())
        return AgreementContent(**found)

    @property
    def manager(self) -> User | None:
        return self.line_manager if self.cleaned_data.get("third") else None


class SignForm(forms.Form):
    """`asks_about_past`: the supervisee had another supervisor before."""

    words_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)
    opens_past_records = forms.TypedChoiceField(
        label="Records of your supervision with others before",
        choices=(
            ("no", "They stay closed"),
            ("yes", "My new supervisor may read them"),
        ),
        coerce=lambda choice: choice == "yes",
        widget=forms.RadioSelect,
        help_text="Yours alone to say, and you can change it at any time. Open actions come along "
        "in either case. Notes anybody kept for themselves never do.",
    )

    def __init__(self, *args: Any, asks_about_past: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_about_past:
            del self.fields["opens_past_records"]

    @property
    def choice(self) -> bool | None:
        found: bool | None = self.cleaned_data.get("opens_past_records")
        return found


class EndForm(forms.Form):
    ends_on = forms.DateField(
        label="Last day",
        widget=DAY,
        help_text="It holds until the end of that day. Sessions and records of before stay.",
    )
