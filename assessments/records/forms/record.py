"""The whole form of a record, by the depth of its kind: single fields and rows, one to save."""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.functional import cached_property

from assessments.concerns.rules import sounds_like_concern
from assessments.cpd.forms import StatementsField, StatementsMixin
from assessments.supervision.rules.kinds import HELD_BY_MANAGER
from cms.people.accounts.models import User
from content.language.forms import GuardedTextMixin, texts_in
from content.language.rules.advice import warning

from .. import queries
from ..models import SupervisionRecord
from ..rules import MANAGEABLE, Asked, RecordContent, RecordPart, Support
from ..rules.content import FIELDS_OF, LONGEST_LINE, LONGEST_TEXT, MOST_CASELOAD, ROWS
from .rows import (
    ActionForm,
    DecisionForm,
    ItemForm,
    NeededChoice,
    NeedForm,
    ReviewForm,
    RowForm,
    Rows,
    day_field,
    text_field,
)

ROW_FORMS: dict[str, type[RowForm]] = {
    "agenda": ItemForm,
    "decisions": DecisionForm,
    "actions": ActionForm,
    "needs": NeedForm,
}


class SingleFieldsForm(StatementsMixin, GuardedTextMixin, forms.Form):
    """What there is one of. Parts that this kind of record has not are taken out."""

    guarded: Sequence[str] = (
        "hours_pattern", "practice_theme", "learning", "learner_themes", "recognition",
    )  # fmt: skip
    use_required_attribute = False

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    window = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    caseload = forms.IntegerField(
        label="Learners on the caseload", required=False, min_value=0, max_value=MOST_CASELOAD
    )
    hours_pattern = text_field(
        "Hours", LONGEST_LINE, rows=1, help_text="Such as “0.8, Monday to Thursday”."
    )
    manageable = forms.TypedChoiceField(
        label="How manageable is it?",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Not said"), *MANAGEABLE.items()],
    )
    practice_theme = text_field("Which skill, and what about it", LONGEST_TEXT)
    statements = StatementsField(label="Statements of the standard", required=False)
    learning = text_field("What do you take away?", LONGEST_TEXT)
    learners_discussed = forms.IntegerField(
        label="With how many learners was work talked about?",
        required=False,
        min_value=0,
        max_value=MOST_CASELOAD,
        help_text="The number alone. Nobody is named here, and nothing said by which anybody could "
        "be known.",
    )
    learner_themes = text_field("Themes, no stories", LONGEST_LINE, rows=2)
    wellbeing_discussed = forms.BooleanField(
        label="We talked about how the work feels", required=False
    )
    support = forms.MultipleChoiceField(
        label="Support that was offered",
        choices=Support.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="What was offered, never why: no illness, no diagnosis.",
    )
    recognition = text_field("What went well and should be seen?", LONGEST_TEXT, rows=2)
    next_on = day_field("When do you meet next?")
    safeguarding_asked = NeededChoice(
        label=queries.QUESTION,
        choices=Asked.choices,
        widget=forms.RadioSelect,
        help_text="Ask it every time. If there is one, report it now by the college’s own route; "
        "do not write it here and do not wait for signatures.",
    )

    def __init__(
        self, *args: Any, parts: frozenset[RecordPart], known: Iterable[str] = (), **kwargs: Any
    ) -> None:
        self.known = list(known)
        super().__init__(*args, **kwargs)
        for part, names in FIELDS_OF.items():
            for name in names:
                if part not in parts and name in self.fields:
                    del self.fields[name]
        self.guarded = [name for name in self.guarded if name in self.fields]

    def known_names(self) -> list[str]:
        return self.known


