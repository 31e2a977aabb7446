"""What a check says of a page: how much it matters, where it is, and which words it is about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import TextChoices


class Level(TextChoices):
    MUST = "must", "Mend before you publish"
    SHOULD = "should", "Look at again"
    NOTE = "note", "Good to know"


class Kind(TextChoices):
    FIGURES = "figures", "In figures"
    PERSONAL = "personal", "Personal details"
    READING = "reading", "Reading"
    JARGON = "jargon", "Jargon"
    MINUTES = "minutes", "Minutes"
    SHAPE = "shape", "Shape of the lesson"
    MEDIA = "media", "Pictures and sound"
    FACTS = "facts", "Facts and sources"
    LINKS = "links", "Links"
    WORDS = "words", "Words in braces"
    EXERCISES = "exercises", "Exercises"
    QUESTIONS = "questions", "Questions"
    STORY = "story", "Story"
    CODES = "codes", "Statements"
    MODULE = "module", "Module"
    REVIEW = "review", "Review date"
    FORM = "form", "Not filled in yet"


@dataclass(frozen=True)
class Check:
    """`where` is the id of a block or the name of a field; empty where it is the whole page."""

    kind: str
    level: str
    message: str
    where: str = ""
    quote: str = ""
    page: int = 0  # the page it is to be mended in, where that is another one

    @property
    def label(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def shown_quote(self) -> str:
        """Nothing that the message says already."""
        return "" if self.quote in self.message else self.quote

    @property
    def is_figure(self) -> bool:
        """Says how the page is, and finds no fault."""
        return self.kind == Kind.FIGURES


@dataclass(frozen=True)
class KnownPage:
    title: str
    path: str  # below the home page, such as /induction/
    is_live: bool


@dataclass(frozen=True)
class KnownFact:
    newer_edition: str = ""  # it is to be read against
    publication: str = ""


@dataclass(frozen=True)
class Around:
    """What the checks of any page need to know of the site; gathered once for many pages."""

    today: date
    plain_words: Mapping[str, str] = field(default_factory=dict)  # by jargon
    words: frozenset[str] = frozenset()  # that may stand in braces
    facts: Mapping[str, KnownFact] = field(default_factory=dict)
    files: Mapping[int, str] = field(default_factory=dict)  # names of uploaded files
    pages: Mapping[int, KnownPage] = field(default_factory=dict)
    other_paths: frozenset[str] = frozenset()  # paths in the texts that lead to no page, but work
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)  # read for all


ORDER = {level: place for place, level in enumerate(Level.values)}


def in_order(checks: Iterable[Check]) -> list[Check]:
    """The gravest first; within a level as they were found. Nothing is said twice."""
    return sorted(dict.fromkeys(checks), key=lambda check: ORDER[check.level])


def counted(checks: Iterable[Check]) -> dict[str, int]:
    counts = dict.fromkeys(Level.values, 0)
    for check in checks:
        if not check.is_figure:
            counts[check.level] += 1
    return counts


Block = Mapping[str, Any]  # of a raw stream: type, value, id
