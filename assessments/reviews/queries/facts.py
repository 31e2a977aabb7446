"""What the checks look at, from the rows: a number of queries that does not grow with them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone

from assessments.feedback.queries import first_concern_on, notes_between
from assessments.objectives.rules import values_of
from assessments.observations.queries import observed_on
from assessments.readings.queries import reading_of
from assessments.readings.rules import Reading
from assessments.sessions.queries.standing import standing_of
from assessments.supervision.rules.frequency import Status
from cms.people.privacy.rules import months_after
from cms.people.teams.models import StaffProfile

from ..models import AreaJudgement, PerformanceReview, SelfAssessment
from ..rules import IN_PROBATION, OVER, WRITABLE, ObjectivePart, ReviewState
from ..rules.checks import (
    Earlier,
    Judged,
    NextObjective,
    Numbers,
    PreviousObjective,
    ReviewFacts,
    Said,
)
from ..rules.checks.quoting import COUNTED
from ..rules.content import SupportContent
from ..rules.phrases import quoted_figures
from .document import judgements_of
from .policies import review_policy
from .seniors import is_senior_to
from .times import closures
from .writing import objectives_in, previous_of

YEARS_BACK = 2
MOST_EARLIER = 200
OVERDUE = (Status.OVERDUE, Status.SERIOUSLY_OVERDUE)
# Field of the review → what a finding calls it, and its label on the page.
TEXTS = {
    "strengths": ("strengths", "What went well"),
    "development": ("development", "What to work on"),
    "summary": ("summary", "In sum"),
    "overall": ("overall", "Overall"),
    "overall_reasons": ("overall_reasons", "The reasons for it"),
    "support_plan": ("support", "The support plan"),
    "supervision_gap": ("supervision", "Supervision"),
}


def facts_of(
    review: PerformanceReview, *, today: date | None = None, reading: Reading | None = None
) -> ReviewFacts:
    """`reading`, where the page has read it already."""
    facts = ReviewFacts(
        numbers=Numbers.of(review_policy()),
        today=today or timezone.localdate(),
        closures=tuple(closures()),
        reasons=frozenset(review.warning_reasons.values_list("code", "where")),
    )
    facts = _with_template(facts, review)
    facts = _with_course(facts, review)
    facts = _with_words(facts, review)
    facts = _with_earlier(facts, review)
    facts = _with_the_year(facts, review)
    facts = _with_post(facts, review)
    return _with_shown(facts, review, reading)


def _with_template(facts: ReviewFacts, review: PerformanceReview) -> ReviewFacts:
    template = review.template
    return facts.at(
        kind=template.kind,
        is_summative=template.is_summative,
        is_in_probation=template.kind in IN_PROBATION,
        asks_self=template.asks_self_assessment,
        asks_objectives=template.asks_objectives,
        is_countersigned=template.is_countersigned,
    )


def _with_course(facts: ReviewFacts, review: PerformanceReview) -> ReviewFacts:
    handed_in = SelfAssessment.objects.filter(review=review, submitted_at__isnull=False)
    is_senior = review.countersigner is not None and is_senior_to(
        review.countersigner, review.reviewer
    )
    return facts.at(
        self_is_in=handed_in.exists(),
        no_self_reason=review.no_self_reason,
        self_reminded=review.self_reminded,
        met_on=_day(review.met_at),
        met_minutes=review.met_minutes or 0,
        met_both=review.met_both,
        is_attested=review.attested_at is not None,
        shared_on=_day(review.shared_at),
        is_answered=review.answered_at is not None,
        reviewer=review.reviewer_id,
        countersigner=review.countersigner_id,
        countersigner_is_senior=is_senior,
        final_on=_day(review.final_at),
    )


def _with_words(facts: ReviewFacts, review: PerformanceReview) -> ReviewFacts:
    areas, previous = _areas(review), _previous(review)
    return facts.at(
        areas=areas,
        strengths=review.strengths,
        development=review.development,
        said=_said(review, areas, previous),
        next_objectives=tuple(
            NextObjective(row.pk, values_of(row))
            for row in objectives_in(review, ObjectivePart.NEXT)
        ),
        previous=previous,
        actions=review.development_actions.count(),
        **{name: getattr(review, name) for name in SupportContent.__dataclass_fields__},
    )


def _previous(review: PerformanceReview) -> tuple[PreviousObjective, ...]:
    """Shared, it holds those that were in it then and no other."""
    rows = previous_of(review, with_due=review.state in WRITABLE)
    return tuple(
        PreviousObjective(row.pk, row.objective.outcome, bool(row.outcome), row.reason)
        for row in rows
    )


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _areas(review: PerformanceReview) -> tuple[Judged, ...]:
    """Those that the template asks about, judged or not yet, and those that were judged before it
    changed."""
    judged = {row.area_id: row for row in judgements_of(review)}
    asked = list(review.template.areas.order_by("position", "pk"))
    known = {area.pk for area in asked}
    asked += [row.area for pk, row in judged.items() if pk not in known]
    return tuple(_judged(area, judged.get(area.pk)) for area in asked)


def _judged(area: Any, row: AreaJudgement | None) -> Judged:
    if row is None:
        return Judged(area.code, area.title)
    links = tuple((link.kind, link.key) for link in row.links.all())
    return Judged(area.code, area.title, row.rating, row.narrative, links)


def _said(
    review: PerformanceReview, areas: Iterable[Judged], previous: Iterable[PreviousObjective]
) -> tuple[Said, ...]:
    """Every text of the reviewer's."""
    found = [Said(area.where, area.title, area.narrative) for area in areas]
    found += [Said(where, label, getattr(review, name)) for name, (where, label) in TEXTS.items()]
    found += [
        Said(f"previous:{row.pk}", "An objective from last time", row.reason) for row in previous
    ]
    return tuple(said for said in found if said.text.strip())


