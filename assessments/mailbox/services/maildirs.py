"""A folder into which the college's mail server puts one file for each message."""

import re
from dataclasses import dataclass
from pathlib import Path

from ..rules import LARGEST, MaildirAddress, Outcome
from .boxes import BoxError, Claimed

NAME = re.compile(r"(?P<name>.+?)(?:,T=(?P<tries>\d{1,3}))?(?::2,[A-Za-z]*)?")
SEEN, UNSEEN = ":2,S", ":2,"


@dataclass
class MaildirBox:
    """How often a message was tried stands in its file's name, so that one that kills the worker
    is counted too. Renaming it is also the claim: of two workers one succeeds."""

    address: MaildirAddress

    def __enter__(self) -> "MaildirBox":
        if not (self.address.path / "new").is_dir():
            raise BoxError("the maildir is not there")
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def waiting(self) -> list[str]:
        files = [
            file
            for file in (self.address.path / "new").iterdir()
            if not file.name.startswith(".") and file.is_file() and not file.is_symlink()
        ]
        return [file.name for file in sorted(files, key=_age)]

    def claim(self, name: str) -> Claimed | None:
        plain, tries = _taken_apart(name)
        claimed = Claimed(_with_tries(plain, tries + 1), tries + 1)
        return claimed if self._move(name, f"new/{claimed.name}") else None

    def read(self, claimed: Claimed) -> bytes:
        with (self.address.path / "new" / claimed.name).open("rb") as file:
            return file.read(LARGEST + 1)

    def settle(self, claimed: Claimed, outcome: Outcome) -> None:
        plain, tries = _taken_apart(claimed.name)
        goes_to = {
            Outcome.DRAFTED: f"cur/{plain}{SEEN}",
            Outcome.KNOWN: f"cur/{plain}{SEEN}",
            Outcome.IGNORED: f".ignored/cur/{plain}{SEEN}",
            Outcome.GIVEN_UP: f".failed/cur/{plain}{UNSEEN}",
            Outcome.LATER: f"new/{_with_tries(plain, tries - 1)}",
        }
        if place := goes_to.get(outcome):
            self._move(claimed.name, place)

    def _move(self, name: str, place: str) -> bool:
        target = self.address.path / place
        for folder in ("cur", "new", "tmp") if place.startswith(".") else ("cur",):
            (target.parent.parent / folder).mkdir(parents=True, exist_ok=True)
        try:
            (self.address.path / "new" / name).rename(target)
        except FileNotFoundError:  # somebody else was faster
            return False
        return True


def _taken_apart(name: str) -> tuple[str, int]:
    found = NAME.fullmatch(name)
    return (found["name"], int(found["tries"] or 0)) if found else (name, 0)


def _with_tries(plain: str, tries: int) -> str:
    return f"{plain},T={tries}" if tries else plain


def _age(file: Path) -> tuple[float, str]:
    try:
        return file.stat().st_mtime, file.name
    except FileNotFoundError:  # moved since it was listed
        return 0.0, file.name
