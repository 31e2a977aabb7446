"""Two times of asking learners at Larkmoor: what is shown, and what is too little to be shown."""

from collections.abc import Sequence
from random import Random
from typing import Any

from assessments.voice.models import VoiceCampaign, VoiceComment
from assessments.voice.rules import CommentState, QuestionKind
from assessments.voice.services import (
    add_cohort,
    answer,
    close_campaign,
    decide_comment,
    make_campaign,
    make_codes,
    open_campaign,
    release_campaign,
    write_reply,
)
from cms.people.accounts.models import User

from .history import day_ago
from .review_inputs import Coach, ago

# Of 612 answers in all: so many days ago it opened, how long it was open, and the title.
CAMPAIGNS = ((214, 21, "What helps? Spring"), (30, 14, "What helps? Autumn"))
ANSWERS = 612
FEW, FEWEST = "M20", 7  # Tanvi's autumn: too few to be shown


def ask_learners(coaches: Sequence[Coach], words: dict[str, Any], lead: User) -> None:
    asked = [coach for coach in coaches if coach.was_here(40)][:21]
    wanted = shares(len(asked) * len(CAMPAIGNS))
    for number, (days, length, title) in enumerate(CAMPAIGNS):
        part = wanted[number * len(asked) :][: len(asked)]
        counts = {coach.facts["id"]: count for coach, count in zip(asked, part, strict=True)}
        if number:
            counts[FEW] = FEWEST
        campaign = make_campaign(
            title=title, opens_on=day_ago(days), closes_on=day_ago(days - length), by=lead,
            at=ago(days + 7, 10),
        )  # fmt: skip
        hold(campaign, [c for c in asked if c.was_here(days)], counts, days, words, lead)


def shares(parts: int) -> list[int]:
    """What everybody was told, seeded: between the fewest and the most."""
    chance = Random("learner voice")
    return [chance.randint(8, 3 * ANSWERS // (2 * parts)) for _ in range(parts)]


def hold(
    campaign: VoiceCampaign,
    coaches: Sequence[Coach],
    counts: dict[str, int],
    days: int,
    words: dict[str, Any],
    lead: User,
) -> None:
    codes = {}
    for coach in coaches:
        people = sum(coach.facts["learners"])
        cohort = add_cohort(
            campaign=campaign, mentor=coach.person, label="All one-to-ones this term",
            invited=max(people * 3 // 4, counts[coach.facts["id"]]), by=lead,
        )  # fmt: skip
        codes[coach.facts["id"]] = make_codes(cohort=cohort, by=lead)
    open_campaign(campaign=campaign, by=lead, at=ago(days, 9))
    questions = list(campaign.questionnaire.questions.all())
    scales = [row.pk for row in questions if row.kind == QuestionKind.SCALE]
    open_ones = [row.pk for row in questions if row.kind == QuestionKind.COMMENT]
    for coach in coaches:
        chance = coach.random
        for number, code in enumerate(codes[coach.facts["id"]][: counts[coach.facts["id"]]]):
            said = {pk: chance.choice((5, 5, 4, 4, 4, 3, 3, 2)) for pk in scales}
            comment = {}
            if open_ones and chance.random() < 0.35:
                comment = {open_ones[0]: chance.choice(words["comments"])}
            language = "en-easy" if number % 7 == 3 else "en"
            answer(
                code=code, answers=said, comments=comment, language=language,
                at=ago(days - 1 - number % 10, 12),
            )  # fmt: skip
    settle(campaign, days, words, lead)


def settle(campaign: VoiceCampaign, days: int, words: dict[str, Any], lead: User) -> None:
    campaign.refresh_from_db()
    close_campaign(campaign=campaign, by=lead, at=ago(days - 15, 9))
    for comment in VoiceComment.objects.filter(
        cohort__campaign=campaign, state=CommentState.WAITING
    ):
        decide_comment(comment=comment, to=CommentState.CLEAR, by=lead, at=ago(days - 16, 15))
    campaign.refresh_from_db()
    release_campaign(campaign=campaign, by=lead, at=ago(days - 18, 9))
    for said, did in words["replies"]:
        write_reply(
            campaign=campaign, said=said, did=did, is_public=True, by=lead, at=ago(days - 25, 9)
        )
