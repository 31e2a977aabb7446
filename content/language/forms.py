"""Forms whose texts are looked through for learners' details before they are saved."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cms.people.college.queries import college
from cms.people.college.rules import DetailsPolicy
from content.language.rules import NAME, Detail, learner_details
from content.language.rules.advice import blocked, warning


class GuardedTextMixin(forms.BaseForm):
    """Stands before the form class: `class NoteForm(GuardedTextMixin, forms.Form)`.

    Where the college blocks, a field that names somebody has an error that quotes the words. Where
    it warns, the form is valid: `details_found` is for components/details_found.html on the same
    page, `details_warning` for a message on the next. A field's value may be a text, or texts by
    name or in a list.
    """

    guarded: Sequence[str] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.details_found: list[Detail] = []
        self.doubted: list[str] = []
        super().__init__(*args, **kwargs)

    def known_names(self) -> Collection[str]:
        """The people of the story that the texts are about: nobody's learners. Asked only when a
        name is found, so that it may cost a query."""
        return ()

    @property
    def is_blocked(self) -> bool:
        return any(self.has_error(name, code="details") for name in self.guarded)

    @property
    def details_warning(self) -> str:
        """What to say after saving, if anything. Not her words: a message is stored on its way."""
        return "" if self.is_blocked else warning(self.doubted, self.details_found)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        values = self.cleaned_data if cleaned is None else cleaned
        found = {name: list(self.details_in(values.get(name))) for name in self.guarded}
        for name, details in found.items():
            if details:
                self.doubt(name, details)
        return cleaned

    def details_in(self, value: Any) -> Iterable[Detail]:
        for text in texts_in(value):
            found = learner_details(text)
            if any(detail.kind == NAME for detail in found):
                known = self.known_names()
                found = learner_details(text, known=known) if known else found
            yield from found

    def doubt(self, name: str, details: list[Detail]) -> None:
        self.details_found += details
        self.doubted.append(str(self[name].label))
        if college().personal_details == DetailsPolicy.BLOCK:
            self.add_error(name, ValidationError(blocked(details), code="details"))


def texts_in(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for part in value.values() for text in texts_in(part))
    elif isinstance(value, list | tuple):
        yield from (text for part in value for text in texts_in(part))
