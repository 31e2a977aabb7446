"""One answer of the grid: a word, a shape, how much it needs somebody, and where that is done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from django.db.models import TextChoices


class Column(TextChoices):
    INDUCTION = "induction", "Induction"
    CERTIFICATES = "certificates", "Certificates"
    CPD = "cpd", "CPD"
    SUPERVISION = "supervision", "Supervision"
    OBSERVATION = "observation", "Observation"
    REVIEW = "review", "Review"


class Level(IntEnum):
    """How much a cell needs somebody. Serious: safeguarding that has run out, and supervision that
    is seriously overdue (domain.md 4.6)."""

    FINE = 0
    SOON = 1
    LATE = 2
    SERIOUS = 3


@dataclass(frozen=True, slots=True)
class Note:
    """A line under the word, with a day as people say it, where there is one."""

    words: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Leads:
    """Where a cell is acted on: the name of a view, what it is about, and what the link says."""

    words: str
    view: str
    pk: int | None = None
    query: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """`order` sorts within a level, the smaller the worse. `facts` are what an export may hold:
    states' counts and days, no result and nobody's words."""

    column: Column
    word: str
    badge: str
    level: Level = Level.FINE
    order: float = 0
    notes: tuple[Note, ...] = ()
    leads: Leads | None = None
    facts: Mapping[str, int | date | None] = field(default_factory=dict)

    @property
    def needs(self) -> bool:
        return self.level > Level.FINE

    @property
    def worst_first(self) -> tuple[int, float]:
        return -self.level, self.order
