from typing import Any, ClassVar

from django import forms

KINDS = [("course", "Course or workshop"), ("shadow", "Shadowing a colleague"), ("read", "Reading")]
WHEN = [("week", "This week"), ("month", "This month"), ("later", "Later")]
SHARE = [("manager", "My line manager"), ("supervisor", "My supervisor"), ("quality", "Quality")]


class SampleForm(forms.Form):
    """One field of each kind that the field component knows how to draw."""

    UNFINISHED: ClassVar[dict[str, Any]] = {"failed-title": "", "failed-minutes": "two hours"}

    title = forms.CharField(label="What was it called?", max_length=80)
    kind = forms.ChoiceField(label="What kind of learning was it?", choices=KINDS)
    on = forms.DateField(
        label="When?",
        help_text="For example 24/11/2026.",
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    minutes = forms.IntegerField(
        label="How many minutes?", help_text="Count the time itself, not the travel."
    )
    learned = forms.CharField(
        label="What did you learn?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Please name no learners. Write “a learner” or “a group”.",
    )
    use = forms.ChoiceField(
        label="When will you use it?", choices=WHEN, widget=forms.RadioSelect, help_text="Pick one."
    )
    share = forms.MultipleChoiceField(
        label="Who may read it?",
        choices=SHARE,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    certificate = forms.FileField(label="Certificate or notes", required=False)
    agree = forms.BooleanField(label="No learner or family can be recognised in this")
