from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm

from . import queries


class EditionsBySource(ModelChoiceIterator):
    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        for source, editions in groupby(self.queryset, key=lambda row: row.publication):
            yield str(source), [self.choice(edition) for edition in editions]


class EditionChoice(forms.ModelChoiceField):
    iterator = EditionsBySource

    def label_from_instance(self, obj: Any) -> str:
        is_said = obj.date_in_words in obj.name
        return str(obj.name) if is_said else f"{obj.name} ({obj.date_in_words})"


class FactForm(WagtailAdminModelForm):
    """The short name stays. Whoever names another edition has read it there today, if no other day
    is given."""

    edition = EditionChoice(
        queryset=None,
        label="Checked against",
        help_text="The edition in which somebody has read it. If you choose another, it counts as "
        "read today, unless you give the day below.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = self.instance.edition.publication_id if self.instance.edition_id else None
        choices = queries.editions_to_choose()
        self.fields["edition"].queryset = choices.filter(publication=source) if source else choices
        if self.instance.pk:
            self.fields["key"].disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        is_moved = self.instance.pk and "edition" in self.changed_data
        if is_moved and cleaned.get("checked_on") == self.initial["checked_on"]:
            cleaned["checked_on"] = timezone.localdate()
        return cleaned


class EditionForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.facts.exists():
            for name in ("name", "date"):
                self.fields[name].disabled = True

    def _get_validation_exclusions(self) -> set[str]:
        """The source is known without being asked for: a name it has already is refused here."""
        excluded: set[str] = super()._get_validation_exclusions()
        return excluded - {"publication"}
