"""What the reading of mail needs of a mailbox, whatever kind it is."""

from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from ..rules import Outcome


class BoxError(Exception):
    """Why a mailbox cannot be read, in words for the log: nothing of any message, no password."""


@dataclass(frozen=True)
class Claimed:
    """A message somebody works on, and the how manieth try this is."""

    name: str
    tries: int


class Box(Protocol):
    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def waiting(self) -> list[str]:
        """The names of what is new, the oldest first."""

    def claim(self, name: str) -> Claimed | None:
        """Count a try, before it is made. None: another worker has it."""

    def read(self, claimed: Claimed) -> bytes:
        """The message; of one that is too large, enough to see that it is."""

    def settle(self, claimed: Claimed, outcome: Outcome) -> None:
        """Put it where it belongs now. What failed stays new."""
