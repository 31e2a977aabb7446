"""A review as a document: the same parts for its page, its PDF, its checksum and a request."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from assessments.objectives.rules import CLOSED, ObjectiveState
from assessments.readings.rules import CAVEATS, InputKind

from ..models import (
    AreaJudgement,
    PerformanceReview,
    ReviewObjective,
    SelfAssessment,
)
from ..rules import ObjectivePart, Rating
from ..rules.policies import warned_of

SIGNED_FIELDS = (
    "outcome", "about", "measure", "baseline", "target", "evidence_source", "support",
)  # fmt: skip
SEALED_AS = {ObjectivePart.PREVIOUS: "previous", ObjectivePart.NEXT: "next"}


@dataclass(frozen=True)
class LinkPart:
    """A piece of evidence. `url` is there when this reader may open it."""

    key: str
    kind: InputKind
    label: str
    on: date | None
    url: str = ""

    @property
    def caveat(self) -> str:
        return CAVEATS[self.kind]


@dataclass(frozen=True)
class AreaPart:
    code: str
    title: str
    rating: int | None
    rating_words: str
    anchor: str
    narrative: str
    links: tuple[LinkPart, ...] = ()
    self_words: str = ""  # how she rated herself
    self_text: str = ""


@dataclass(frozen=True)
class ObjectiveWords:
    outcome: str
    facts: tuple[tuple[str, str], ...]
    result: str = ""  # of an earlier one: what came of it
    reason: str = ""
    url: str = ""


@dataclass(frozen=True)
class ActionWords:
    need: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ReviewDocument:
    areas: list[AreaPart]
    texts: list[tuple[str, str]]  # title and words
    concern: list[tuple[str, str]]
    previous: list[ObjectiveWords]
    coming: list[ObjectiveWords]
    actions: list[ActionWords]
    reasons: list[tuple[str, str]]  # why a warning stands as it is
    self_texts: list[tuple[str, str]] = field(default_factory=list)


def reviews() -> QuerySet[PerformanceReview]:
    """With the people and the kind every screen names."""
    return PerformanceReview.objects.select_related(
        "template", "cycle", "reviewee", "reviewer", "countersigner", "opened_by"
    )


def document_of(
    review: PerformanceReview,
    *,
    with_self: bool = False,
    urls: dict[str, str] | None = None,
) -> ReviewDocument:
    """`with_self` for whoever may read the self-assessment; `urls` lead to evidence, by its key."""
    assessment = self_assessment_of(review) if with_self else None
    links = objective_links(review)
    return ReviewDocument(
        areas=_areas(review, assessment, urls or {}),
        texts=_texts(review),
        concern=_concern(review),
        previous=[_objective(row) for row in links if row.part == ObjectivePart.PREVIOUS],
        coming=[_objective(row) for row in links if row.part == ObjectivePart.NEXT],
        actions=[_action(row) for row in review.development_actions.select_related("module")],
        reasons=_reasons(review),
        self_texts=_self_texts(assessment) if assessment else [],
    )


def self_assessment_of(review: PerformanceReview) -> SelfAssessment | None:
    """Handed in; before that it is nobody’s but hers."""
    return SelfAssessment.objects.filter(review=review, submitted_at__isnull=False).first()


def objective_links(review: PerformanceReview, *, as_sealed: bool = True) -> list[ReviewObjective]:
    """In the words that were signed, once the review is sealed; or, without `as_sealed`, in those
    of today."""
    found = review.objective_links.select_related("objective__priority")
    rows = list(found.order_by("part", "objective__due_on", "pk"))
    if as_sealed and review.sealed_words:
        for part, name in SEALED_AS.items():
            of_part = sorted((row for row in rows if row.part == part), key=lambda row: row.pk)
            for row, words in zip(of_part, review.sealed_words.get(name, []), strict=False):
                _put_sealed(row, words)
    return rows


def _put_sealed(row: ReviewObjective, words: dict[str, Any]) -> None:
    """In memory only. What was not said was left out of the sealed words."""
    one = row.objective
    for name in SIGNED_FIELDS:
        setattr(one, name, words.get(name, ""))
    one.due_on = date.fromisoformat(words["due_on"]) if words.get("due_on") else None
    if row.part == ObjectivePart.PREVIOUS:
        one.state, one.closed_reason = words.get("state", one.state), words.get("reason", "")


def judgements_of(review: PerformanceReview) -> QuerySet[AreaJudgement]:
    rows = review.judgements.select_related("area").prefetch_related("links", "area__anchors")
    return rows.order_by("area__position", "area__pk")


def _reasons(review: PerformanceReview) -> list[tuple[str, str]]:
    titles = {f"area:{area.code}": area.title for area in review.template.areas.all()}
    return [
        (": ".join(filter(None, [titles.get(row.where), warned_of(row.code)])), row.reason)
        for row in review.warning_reasons.all()
    ]


def _areas(
    review: PerformanceReview, assessment: SelfAssessment | None, urls: dict[str, str]
) -> list[AreaPart]:
    mine = assessment.areas if assessment else {}
    judged = {row.area_id: row for row in judgements_of(review)}
    asked = review.template.areas.prefetch_related("anchors").order_by("position", "pk")
    found = [_area(row.area, row, mine.get(row.area.code) or {}, urls) for row in judged.values()]
    missing = [area for area in asked if area.pk not in judged]
    return found + [_area(area, None, mine.get(area.code) or {}, urls) for area in missing]


def _area(area: Any, row: AreaJudgement | None, own: dict[str, Any], urls: Any) -> AreaPart:
    anchors = {anchor.rating: anchor.text for anchor in area.anchors.all()}
    rating = row.rating if row else None
    links = row.links.all() if row else ()
    return AreaPart(
        code=area.code,
        title=area.title,
        rating=rating,
        rating_words=rating_words(rating),
        anchor="" if rating is None else anchors.get(rating, ""),
        narrative=row.narrative if row else "",
        links=tuple(
            LinkPart(link.key, InputKind(link.kind), link.label, link.on, urls.get(link.key, ""))
            for link in links
        ),
        self_words=rating_words(own.get("rating")) if own.get("rating") is not None else "",
        self_text=str(own.get("text") or ""),
    )


def rating_words(rating: int | None) -> str:
    if rating is None:
        return "Not rated"
    label = str(Rating(rating).label)
    return label if rating == Rating.NOT_ENOUGH else f"{rating}, {label.lower()}"


def _texts(review: PerformanceReview) -> list[tuple[str, str]]:
    said = [
        ("What went well", review.strengths),
        ("What to work on", review.development),
        ("In sum", review.summary),
        ("Overall", review.overall),
        ("The reasons for it", review.overall_reasons),
        ("Supervision", review.supervision_gap),
        ("Without a self-assessment", review.no_self_reason),
    ]
    if review.probation_outcome:
        outcome = str(review.get_probation_outcome_display())
        until = f" to {day_in_words(review.extended_to)}" if review.extended_to else ""
        said.append(("Probation", f"{outcome}{until}"))
    return [(title, words) for title, words in said if words.strip()]


def _concern(review: PerformanceReview) -> list[tuple[str, str]]:
    said = []
    if review.has_concern:
        first = day_in_words(review.concern_seen_on)
        said.append(("A serious concern", f"First seen on {first}." if first else "Noted."))
    if review.support_plan.strip():
        said.append(("The support plan", review.support_plan))
    if review.hr_involved_on:
        said.append(("HR", f"Involved since {day_in_words(review.hr_involved_on)}."))
    return said


def _objective(row: ReviewObjective) -> ObjectiveWords:
    one = row.objective
    is_previous = row.part == ObjectivePart.PREVIOUS
    facts = [
        ("About", one.get_about_display()),
        ("Measure", one.measure),
        ("How it is now", one.baseline),
        ("How it will be", one.target),
        ("Where it is seen", one.evidence_source),
        ("By", day_in_words(one.due_on)),
        ("What the college does", one.support),
        ("Weight", f"{one.weight}%" if one.weight else ""),
        ("College priority", one.priority.title if one.priority else ""),
    ]
    return ObjectiveWords(
        outcome=one.outcome,
        facts=tuple((name, words) for name, words in facts if words),
        result=str(ObjectiveState(came_of(row)[0]).label) if is_previous else "",
        reason=came_of(row)[1] if is_previous else "",
        url=one.get_absolute_url(),
    )


def came_of(row: ReviewObjective) -> tuple[str, str]:
    """What came of an objective of last time, and why: as it was closed, or as the reviewer has
    written it and sharing will close it."""
    if row.objective.state in CLOSED:
        return row.objective.state, row.objective.closed_reason
    return row.outcome or row.objective.state, row.reason


def _action(row: Any) -> ActionWords:
    facts = [
        ("How", row.activity),
        ("Module", row.module.title if row.module else ""),
        ("What learners will notice", row.learner_outcome),
        ("By", day_in_words(row.due_on)),
        ("What the college does", row.support),
    ]
    return ActionWords(row.need, tuple((name, words) for name, words in facts if words))


def _self_texts(assessment: SelfAssessment) -> list[tuple[str, str]]:
    said = [
        ("What I am proud of", assessment.proud_of),
        ("What was hard", assessment.hard),
        ("What I want to do next", assessment.wants),
        ("What I need for it", assessment.needs),
    ]
    return [(title, words) for title, words in said if words.strip()]


def day_in_words(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
