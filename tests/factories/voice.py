"""Rows of learner voice, written directly: a factory sets a scene, it does not tell a story."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from assessments.voice.models import (
    VoiceCampaign,
    VoiceCode,
    VoiceCohort,
    VoiceComment,
    VoiceQuestionnaire,
    VoiceReply,
    VoiceResponse,
)
from assessments.voice.rules import CampaignState, CommentState, QuestionKind
from assessments.voice.rules.codes import code_hash, new_row_key
from assessments.voice.services import load_default_questionnaire
from cms.people.accounts.models import User

CODE = "CDFGHJKM"


def questionnaire() -> VoiceQuestionnaire:
    return load_default_questionnaire()


def campaign(
    by: User, state: CampaignState = CampaignState.OPEN, *, days: int = 7, **fields: Any
) -> VoiceCampaign:
    today = timezone.localdate()
    values: dict[str, Any] = {
        "title": "Spring",
        "questionnaire": questionnaire(),
        "opens_on": today - timedelta(days=days),
        "closes_on": today + timedelta(days=days),
        "made_by": by,
        "state": state,
    }
    return VoiceCampaign.objects.create(**{**values, **fields})


def cohort(
    of: VoiceCampaign,
    mentor: User,
    *,
    answers: Sequence[int] = (),
    label: str = "Business, Level 2",
    invited: int = 30,
) -> VoiceCohort:
    """With one answer for each number: that step for every question."""
    row = VoiceCohort.objects.create(campaign=of, mentor=mentor, label=label, invited=invited)
    asked = of.questionnaire.questions.filter(kind=QuestionKind.SCALE).values_list("pk", flat=True)
    VoiceResponse.objects.bulk_create(
        VoiceResponse(
            pk=new_row_key(), cohort=row, answers={str(question): step for question in asked}
        )
        for step in answers
    )
    return row


def code(of: VoiceCohort, words: str = CODE) -> str:
    VoiceCode.objects.create(cohort=of, code_hash=code_hash(words))
    return words


def comment(
    of: VoiceCohort,
    text: str = "She listens to me.",
    state: CommentState = CommentState.WAITING,
    **fields: Any,
) -> VoiceComment:
    question = of.campaign.questionnaire.questions.filter(kind=QuestionKind.COMMENT).first()
    shown = text if state == CommentState.CLEAR else ""
    values: dict[str, Any] = {"text": text, "state": state, "shown": shown, "question": question}
    return VoiceComment.objects.create(pk=new_row_key(), cohort=of, **{**values, **fields})


def reply(of: VoiceCampaign, by: User, *, is_public: bool = True) -> VoiceReply:
    return VoiceReply.objects.create(
        campaign=of,
        said="You want to know earlier when a session is moved.",
        did="We send a message the day before.",
        is_public=is_public,
        written_by=by,
    )


def days_later(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)
