"""What a safeguarding lead writes when she decides."""

from django import forms

from courses.approval import rules


class NoteForm(forms.Form):
    """Wagtail calls the field `comment`, in its own screens too."""

    comment = forms.CharField(
        label="Note",
        required=False,
        max_length=rules.NOTE_LIMIT,
        widget=forms.Textarea({"rows": 3}),
        help_text="Optional. It is kept with the approval, and authors read it.",
    )


class ReturnForm(forms.Form):
    comment = forms.CharField(
        label="What should change?",
        max_length=rules.NOTE_LIMIT,
        widget=forms.Textarea({"rows": 4}),
        help_text="The author gets your words and sends the page again.",
        error_messages={
            "required": "Say what should change: the author has only your words to go by."
        },
    )
