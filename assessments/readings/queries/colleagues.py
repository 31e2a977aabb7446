"""Feedback from colleagues: the rounds that the mentor shares, and nothing of any other. Whether
she asked at all is no matter of a review."""

from django.urls import reverse

from assessments.colleagues.queries import ColleagueSummary, colleagues_for_review
from assessments.colleagues.rules import RoundKind

from ..rules import Figure, InputKind, Piece, Section, Table, shortened
from .scope import Scope

MOST_WORDS = 12


def colleagues_section(scope: Scope) -> Section:
    """Two queries."""
    shared = colleagues_for_review(
        scope.person, scope.period_from, scope.period_to, reader=scope.reader
    )
    shown = [each for each in reversed(shared) if not each.is_hidden]
    return Section(
        InputKind.COLLEAGUE,
        figures=[_figure(each) for each in shown],
        pieces=[_piece(each, scope) for each in shown],
        notes=[words for each in shown for words in _notes(each)][:MOST_WORDS],
        gaps=[] if shown else ["Nothing that colleagues said is shared for this time."],
        tables=[_table(each) for each in shown],
    )


def _figure(each: ColleagueSummary) -> Figure:
    return Figure(f"Answers, {_title(each)}", f"{each.n} of {each.asked}", note=_how(each))


def _title(each: ColleagueSummary) -> str:
    return shortened(f"“{each.focus}”", 80)


def _how(each: ColleagueSummary) -> str:
    return "by name" if each.kind == RoundKind.NAMED else "without names"


def _piece(each: ColleagueSummary, scope: Scope) -> Piece:
    codes = {row.question.code for row in each.ratings if row.mean is not None}
    return Piece(
        key=f"colleague:{each.pk}",
        label=shortened(f"Feedback from colleagues: {each.focus}"),
        kind=InputKind.COLLEAGUE,
        on=each.closed_on,
        url=reverse("colleagues:round_detail", args=[each.pk]),
        meta=f"n = {each.n} of {each.asked} asked, {_how(each)}",
        codes=scope.in_order(codes & set(scope.statements)),
    )


def _notes(each: ColleagueSummary) -> list[str]:
    keeps = [f"To keep doing: {words}" for words in each.keeps_doing]
    return keeps + [f"To try: {words}" for words in each.tries_next]


def _table(each: ColleagueSummary) -> Table:
    heads = ["Question", "Mean", "Interval", "Spread", "n"]
    rows = [
        [
            row.question.wording,
            "–" if row.mean is None else f"{row.mean:.1f}",
            row.range_words,
            "–" if row.spread is None else f"{row.spread:.1f}",
            str(row.n),
        ]
        for row in each.ratings
    ]
    return Table(f"{_title(each)}, {each.n} answers, from 1 to 5", heads, rows)
