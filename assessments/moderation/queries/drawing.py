"""What a draw would take of a cycle, and who may moderate it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from assessments.reviews.models import AreaJudgement, PerformanceReview, ReviewCycle
from assessments.reviews.queries.policies import review_policy
from assessments.reviews.rules import ReviewKind, ReviewState
from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.teams.models import ConflictOfInterest, Cover, ReportingLine
from cms.people.teams.rules import CoverKind

from ..access import cases_waiting
from ..models import ModerationCase
from ..rules import SENT_BACK, CaseReason, CaseState
from ..rules.choosing import CaseParties, Chosen, Relations, choose, is_near
from ..rules.draws import Candidate, Numbers, counts_by_reason, draw

WAITING_TO_BE_DRAWN = Q(state=ReviewState.RESPONSE)


@dataclass(frozen=True)
class Preview:
    """What a draw would take now. Which reviews the lot falls on is not known before it is drawn;
    how many is."""

    numbers: Numbers
    reviews: int  # of the cycle, called-off ones left out
    answered: int  # of them, waiting to be signed
    total: int
    reasons: list[tuple[str, int]]
    reviewers: int
    managers_short: int  # cases with fewer than two managers
    without_quality: int  # cases that no quality lead may moderate


def numbers_today() -> Numbers:
    policy = review_policy()
    return Numbers(policy.moderated_percent, policy.moderated_least)


def cycles_to_draw() -> QuerySet[ReviewCycle]:
    """With at least one review that was answered and not signed; the newest first."""
    waiting = PerformanceReview.objects.filter(WAITING_TO_BE_DRAWN, cycle__isnull=False)
    rows = ReviewCycle.objects.filter(pk__in=waiting.values("cycle")).select_related("template")
    return rows.order_by("-period_to", "-pk")


def reviews_of(cycle: ReviewCycle) -> QuerySet[PerformanceReview]:
    rows = PerformanceReview.objects.filter(cycle=cycle).exclude(state=ReviewState.CANCELLED)
    return rows.select_related("template").order_by("pk")


def lapsed_cases(cycle: ReviewCycle) -> QuerySet[ModerationCase]:
    """Open ones whose words were taken back by the reviewer since they were drawn."""
    rows = ModerationCase.objects.filter(review__cycle=cycle, state=CaseState.OPEN)
    return rows.exclude(pk__in=rows.filter(cases_waiting()).values("pk"))


def candidates_of(cycle: ReviewCycle) -> list[Candidate]:
    """Four queries, however many reviews."""
    lapsed = set(lapsed_cases(cycle).values_list("pk", flat=True))
    by_review: dict[int, list[ModerationCase]] = defaultdict(list)
    for case in ModerationCase.objects.filter(review__cycle=cycle).order_by("pk"):
        by_review[case.review_id].append(case)
    ratings: dict[int, list[int]] = defaultdict(list)
    judged = AreaJudgement.objects.filter(review__cycle=cycle, rating__isnull=False)
    for review, rating in judged.values_list("review", "rating"):
        if rating is not None:
            ratings[review].append(rating)
    return [
        _candidate(review, by_review[review.pk], tuple(ratings[review.pk]), lapsed)
        for review in reviews_of(cycle)
    ]


def _candidate(
    review: PerformanceReview,
    cases: list[ModerationCase],
    ratings: tuple[int, ...],
    lapsed: set[int],
) -> Candidate:
    last = cases[-1] if cases else None
    is_open = last is not None and last.state == CaseState.OPEN and last.pk not in lapsed
    return Candidate(
        pk=review.pk,
        reviewer=review.reviewer_id,
        waits=review.state == ReviewState.RESPONSE,
        ratings=ratings,
        is_disputed=review.is_disputed,
        decides_probation=review.template.kind == ReviewKind.PROBATION_DECISION,
        drawn_by_lot=any(CaseReason.SAMPLE in case.reasons for case in cases),
        is_settled=is_open or (last is not None and last.state == CaseState.UPHELD),
        came_back=last is not None and (last.state in SENT_BACK or last.pk in lapsed),
    )


def preview_of(cycle: ReviewCycle) -> Preview:
    found = candidates_of(cycle)
    numbers = numbers_today()
    drawn = draw(found, numbers, "preview")
    chosen = moderators_for(drawn, "preview")
    return Preview(
        numbers=numbers,
        reviews=len(found),
        answered=sum(row.waits for row in found),
        total=len(drawn),
        reasons=counts_by_reason(drawn),
        reviewers=len({row.reviewer for row in found}),
        managers_short=sum(one.managers_missing > 0 for one in chosen.values()),
        without_quality=sum(one.quality_missing > 0 for one in chosen.values()),
    )


def moderators_for(reviews: Iterable[int], seed: str) -> dict[int, Chosen]:
    """By review, in a constant number of queries."""
    cases = parties_of(reviews)
    managers = keys_of(Role.LINE_MANAGER)
    quality = keys_of(Role.QUALITY_LEAD)
    return choose(cases, managers, quality, relations_of(cases), seed)


def keys_of(role: Role) -> list[int]:
    return sorted(holders_of(role).values_list("pk", flat=True))


def parties_of(reviews: Iterable[int]) -> list[CaseParties]:
    rows = PerformanceReview.objects.filter(pk__in=list(reviews)).order_by("pk")
    return [
        CaseParties(*values)
        for values in rows.values_list("pk", "reviewee", "reviewer", "countersigner")
    ]


def relations_of(cases: Iterable[CaseParties]) -> Relations:
    """Who manages whom of the reviewees and reviewers, up and down, stand-ins included; and which
    conflicts stand."""
    people = {pk for case in cases for pk in (case.reviewee, case.reviewer)}
    near = Q(person__in=people) | Q(manager__in=people)
    today = timezone.localdate()
    standing = Cover.objects.filter(
        kind=CoverKind.MANAGER, starts_on__lte=today, ends_on__gte=today
    )
    covers = list(standing.values_list("stands_in", "absent"))
    absent = {away for _, away in covers}
    lines = ReportingLine.objects.on().filter(near | Q(manager__in=absent))
    managing = set(lines.values_list("manager", "person"))
    managing |= {
        (stands_in, person)
        for stands_in, away in covers
        for manager, person in managing
        if manager == away
    }
    pairs = ConflictOfInterest.objects.filter(
        Q(person__in=people) | Q(other__in=people), ended_at=None
    )
    apart = frozenset(frozenset(pair) for pair in pairs.values_list("person", "other"))
    return Relations(frozenset(managing), apart)


def possible_moderators(case: ModerationCase) -> QuerySet[User]:
    """Whom a quality lead may choose from: managers and quality leads who are not near it."""
    cases = parties_of([case.review_id])
    relations = relations_of(cases)
    able = {*keys_of(Role.LINE_MANAGER), *keys_of(Role.QUALITY_LEAD)}
    free = [pk for pk in able if not any(is_near(pk, one, relations) for one in cases)]
    return User.objects.filter(pk__in=free).order_by("last_name", "first_name", "pk")
