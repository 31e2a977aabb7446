from django import forms

from content.language.forms import GuardedTextMixin

from . import rules
from .models import PersonalNote


class NoteForm(GuardedTextMixin, forms.ModelForm[PersonalNote]):
    guarded = ("words",)

    class Meta:
        model = PersonalNote
        fields = ["words"]
        widgets = {
            "words": forms.Textarea(
                attrs={"rows": 8, "maxlength": rules.LONGEST, "autocomplete": "off"}
            )
        }
        error_messages = {"words": {"required": "Write something to keep, or go back."}}

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        try:
            rules.check_words(words)
        except forms.ValidationError as problem:
            raise forms.ValidationError(problem.messages) from None
        return words
