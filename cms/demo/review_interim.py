"""An interim review that Gareth is writing about Farid: two sessions were called off by the
supervisor, and the review says so before anybody is marked down for it."""

from typing import Any

from assessments.reviews.models import ReviewTemplate
from assessments.reviews.queries.writing import part_content
from assessments.reviews.rules import ReviewKind
from assessments.reviews.rules.content import WordsContent, version_of
from assessments.reviews.services import begin_review
from assessments.reviews.services.writing import save_part

from .history import day_ago
from .review_inputs import Coach, ago

BEGUN, ABOUT = 5, 118  # days ago, and the days it is about


def begin_interim(coach: Coach, words: dict[str, Any]) -> None:
    review = begin_review(
        template=ReviewTemplate.objects.get(kind=ReviewKind.INTERIM), person=coach.person,
        period_from=day_ago(ABOUT), by=coach.manager, at=ago(BEGUN, 10),
    )  # fmt: skip
    content = WordsContent(strengths=words["strengths"][1], development=words["development"][2])
    save_part(
        review=review, content=content, seen=version_of(part_content(review, WordsContent)),
        by=coach.manager, at=ago(2, 16),
    )  # fmt: skip
