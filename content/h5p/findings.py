"""What is found while reading, gathered so that an editor hears of all of it at once."""

from collections import Counter
from collections.abc import Iterable

from .problems import Problem, Refused

MOST_OF_A_KIND = 50
LONGEST_SHOWN = 100


class Findings:
    """Problems in the order they were found, of each kind the first fifty and how many more."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._counts: Counter[str] = Counter()

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, code: str, message: str, where: str = "") -> None:
        self.take([Problem(code, message, where)])

    def take(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self._counts[problem.code] += 1
            if self._counts[problem.code] <= MOST_OF_A_KIND:
                self._found.append(problem)

    @property
    def count(self) -> int:
        """Of all problems, told or not."""
        return self._counts.total()

    @property
    def problems(self) -> tuple[Problem, ...]:
        more = [
            Problem(code, f"There are {count - MOST_OF_A_KIND} more problems of this kind.")
            for code, count in self._counts.items()
            if count > MOST_OF_A_KIND
        ]
        return (*self._found, *more)

    def refuse_if_any(self) -> None:
        if self._found:
            raise Refused(self.problems)


def shown(name: str) -> str:
    """A name from a package as it may stand in a message: short, and without what cannot be seen
    or, as a lone surrogate, not even be stored."""
    short = name if len(name) <= LONGEST_SHOWN else f"{name[: LONGEST_SHOWN - 1]}…"
    return "".join(char if char.isprintable() else "�" for char in short)


def megabytes(size: int) -> str:
    """“3 MB”, “300 kB”: as people read a size."""
    if size >= 1024 * 1024:
        return f"{size / (1024 * 1024):.1f}".removesuffix(".0") + " MB"
    return f"{max(1, round(size / 1024))} kB"