def _with_earlier(facts: ReviewFacts, review: PerformanceReview) -> ReviewFacts:
    """What stood in this mentor's final reviews, and what this reviewer writes of others. What
    another reviewer wrote of another person is compared with nothing."""
    since = months_after(review.period_to, -12 * YEARS_BACK)
    own = Q(review__reviewee=review.reviewee_id, review__state=ReviewState.FINAL)
    others = Q(review__reviewer=review.reviewer_id) & ~Q(review__reviewee=review.reviewee_id)
    rows = (
        AreaJudgement.objects.filter(own | others, review__period_to__gte=since)
        .exclude(review=review.pk)
        .exclude(review__state=ReviewState.CANCELLED)
        .exclude(narrative="")
        .order_by("-review__period_to", "pk")
        .values_list(
            "narrative",
            "review__reviewee",
            "review__reviewee__first_name",
            "review__reviewee__last_name",
        )[:MOST_EARLIER]
    )
    read = list(rows)
    names = {name for _, _, *both in read for name in both}
    names |= {review.reviewee.first_name, review.reviewee.last_name}
    earlier = tuple(Earlier(text, person == review.reviewee_id) for text, person, *_ in read)
    return facts.at(earlier=earlier, names=tuple(sorted(filter(None, names))))


def _with_the_year(facts: ReviewFacts, review: PerformanceReview) -> ReviewFacts:
    """Feedback, observation and supervision of the time it is about: that they were, and when."""
    mentor, asked_on = review.reviewee, facts.met_on or facts.today
    numbers = facts.numbers
    months = (
        numbers.observed_in_probation if facts.is_in_probation else numbers.observed_within_months
    )
    notes = notes_between(mentor, review.period_from, max(review.period_to, asked_on))
    # What falls due while the mentor reads is for the next review.
    standing = standing_of(mentor, min(review.period_to, asked_on))
    gap = [standing.warning] if standing.warning else []
    if standing.status in OVERDUE:
        gap.insert(0, standing.sentence)
    return facts.at(
        notes_on=tuple(notes.order_by("seen_on").values_list("seen_on", flat=True)),
        first_concern_on=first_concern_on(mentor, asked_on) if facts.has_concern else None,
        observed_on=observed_on(mentor, since=months_after(asked_on, -months)),
        supervision_gap_found=" ".join(gap) if facts.judges_practice else "",
    )


def _with_post(facts: ReviewFacts, review: PerformanceReview) -> ReviewFacts:
    post = StaffProfile.objects.filter(person=review.reviewee_id).first()
    if post is None:
        return facts
    months = _months(review.period_from, review.period_to)
    begun = post.started_on
    is_part = begun is not None and begun > review.period_from
    in_post = _months(begun, review.period_to) if begun and is_part else months
    return facts.at(
        fte=float(post.fte),
        months=months,
        months_in_post=in_post if in_post < months else None,
    )


def _months(first: date, last: date) -> int:
    """Rounded: eleven months and a half are twelve."""
    return max(round(((last - first).days + 1) / 30.44), 0)


def _with_shown(
    facts: ReviewFacts, review: PerformanceReview, reading: Reading | None
) -> ReviewFacts:
    """Whose figures may be quoted: what its reading shows. Shared, that was looked at; and where
    no figure is quoted and none linked, nothing needs to be read for it."""
    links = [(kind, key) for area in facts.areas for kind, key in area.links]
    is_quoted = any(kind in COUNTED for kind, _ in links) or any(
        quoted_figures(said.text) for said in facts.said
    )
    if review.state not in WRITABLE or review.state in OVER:
        return facts.at(
            shown_kinds=frozenset(COUNTED), shown_keys=frozenset(key for _, key in links)
        )
    if not is_quoted:
        return facts
    pieces = (reading or reading_for(review)).pieces()
    return facts.at(
        shown_kinds=frozenset(piece.kind for piece in pieces.values()),
        shown_keys=frozenset(pieces),
    )


def reading_for(review: PerformanceReview) -> Reading:
    """What the reviewer may read of the time this review is about."""
    try:
        return reading_of(
            review.reviewee,
            period_from=review.period_from,
            period_to=max(review.period_to, _day(review.met_at) or review.period_to),
            reader=review.reviewer,
        )
    except PermissionDenied:
        return Reading()