class RecordForms:
    """The forms of one page. `content` is what they say together, when they are valid."""

    def __init__(
        self, record: SupervisionRecord, reader: User, data: Mapping[str, Any] | None = None
    ) -> None:
        self.record, self.reader, self.data = record, reader, data
        self.parts = queries.parts(record)
        self.people = queries.attendees_of(record)
        self.content_before = queries.content_of(record)
        self.single = self._single()
        self.rows = {
            name: self._rows(name, form)
            for name, form in ROW_FORMS.items()
            if RecordPart(name) in self.parts
        }
        self.reviews = self._reviews()

    @cached_property
    def known(self) -> list[str]:
        return [
            name
            for person in (self.record.session.supervisor, *self.people)
            for name in queries.names_of(person)
        ]

    def _single(self) -> SingleFieldsForm:
        before = asdict(self.content_before)
        initial = {name: value for name, value in before.items() if name not in ROWS}
        initial["revision"] = self.record.revision
        initial["window"] = secrets.token_urlsafe(9)
        if before["manageable"] is None:
            initial["manageable"] = ""
        form = SingleFieldsForm(self.data, initial=initial, parts=self.parts, known=self.known)
        if RecordPart.PRACTICE in self.parts:
            form.offer_statements(self.record)
        return form

    def _rows(self, name: str, form: type[RowForm]) -> Rows[Any]:
        options: dict[str, Any] = {"known": self.known}
        if name in ("actions", "needs"):
            options["people"] = [(person.pk, person.display_name) for person in self.people]
        if name == "actions":
            no_ticks = self.record.session.type in HELD_BY_MANAGER or len(self.people) > 1
            options["is_hers"] = no_ticks
        initial = [asdict(row) for row in getattr(self.content_before, name)]
        return Rows(form, name, data=self.data, initial=initial, **options)

    def _reviews(self) -> list[ReviewForm]:
        before = {row.action: asdict(row) for row in self.content_before.reviews}
        return [
            ReviewForm(
                self.data,
                prefix=f"reviews-{action.pk}",
                initial=before.get(action.pk, {}),
                action=action,
                known=self.known,
            )
            for action in queries.actions_to_review(self.record, self.reader)
        ]

    def __iter__(self) -> Iterator[Any]:
        yield self.single
        for rows in self.rows.values():
            yield from rows
        yield from self.reviews

    def is_valid(self) -> bool:
        found = [form.is_valid() for form in self]  # each of them, so that each says what is wrong
        return all(found)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Where each thing is that must be put right, and what it is."""
        found = []
        for form in self:
            found += [("", str(error)) for error in form.non_field_errors()]
            for field in form:
                where = field.id_for_label or field.auto_id
                found += [(where, f"{field.label} – {error}") for error in field.errors]
        return found

    @property
    def details_found(self) -> list[Any]:
        return [one for form in self for one in form.details_found]

    @property
    def is_blocked(self) -> bool:
        return any(form.is_blocked for form in self)

    @property
    def details_warning(self) -> str:
        if self.is_blocked:
            return ""
        labels = dict.fromkeys(label for form in self for label in form.doubted)
        return warning(list(labels), self.details_found)

    @property
    def sounds_like_concern(self) -> bool:
        """Advisory: asked about, never held up."""
        content = self.content if self.data is not None else self.content_before
        return sounds_like_concern("\n".join(texts_in(asdict(content))))

    @property
    def revision(self) -> int:
        return int(self.single.cleaned_data["revision"])

    @property
    def window(self) -> str:
        return str(self.single.cleaned_data.get("window") or "")

    @property
    def content(self) -> RecordContent:
        said = self.single.cleaned_data
        values: dict[str, Any] = {
            name: said[name] for name in RecordContent.__dataclass_fields__ if name in said
        }
        if "statements" in values:
            values["statements"] = tuple(row.pk for row in values["statements"])
        if "support" in values:
            values["support"] = tuple(values["support"])
        for name, rows in self.rows.items():
            values[name] = tuple(form.row for form in rows if not form.is_empty)
        values["reviews"] = tuple(form.row for form in self.reviews if form.row.kind)
        return RecordContent(**values)
