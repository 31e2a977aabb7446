"""Rounds with how far they are, and what they say about how we rate."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from assessments.figures.rules.agreement import (
    agreement_words,
    krippendorff_alpha,
    percent_agreement,
    weighted_kappa,
)
from assessments.figures.rules.suppression import hidden_cells
from assessments.reviews.models import AreaJudgement, PerformanceReview, ReviewArea, ReviewCycle
from assessments.reviews.rules import SHOWN_TO_REVIEWEE, Rating
from cms.people.accounts.models import User

from ..models import ModerationCase, ModerationRound
from ..rules import SMALLEST_SHOWN, CaseState
from ..rules.judging import SCALE, counted, drift, drift_words, middle_of


@dataclass(frozen=True)
class AreaAgreement:
    """How the moderators of a round agree in one area, over its cases."""

    title: str
    cases: int
    alike: str
    alpha: float | None
    words: str


@dataclass(frozen=True)
class RoundFigures:
    areas: list[AreaAgreement]
    kappa: float | None  # reviewers beside the middle of the moderators
    kappa_words: str
    compared: int


@dataclass(frozen=True)
class RatingRow:
    """One reviewer’s ratings in a cycle. `counts` are empty where too few people are behind them;
    a count that is None is hidden."""

    reviewer: User
    people: int
    counts: tuple[int | None, ...] = ()


@dataclass(frozen=True)
class DriftPoint:
    label: str
    gap: float
    over: int
    words: str


def rounds() -> QuerySet[ModerationRound]:
    over = ~Q(cases__state=CaseState.OPEN)
    rows = ModerationRound.objects.select_related("cycle", "drawn_by").annotate(
        total=Count("cases", distinct=True), done=Count("cases", filter=over, distinct=True)
    )
    return rows.order_by("-drawn_at", "-pk")


def round_figures(round: ModerationRound) -> RoundFigures:
    """Of the cases that are over: nobody’s rating is shown before it was talked about."""
    over = round.cases.exclude(state=CaseState.OPEN).prefetch_related("views").order_by("pk")
    by_area: dict[str, list[list[int | None]]] = defaultdict(list)
    own: list[int | None] = []
    middles: list[int | None] = []
    for case in over:
        for code, before in case.before.items():
            ratings = [counted(view.ratings.get(code)) for view in case.views.all()]
            by_area[code].append(ratings)
            own.append(counted(before))
            middle = middle_of(ratings)
            middles.append(None if middle is None else int(middle + 0.5))
    kappa = weighted_kappa(own, middles, scale=[int(rating) for rating in SCALE])
    both = sum(one is not None and two is not None for one, two in zip(own, middles, strict=True))
    return RoundFigures(_areas(by_area), kappa, agreement_words(kappa), both)


def _areas(by_area: dict[str, list[list[int | None]]]) -> list[AreaAgreement]:
    titles = ReviewArea.objects.filter(code__in=by_area).values_list("code", "title")
    found = []
    for code, title in titles.order_by("position", "pk"):
        shared = percent_agreement(by_area[code])
        alpha = krippendorff_alpha(by_area[code])
        alike = f"{shared.alike} of {shared.pairs}" if shared.pairs else "–"
        found.append(AreaAgreement(title, len(by_area[code]), alike, alpha, agreement_words(alpha)))
    return found


# How reviewers rate -----------------------------------------------------------------


def reviewers_of(cycle: ReviewCycle) -> QuerySet[User]:
    shared = PerformanceReview.objects.filter(cycle=cycle, state__in=SHOWN_TO_REVIEWEE)
    rows = User.objects.filter(pk__in=shared.values("reviewer"))
    return rows.order_by("last_name", "first_name", "pk")


def rating_rows(cycle: ReviewCycle, reviewers: Iterable[User]) -> list[RatingRow]:
    """Only of reviews that were shared. Fewer than five people behind a row: no count at all, since
    one rating of each area would tell how each of them was rated."""
    people = list(reviewers)
    shared = {"review__cycle": cycle, "review__state__in": SHOWN_TO_REVIEWEE}
    judged = AreaJudgement.objects.filter(
        **shared, review__reviewer__in=people, rating__isnull=False
    )
    tally: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for reviewer, rating, count in (
        judged.order_by().values_list("review__reviewer", "rating").annotate(count=Count("pk"))
    ):
        tally[reviewer][rating] = count
    behind = dict(
        judged.order_by()
        .values_list("review__reviewer")
        .annotate(count=Count("review__reviewee", distinct=True))
    )
    return [_rating_row(person, behind.get(person.pk, 0), tally[person.pk]) for person in people]


def _rating_row(reviewer: User, people: int, tally: dict[int, int]) -> RatingRow:
    if people < SMALLEST_SHOWN:
        return RatingRow(reviewer, people)
    counts = [tally[rating] for rating in Rating]
    hidden = hidden_cells(counts, threshold=SMALLEST_SHOWN)
    return RatingRow(
        reviewer,
        people,
        tuple(None if place in hidden else count for place, count in enumerate(counts)),
    )


def reviewer_drift(reviewers: Iterable[User]) -> dict[int, list[DriftPoint]]:
    """By reviewer, round by round: how far her ratings lie from the middle of what the moderators
    of her cases gave. Two queries for any number of reviewers."""
    cases = (
        ModerationCase.objects.filter(review__reviewer__in=list(reviewers))
        .exclude(state=CaseState.OPEN)
        .select_related("round__cycle", "review")
        .prefetch_related("views")
        .order_by("round__drawn_at", "pk")
    )
    pairs: dict[int, dict[ModerationRound, list[tuple[int | None, float | None]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for case in cases:
        for code, before in case.before.items():
            middle = middle_of(view.ratings.get(code) for view in case.views.all())
            pairs[case.review.reviewer_id][case.round].append((before, middle))
    return {
        reviewer: [point for round, both in found.items() if (point := _point(round, both))]
        for reviewer, found in pairs.items()
    }


def _point(
    round: ModerationRound, both: list[tuple[int | None, float | None]]
) -> DriftPoint | None:
    found = drift(both)
    if found is None:
        return None
    gap, over = found
    label = f"{round.cycle.title}, {round.drawn_at:%B %Y}"
    return DriftPoint(label, gap, over, drift_words(gap, beside="the moderators"))
