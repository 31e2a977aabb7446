"""What is signed of a review, and its checksum."""

from collections.abc import Iterable
from datetime import UTC
from typing import Any

from assessments.objectives.models import Objective

from ..models import PerformanceReview, ReviewObjective
from ..rules import ObjectivePart
from ..rules.words import words_hash
from .document import SIGNED_FIELDS, came_of, judgements_of, objective_links


def words_of(review: PerformanceReview, *, as_sealed: bool = True) -> dict[str, Any]:
    """What is signed: the reviewer’s words as the mentor read them, by what they are. Names and
    titles are left out, for they change; so is what came of the objectives agreed here."""
    judged = judgements_of(review)
    links = objective_links(review, as_sealed=as_sealed)
    return {
        "period": [review.period_from, review.period_to],
        "met": [review.met_at and review.met_at.astimezone(UTC).isoformat(), review.met_minutes],
        "areas": {
            row.area.code: {
                "rating": "none" if row.rating is None else str(row.rating),
                "narrative": row.narrative,
                "links": sorted(f"{link.key}: {link.label}" for link in row.links.all()),
            }
            for row in judged
        },
        "texts": {
            name: getattr(review, name)
            for name in (
                "strengths",
                "development",
                "summary",
                "overall",
                "overall_reasons",
                "support_plan",
                "supervision_gap",
                "no_self_reason",
                "probation_outcome",
                "extended_to",
                "concern_seen_on",
                "hr_involved_on",
            )
        },
        "concern": "yes" if review.has_concern else "",
        "previous": _signed(links, ObjectivePart.PREVIOUS),
        "next": _signed(links, ObjectivePart.NEXT),
        "actions": [
            [
                row.need,
                row.activity,
                row.learner_outcome,
                row.due_on and row.due_on.isoformat(),
                row.support,
            ]
            for row in review.development_actions.order_by("pk")
        ],
    }


def _signed(links: Iterable[ReviewObjective], part: ObjectivePart) -> list[dict[str, Any]]:
    found = []
    for row in sorted(links, key=lambda link: link.pk):
        if row.part == part:
            one: Objective = row.objective
            words = {name: getattr(one, name) for name in SIGNED_FIELDS}
            words["due_on"] = one.due_on and one.due_on.isoformat()
            if part == ObjectivePart.PREVIOUS:
                words["state"], words["reason"] = came_of(row)
            found.append(words)
    return found


def words_hash_of(review: PerformanceReview) -> str:
    return words_hash(words_of(review))
