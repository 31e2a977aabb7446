"""What is wrong with a package or its content, as codes with a sentence an editor understands."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """`code` is for programs and tests, `message` for people; `where` names a file, a library or
    the place of a field, such as `questions/2/text`."""

    code: str
    message: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class Refused(Exception):  # noqa: N818 - read aloud where it is raised
    """A package cannot be taken. It carries everything that was found, not the first fault only."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(str(problem) for problem in self.problems))

    @property
    def codes(self) -> set[str]:
        return {problem.code for problem in self.problems}
