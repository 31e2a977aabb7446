"""Fields a draft may leave empty: they are asked for before it goes on, so nobody is told that
they are optional."""

from typing import Any

from django import forms


class AskedLater(forms.Field):
    def validate(self, value: Any) -> None:
        if value not in self.empty_values:
            super().validate(value)


class LaterText(AskedLater, forms.CharField):
    pass


class LaterChoice(AskedLater, forms.ChoiceField):
    pass
