"""What a folder of text files says, once it has been read. Plain Python: no Django here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

# Of a mistake: nothing can be done with it; only a draft may be so; it is odd, and worth a look;
# an editor here may leave it out. In the texts that come with the site, all four are mistakes.
Weight = Literal["wrong", "unfinished", "style", "optional"]
StepKind = Literal["lesson", "quiz", "scenario"]
LineOf = Callable[..., int]
EVERYONE = "everyone"  # whom a page is written for when nothing is said


def first_line(*_keys: str | int) -> int:
    return 1


@dataclass(frozen=True)
class MaterialError:
    """One thing that is wrong, and where."""

    path: Path
    line: int
    message: str
    weight: Weight = "wrong"

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class MaterialErrors(Exception):  # noqa: N818 - it is all of them at once
    """Everything that is wrong in the material; nothing of it may be used."""

    def __init__(self, errors: list[MaterialError]) -> None:
        self.errors = sorted(errors, key=lambda error: (str(error.path), error.line))
        super().__init__("\n".join(str(error) for error in self.errors))


@dataclass(frozen=True)
class Rows:
    """The rows of this site that a text names: lessons by id, pictures and files by their name."""

    lessons: Mapping[str, int] = field(default_factory=dict)
    images: Mapping[str, int] = field(default_factory=dict)
    documents: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Names:
    """The other way round, and the id of the step that is being written."""

    step: str
    lessons: Mapping[int, str] = field(default_factory=dict)
    images: Mapping[int, str] = field(default_factory=dict)
    documents: Mapping[int, str] = field(default_factory=dict)


class Described:
    """What a file of a module or of a step may say besides what it must."""

    data: dict[str, Any]

    @property
    def audience(self) -> str:
        return str(self.data.get("audience") or EVERYONE)

    @property
    def review_on(self) -> date | None:
        found = self.data.get("review_on")
        return found if isinstance(found, date) else None

    @property
    def is_draft(self) -> bool:
        """Nobody reads it yet, so it may be unfinished, and no load publishes it."""
        return self.data.get("draft") is True


@dataclass
class StepMaterial(Described):
    kind: StepKind
    id: str
    title: str
    slug: str
    minutes: int
    codes: list[str]
    summary: str
    required: bool
    data: dict[str, Any]  # the whole file; of a lesson, data["body"] is the raw stream
    path: Path
    line_of: LineOf = field(default=first_line, repr=False, compare=False)
    rows: Rows | None = field(default=None, repr=False, compare=False)


@dataclass
class ModuleMaterial(Described):
    code: str
    title: str
    slug: str
    summary: str
    group: str
    validity_months: int | None
    due_after_days: int | None
    codes: list[str]
    outcomes: list[str]
    can_now: list[str]
    practice_task: str
    supervision_question: str
    is_safeguarding: bool
    sources: list[dict[str, str]]
    steps: list[StepMaterial]
    path: Path
    line_of: LineOf = field(default=first_line, repr=False, compare=False)
    data: dict[str, Any] = field(default_factory=dict, repr=False)  # the whole file


@dataclass
class ProgrammeMaterial:
    id: str
    title: str
    slug: str
    summary: str
    kind: str
    modules: list[ModuleMaterial]
    path: Path
    line_of: LineOf = field(default=first_line, repr=False, compare=False)
