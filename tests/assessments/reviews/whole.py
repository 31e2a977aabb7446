"""A review in which every check finds nothing, as plain values; a test changes one of them."""

from datetime import date, timedelta
from typing import Any

from assessments.objectives.rules import About
from assessments.objectives.rules.smart import ObjectiveValues
from assessments.reviews.models import ReviewPolicy
from assessments.reviews.rules import Rating
from assessments.reviews.rules.checks import (
    CHECKS,
    Finding,
    Judged,
    NextObjective,
    Numbers,
    ReviewFacts,
    Said,
)
from tests.factories.reviews import AREAS, DEVELOPMENT, STRENGTHS

TODAY = date(2026, 6, 19)  # a Friday
MET = date(2026, 6, 3)  # a Wednesday
SHARED = date(2026, 6, 5)  # a Friday: the fifth working day after it is the twelfth


def numbers(**fields: Any) -> Numbers:
    return Numbers.of(ReviewPolicy(**fields))


def area(code: str = "coaching", rating: int | None = Rating.SECURE, **fields: Any) -> Judged:
    title, _, narrative = AREAS[code]
    links = fields.pop("links", ("observation:1", "formative:1"))
    pairs = tuple((key.split(":")[0], key) for key in links)
    return Judged(code, title, rating, fields.pop("narrative", narrative), pairs)


def values(about: str = About.LEARNERS, **fields: Any) -> ObjectiveValues:
    whole: dict[str, Any] = {
        "outcome": "Eight of ten learners name their own next step",
        "measure": "Records sampled in which the step is in the learner’s words",
        "baseline": "4 of 10",
        "target": "8 of 10",
        "evidence_source": "A sample of ten records a term",
        "due_on": TODAY + timedelta(days=200),
        "support": "An hour a month with an experienced colleague",
    }
    return ObjectiveValues(about=about, **{**whole, **fields})


def objectives(*abouts: str, **fields: Any) -> tuple[NextObjective, ...]:
    given = abouts or (About.LEARNERS, About.OWN, About.SERVICE)
    return tuple(NextObjective(n, values(about, **fields)) for n, about in enumerate(given, 1))


def said(text: str, where: str = "summary") -> tuple[Said, ...]:
    return (Said(where, "In sum", text),)


def whole(**changes: Any) -> ReviewFacts:
    facts = ReviewFacts(
        numbers=numbers(),
        today=TODAY,
        is_summative=True,
        self_is_in=True,
        met_on=MET,
        met_minutes=45,
        met_both=True,
        areas=tuple(area(code) for code in AREAS),
        strengths=STRENGTHS,
        development=DEVELOPMENT,
        next_objectives=objectives(),
        notes_on=(date(2026, 1, 12), date(2026, 4, 1)),
        observed_on=date(2026, 3, 4),
        is_attested=True,
        shared_on=SHARED,
        is_answered=True,
        reviewer=1,
        countersigner=2,
        countersigner_is_senior=True,
    )
    return facts.at(**changes)


def found(code: str, **changes: Any) -> list[Finding]:
    """What one check finds."""
    return CHECKS[code][1](whole(**changes))
