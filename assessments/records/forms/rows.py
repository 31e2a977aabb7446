"""What a record has any number of: items, decisions, actions, needs. A row nobody wrote in is none;
a row half written is saved as it is, and asked about before it is shared."""

import re
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, ClassVar, Generic, TypeVar

from django import forms

from assessments.actions.models import SupervisionAction
from assessments.actions.rules import (
    LONGEST_NOTE,
    LONGEST_WORDS,
    MOST_CARRIED,
    Keeper,
    can_be_carried,
)
from assessments.supervision.rules.states import Part
from content.language.forms import GuardedTextMixin

from ..rules import Decision, Item, Need, NewAction, Review, ReviewKind
from ..rules.content import LONGEST_HEADING, LONGEST_LINE, LONGEST_NEED, LONGEST_TEXT, MOST_ROWS

BLANK = "__n__"


class AskedLater(forms.Field):
    """Needed before the record is shared, and not to save a draft: it is not called optional."""

    def validate(self, value: Any) -> None:
        if value not in self.empty_values:
            super().validate(value)


class NeededText(AskedLater, forms.CharField):
    pass


class NeededDay(AskedLater, forms.DateField):
    pass


class NeededChoice(AskedLater, forms.ChoiceField):
    pass


def day_field(label: str, **options: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=False, widget=widget, **options)


def needed_day(label: str) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return NeededDay(label=label, widget=widget)


def text_field(
    label: str, longest: int, rows: int = 3, *, is_needed: bool = False, **options: Any
) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput()
    kind = NeededText if is_needed else forms.CharField
    return kind(label=label, required=is_needed, max_length=longest, widget=widget, **options)


class RowForm(GuardedTextMixin, forms.Form):
    use_required_attribute = False

    def __init__(self, *args: Any, known: Collection[str] = (), **kwargs: Any) -> None:
        self.known = known
        super().__init__(*args, **kwargs)

    def known_names(self) -> Collection[str]:
        """Those who met are colleagues, not learners."""
        return self.known

    @property
    def is_empty(self) -> bool:
        return bool(self.row.is_empty)

    @property
    def row(self) -> Any:
        raise NotImplementedError

    def said(self, name: str) -> Any:
        return self.cleaned_data.get(name)


class ItemForm(RowForm):
    guarded = ("heading", "summary")

    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    heading = text_field("What it was about", LONGEST_HEADING, rows=1, is_needed=True)
    summary = text_field("What we said, in short", LONGEST_TEXT)

    @property
    def row(self) -> Item:
        return Item(self.said("heading") or "", self.said("summary") or "", self.said("key") or "")


class DecisionForm(RowForm):
    guarded = ("what", "why")

    what = text_field("What we decided", LONGEST_LINE, rows=2, is_needed=True)
    why = text_field(
        "Why",
        LONGEST_TEXT,
        rows=2,
        help_text="In half a year the reason is what you will look for.",
    )
    who = NeededChoice(label="Who sees to it", choices=Part.choices)
    due_on = day_field("By when")

    @property
    def row(self) -> Decision:
        return Decision(
            self.said("what") or "",
            self.said("why") or "",
            self.said("who") or Part.SUPERVISEE,
            self.said("due_on"),
        )

    @property
    def lacks_reason(self) -> bool:
        value = self.data.get if self.is_bound else self.initial.get
        prefix = f"{self.prefix}-" if self.is_bound else ""
        return bool(value(f"{prefix}what")) and not value(f"{prefix}why")


