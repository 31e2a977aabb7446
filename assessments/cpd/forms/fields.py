"""Kinds of field that only a log of activities needs."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from assessments.files.models import EvidenceFile
from assessments.standards.models import Statement
from assessments.standards.queries import GROUP_TITLES, statements_to_offer

from .. import rules


class MinutesField(forms.Field):
    """Time as people write it: “45”, “1h30”, “1:30”."""

    def prepare_value(self, value: Any) -> Any:
        return rules.write_minutes(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        return rules.read_minutes(text) if text else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(rules.write_minutes(initial), data)


class StatementsField(forms.MultipleChoiceField):
    """Tick boxes by kind of statement; gives the statements themselves, in their order."""

    widget = forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"})

    def offer(self, statements: list[Statement]) -> None:
        self.by_pk = {str(statement.pk): statement for statement in statements}
        self.groups = [
            (title, [(pk, f"{row.code} · {row.title}") for pk, row in rows])
            for kind, title in GROUP_TITLES.items()
            if (rows := [item for item in self.by_pk.items() if item[1].kind == kind])
        ]
        self.choices = self.groups

    def clean(self, value: Any) -> list[Statement]:
        chosen = set(super().clean(value))
        rules.check_statements(len(chosen))
        return [statement for pk, statement in self.by_pk.items() if pk in chosen]


class StatementsMixin(forms.BaseForm):
    """A form with the field `statements`, drawn group by group."""

    @property
    def statements_field(self) -> StatementsField:
        field = self.fields["statements"]
        assert isinstance(field, StatementsField)
        return field

    def offer_statements(self, row: Any) -> None:
        """Of a row that is there already, those it has are offered and ticked."""
        chosen = list(row.statements.select_related("framework")) if row.pk else []
        self.statements_field.offer(statements_to_offer(chosen))
        if chosen:
            self.initial["statements"] = [statement.pk for statement in chosen]

    @property
    def statement_groups(self) -> list[dict[str, Any]]:
        """The tick boxes under the kind of statement they are, and how many are ticked there."""
        options = iter(self["statements"].subwidgets)
        groups = []
        for label, choices in self.statements_field.groups:
            own = [next(options) for _ in choices]
            chosen = sum(bool(option.data["selected"]) for option in own)
            groups.append({"label": label, "options": own, "chosen": chosen})
        return groups


class OwnFilesField(forms.MultipleChoiceField):
    """Tick boxes for her own evidence files; gives the files."""

    widget = forms.CheckboxSelectMultiple

    def offer(self, files: Iterable[EvidenceFile]) -> None:
        self.by_pk = {str(file.pk): file for file in files}
        self.choices = [(pk, file.name) for pk, file in self.by_pk.items()]

    def clean(self, value: Any) -> list[EvidenceFile]:
        return [self.by_pk[pk] for pk in super().clean(value)]


class TextsInput(forms.Widget):
    """Several texts under one name: what `reflection_what` and `reflection_free` send."""

    def value_from_datadict(
        self, data: Mapping[str, Any], _files: Any, name: str
    ) -> dict[str, str]:
        start = f"{name}_"
        return {
            key.removeprefix(start): str(data.get(key, "")) for key in data if key.startswith(start)
        }

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not self.value_from_datadict(data, files, name)


class TextsField(forms.Field):
    """Texts by key, each no longer than `longest`. Its template draws one control for each."""

    widget = TextsInput

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        self.longest = longest
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> dict[str, str]:
        return {key: text.strip() for key, text in (value or {}).items()}

    def validate(self, value: Any) -> None:
        super().validate(value)
        for text in value.values():
            if len(text) > self.longest:
                raise forms.ValidationError(
                    f"One of these is too long: {self.longest} characters at most, and it has "
                    f"{len(text)}. Shorten it."
                )
