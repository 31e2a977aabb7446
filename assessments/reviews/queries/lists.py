"""Lists of reviews: people, kinds, dates, states and whose turn it is; no words are read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.accounts.queries import NAMES, with_words
from cms.people.teams.access import managed_by
from cms.people.teams.models import Cover, ReportingLine
from cms.people.teams.rules import CoverKind

from ..access import listed_for, readable_by
from ..models import DisputeMeeting, PerformanceReview
from ..rules import OVER, Part, ReviewState
from ..rules.turns import Stage, Step, Turn, path_of, turn_of
from .document import reviews as reviews

BY_TURN = ("due_on", "-pk")


@dataclass(frozen=True)
class ReviewRow:
    """One line of a list, as its reader sees it."""

    review: PerformanceReview
    turn: Turn
    is_yours: bool
    badge: str  # of components/badge.html
    words: str
    is_late: bool

    @property
    def stands(self) -> str:
        return self.turn.about


def with_turns(rows: QuerySet[PerformanceReview]) -> QuerySet[PerformanceReview]:
    """With what tells whose turn it is, without asking row by row."""
    met = DisputeMeeting.objects.filter(review=OuterRef("pk"))
    return rows.annotate(has_met=Exists(met))


def stage_of(review: PerformanceReview) -> Stage:
    met = getattr(review, "has_met", None)
    if met is None:
        met = DisputeMeeting.objects.filter(review=review.pk).exists()
    return Stage(
        state=review.state,
        asks_self=review.template.asks_self_assessment,
        is_sampled=review.is_sampled,
        is_disputed=review.is_disputed,
        is_met=met,
        is_countersigned=review.template.is_countersigned or review.is_disputed,
        is_unsigned=bool(review.unsigned_reason),
    )


def path(review: PerformanceReview) -> list[Step]:
    return path_of(stage_of(review))


def rows_of(found: Iterable[PerformanceReview], user: User, today: date) -> list[ReviewRow]:
    return [row_of(review, user, today) for review in found]


def row_of(review: PerformanceReview, user: User, today: date) -> ReviewRow:
    turn = turn_of(stage_of(review))
    holder = who_holds(review, turn)
    is_yours = holder == user.pk
    is_late = review.state not in OVER and review.due_on < today
    if review.state == ReviewState.FINAL:
        badge, words = "done", "Final"
    elif review.state == ReviewState.CANCELLED:
        badge, words = "expired", "Called off"
    elif is_yours:
        badge, words = ("overdue" if is_late else "due"), turn.words
    else:
        badge, words = ("overdue" if is_late else "doing"), review.get_state_display()
    return ReviewRow(review, turn, is_yours, badge, words, is_late)


def who_holds(review: PerformanceReview, turn: Turn) -> int | None:
    return {
        Part.REVIEWEE: review.reviewee_id,
        Part.REVIEWER: review.reviewer_id,
        Part.COUNTERSIGNER: review.countersigner_id,
    }.get(turn.part)  # type: ignore[call-overload, no-any-return]


def own_reviews(user: User) -> QuerySet[PerformanceReview]:
    """About herself and on their way: she knows of each from the day it opens, while she works
    here."""
    rows = with_turns(reviews()).filter(listed_for(user), reviewee=user.pk)
    rows = rows.exclude(state__in=OVER)
    return rows.order_by(*BY_TURN)


def reviews_written(user: User) -> QuerySet[PerformanceReview]:
    """By her, of people she manages today, and not over."""
    team = User.objects.filter(managed_by(user)).values("pk")
    rows = with_turns(reviews()).filter(reviewer=user.pk, reviewee__in=team)
    return rows.exclude(state__in=OVER).order_by(*BY_TURN)


def to_countersign(user: User) -> QuerySet[PerformanceReview]:
    rows = with_turns(reviews()).filter(countersigner=user.pk)
    return rows.exclude(state__in=OVER).order_by(*BY_TURN)


def past_reviews(user: User) -> QuerySet[PerformanceReview]:
    """Final, and readable by her as a party; the newest first."""
    mine = Q(reviewee=user.pk) | Q(reviewer=user.pk) | Q(countersigner=user.pk)
    rows = reviews().filter(mine, readable_by(user), state=ReviewState.FINAL)
    return rows.order_by("-final_at", "-pk")


def without_reviewer() -> QuerySet[PerformanceReview]:
    """On their way, and whoever should write or sign them does not manage the mentor any more, nor
    stands in for who does: HR gives them to somebody else."""
    today = timezone.localdate()
    covers = Cover.objects.filter(
        kind=CoverKind.MANAGER, starts_on__lte=today, ends_on__gte=today,
        stands_in=OuterRef(OuterRef("reviewer")),
    )  # fmt: skip
    hers = Q(manager=OuterRef("reviewer")) | Q(manager__in=covers.values("absent"))
    lines = ReportingLine.objects.on(today).filter(hers, person=OuterRef("reviewee"))
    rows = reviews().exclude(state__in=(*OVER, ReviewState.SIGNED_MANAGER))
    return rows.filter(~Exists(lines)).order_by(*BY_TURN)


def reviews_listed(
    user: User, *, words: str = "", kind: str = "", state: str = "", team: int | None = None
) -> QuerySet[PerformanceReview]:
    """All that somebody knows of, filtered."""
    rows = with_turns(reviews()).filter(listed_for(user))
    if words:
        people = with_words(User.objects.all(), words, *NAMES)
        rows = rows.filter(reviewee__in=people.values("pk"))
    if kind:
        rows = rows.filter(template__kind=kind)
    if state == "open":
        rows = rows.exclude(state__in=OVER)
    elif state:
        rows = rows.filter(state=state)
    if team:
        rows = rows.filter(reviewee__staff_profile__team=team)
    return rows.order_by("-period_to", "reviewee__last_name", "reviewee__first_name", "-pk")


def readable_among(user: User, found: Iterable[PerformanceReview]) -> set[int]:
    """Which of these she may read; one query for any number of them."""
    rows = PerformanceReview.objects.filter(readable_by(user), pk__in=[one.pk for one in found])
    return set(rows.values_list("pk", flat=True))
