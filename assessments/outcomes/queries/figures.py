"""Figures of one mentor or one team, each with its interval, its comparator and the note beside it.

Of the same total from several files, the one that came in last counts; taken back, the one before
it counts again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from assessments.figures.rules.intervals import Interval
from assessments.figures.rules.plots import Plot, PlotPoint, plot
from cms.people.accounts.models import User
from cms.people.teams.models import Team

from ..access import gives_a_colleague_away, readable_by
from ..models import OutcomeMetric, OutcomeNote
from ..rules import MetricKind
from ..rules.notes import is_mostly_within
from ..rules.reading import FigureReading, figure_reading


@dataclass(frozen=True)
class OutcomeSummary:
    """One total, ready to be printed. `difference` and its interval are in points of a hundred,
    this group less the comparator; None where nothing is compared."""

    pk: int
    is_about: str  # “mentor” or “team”
    subject: str
    kind: str
    label: str
    period_from: date
    period_to: date
    numerator: int
    denominator: int
    percent: str
    interval: Interval
    interval_words: str
    comparator_label: str
    comparator_percent: str
    comparator_denominator: int | None
    difference: float | None
    difference_interval: Interval | None
    is_ordinary: bool | None
    sentence: str
    note_reasons: list[str]
    note_text: str

    @property
    def note(self) -> str:
        """The reasons that were ticked, and the sentence."""
        said = "; ".join(self.note_reasons)
        return " ".join(part for part in (f"{said}." if said else "", self.note_text) if part)

    @property
    def period_words(self) -> str:
        return f"{_day(self.period_from)} to {_day(self.period_to)}"

    @property
    def share(self) -> float:
        return 100 * self.numerator / self.denominator


@dataclass(frozen=True)
class KindFigures:
    """One kind over time, the newest period first."""

    kind: str
    label: str
    summaries: list[OutcomeSummary]
    plot: Plot | None

    @property
    def latest(self) -> OutcomeSummary:
        return self.summaries[0]

    @property
    def has_comparators(self) -> bool:
        return any(each.comparator_percent for each in self.summaries)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def live_metrics() -> QuerySet[OutcomeMetric]:
    rows = OutcomeMetric.objects.filter(batch__withdrawn_at=None)
    return rows.select_related("team", "person").order_by("batch__imported_at", "pk")


def figures_of_person(person: User, reader: User) -> list[KindFigures]:
    """What a reader may know of somebody's own figures. Two queries, and those of the rights."""
    rows = live_metrics().filter(readable_by(reader), person=person)
    return by_kind(summaries_of(rows))


def figures_of_team(team: Team) -> list[KindFigures]:
    return by_kind(summaries_of(live_metrics().filter(team=team)))


def outcomes_for_review(person: User, period_from: date, period_to: date) -> list[OutcomeSummary]:
    """Of the person and of the team she is in: what lies for the most part in the period. Of a
    team of two mentors nothing, since both read it (`access.gives_a_colleague_away`)."""
    profile = getattr(person, "staff_profile", None)
    whose = Q(person=person)
    if profile is not None and profile.team_id and not gives_a_colleague_away(person):
        whose |= Q(team=profile.team_id)
    rows = live_metrics().filter(whose, period_to__gte=period_from, period_from__lte=period_to)
    within = [
        row
        for row in rows
        if is_mostly_within(row.period_from, row.period_to, period_from, period_to)
    ]
    return summaries_of(within)


def summaries_of(rows: Iterable[OutcomeMetric]) -> list[OutcomeSummary]:
    """In the order of kinds, then teams before mentors, then the newest period first. Rows come
    with the oldest file first. One query more."""
    latest = {_key(row): row for row in rows}
    notes = _notes(latest.values())
    order = list(MetricKind.values)
    listed = sorted(
        latest.values(),
        key=lambda row: (order.index(row.kind), row.team_id is None, -row.period_to.toordinal()),
    )
    return [summary_of(row, notes.get(_note_key(row))) for row in listed]


def _key(row: OutcomeMetric) -> tuple[Any, ...]:
    return row.person_id, row.team_id, row.kind, row.period_from, row.period_to


def _note_key(row: OutcomeMetric | OutcomeNote) -> tuple[Any, ...]:
    return row.person_id, row.team_id, row.period_to


def _notes(rows: Iterable[OutcomeMetric]) -> dict[tuple[Any, ...], OutcomeNote]:
    """By whom and until when: the note that was written last."""
    people = {row.person_id for row in rows if row.person_id}
    teams = {row.team_id for row in rows if row.team_id}
    if not people and not teams:
        return {}
    found = OutcomeNote.objects.filter(Q(person__in=people) | Q(team__in=teams))
    return {_note_key(note): note for note in found.order_by("written_at", "pk")}


def summary_of(row: OutcomeMetric, note: OutcomeNote | None) -> OutcomeSummary:
    reading: FigureReading = figure_reading(
        row.numerator,
        row.denominator,
        label=row.comparator_label,
        other_numerator=row.comparator_numerator,
        other_denominator=row.comparator_denominator,
    )
    other = reading.comparison
    return OutcomeSummary(
        pk=row.pk,
        is_about="mentor" if row.person_id else "team",
        subject=row.person.display_name if row.person else str(row.team),
        kind=row.kind,
        label=str(MetricKind(row.kind).label),
        period_from=row.period_from,
        period_to=row.period_to,
        numerator=row.numerator,
        denominator=row.denominator,
        percent=reading.percent,
        interval=reading.interval,
        interval_words=reading.interval_words,
        comparator_label=other.label if other else "",
        comparator_percent=other.percent if other else "",
        comparator_denominator=other.denominator if other else None,
        difference=other.difference if other else None,
        difference_interval=other.interval if other else None,
        is_ordinary=other.is_ordinary if other else None,
        sentence=other.words if other else "",
        note_reasons=note.reason_words if note else [],
        note_text=note.text if note else "",
    )


def by_kind(summaries: Iterable[OutcomeSummary]) -> list[KindFigures]:
    found: dict[str, list[OutcomeSummary]] = {}
    for each in summaries:
        found.setdefault(each.kind, []).append(each)
    return [KindFigures(kind, rows[0].label, rows, _plot(rows)) for kind, rows in found.items()]


def _plot(rows: list[OutcomeSummary]) -> Plot | None:
    """The periods from left to right, each with its interval; one alone is no trend."""
    if len(rows) < 2:
        return None
    points = [
        PlotPoint(
            f"{row.period_to:%b %y}",
            row.share,
            row.interval.low,
            row.interval.high,
            None if row.difference is None else row.share - row.difference,
        )
        for row in reversed(rows)
    ]
    return plot(points, unit=" %", least=0, most=100)
