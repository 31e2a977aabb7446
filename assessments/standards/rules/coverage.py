"""When a statement is covered, what is missing where it is not, and how old evidence is.

Never a score: a status in words, and why (domain.md 3.4).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices

from .kinds import EvidenceKind, StatementKind, Strength, strongest

RECENT_YEARS = 2
PIECES = 2  # of as many kinds

# What shows a statement of each kind: one of these has to be among the evidence.
SHOWN_BY: dict[str, tuple[EvidenceKind, ...]] = {
    StatementKind.KNOWLEDGE: (EvidenceKind.QUIZ, EvidenceKind.CPD),
    StatementKind.SKILL: (EvidenceKind.OBSERVATION,),
    StatementKind.BEHAVIOUR: (EvidenceKind.OBSERVATION, EvidenceKind.FEEDBACK),
}
SHOWN_IN_WORDS: dict[str, str] = {
    StatementKind.KNOWLEDGE: "a quiz or CPD",
    StatementKind.SKILL: "an observation",
    StatementKind.BEHAVIOUR: "an observation or learner voice",
}


class Status(TextChoices):
    COVERED = "covered", "Covered"
    PRACTISED = "practised", "Practised, not shown"
    BEGUN = "begun", "Begun"
    LAPSED = "lapsed", "Out of date"
    NONE = "none", "No evidence"


BADGES = {
    Status.COVERED: "done",
    Status.PRACTISED: "doing",
    Status.BEGUN: "draft",
    Status.LAPSED: "expired",
    Status.NONE: "todo",
}


class Recency(TextChoices):
    """How old a piece is, in words; screens add a shape to each."""

    FRESH = "fresh", "within a year"
    AGEING = "ageing", "over a year old"
    OLD = "old", "over two years old"


@dataclass(frozen=True, slots=True)
class Tally:
    """Pieces of one kind and strength against one statement."""

    kind: EvidenceKind
    strength: Strength
    count: int
    recent: int  # of them within the two years that count
    last_on: date


@dataclass(frozen=True, slots=True)
class Verdict:
    status: Status
    reason: str

    @property
    def badge(self) -> str:
        return BADGES[self.status]

    @property
    def is_gap(self) -> bool:
        return self.status != Status.COVERED


NOTHING = Verdict(Status.NONE, "Nothing stands here yet.")


def years_before(day: date, years: int) -> date:
    """The same day some years ago; the last of February for one that year did not have."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def recent_since(today: date) -> date:
    """The first day whose evidence still counts."""
    return years_before(today, RECENT_YEARS)


def recency(last_on: date, today: date) -> Recency:
    if last_on >= years_before(today, 1):
        return Recency.FRESH
    return Recency.AGEING if last_on >= recent_since(today) else Recency.OLD


def verdict(kind: str, tallies: Sequence[Tally]) -> Verdict:
    """The status of a statement of this kind, with its reason in words.

    Covered: two pieces of two kinds within 24 months, one of them assessed or verified by another
    person, and one of the sort that shows knowledge, a skill or a behaviour.
    """
    if not tallies:
        return NOTHING
    recent = [tally for tally in tallies if tally.recent]
    if not recent:
        last_on = max(tally.last_on for tally in tallies)
        words = f"Nothing since {last_on:%B %Y}; evidence counts for 24 months."
        return Verdict(Status.LAPSED, words)
    missing = _missing(kind, recent)
    if not missing:
        return Verdict(Status.COVERED, _covered_by(recent))
    words = "; ".join(missing)
    if kind == StatementKind.SKILL and _is_practised(recent):
        return Verdict(Status.PRACTISED, f"Practised in a scenario. Still missing: {words}.")
    return Verdict(Status.BEGUN, f"Still missing: {words}.")


def _missing(kind: str, recent: Sequence[Tally]) -> list[str]:
    kinds = {tally.kind for tally in recent}
    shown_by = SHOWN_BY.get(kind, ())
    is_shown = not shown_by or not kinds.isdisjoint(shown_by)
    missing = []
    if not is_shown:
        missing.append(SHOWN_IN_WORDS[kind])  # which would be another kind as well
    elif len(kinds) < PIECES:
        is_one = sum(tally.recent for tally in recent) < PIECES
        missing.append("one more piece, of another kind" if is_one else "one more kind")
    if all(tally.strength == Strength.CLAIMED for tally in recent):
        missing.append("something assessed, or verified by another person")
    return missing


def _covered_by(recent: Sequence[Tally]) -> str:
    pieces = sum(tally.recent for tally in recent)
    kinds = len({tally.kind for tally in recent})
    judged = sum(tally.recent for tally in recent if tally.strength != Strength.CLAIMED)
    return f"{pieces} pieces of {kinds} kinds in 24 months, {judged} of them assessed or verified."


def _is_practised(recent: Iterable[Tally]) -> bool:
    return any(tally.kind == EvidenceKind.SCENARIO for tally in recent)


def best_of(tallies: Iterable[Tally]) -> Strength:
    return strongest(tally.strength for tally in tallies)
