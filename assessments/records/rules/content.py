"""What a record says, as plain values (domain.md 4.4)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from django.db.models import TextChoices

from assessments.supervision.rules.states import Part

from .parts import RecordPart

MOST_ROWS = 20
LONGEST_HEADING, LONGEST_LINE, LONGEST_TEXT = 120, 300, 2_000
LONGEST_NEED = 200  # as in a plan
MOST_CASELOAD = 1_000
MANAGEABLE = {
    1: "1 – far too much",
    2: "2 – too much",
    3: "3 – a stretch",
    4: "4 – manageable",
    5: "5 – easily manageable",
}


class ReviewKind(TextChoices):
    """What became of an action from before."""

    PROGRESS = "progress", "Keep it as it is"
    DONE = "done", "It is done"
    CARRIED = "carried", "Carry it over to a new date"
    CHANGED = "changed", "Re-scope it"
    DROPPED = "dropped", "Drop it"


@dataclass(frozen=True)
class Item:
    """`key` names the same item from one save to the next, so that what was ticked for it stays
    with its words."""

    heading: str
    summary: str = ""
    key: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.heading or self.summary)


@dataclass(frozen=True)
class Decision:
    what: str
    why: str = ""
    who: str = Part.SUPERVISEE
    due_on: date | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.what or self.why)


@dataclass(frozen=True)
class Review:
    """An action from before: its words as they stood, and what was said of it. `words` are the
    progress, how it shows, the new words, or the reason."""

    action: int
    about: str
    kind: str = ""
    words: str = ""
    due_on: date | None = None

    @property
    def is_empty(self) -> bool:
        return not self.kind


@dataclass(frozen=True)
class NewAction:
    words: str
    due_on: date | None = None
    keeper: str = Part.SUPERVISEE
    person: int | None = None  # in a group: whose
    is_shared: bool = False  # the supervisor ticks that the line manager may read it

    @property
    def is_empty(self) -> bool:
        return not self.words


@dataclass(frozen=True)
class Need:
    need: str
    due_on: date | None = None
    person: int | None = None

    @property
    def is_empty(self) -> bool:
        return not self.need


@dataclass(frozen=True)
class RecordContent:
    agenda: tuple[Item, ...] = ()
    decisions: tuple[Decision, ...] = ()
    reviews: tuple[Review, ...] = ()
    actions: tuple[NewAction, ...] = ()
    needs: tuple[Need, ...] = ()
    caseload: int | None = None
    hours_pattern: str = ""
    manageable: int | None = None
    practice_theme: str = ""
    statements: tuple[int, ...] = ()
    learning: str = ""
    learners_discussed: int | None = None
    learner_themes: str = ""
    wellbeing_discussed: bool = False
    support: tuple[str, ...] = ()
    recognition: str = ""
    next_on: date | None = None
    safeguarding_asked: str = ""


ROWS: dict[str, type[Any]] = {
    "agenda": Item,
    "decisions": Decision,
    "reviews": Review,
    "actions": NewAction,
    "needs": Need,
}
# In rows and columns of their own: not in the body.
OUTSIDE = ("agenda", "decisions", "statements", "safeguarding_asked")
FIELDS_OF: dict[RecordPart, tuple[str, ...]] = {
    RecordPart.REVIEWS: ("reviews",),
    RecordPart.AGENDA: ("agenda",),
    RecordPart.DECISIONS: ("decisions",),
    RecordPart.WORKLOAD: ("caseload", "hours_pattern", "manageable"),
    RecordPart.PRACTICE: ("practice_theme", "statements"),
    RecordPart.LEARNING: ("learning",),
    RecordPart.LEARNERS: ("learners_discussed", "learner_themes"),
    RecordPart.WELLBEING: ("wellbeing_discussed", "support"),
    RecordPart.RECOGNITION: ("recognition",),
    RecordPart.ACTIONS: ("actions",),
    RecordPart.NEEDS: ("needs",),
    RecordPart.NEXT: ("next_on",),
}


def tidied(content: RecordContent) -> RecordContent:
    """Without empty rows, with one kind of line end: what is stored is what is signed."""
    values: dict[str, Any] = {}
    for one in fields(content):
        value = getattr(content, one.name)
        if one.name in ROWS:
            rows = (_tidy_row(row) for row in value)
            value = tuple(row for row in rows if not row.is_empty)
        elif one.name in ("statements", "support"):
            value = tuple(sorted(set(value)))
        values[one.name] = _tidy(value)
    return RecordContent(**values)


def _tidy_row(row: Any) -> Any:
    return replace(row, **{one.name: _tidy(getattr(row, one.name)) for one in fields(row)})


def _tidy(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip()
    return value


def within(content: RecordContent, parts: frozenset[RecordPart]) -> RecordContent:
    """Only what this kind of record keeps."""
    empty = RecordContent()
    gone = {
        name: getattr(empty, name)
        for part, names in FIELDS_OF.items()
        if part not in parts
        for name in names
    }
    return replace(content, **gone)


def as_body(content: RecordContent) -> dict[str, Any]:
    """Plain values for the encrypted field."""
    return {
        name: plain(value)
        for name, value in asdict(content).items()
        if name not in OUTSIDE and not is_nothing(value)
    }


def from_body(body: Mapping[str, Any]) -> RecordContent:
    """What an encrypted field said; what it does not name is empty."""
    values: dict[str, Any] = {}
    for one in fields(RecordContent):
        if one.name in OUTSIDE or one.name not in body:
            continue
        value = body[one.name]
        if one.name in ROWS:
            value = tuple(_row(ROWS[one.name], row) for row in value)
        elif one.name == "support":
            value = tuple(value)
        elif one.name == "next_on":
            value = _day(value)
        values[one.name] = value
    return RecordContent(**values)


def _row(kind: type[Any], row: Mapping[str, Any]) -> Any:
    known = {one.name for one in fields(kind)}
    values = {name: value for name, value in row.items() if name in known}
    if "due_on" in values:
        values["due_on"] = _day(values["due_on"])
    return kind(**values)


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else value


def plain(value: Any) -> Any:
    """Values as JSON keeps them: the same for what was typed and for what was read back."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def is_nothing(value: Any) -> bool:
    """Not said. A nought is said."""
    return value is None or value is False or (not value and not isinstance(value, int))


def is_same(one: RecordContent, other: RecordContent) -> bool:
    """Whether two versions say the same, however their rows are named."""
    return said(one) == said(other)


def said(content: RecordContent) -> dict[str, Any]:
    """What it says, without how its items are called by a page."""
    words: dict[str, Any] = plain(asdict(content))
    for item in words["agenda"]:
        del item["key"]
    return words
