"""What stands in a review so far, part by part."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from assessments.objectives.models import Objective
from assessments.objectives.rules import CLOSED, ObjectiveState

from ..models import (
    AreaAnchor,
    AreaJudgement,
    PerformanceReview,
    ReviewArea,
    ReviewObjective,
    SelfAssessment,
)
from ..rules import ObjectivePart, Rating
from ..rules.content import (
    ActionContent,
    JudgementContent,
    PartContent,
    PreviousContent,
    SelfContent,
)

# What stands there ------------------------------------------------------------------


def part_content(review: PerformanceReview, kind: type[PartContent]) -> PartContent:
    """A part that is kept in fields of the review itself, as it is now."""
    return kind(**{name: getattr(review, name) for name in kind.__dataclass_fields__})


def judgement_of(review: PerformanceReview, area: ReviewArea) -> AreaJudgement | None:
    return review.judgements.filter(area=area).prefetch_related("links").first()


def judgement_content(row: AreaJudgement | None) -> JudgementContent:
    if row is None:
        return JudgementContent()
    links = tuple(sorted(link.key for link in row.links.all()))
    return JudgementContent(row.rating, row.narrative, links)


def action_content(row: Any) -> ActionContent:
    return ActionContent(
        need=row.need,
        activity=row.activity,
        learner_outcome=row.learner_outcome,
        due_on=row.due_on,
        support=row.support,
        module=row.module_id,
        statements=tuple(sorted(each.pk for each in row.statements.all())),
    )


def areas_asked(review: PerformanceReview) -> list[ReviewArea]:
    rows = review.template.areas.order_by("position", "pk")
    return list(rows.prefetch_related("anchors", "statements"))


def area_asked(review: PerformanceReview, code: str) -> ReviewArea | None:
    rows = review.template.areas.filter(code=code)
    return rows.prefetch_related("anchors", "statements").first()


def anchors_of(area: ReviewArea) -> dict[int, str]:
    """Rating → what it looks like."""
    rows: Iterable[AreaAnchor] = area.anchors.all()
    return {row.rating: row.text for row in rows}


def known_names(review: PerformanceReview) -> list[str]:
    """Colleagues, who may be named in a review; learners are not."""
    people = (review.reviewee, review.reviewer, review.countersigner)
    return [
        name
        for person in people
        if person is not None
        for name in (person.first_name, person.last_name, person.display_name)
        if name
    ]


# The self-assessment ----------------------------------------------------------------


def self_content(row: SelfAssessment | None) -> SelfContent:
    if row is None:
        return SelfContent()
    areas = {
        str(code): (said.get("rating"), str(said.get("text") or ""))
        for code, said in row.areas.items()
    }
    return SelfContent(areas, row.proud_of, row.hard, row.wants, row.needs)


@dataclass(frozen=True)
class SelfArea:
    """How she rates herself in one area, and why."""

    area: ReviewArea
    rating: int | None
    text: str

    @property
    def rating_words(self) -> str:
        return "" if self.rating is None else str(Rating(self.rating).label)

    @property
    def anchor(self) -> str:
        return "" if self.rating is None else anchors_of(self.area).get(self.rating, "")


def self_areas(areas: Iterable[ReviewArea], row: SelfAssessment | None) -> list[SelfArea]:
    said = self_content(row).areas
    return [SelfArea(area, *said.get(area.code, (None, ""))) for area in areas]


# Objectives -------------------------------------------------------------------------


def previous_due(review: PerformanceReview) -> QuerySet[Objective]:
    """What was agreed before this review was opened, and is to be looked back on in it: a summative
    review looks at all of it, another at what is due by now; and what was closed meanwhile."""
    until = max(review.period_to, timezone.localdate())
    is_open = Q(state=ObjectiveState.ACTIVE)
    if not review.template.is_summative:
        is_open &= Q(due_on__lte=until)
    is_closed = Q(state__in=CLOSED, closed_at__date__gte=review.period_from)
    rows = Objective.objects.filter(owner=review.reviewee_id, agreed_at__lt=review.opened_at)
    return rows.filter(is_open | is_closed)


def previous_not_linked(review: PerformanceReview) -> QuerySet[Objective]:
    linked = review.objective_links.filter(part=ObjectivePart.PREVIOUS).values("objective")
    return previous_due(review).exclude(pk__in=linked)


@dataclass(frozen=True)
class Previous:
    """An objective of last time, and what is written of it here. Closed, it has what came of it."""

    objective: Objective
    outcome: str = ""
    reason: str = ""

    @property
    def pk(self) -> int:
        return self.objective.pk

    @property
    def is_over(self) -> bool:
        return self.objective.state in CLOSED

    @property
    def outcome_words(self) -> str:
        return str(ObjectiveState(self.outcome).label) if self.outcome else ""

    @property
    def is_said(self) -> bool:
        return bool(self.outcome and self.reason.strip())

    @property
    def content(self) -> PreviousContent:
        return PreviousContent(self.outcome, self.reason)


def previous_of(review: PerformanceReview, *, with_due: bool = True) -> list[Previous]:
    """Those in the review; `with_due`, too, those that will be with the next word that is saved."""
    rows = review.objective_links.filter(part=ObjectivePart.PREVIOUS)
    links = {row.objective_id: row for row in rows}
    found = Objective.objects.filter(pk__in=links)
    if with_due:
        found |= previous_due(review)
    ordered = found.select_related("owner", "priority").order_by("due_on", "pk")
    return [_previous(row, links.get(row.pk)) for row in ordered]


def _previous(objective: Objective, link: ReviewObjective | None) -> Previous:
    if objective.state in CLOSED:
        return Previous(objective, objective.state, objective.closed_reason)
    return Previous(objective, link.outcome, link.reason) if link else Previous(objective)


def objectives_in(review: PerformanceReview, part: ObjectivePart) -> list[Objective]:
    rows = Objective.objects.filter(review_links__review=review, review_links__part=part)
    return list(rows.select_related("priority", "owner").prefetch_related("statements"))


def codes_to_learn(review: PerformanceReview) -> set[str]:
    """Statements of the areas that are not secure yet, as they are judged so far."""
    rows = review.judgements.filter(rating__in=[Rating.NOT_YET, Rating.DEVELOPING])
    return set(rows.values_list("area__statements__code", flat=True)) - {None}
