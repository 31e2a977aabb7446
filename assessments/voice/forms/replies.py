from django import forms

from content.language.forms import GuardedTextMixin

from ..models import VoiceReply


class ReplyForm(GuardedTextMixin, forms.ModelForm[VoiceReply]):
    guarded = ("said", "did")

    class Meta:
        model = VoiceReply
        fields = ["said", "did", "is_public"]
        widgets = {
            "said": forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
            "did": forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        }
        labels = {
            "said": "You said",
            "did": "We did",
            "is_public": "On the poster and on the public page",
        }
        help_texts = {
            "said": "In your words: what many said, never a quotation one could be known by.",
            "did": "What has changed, or why it cannot.",
        }
