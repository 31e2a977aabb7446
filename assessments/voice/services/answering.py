"""A learner answers. Of her, her device and her moment nothing is kept: she spends a code and
leaves ticks in one place and words in another."""

from collections.abc import Mapping
from datetime import datetime
from random import SystemRandom

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ..models import VoiceCampaign, VoiceCode, VoiceCohort, VoiceComment, VoiceResponse
from ..queries.answering import UNKNOWN_CODE, wrong_codes_key
from ..rules import QuestionKind
from ..rules.campaigns import MOST_COMMENT, check_answerable
from ..rules.codes import clean_code, code_hash, new_row_key
from ..rules.concerns import flags_of
from ..rules.questionnaires import check_answers, chosen_language

CHANCE = SystemRandom()


@transaction.atomic
def answer(
    *,
    code: str,
    answers: Mapping[int, int],
    comments: Mapping[int, str],
    language: str,
    at: datetime | None = None,
) -> VoiceCampaign:
    """Take one learner's answers, by question, and the code that gave the right to give them.

    One code, one answer: a form that is sent twice finds the code gone (ValidationError, code
    "unknown"). Whether answers are taken now is judged here, not where the form was opened
    (codes "early", "closed").
    """
    day = timezone.localdate(at or timezone.now())
    spent = _spend(code)
    cohort = spent.cohort
    campaign = VoiceCampaign.objects.select_for_update().get(pk=cohort.campaign_id)
    check_answerable(campaign.state, campaign.opens_on, campaign.closes_on, day)
    asked = {row.pk: row.kind for row in campaign.questionnaire.questions.all()}
    ticks = {str(pk): step for pk, step in answers.items() if asked.get(pk) == QuestionKind.SCALE}
    words = {
        pk: text.strip()[:MOST_COMMENT]
        for pk, text in comments.items()
        if asked.get(pk) == QuestionKind.COMMENT and text.strip()
    }
    check_answers(ticks, {str(pk): text for pk, text in words.items()})
    spoken = chosen_language(language, campaign.questionnaire.languages)
    fresh = VoiceResponse(cohort=cohort, answered_on=day, language=spoken, answers=ticks)
    _mix_in(cohort, fresh)
    _keep_words(cohort, words, spoken)
    spent.delete()
    return campaign


def _spend(code: str) -> VoiceCode:
    rows = VoiceCode.objects.select_for_update(of=("self",)).select_related("cohort__mentor")
    found = rows.filter(code_hash=code_hash(clean_code(code))).first()
    if found is None:
        raise ValidationError(UNKNOWN_CODE, code="unknown")
    return found


def _mix_in(cohort: VoiceCohort, fresh: VoiceResponse) -> None:
    """All ticks of the cohort are written again, shuffled, under new keys. So neither a key nor the
    place in the table, nor the transaction that wrote a row, says which were the last, and nothing
    leads from a comment to the ticks that came with it."""
    rows = [*VoiceResponse.objects.filter(cohort=cohort), fresh]
    VoiceResponse.objects.filter(cohort=cohort).delete()
    CHANCE.shuffle(rows)
    for row in rows:
        row.pk = new_row_key()
    VoiceResponse.objects.bulk_create(rows)


def _keep_words(cohort: VoiceCohort, words: Mapping[int, str], language: str) -> None:
    known = _names_of(cohort)
    rows = [
        VoiceComment(
            pk=new_row_key(),
            cohort=cohort,
            question_id=question,
            text=text,
            flags=flags_of(text, language=language, known=known),
        )
        for question, text in words.items()
    ]
    CHANCE.shuffle(rows)
    VoiceComment.objects.bulk_create(rows)


def _names_of(cohort: VoiceCohort) -> list[str]:
    person = cohort.mentor
    return [name for name in (person.first_name, person.last_name, person.known_as) if name]


def note_wrong_code(*, network: str) -> int:
    """How many wrong codes came from a network in this minute. Its address is not kept: the cache
    has a number under a key that nobody reads back, for a minute."""
    key = wrong_codes_key(network)
    if cache.add(key, 1, timeout=60):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # the minute ended in between
        return 1
