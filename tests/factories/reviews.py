"""Reviews on their way. Rows are written directly, for a scene; moves go through the services."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from assessments.feedback.models import FormativeNote
from assessments.feedback.rules import FeedbackKind
from assessments.objectives.models import Objective
from assessments.objectives.rules import About, ObjectiveState
from assessments.observations.models import Observation, ObservationTemplate
from assessments.observations.rules import ObservationKind, ObservationState
from assessments.readings.rules import InputKind
from assessments.reviews.models import (
    AreaAnchor,
    AreaJudgement,
    EvidenceLink,
    PerformanceReview,
    ReviewArea,
    ReviewCycle,
    ReviewObjective,
    ReviewPolicy,
    ReviewTemplate,
    SelfAssessment,
)
from assessments.reviews.rules import (
    SUMMATIVE,
    CycleState,
    ObjectivePart,
    Rating,
    ReviewKind,
    ReviewState,
)
from assessments.standards.models import Statement
from cms.people.accounts.models import User
from tests.factories.people import days_ago

numbers = count(1)
# Words that nobody but their writer reads before they are shared: tests look for them.
SECRET = "In the tutorial on 4 March she waited until the quiet learner had found his own words."
AREAS: dict[str, tuple[str, tuple[str, ...], str]] = {
    "progress": (
        "Learner progress and targets",
        ("S6", "S8"),
        "In October she reviewed the last actions with a learner before she set a new target, and "
        "in May she did so in both sessions I saw.",
    ),
    "coaching": (
        "Coaching and communication",
        ("S1", "S2"),
        "When a learner said “I don’t know” in the tutorial on 4 March, she waited, then asked "
        "what had helped the week before, and wrote down his words.",
    ),
    "safeguarding": (
        "Safeguarding and boundaries",
        ("S9", "K9"),
        "On 12 January she heard something that worried her, explained the limits of what she "
        "keeps to herself, and rang the safeguarding lead within the hour.",
    ),
    "records": (
        "Records, collaboration and quality",
        ("S7", "S4"),
        "I sampled ten records in April: nine were written on the same day, all ten said who does "
        "what by when, and none held a word too many.",
    ),
    "own": (
        "Own development",
        ("S11",),
        "After the course in November she tried the new opening in one group, told the team in "
        "December what had happened, and changed it for the second group.",
    ),
}
STRENGTHS = "In the session I saw on 4 March she asked seven open questions and waited each time."
DEVELOPMENT = "On 20 May she spoke for twelve of twenty minutes: the learner named no step himself."


def areas() -> list[ReviewArea]:
    """The five of domain.md 6.4, with what each rating looks like."""
    found = []
    for position, (code, (title, codes, _)) in enumerate(AREAS.items()):
        area, _new = ReviewArea.objects.get_or_create(
            code=code, defaults={"title": title, "position": position}
        )
        area.statements.set(Statement.objects.filter(code__in=codes))
        for rating in (Rating.NOT_YET, Rating.DEVELOPING, Rating.SECURE, Rating.STRONG):
            AreaAnchor.objects.get_or_create(
                area=area, rating=rating, defaults={"text": f"{rating.label}: what one would see."}
            )
        found.append(area)
    return found


def template(kind: str = ReviewKind.ANNUAL, **fields: Any) -> ReviewTemplate:
    """One of its kind; with the five areas, unless it sets objectives alone."""
    row = ReviewTemplate.objects.filter(kind=kind).first()
    if row is None or fields:
        title = f"{ReviewKind(kind).label} {next(numbers)}"
        defaults: dict[str, Any] = {"title": title, "is_summative": kind in SUMMATIVE}
        row = ReviewTemplate.objects.create(kind=kind, **{**defaults, **fields})
    if not row.areas.exists() and kind != ReviewKind.OBJECTIVES:
        row.areas.set(areas())
    return row


def policy(**fields: Any) -> ReviewPolicy:
    return ReviewPolicy.objects.create(**fields)


def cycle(made_by: User, kind: str = ReviewKind.ANNUAL, **fields: Any) -> ReviewCycle:
    defaults: dict[str, Any] = {
        "title": f"Round {next(numbers)}",
        "state": CycleState.OPEN,
        "period_from": days_ago(370),
        "period_to": days_ago(5),
        "opens_on": days_ago(20),
        "self_due_on": days_ago(6),
        "due_on": days_ago(-30),
        "opened_at": timezone.localtime() - timedelta(days=20),
    }
    values = {**defaults, **fields}
    row = values.pop("template", None) or template(kind)
    return ReviewCycle.objects.create(template=row, made_by=made_by, **values)


def review(
    mentor: User, manager: User, kind: str = ReviewKind.ANNUAL, **fields: Any
) -> PerformanceReview:
    """Opened twenty days ago, about the year that ended last week."""
    defaults: dict[str, Any] = {
        "period_from": days_ago(370),
        "period_to": days_ago(5),
        "self_due_on": days_ago(6),
        "due_on": days_ago(-30),
        "opened_at": timezone.localtime() - timedelta(days=20),
    }
    values = {**defaults, **fields}
    row = values.pop("template", None) or template(kind)
    return PerformanceReview.objects.create(
        template=row, reviewee=mentor, reviewer=manager, **values
    )


def self_assessment(review: PerformanceReview, **fields: Any) -> SelfAssessment:
    """Handed in ten days ago, every area rated secure, unless said otherwise."""
    said = {
        area.code: {"rating": Rating.SECURE, "text": f"How I see {area.title.lower()}."}
        for area in review.template.areas.all()
    }
    defaults: dict[str, Any] = {
        "areas": said,
        "proud_of": "The quiet group talks now.",
        "hard": "Two moves of rooms in one term.",
        "wants": "To lead a workshop.",
        "needs": "An hour to prepare it.",
        "submitted_at": timezone.localtime() - timedelta(days=10),
    }
    row = SelfAssessment.objects.create(review=review, **{**defaults, **fields})
    if row.submitted_at and review.state == ReviewState.OPENED:
        _put(review, state=ReviewState.SELF_ASSESSMENT)
    return row


def link(judgement: AreaJudgement, kind: str, key: str = "", **fields: Any) -> EvidenceLink:
    key = key or f"{kind}:{next(numbers)}"
    defaults: dict[str, Any] = {"label": f"What {key} says", "on": days_ago(60)}
    return EvidenceLink.objects.create(
        judgement=judgement, kind=kind, key=key, **{**defaults, **fields}
    )


def judged(review: PerformanceReview, rating: int = Rating.SECURE) -> PerformanceReview:
    """Every area rated alike, with a text of its own and evidence of two kinds."""
    for area in review.template.areas.all():
        text = AREAS[area.code][2] if area.code in AREAS else f"{area.title}: {SECRET}"
        row, _ = AreaJudgement.objects.update_or_create(
            review=review, area=area, defaults={"rating": rating, "narrative": text}
        )
        row.links.all().delete()
        for kind in (InputKind.OBSERVATION, InputKind.FORMATIVE):
            link(row, kind)
    if review.state in (ReviewState.OPENED, ReviewState.SELF_ASSESSMENT):
        _put(review, state=ReviewState.MANAGER_DRAFT)
    return review


def objective(owner: User, by: User, about: str = About.LEARNERS, **fields: Any) -> Objective:
    """Whole enough for every check; a draft unless said otherwise."""
    defaults: dict[str, Any] = {
        "outcome": f"Learners name their own next step in review {next(numbers)}",
        "measure": "Records sampled in which the step is in the learner’s words",
        "baseline": "4 of 10",
        "target": "8 of 10",
        "evidence_source": "A sample of ten records each term",
        "due_on": days_ago(-200),
        "support": "An hour a month with an experienced colleague",
    }
    return Objective.objects.create(
        owner=owner, created_by=by, about=about, **{**defaults, **fields}
    )


def next_objective(
    review: PerformanceReview, about: str = About.LEARNERS, **fields: Any
) -> Objective:
    row = objective(review.reviewee, review.reviewer, about, **fields)
    ReviewObjective.objects.create(review=review, objective=row, part=ObjectivePart.NEXT)
    return row


def previous_objective(review: PerformanceReview, **fields: Any) -> Objective:
    """Agreed a year ago and due now; still to be closed."""
    defaults: dict[str, Any] = {
        "state": ObjectiveState.ACTIVE,
        "agreed_at": timezone.localtime() - timedelta(days=360),
        "due_on": days_ago(10),
    }
    row = objective(review.reviewee, review.reviewer, **{**defaults, **fields})
    ReviewObjective.objects.create(review=review, objective=row, part=ObjectivePart.PREVIOUS)
    return row


def formative_note(
    mentor: User, author: User, days: int = 90, kind: str = FeedbackKind.STRENGTH, **fields: Any
) -> FormativeNote:
    defaults: dict[str, Any] = {
        "seen_on": days_ago(days),
        "what_seen": "She let the silence work.",
        "at": timezone.localtime() - timedelta(days=days),
    }
    return FormativeNote.objects.create(
        mentor=mentor, author=author, kind=kind, **{**defaults, **fields}
    )


def observed(mentor: User, observer: User, days: int = 60, **fields: Any) -> Observation:
    """A formal observation, signed by both."""
    form, _ = ObservationTemplate.objects.get_or_create(
        kind=ObservationKind.FORMAL, title="Formal observation", version=1
    )
    seen_at = timezone.localtime() - timedelta(days=days)
    defaults: dict[str, Any] = {
        "state": ObservationState.SEALED,
        "planned_for": seen_at,
        "seen_at": seen_at,
        "released_at": seen_at,
        "responded_at": seen_at,
        "sealed_at": seen_at,
        "words_hash": "b" * 64,
        "booked_by": observer,
    }
    return Observation.objects.create(
        kind=ObservationKind.FORMAL,
        template=form,
        mentor=mentor,
        observer=observer,
        **{**defaults, **fields},
    )


def ready_to_share(review: PerformanceReview, **fields: Any) -> PerformanceReview:
    """Nothing stands in its way, to the seal: what is asked for the signatures is there, too."""
    if not hasattr(review, "self_assessment"):
        self_assessment(review)
    judged(review)
    for about in (About.LEARNERS, About.OWN, About.SERVICE):
        next_objective(review, about)
    for days in (80, 160):
        formative_note(review.reviewee, review.reviewer, days)
    observed(review.reviewee, review.reviewer)
    met_at = timezone.localtime() - timedelta(days=1)
    defaults: dict[str, Any] = {
        "state": ReviewState.MEETING_HELD,
        "met_at": met_at,
        "met_minutes": 60,
        "met_both": True,
        "strengths": STRENGTHS,
        "development": DEVELOPMENT,
        "supervision_gap": "Two sessions fell out in spring; nothing here rests on them.",
        "attested_at": met_at,
    }
    return _put(review, **{**defaults, **fields})


def shared(review: PerformanceReview, days: int = 8, **fields: Any) -> PerformanceReview:
    """Shared, as long ago as it takes to read it; everything that could stop it is done."""
    if review.state not in (ReviewState.MEETING_HELD,):
        ready_to_share(review, met_at=timezone.localtime() - timedelta(days=days + 1))
    shared_at = timezone.localtime() - timedelta(days=days)
    return _put(review, **{"state": ReviewState.SHARED, "shared_at": shared_at, **fields})


def _put(review: PerformanceReview, **fields: Any) -> PerformanceReview:
    for name, value in fields.items():
        setattr(review, name, value)
    review.save(update_fields=list(fields))
    return review


def moment(days: int) -> datetime:
    """So many days ago, at this time of the day."""
    return timezone.localtime() - timedelta(days=days)
