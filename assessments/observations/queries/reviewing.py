"""What a review reads of observations: formal ones once released, developmental ones only if the
mentor lets them stand (domain.md 6.2, 2.3 rule 14)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from assessments.standards.models import Evidence
from cms.people.accounts.models import User

from ..access import ARE_SHOWN, DEVELOPMENTAL, FORMAL
from ..models import Observation, ObservationCriterion, ObservationRating
from ..rules import EARNS_EVIDENCE, Level, ObservationKind, Part

FOR_REVIEW = ARE_SHOWN & (FORMAL | (DEVELOPMENTAL & Q(is_evidence=True)))


@dataclass(frozen=True)
class LevelSummary:
    title: str
    level: str
    label: str
    evidence: str


@dataclass(frozen=True)
class ObservationSummary:
    pk: int
    kind: str
    seen_on: date
    observer: str
    levels: tuple[LevelSummary, ...]
    strengths: str
    next_step: str
    next_step_on: date | None
    stance: str
    response: str
    codes: tuple[str, ...]
    url: str

    @property
    def is_formal(self) -> bool:
        return self.kind == ObservationKind.FORMAL


def observed_on(person: User, *, since: date) -> date | None:
    """The last day somebody was seen at work, from a day on, as far as a review may know of it."""
    rows = Observation.objects.filter(FOR_REVIEW, mentor=person, seen_at__date__gte=since)
    last = rows.order_by("-seen_at").values_list("seen_at", flat=True).first()
    return timezone.localdate(last) if last is not None else None


def observations_for_review(
    person: User, period_from: date, period_to: date
) -> list[ObservationSummary]:
    """The oldest first; a constant number of queries."""
    rows = list(_in_period(person, period_from, period_to))
    standing = _standing_codes(rows)
    return [_summary(row, standing.get(row.pk, ())) for row in rows]


def _in_period(person: User, first: date, last: date) -> QuerySet[Observation]:
    criteria = ObservationCriterion.objects.prefetch_related("statements")
    ratings = ObservationRating.objects.filter(part=Part.OBSERVER).prefetch_related(
        Prefetch("criterion", queryset=criteria)
    )
    rows = Observation.objects.filter(
        FOR_REVIEW, mentor=person, seen_at__date__gte=first, seen_at__date__lte=last
    )
    rows = rows.select_related("observer").order_by("seen_at", "pk")
    return rows.prefetch_related(Prefetch("ratings", queryset=ratings))


def _standing_codes(rows: list[Observation]) -> dict[int, tuple[str, ...]]:
    """What stands in the ledger, by observation."""
    if not rows:
        return {}
    found = Evidence.objects.standing().filter(
        content_type=ContentType.objects.get_for_model(Observation),
        object_id__in=[row.pk for row in rows],
    )
    codes: dict[int, list[str]] = {}
    pairs = found.order_by("statement__position").values_list("object_id", "statement__code")
    for pk, code in pairs:
        codes.setdefault(pk, []).append(code)
    return {pk: tuple(dict.fromkeys(of_one)) for pk, of_one in codes.items()}


def _summary(row: Observation, standing: tuple[str, ...]) -> ObservationSummary:
    ratings = sorted(row.ratings.all(), key=lambda rating: rating.criterion.position)
    return ObservationSummary(
        pk=row.pk,
        kind=row.kind,
        seen_on=timezone.localdate(row.seen_at),
        observer=row.observer.display_name,
        levels=tuple(
            LevelSummary(
                rating.criterion.title,
                rating.level,
                str(Level(rating.level).label),
                rating.evidence,
            )
            for rating in ratings
        ),
        strengths=row.strengths,
        next_step=row.next_step,
        next_step_on=row.next_step_on,
        stance=str(row.get_response_stance_display()) if row.response_stance else "",
        response=row.response,
        codes=standing or earned_codes(ratings),
        url=row.get_absolute_url(),
    )


def earned_codes(ratings: Any) -> tuple[str, ...]:
    """Of criteria rated secure or strong; those released and not signed yet say them too."""
    return tuple(
        dict.fromkeys(
            statement.code
            for rating in ratings
            if rating.level in EARNS_EVIDENCE
            for statement in rating.criterion.statements.all()
        )
    )
