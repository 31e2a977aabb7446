from typing import Any

from django import forms

from ..models import VoiceComment
from ..rules import CommentState
from ..rules.campaigns import COMMENT_MOVES, EDITS_AGAIN, MOST_COMMENT

CHOICES = {
    CommentState.CLEAR: "Show it as it is",
    CommentState.EDITED: "Show it as I write it below",
    CommentState.HELD_BACK: "Do not show it",
    CommentState.PASSED_ON: "Pass it on to the safeguarding lead",
}


class DecisionForm(forms.Form):
    to = forms.ChoiceField(label="What happens with it", widget=forms.RadioSelect)
    shown = forms.CharField(
        label="What is shown",
        required=False,
        max_length=MOST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Take out what could tell who wrote it, or about whom: names, days, places, "
        "health. Leave her own words where you can.",
    )

    def __init__(self, *args: Any, comment: VoiceComment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = CommentState(comment.state)
        allowed = COMMENT_MOVES[now] | ({now} & EDITS_AGAIN)
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (state.value, words) for state, words in CHOICES.items() if state in allowed
        ]
        self.initial.setdefault("shown", comment.shown or comment.text)
