"""Wordings change with a next version once learners have been asked with them."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record

from ..access import can_ask_learners
from ..models import VoiceCampaign, VoiceQuestion, VoiceQuestionnaire
from ..queries.questionnaires import STALE_WORDS, stamp_of, text_of
from ..rules import CampaignState
from ..rules.questionnaires import (
    LanguageText,
    QuestionnaireText,
    QuestionText,
    check_language,
    check_questions,
)

REFUSED = "Only the quality lead changes what learners are asked."


@transaction.atomic
def write_questionnaire(
    *, text: QuestionnaireText, by: User | None, at: datetime | None = None
) -> VoiceQuestionnaire:
    """A version of its own, and the current one from now on. `by` None is the site at set-up."""
    if by is not None and not can_ask_learners(by):
        raise PermissionDenied(REFUSED)
    check_questions(text.questions)
    for language in text.languages:
        check_language(language, [row.position for row in text.questions])
    versions = VoiceQuestionnaire.objects.filter(title=text.title)
    latest = max(versions.values_list("version", flat=True), default=0)
    VoiceQuestionnaire.objects.filter(is_current=True).update(is_current=False)
    written = VoiceQuestionnaire.objects.create(
        title=text.title,
        version=latest + 1,
        made_by=by,
        made_at=at or timezone.now(),
        **_by_language(text),
    )
    VoiceQuestion.objects.bulk_create(
        VoiceQuestion(
            questionnaire=written,
            position=row.position,
            kind=row.kind,
            theme=row.theme,
            icon=row.icon,
            wording=_wording(text, row),
        )
        for row in text.questions
    )
    return written


@transaction.atomic
def change_language(
    *, questionnaire: VoiceQuestionnaire, language: LanguageText, seen: str, by: User
) -> VoiceQuestionnaire:
    """The words of one language, a new one too. Gives back the version that now holds: the same row
    while only drafts use it, else the next. Raises ValidationError (code "stale") where somebody
    else has changed it since `seen`."""
    if not can_ask_learners(by):
        raise PermissionDenied(REFUSED)
    locked = VoiceQuestionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    if not locked.is_current or stamp_of(locked) != seen:
        raise ValidationError(STALE_WORDS, code="stale")
    text = text_of(locked)
    others = [row for row in text.languages if row.code != language.code]
    is_new = len(others) == len(text.languages)
    kept = [language if row.code == language.code else row for row in text.languages]
    changed = QuestionnaireText(text.title, text.questions, [*kept, language] if is_new else kept)
    check_language(language, [row.position for row in text.questions])
    was_asked = locked.campaigns.exclude(state=CampaignState.DRAFT).exists()
    result = _next(locked, changed, by) if was_asked else _rewritten(locked, changed)
    detail = {"language": language.code, "version": result.version}
    record(actor=by, verb="voice_questionnaire.changed", obj=result, detail=detail)
    return result


def _next(before: VoiceQuestionnaire, text: QuestionnaireText, by: User) -> VoiceQuestionnaire:
    result = write_questionnaire(text=text, by=by)
    drafts = VoiceCampaign.objects.filter(questionnaire=before, state=CampaignState.DRAFT)
    drafts.update(questionnaire=result)
    return result


def _rewritten(row: VoiceQuestionnaire, text: QuestionnaireText) -> VoiceQuestionnaire:
    for name, value in _by_language(text).items():
        setattr(row, name, value)
    row.save()
    by_position = {question.position: question for question in row.questions.all()}
    for asked in text.questions:
        by_position[asked.position].wording = _wording(text, asked)
        by_position[asked.position].save(update_fields=["wording"])
    return row


def _by_language(text: QuestionnaireText) -> dict[str, dict[str, object]]:
    return {
        "introduction": {row.code: row.introduction for row in text.languages},
        "thanks": {row.code: row.thanks for row in text.languages},
        # The order of languages is theirs in the file, which JSON does not keep.
        "languages": {
            row.code: {"name": row.name, "words": dict(row.words), "place": place}
            for place, row in enumerate(text.languages)
        },
    }


def _wording(text: QuestionnaireText, question: QuestionText) -> dict[str, str]:
    return {
        row.code: words
        for row in text.languages
        if (words := row.questions.get(question.position, ""))
    }
