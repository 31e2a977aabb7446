"""A case as its moderators read it: the review without names, and how they rate it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from assessments.figures.rules.agreement import (
    agreement_words,
    krippendorff_alpha,
    percent_agreement,
)
from assessments.reviews.models import PerformanceReview
from assessments.reviews.queries.document import document_of, judgements_of, rating_words
from assessments.reviews.rules import Stance
from cms.people.accounts.models import User

from ..access import cases_waiting
from ..models import ModerationCase, ModeratorView
from ..rules import CaseState
from ..rules.draws import reason_words
from ..rules.judging import counted, pairs_words, spread_words
from ..rules.naming import COUNTERSIGNER, MENTOR, REVIEWER, Hidden, hide_names

PEOPLE = ("review__reviewee", "review__reviewer", "review__countersigner", "review__template")


@dataclass(frozen=True)
class CaseArea:
    """One area as it was written, without names; the reviewer’s rating once she has rated."""

    code: str
    title: str
    narrative: str
    evidence: tuple[str, ...]
    anchors: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class CaseDocument:
    areas: list[CaseArea]
    texts: list[tuple[str, str]]
    answers: list[tuple[str, str]]  # of the mentor: the stance and the words


@dataclass(frozen=True)
class AreaBeside:
    """One area with every rating beside the others; `mine` is the reader’s own."""

    title: str
    reviewer: str
    views: tuple[tuple[str, str], ...]  # whose, and which rating
    spread: str
    pairs: str
    after: str = ""


@dataclass(frozen=True)
class Beside:
    areas: list[AreaBeside]
    columns: tuple[str, ...]
    comments: tuple[tuple[str, str], ...]
    alike: str
    alpha: float | None
    alpha_words: str


@dataclass(frozen=True)
class CaseRow:
    case: ModerationCase
    reasons: str
    views: int
    moderators: int
    has_own: bool
    is_waiting: bool  # the words are as they were drawn

    @property
    def is_yours(self) -> bool:
        return self.is_waiting and not self.has_own


def cases() -> QuerySet[ModerationCase]:
    return ModerationCase.objects.select_related("round__cycle", "round__drawn_by", *PEOPLE)


def with_counts(rows: QuerySet[ModerationCase], reader: User) -> QuerySet[ModerationCase]:
    own = ModeratorView.objects.filter(moderator=reader.pk).values("case")
    return rows.annotate(
        given=Count("views", distinct=True),
        asked=Count("moderators", distinct=True),
        own=Count("pk", filter=Q(pk__in=own), distinct=True),
        now=Count("pk", filter=cases_waiting(), distinct=True),
    )


def rows_of(found: Iterable[Any]) -> list[CaseRow]:
    """Of cases `with_counts`."""
    return [
        CaseRow(
            case=case,
            reasons=reason_words(case.reasons),
            views=case.given,
            moderators=case.asked,
            has_own=bool(case.own),
            is_waiting=bool(case.now),
        )
        for case in found
    ]


def hidden_in(review: PerformanceReview) -> list[Hidden]:
    people = [(MENTOR, review.reviewee), (REVIEWER, review.reviewer)]
    if review.countersigner is not None:
        people.append((COUNTERSIGNER, review.countersigner))
    return [
        Hidden(instead, (one.first_name, one.last_name, one.known_as)) for instead, one in people
    ]


def document_without_names(case: ModerationCase) -> CaseDocument:
    """The self-assessment stays out: a rating is compared with the evidence, not with a hope."""
    review = case.review
    hidden = hidden_in(review)
    whole = document_of(review)
    said = [
        (Stance(row.stance).label, row.text)
        for row in review.responses.filter(at__gte=review.shared_at).order_by("at", "pk")
    ]
    return CaseDocument(
        areas=[_area(row, hidden) for row in judgements_of(review)],
        texts=[
            (title, hide_names(words, hidden)) for title, words in [*whole.texts, *whole.concern]
        ],
        answers=[(stance, hide_names(words, hidden)) for stance, words in said],
    )


def _area(judgement: Any, hidden: list[Hidden]) -> CaseArea:
    return CaseArea(
        code=judgement.area.code,
        title=judgement.area.title,
        narrative=hide_names(judgement.narrative, hidden),
        evidence=tuple(hide_names(link.label, hidden) for link in judgement.links.all()),
        anchors=tuple((one.rating, one.text) for one in judgement.area.anchors.all()),
    )


def ratings_now(review: PerformanceReview) -> dict[str, int | None]:
    return {row.area.code: row.rating for row in judgements_of(review)}


def area_titles(case: ModerationCase) -> dict[str, str]:
    return {row.area.code: row.area.title for row in judgements_of(case.review)}


def own_view(case: ModerationCase, reader: User) -> ModeratorView | None:
    return case.views.filter(moderator=reader.pk).first()


def views_missing(case: ModerationCase) -> int:
    """How many moderators have not written their view yet."""
    given = case.views.values("moderator")
    return case.moderators.exclude(pk__in=given).count()


def beside(case: ModerationCase, reader: User) -> Beside:
    """Everybody’s ratings side by side; for a reader who has given hers, or a case that is over.
    Colleagues have no names here: a rating is talked about, not who gave it."""
    views = sorted(case.views.all(), key=lambda view: (view.moderator_id != reader.pk, view.pk))
    columns = tuple(
        "You" if view.moderator_id == reader.pk else f"Moderator {number}"
        for number, view in enumerate(views, start=1)
    )
    titles = area_titles(case)
    ratings = {code: [view.ratings.get(code) for view in views] for code in case.before}
    areas = [
        AreaBeside(
            title=titles.get(code, code),
            reviewer=rating_words(before),
            views=tuple(zip(columns, map(rating_words, ratings[code]), strict=True)),
            spread=spread_words(ratings[code]),
            pairs=pairs_words(ratings[code]),
            after=rating_words(case.after[code]) if code in case.after else "",
        )
        for code, before in in_order(case.before, titles)
    ]
    units = [[counted(rating) for rating in each] for each in ratings.values()]
    shared = percent_agreement(units)
    alpha = krippendorff_alpha(units)
    comments = [
        (column, view.comment) for column, view in zip(columns, views, strict=True) if view.comment
    ]
    return Beside(
        areas=areas,
        columns=columns,
        comments=tuple(comments),
        alike=f"{shared.alike} of {shared.pairs}" if shared.pairs else "",
        alpha=alpha,
        alpha_words=agreement_words(alpha),
    )


def in_order(ratings: dict[str, Any], titles: dict[str, str]) -> list[tuple[str, Any]]:
    """JSON keeps no order of its own: as the areas stand in the review."""
    known = [(code, ratings[code]) for code in titles if code in ratings]
    return known + [(code, rating) for code, rating in ratings.items() if code not in titles]


def outcome_rows(rows: QuerySet[ModerationCase]) -> QuerySet[ModerationCase]:
    return rows.select_related("review__template", "review__reviewee", "round__cycle").order_by(
        "-closed_at", "-pk"
    )


def changed_ratings(case: ModerationCase) -> list[tuple[str, str, str]]:
    """Area, as it was, as it was agreed."""
    titles = area_titles(case)
    return [
        (titles.get(code, code), rating_words(case.before.get(code)), rating_words(rating))
        for code, rating in in_order(case.after, titles)
    ]


def moderators_with_views(case: ModerationCase) -> list[tuple[User, bool]]:
    given = set(case.views.values_list("moderator", flat=True))
    people = case.moderators.order_by("last_name", "first_name", "pk")
    return [(person, person.pk in given) for person in people]


def is_over(case: ModerationCase) -> bool:
    return case.state != CaseState.OPEN
