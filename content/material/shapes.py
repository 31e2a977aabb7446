"""What a folder of text files says, once it has been read. Plain Python: no Django here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

StepKind = Literal["lesson", "quiz", "scenario"]
LineOf = Callable[..., int]


def first_line(*_keys: str | int) -> int:
    return 1


@dataclass(frozen=True)
class MaterialError:
    """One thing that is wrong, and where."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class MaterialErrors(Exception):  # noqa: N818 - it is all of them at once
    """Everything that is wrong in the material; nothing of it may be used."""

    def __init__(self, errors: list[MaterialError]) -> None:
        self.errors = sorted(errors, key=lambda error: (str(error.path), error.line))
        super().__init__("\n".join(str(error) for error in self.errors))


@dataclass
class StepMaterial:
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


@dataclass
class ModuleMaterial:
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
    sources: list[dict[str, str]]
    steps: list[StepMaterial]
    path: Path
    line_of: LineOf = field(default=first_line, repr=False, compare=False)


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
