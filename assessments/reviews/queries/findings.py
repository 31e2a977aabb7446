"""What the checks say of a review today (domain.md 6.5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assessments.readings.rules import Reading

from ..models import PerformanceReview
from ..rules.checks import (
    Finding,
    Gate,
    Level,
    ReviewFacts,
    findings,
    gate_of,
    holding,
    is_answered,
    needs_reason,
)
from .facts import facts_of

UNTIL_SHARED = ("PR-19", "PR-20")  # nothing a reviewer can do before it is shared


def findings_for(
    review: PerformanceReview, gate: Gate, *, today: date | None = None
) -> list[Finding]:
    """At this gate and those before it: what holds it up, and what is only said as a warning.
    Warnings whose reason is given are left out; so is what the site does by itself."""
    facts = facts_of(review, today=today)
    return [
        finding
        for finding in findings(facts, gate)
        if finding.level in (Level.BLOCK, Level.WARN) and not is_answered(finding, facts)
    ]


def stops(review: PerformanceReview, gate: Gate, *, today: date | None = None) -> list[Finding]:
    """What lets nobody past this gate: blocks, and warnings that want a reason and have none."""
    facts = facts_of(review, today=today)
    return holding(findings(facts, gate), facts)


@dataclass(frozen=True)
class Row:
    """A finding as the reviewer sees it while she writes."""

    finding: Finding
    is_holding: bool
    needs_reason: bool
    reason: str = ""

    @property
    def is_answered(self) -> bool:
        return bool(self.reason)


@dataclass(frozen=True)
class Look:
    """A draft looked through: by gate, what holds it up, and what is only to be known."""

    facts: ReviewFacts
    rows: tuple[Row, ...]

    def of_gate(self, gate: Gate) -> list[Row]:
        return [row for row in self.rows if gate_of(row.finding.code) == gate]

    @property
    def sharing(self) -> list[Row]:
        return [row for row in self.of_gate(Gate.SHARE) if _is_asked(row.finding)]

    @property
    def signing(self) -> list[Row]:
        later = [*self.of_gate(Gate.SIGN), *self.of_gate(Gate.FINAL)]
        return [row for row in later if _is_asked(row.finding)]

    @property
    def notes(self) -> list[Row]:
        return [row for row in self.rows if not _is_asked(row.finding)]

    @property
    def holds_sharing(self) -> int:
        return sum(row.is_holding for row in self.sharing)

    @property
    def holds_signing(self) -> int:
        return sum(row.is_holding for row in self.signing)

    def holding_at(self, places: Iterable[str]) -> int:
        """How many hold it up in these parts of the review: "area:coaching", or all of "next:"."""
        wanted = tuple(places)
        return sum(
            row.is_holding and any(_is_at(row.finding.where, place) for place in wanted)
            for row in self.rows
        )

    def at(self, *places: str) -> list[Row]:
        return [
            row
            for row in self.rows
            if _is_asked(row.finding) and any(_is_at(row.finding.where, each) for each in places)
        ]


def _is_asked(finding: Finding) -> bool:
    return finding.level in (Level.BLOCK, Level.WARN)


def _is_at(where: str, place: str) -> bool:
    return where.startswith(place) if place.endswith(":") else where == place


def look_over(
    review: PerformanceReview, *, today: date | None = None, reading: Reading | None = None
) -> Look:
    """Everything that is said of it, to the seal."""
    facts = facts_of(review, today=today, reading=reading)
    found = findings(facts, Gate.FINAL)
    if review.shared_at is None:
        found = [finding for finding in found if finding.code not in UNTIL_SHARED]
    held = set(holding(found, facts))
    given = {(row.code, row.where): row.reason for row in review.warning_reasons.all()}
    rows = tuple(
        Row(
            finding,
            finding in held,
            needs_reason(finding),
            given.get((finding.code, finding.where), "") if needs_reason(finding) else "",
        )
        for finding in found
    )
    return Look(facts, rows)
