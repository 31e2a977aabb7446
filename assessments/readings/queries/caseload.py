"""What else there was to do. It is read beside everything else, and is no evidence of anything."""

from assessments.caseloads.access import readable_by
from assessments.caseloads.models import CaseloadSnapshot
from assessments.caseloads.queries import CaseloadReading, caseloads_of

from ..rules import Figure, InputKind, Section
from ..rules.periods import day_words
from ..rules.trends import Point, Series, trends
from .scope import Scope


def caseload_section(scope: Scope) -> Section:
    """Two queries."""
    rows = CaseloadSnapshot.objects.filter(
        readable_by(scope.reader),
        mentor=scope.person.pk,
        on__range=(scope.period_from, scope.period_to),
    )
    counts = caseloads_of(rows.order_by("on"), shows_small=True)
    if not counts:
        return Section(InputKind.CASELOAD, gaps=["The caseload was not counted in this time."])
    last = counts[-1]
    return Section(
        InputKind.CASELOAD,
        figures=[
            Figure(f"Points on {day_words(last.on)}", str(last.weighted), note=last.sum_words),
            Figure(
                "For a full post",
                str(last.per_fte),
                note=f"{last.band.label}. Fair is {last.fair_from} to {last.fair_to}.",
            ),
        ],
        chart=trends("caseload", "Caseload in points, for a full post", [_series(counts)]),
        notes=[last.warning] if last.is_heavy else [],
    )


def _series(counts: list[CaseloadReading]) -> Series:
    top = max(max(each.per_fte, each.fair_to) for each in counts)
    return Series(
        label="Points for a full post",
        points=[
            Point(
                on=each.on,
                value=each.per_fte,
                low=each.per_fte,
                high=each.per_fte,
                words=f"{each.per_fte} points",
                other=each.fair_to,
                other_words=f"fair up to {each.fair_to}",
            )
            for each in counts
        ],
        lowest=0,
        highest=-(-top // 50) * 50,
        lowest_words="0",
        highest_words=str(-(-top // 50) * 50),
    )
