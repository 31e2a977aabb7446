"""What the 24 checks look at, and what they say (domain.md 6.5): plain values, no rows."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from math import ceil
from typing import Any

from assessments.objectives.rules.smart import ObjectiveValues
from assessments.records.rules.deadlines import Closure

from ..states import ReviewKind

FULL_TIME = 1.0
LEAST_OBJECTIVES = 2  # one about learners and one about her own development are asked of everybody


class Level(StrEnum):
    BLOCK = "block"
    WARN = "warn"
    AUTO = "auto"  # done by the site: said, never asked
    REPORT = "report"  # said to whoever keeps the round


class Gate(StrEnum):
    """What a review passes through, in this order."""

    SHARE = "share"
    SIGN = "sign"
    FINAL = "final"


@dataclass(frozen=True)
class Finding:
    """`where` names the part, as in "area:coaching" or "objective:12"; `fix` says what to do."""

    code: str
    level: Level
    where: str
    message: str
    fix: str


@dataclass(frozen=True)
class Numbers:
    """The college's, out of ReviewPolicy."""

    self_reminders: int
    meeting_minutes: int
    narrative_least: int
    similar_percent: int
    objectives_least: int
    objectives_most: int
    formative_least: int
    formative_in_probation: int
    observed_within_months: int
    observed_in_probation: int
    days_to_read: int
    days_to_finish: int
    surprise_days: int

    @classmethod
    def of(cls, policy: Any) -> "Numbers":
        return cls(**{name: getattr(policy, name) for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class Judged:
    """One area as it is judged so far; `links` are kinds and keys of what is linked."""

    code: str
    title: str
    rating: int | None = None
    narrative: str = ""
    links: tuple[tuple[str, str], ...] = ()

    @property
    def where(self) -> str:
        return f"area:{self.code}"

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(kind for kind, _ in self.links)


@dataclass(frozen=True)
class Earlier:
    """A text to compare with: of this mentor's last review, or of another person's."""

    text: str
    is_own: bool


@dataclass(frozen=True)
class Said:
    """A text of the reviewer's, and what it is called on the page."""

    where: str
    label: str
    text: str


@dataclass(frozen=True)
class NextObjective:
    pk: int
    values: ObjectiveValues

    @property
    def where(self) -> str:
        return f"objective:{self.pk}"


@dataclass(frozen=True)
class PreviousObjective:
    pk: int
    outcome: str
    is_closed: bool = False
    reason: str = ""


@dataclass(frozen=True)
class ReviewFacts:
    """One review on one day."""

    numbers: Numbers
    today: date
    kind: str = ReviewKind.ANNUAL
    is_summative: bool = False
    is_in_probation: bool = False
    asks_self: bool = True
    asks_objectives: bool = True
    is_countersigned: bool = True
    closures: tuple[Closure, ...] = ()
    self_is_in: bool = False
    no_self_reason: str = ""
    self_reminded: int = 0
    met_on: date | None = None
    met_minutes: int = 0
    met_both: bool = False
    areas: tuple[Judged, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    names: tuple[str, ...] = ()  # of the two, which no comparison counts
    strengths: str = ""
    development: str = ""
    said: tuple[Said, ...] = ()
    next_objectives: tuple[NextObjective, ...] = ()
    previous: tuple[PreviousObjective, ...] = ()
    actions: int = 0
    notes_on: tuple[date, ...] = ()
    first_concern_on: date | None = None
    has_concern: bool = False
    concern_seen_on: date | None = None
    support_plan: str = ""
    hr_involved_on: date | None = None
    probation_outcome: str = ""
    extended_to: date | None = None
    observed_on: date | None = None
    supervision_gap_found: str = ""  # in words; empty where what took place met the policy
    supervision_gap: str = ""
    shown_kinds: frozenset[str] = frozenset()  # of which something may be quoted
    shown_keys: frozenset[str] = frozenset()
    is_attested: bool = False
    fte: float = FULL_TIME
    months_in_post: int | None = None  # of the period, where it is less than the whole of it
    months: int = 12
    shared_on: date | None = None
    is_answered: bool = False
    reviewer: int = 0
    countersigner: int | None = None
    countersigner_is_senior: bool = False
    final_on: date | None = None
    reasons: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    @property
    def judges_practice(self) -> bool:
        """An induction check and a setting of objectives come before there is practice to judge."""
        early = (ReviewKind.INDUCTION, ReviewKind.OBJECTIVES)
        return bool(self.areas) and self.kind not in early

    @property
    def objectives_least(self) -> int:
        """PR-17: pro rata for a part-time post, and never below two."""
        least = self.numbers.objectives_least
        return min(least, max(ceil(round(least * self.fte, 6)), LEAST_OBJECTIVES))

    def at(self, **changes: Any) -> "ReviewFacts":
        return replace(self, **changes)
