"""A comment beside what to doubt about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..models import VoiceComment
from ..rules import CommentState
from ..rules.concerns import CONCERN, flag_words
from ..rules.questionnaires import ENGLISH, word_in

BADGES = {
    CommentState.WAITING: "due",
    CommentState.CLEAR: "done",
    CommentState.EDITED: "done",
    CommentState.HELD_BACK: "locked",
    CommentState.PASSED_ON: "info",
}


@dataclass(frozen=True)
class CommentRow:
    comment: VoiceComment
    asked: str
    doubts: list[str]

    @property
    def is_concern(self) -> bool:
        return CONCERN in self.comment.flags

    @property
    def badge(self) -> str:
        return BADGES[CommentState(self.comment.state)]

    @property
    def is_waiting(self) -> bool:
        return self.comment.state == CommentState.WAITING


def rows_of(comments: Iterable[VoiceComment]) -> list[CommentRow]:
    return [
        CommentRow(
            comment=comment,
            asked=word_in(comment.question.wording, ENGLISH),
            doubts=[flag_words(flag) for flag in comment.flags],
        )
        for comment in comments
    ]
