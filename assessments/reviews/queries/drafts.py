"""What a reviewer has written and nobody else has read: kept when it passes to another."""

from datetime import date, datetime
from typing import Any

from ..models import PerformanceReview, ReviewObjective
from ..rules import ObjectivePart
from .document import objective_links

# What of the reviewer’s own words a review holds, and how it is without any.
BLANK: dict[str, Any] = {
    "met_at": None,
    "met_minutes": None,
    "met_both": False,
    "strengths": "",
    "development": "",
    "summary": "",
    "overall": "",
    "overall_reasons": "",
    "has_concern": False,
    "concern_seen_on": None,
    "support_plan": "",
    "hr_involved_on": None,
    "supervision_gap": "",
    "attested_at": None,
    "probation_outcome": "",
    "extended_to": None,
}


def draft_words(review: PerformanceReview) -> dict[str, Any]:
    """As plain values, each under what it is called on the page."""
    texts = {name: _plain(getattr(review, name)) for name in BLANK}
    return {
        "texts": {name: value for name, value in texts.items() if value},
        "areas": [
            {
                "area": row.area.title,
                "rating": row.rating,
                "narrative": row.narrative,
                "evidence": [link.label for link in row.links.all()],
            }
            for row in review.judgements.select_related("area").prefetch_related("links")
        ],
        "objectives": [words for row in objective_links(review) if (words := _objective(row))],
        "actions": [row.need for row in review.development_actions.all()],
        "reasons": [f"{row.code}: {row.reason}" for row in review.warning_reasons.all()],
    }


def _objective(row: ReviewObjective) -> str:
    one = row.objective
    if row.part == ObjectivePart.NEXT:
        said = [
            one.outcome,
            one.measure,
            one.baseline,
            one.target,
            one.evidence_source,
            one.support,
        ]
    elif row.outcome or row.reason:
        said = [one.outcome, row.get_outcome_display(), row.reason]
    else:
        said = []
    return "; ".join(str(words) for words in said if words)


def is_blank(words: dict[str, Any]) -> bool:
    areas = [row for row in words["areas"] if row["narrative"] or row["evidence"]]
    rated = [row for row in words["areas"] if row["rating"] is not None]
    return not (
        areas or rated or any(words[name] for name in ("texts", "objectives", "actions", "reasons"))
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