class PersonMixin(forms.Form):
    """In a group, whose it is."""

    def offer_people(self, people: Iterable[tuple[int, str]]) -> None:
        rows = list(people)
        if len(rows) < 2:
            del self.fields["person"]
            return
        field = self.fields["person"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", "Choose …"), *rows]


def person_field(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, required=False, coerce=int, empty_value=None)


class ActionForm(PersonMixin, RowForm):
    guarded = ("words",)

    words = text_field(
        "What will be done",
        LONGEST_WORDS,
        rows=2,
        is_needed=True,
        help_text="One step, in a sentence.",
    )
    person = person_field("Whose is it")
    keeper = NeededChoice(label="Whose is it to do", choices=Keeper.choices)
    due_on = needed_day("By when")
    is_shared = forms.BooleanField(label="I tick that the line manager may read it", required=False)

    def __init__(
        self,
        *args: Any,
        people: Iterable[tuple[int, str]] = (),
        is_hers: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer_people(people)
        if is_hers:  # the line manager holds the session, and reads it whole
            del self.fields["is_shared"]

    @property
    def row(self) -> NewAction:
        return NewAction(
            self.said("words") or "",
            self.said("due_on"),
            self.said("keeper") or Keeper.SUPERVISEE,
            self.said("person"),
            bool(self.said("is_shared")),
        )


class NeedForm(PersonMixin, RowForm):
    guarded = ("need",)

    need = text_field("What to get better at", LONGEST_NEED, rows=1, is_needed=True)
    person = person_field("For whom")
    due_on = day_field("By when")

    def __init__(self, *args: Any, people: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_people(people)

    @property
    def row(self) -> Need:
        return Need(self.said("need") or "", self.said("due_on"), self.said("person"))


class ReviewForm(RowForm):
    """One action of before. Carried three times, it is re-scoped or dropped, unless it is done."""

    guarded = ("words",)

    kind = NeededChoice(label="What became of it")
    words = text_field(
        "In a sentence",
        LONGEST_NOTE,
        rows=2,
        help_text="How far it is; how it shows; what will be done instead; or why it is dropped.",
    )
    due_on = day_field("New date, if it is carried over or re-scoped")

    def __init__(self, *args: Any, action: SupervisionAction, **kwargs: Any) -> None:
        self.action = action
        super().__init__(*args, **kwargs)
        kinds = [choice for choice in ReviewKind.choices if self.is_offered(choice[0])]
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Not said yet"), *kinds]
        if self.is_worn_out:
            field.help_text = (
                f"It was carried over {MOST_CARRIED} times. Make it smaller, or drop it and say "
                "why."
            )

    @property
    def is_worn_out(self) -> bool:
        return not can_be_carried(self.action.carried_count)

    def is_offered(self, kind: str) -> bool:
        return not (self.is_worn_out and kind in (ReviewKind.CARRIED, ReviewKind.PROGRESS))

    @property
    def looked_at(self) -> list[Any]:
        """What was said of it in this session on its own page."""
        return getattr(self.action, "looked_at", [])

    @property
    def row(self) -> Review:
        return Review(
            self.action.pk,
            self.action.words,
            self.said("kind") or "",
            self.said("words") or "",
            self.said("due_on"),
        )


Form = TypeVar("Form", bound=RowForm)


class Rows(Generic[Form]):
    """The rows under one prefix, in the order of their numbers; unbound with one empty row more."""

    most: ClassVar[int] = MOST_ROWS

    def __init__(
        self,
        form: type[Form],
        prefix: str,
        *,
        data: Mapping[str, Any] | None,
        initial: Iterable[dict[str, Any]] = (),
        **options: Any,
    ) -> None:
        self.form, self.prefix, self.options = form, prefix, options
        if data is None:
            rows = list(initial)
            if len(rows) < self.most:
                rows.append({})
            self.forms = [self._make(number, initial=row) for number, row in enumerate(rows)]
        else:
            self.forms = [self._make(number, data=data) for number in self._numbers(data)]

    def _numbers(self, data: Mapping[str, Any]) -> list[int]:
        pattern = re.compile(rf"{self.prefix}-(\d{{1,3}})-")
        found = {int(match[1]) for name in data if (match := pattern.match(name))}
        return sorted(found)[: self.most]

    def _make(self, number: int | str, **given: Any) -> Form:
        if "initial" in given and "key" in self.form.base_fields:
            given["initial"] = {"key": f"n{secrets.token_urlsafe(6)}", **given["initial"]}
        return self.form(prefix=f"{self.prefix}-{number}", **given, **self.options)

    @property
    def blank(self) -> Form:
        """What a script copies for one row more."""
        return self._make(BLANK, initial={"key": ""} if "key" in self.form.base_fields else {})

    def __iter__(self) -> Iterator[Form]:
        return iter(self.forms)


ROW_LABELS: dict[str, str] = {
    "agenda": "What we talked about",
    "decisions": "What we decided",
    "reviews": "Actions from before",
    "actions": "New actions",
    "needs": "What to learn next",
}
