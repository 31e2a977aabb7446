"""The college’s one page: how the teams did, beside what they are compared with (features.md K10).
Teams alone; no figure of a mentor, and none of a group under the smallest base."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assessments.figures.rules.intervals import percent_words, wilson

from ..models import OutcomeMetric
from ..rules import MetricKind
from .figures import OutcomeSummary, live_metrics, summaries_of


@dataclass(frozen=True)
class KindReport:
    """All teams of one kind together, and one by one by name.

    `expected` says what the teams together would have, had each done as its own comparator: the
    comparators’ shares, weighted by the size of the teams.
    """

    label: str
    numerator: int
    denominator: int
    percent: str
    interval_words: str
    expected: str
    is_ordinary: bool | None
    teams: list[OutcomeSummary]

    @property
    def compared_with(self) -> str:
        return " or ".join(
            dict.fromkeys(filter(None, (one.comparator_label for one in self.teams)))
        )


@dataclass(frozen=True)
class ImpactReport:
    period_from: date
    period_to: date
    kinds: list[KindReport]

    @property
    def notes(self) -> list[tuple[str, str]]:
        """Each team’s note once, by name."""
        found = {each.subject: each.note for kind in self.kinds for each in kind.teams}
        return [(subject, note) for subject, note in sorted(found.items()) if note]


def report_periods() -> list[tuple[date, date]]:
    """Of which there are totals of teams, the newest first."""
    rows = OutcomeMetric.objects.filter(batch__withdrawn_at=None, team__isnull=False)
    found = rows.order_by().values_list("period_from", "period_to").distinct()
    return sorted(found, key=lambda period: (period[1], period[0]), reverse=True)


def impact_report(period_from: date, period_to: date) -> ImpactReport:
    rows = live_metrics().filter(team__isnull=False, period_from=period_from, period_to=period_to)
    found: dict[str, list[OutcomeSummary]] = {}
    for each in summaries_of(rows):
        found.setdefault(each.kind, []).append(each)
    kinds = [_kind_report(kind, teams) for kind, teams in found.items()]
    return ImpactReport(period_from, period_to, kinds)


def _kind_report(kind: str, teams: Iterable[OutcomeSummary]) -> KindReport:
    listed = sorted(teams, key=lambda each: each.subject)
    numerator = sum(each.numerator for each in listed)
    denominator = sum(each.denominator for each in listed)
    share = wilson(numerator, denominator)
    expected = _expected(listed, denominator)
    return KindReport(
        label=str(MetricKind(kind).label),
        numerator=numerator,
        denominator=denominator,
        percent=percent_words(numerator, denominator),
        interval_words=f"{100 * share.low:.1f} % to {100 * share.high:.1f} %",
        expected="" if expected is None else f"{100 * expected:.1f} %",
        is_ordinary=None if expected is None else expected in share,
        teams=listed,
    )


def _expected(teams: list[OutcomeSummary], denominator: int) -> float | None:
    """None where a team is compared with nothing: half a sum would mislead."""
    if any(each.difference is None for each in teams):
        return None
    shares = (each.denominator * (each.share - (each.difference or 0)) for each in teams)
    return sum(shares) / denominator / 100
