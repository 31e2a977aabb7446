"""Outcomes of the mentor's learners and of her team's: with how many, how sure, what they are
compared with, and the note that has to be read beside them."""

from datetime import date

from django.urls import reverse

from assessments.outcomes.access import readable_by
from assessments.outcomes.models import OutcomeMetric
from assessments.outcomes.queries import OutcomeSummary, outcomes_for_review
from assessments.outcomes.rules.notes import is_mostly_within

from ..rules import Figure, InputKind, Piece, Section, shortened
from ..rules.periods import add_months
from ..rules.trends import Point, Series, trends
from .scope import Scope

HALF = 50  # a drawing of high shares begins here, and says so
MONTHS_BEFORE = 36  # so that a drawing shows where a figure comes from


def outcomes_section(scope: Scope) -> Section:
    """Three queries."""
    first = add_months(scope.period_from, -MONTHS_BEFORE)
    found = _readable(scope, outcomes_for_review(scope.person, first, scope.period_to))
    now = [each for each in found if _is_of_the_time(each, scope)]
    return Section(
        InputKind.OUTCOME,
        figures=[_figure(each) for each in now],
        pieces=[_piece(each, scope) for each in now],
        chart=trends("outcome", "Outcomes over time", _series(found, now)),
        gaps=[] if now else ["No total was brought in for this time."],
        notes=list(dict.fromkeys(f"{each.subject}: {each.note}" for each in now if each.note)),
    )


def _readable(scope: Scope, found: list[OutcomeSummary]) -> list[OutcomeSummary]:
    rows = OutcomeMetric.objects.filter(
        readable_by(scope.reader), pk__in=[each.pk for each in found]
    )
    pks = set(rows.values_list("pk", flat=True))
    return [each for each in found if each.pk in pks]


def _is_of_the_time(each: OutcomeSummary, scope: Scope) -> bool:
    return is_mostly_within(each.period_from, each.period_to, scope.period_from, scope.period_to)


def _whose(each: OutcomeSummary) -> str:
    return "the mentor’s learners" if each.is_about == "mentor" else f"the team, {each.subject}"


def _figure(each: OutcomeSummary) -> Figure:
    return Figure(
        f"{each.label}, {_whose(each)}",
        each.percent,
        n=each.denominator,
        interval=each.interval_words,
        note=each.sentence,
    )


def _piece(each: OutcomeSummary, scope: Scope) -> Piece:
    return Piece(
        key=f"outcome:{each.pk}",
        label=shortened(f"{each.label}, {_whose(each)}: {each.percent}"),
        kind=InputKind.OUTCOME,
        on=each.period_to,
        url=_url(each, scope),
        meta=f"{each.numerator} of {each.denominator}, {each.period_words}",
    )


def _url(each: OutcomeSummary, scope: Scope) -> str:
    if each.is_about == "mentor":
        return reverse("outcomes:person_outcomes", args=[scope.person.pk])
    profile = getattr(scope.person, "staff_profile", None)
    return reverse("outcomes:team_outcomes", args=[profile.team_id]) if profile else ""


def _series(found: list[OutcomeSummary], now: list[OutcomeSummary]) -> list[Series]:
    """Each kind there is a figure of now, with the periods before it."""
    kinds = dict.fromkeys((each.kind, each.is_about) for each in now)
    shares = [each.interval.low for each in found] + [_other(each) for each in found]
    lowest = HALF if min(shares, default=0) >= HALF else 0
    return [
        Series(
            label=next(
                f"{each.label}, {_whose(each)}"
                for each in now
                if (each.kind, each.is_about) == kind
            ),
            points=[_point(each) for each in _once(found) if (each.kind, each.is_about) == kind],
            lowest=lowest,
            highest=100,
            lowest_words=f"{lowest} %",
        )
        for kind in kinds
    ]


def _once(found: list[OutcomeSummary]) -> list[OutcomeSummary]:
    """One figure a day, kind and group: of two periods that end together, the longer one."""
    kept: dict[tuple[str, str, date], OutcomeSummary] = {}
    for each in found:
        key = (each.kind, each.is_about, each.period_to)
        if key not in kept or each.period_from < kept[key].period_from:
            kept[key] = each
    return list(kept.values())


def _point(each: OutcomeSummary) -> Point:
    is_compared = each.difference is not None
    return Point(
        on=each.period_to,
        value=each.share,
        low=each.interval.low,
        high=each.interval.high,
        words=each.percent,
        interval=each.interval_words,
        n=each.denominator,
        other=_other(each) if is_compared else None,
        other_words=_compared(each) if is_compared else "",
    )


def _other(each: OutcomeSummary) -> float:
    """The share it is compared with; its own where there is none."""
    return each.share - (each.difference or 0)


def _compared(each: OutcomeSummary) -> str:
    label = f", {each.comparator_label}" if each.comparator_label else ""
    return f"{each.comparator_percent}{label}, n = {each.comparator_denominator}"
