"""Last summer’s moderation at Larkmoor: what was drawn, seen without names and decided; one case
is still open, and so is one that is disputed."""

from assessments.moderation.models import ModerationCase
from assessments.moderation.rules import CaseState
from assessments.moderation.rules.judging import Outcome
from assessments.moderation.services import (
    close_case,
    draw_round,
    give_view,
    load_default_calibration,
)
from assessments.reviews.models import ReviewCycle
from cms.people.accounts.models import User

from .review_inputs import ago

DRAWN, SEEN, DECIDED = 166, 164, 162
UPHELD = "The evidence carries each rating; we would have written it much the same."


def moderate(cycle: ReviewCycle, lead: User) -> None:
    load_default_calibration(by=lead)
    drawn = draw_round(cycle=cycle, by=lead, seed="20480", at=ago(DRAWN, 10))
    cases = [case for case in drawn.cases.order_by("letter") if not case.review.is_disputed]
    for case in cases[:-1]:  # the last one waits
        decide(case)


def decide(case: ModerationCase) -> None:
    ratings = {row.area.code: row.rating for row in case.review.judgements.select_related("area")}
    moderators = list(case.moderators.order_by("pk"))
    for moderator in moderators:
        give_view(case=case, ratings=ratings, by=moderator, at=ago(SEEN, 11))
    closer = next((m for m in moderators if m.display_name == "Denise Okafor"), moderators[0])
    close_case(
        case=case, outcome=Outcome(CaseState.UPHELD, UPHELD, {}), by=closer, at=ago(DECIDED, 12)
    )
