from typing import Any

from django import forms

from .rules import FIXED, Channel, NoticeKind


class PreferencesForm(forms.Form):
    """One question a kind. What may not be switched off is said, not asked."""

    def __init__(self, *args: Any, channels: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in NoticeKind:
            if kind not in FIXED:
                self.fields[kind.value] = forms.ChoiceField(
                    label=kind.label,
                    choices=Channel.choices,
                    initial=channels[kind.value],
                    widget=forms.RadioSelect,
                )
