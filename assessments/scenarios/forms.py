from typing import Any

from django import forms

from assessments.scenarios.queries import OpenScene


class ChoiceForm(forms.Form):
    """One decision. The numbers are those on the screen: the browser knows no other name for it."""

    position = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    choice = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"required": "Choose one of the answers to go on."}
    )

    def __init__(self, *args: Any, scene: OpenScene, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"position": scene.position})
        super().__init__(*args, **kwargs)
        choice = self.fields["choice"]
        assert isinstance(choice, forms.ChoiceField)
        choice.label = "What do you do?"
        choice.choices = scene.choices
