"""What colleagues said, as it may be read: never one by one where no names were asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from cms.people.accounts.models import User

from ..access import readable_by
from ..models import ColleagueAnswer, ColleagueRound
from ..rules import RoundKind, RoundState
from ..rules.figures import RatingRow, rating_rows, shuffled
from ..rules.rounds import is_too_few
from .rounds import counted


@dataclass(frozen=True)
class RoundReading:
    """One round for its readers. Where `is_hidden`, `why` says so and the rest is empty."""

    asked: int
    n: int
    is_hidden: bool
    why: str = ""
    ratings: Sequence[RatingRow] = ()
    keeps_doing: Sequence[str] = ()
    tries_next: Sequence[str] = ()
    named: Sequence[ColleagueAnswer] = ()

    @property
    def has_words(self) -> bool:
        return bool(self.keeps_doing or self.tries_next)


@dataclass(frozen=True)
class ColleagueSummary:
    """For a review: one round that the subject shares (features.md R2, R3)."""

    pk: int
    kind: RoundKind
    focus: str
    closed_on: date
    asked: int
    n: int
    is_hidden: bool
    ratings: Sequence[RatingRow]
    is_shared: bool
    keeps_doing: Sequence[str] = ()
    tries_next: Sequence[str] = ()


def reading_of_round(colleague_round: Any) -> RoundReading:
    """Of a round with its counts (`counted`). One query, and none while nothing is shown."""
    why = _why_hidden(colleague_round)
    if why:
        return RoundReading(colleague_round.asked, colleague_round.answered, True, why)
    return _shown(colleague_round, colleague_round.answers.all())


def _why_hidden(row: Any) -> str:
    if row.state == RoundState.WITHDRAWN:
        return "This round was given up. Nothing of it is kept to read."
    if row.kind == RoundKind.NAMED:
        return "" if row.answered else "Nobody has answered yet."
    if row.state == RoundState.OPEN:
        return (
            "Answers without names are shown together, when the round is closed and "
            f"{row.shown_from} or more have answered. Until then nobody sees any of them."
        )
    if is_too_few(kind=row.kind, answers=row.answered, shown_from=row.shown_from):
        return (
            f"Fewer than {row.shown_from} answered. So few could be recognised, so what they wrote "
            "was deleted unread."
        )
    return ""


def _shown(row: Any, answers: Iterable[ColleagueAnswer]) -> RoundReading:
    found = list(answers)
    is_named = row.kind == RoundKind.NAMED
    newest = sorted(found, key=lambda each: each.answered_on or date.min, reverse=True)
    return RoundReading(
        asked=row.asked,
        n=len(found),
        is_hidden=False,
        ratings=rating_rows(
            (each.ratings for each in found), shown_from=1 if is_named else row.shown_from
        ),
        keeps_doing=_words(row, "keeps_doing", found),
        tries_next=_words(row, "tries_next", found),
        named=newest if is_named else (),
    )


def _words(row: Any, name: str, answers: list[ColleagueAnswer]) -> list[str]:
    if row.kind == RoundKind.NAMED:
        told = [(getattr(each, name), each.giver_name) for each in answers]
        return [f"{text} ({giver})" for text, giver in told if text]
    return shuffled((getattr(each, name) for each in answers), seed=f"{row.pk} {name}")


def colleagues_for_review(
    person: User, period_from: date, period_to: date, *, reader: User | None = None
) -> list[ColleagueSummary]:
    """The rounds about somebody that were closed in a period and that she shares, oldest first.
    With a `reader`, those that this reader may open. Two queries."""
    rows = ColleagueRound.objects.filter(
        subject=person,
        is_shared=True,
        state=RoundState.CLOSED,
        closed_at__date__range=(period_from, period_to),
    )
    if reader is not None:
        rows = rows.filter(readable_by(reader))
    return summaries_of(rows)


def summaries_of(rows: QuerySet[ColleagueRound]) -> list[ColleagueSummary]:
    """Of closed rounds, whoever reads them."""
    found = counted(rows).prefetch_related("answers").order_by("closed_at", "pk")
    return [_summary(row) for row in found]


def _summary(row: Any) -> ColleagueSummary:
    is_hidden = bool(_why_hidden(row))
    shown = _shown(row, () if is_hidden else row.answers.all())
    return ColleagueSummary(
        pk=row.pk,
        kind=RoundKind(row.kind),
        focus=row.focus,
        closed_on=timezone.localdate(row.closed_at),
        asked=row.asked,
        n=row.answered,
        is_hidden=is_hidden,
        ratings=() if is_hidden else shown.ratings,
        is_shared=row.is_shared,
        keeps_doing=shown.keeps_doing,
        tries_next=shown.tries_next,
    )
