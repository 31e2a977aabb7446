"""Which messages wait in a queue, oldest first."""

import os
from collections import deque
from pathlib import Path
from time import monotonic

# A message given back is older than the names remembered; this is how long it may be passed over.
REMEMBER_FOR = 2.0


class Waiting:
    """The names in a queue's folder, remembered between looks.

    Listing the folder for every message would make emptying a long queue quadratic. A name
    remembered may be gone by the time it is used: another process was quicker.
    """

    def __init__(self, folder: Path, pause: float) -> None:
        self.folder = folder
        self.pause = pause
        self._names: deque[str] = deque()
        self._listed_at = float("-inf")
        self._was_empty = False

    def next(self) -> Path | None:
        """The oldest message not yet offered, or None if there is none just now."""
        age = monotonic() - self._listed_at
        if self._names and age < REMEMBER_FOR:
            return self.folder / self._names.popleft()
        if self._was_empty and age < self.pause:
            return None
        self._names = deque(names_in(self.folder))
        self._listed_at = monotonic()
        self._was_empty = not self._names
        return self.folder / self._names.popleft() if self._names else None


def names_in(folder: Path) -> list[str]:
    """The messages in a queue's folder by time of publishing; none if there is no folder."""
    try:
        return sorted(os.listdir(folder))
    except FileNotFoundError:
        return []


def purge(folder: Path) -> int:
    """Remove every waiting message and say how many there were."""
    removed = 0
    for name in names_in(folder):
        try:
            (folder / name).unlink()
        except FileNotFoundError:
            continue  # a consumer was quicker
        removed += 1
    return removed
