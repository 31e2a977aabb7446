"""Names of libraries as H5P writes them: “H5P.MultiChoice 1.16”, “H5P.MultiChoice-1.16”."""

import re
from dataclasses import dataclass
from typing import Any

# Linear: one run of characters, then two numbers. Never the official pattern with nested repeats.
_MACHINE_NAME = re.compile(r"[A-Za-z0-9_.\-]{1,255}", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,5}", re.ASCII)


@dataclass(frozen=True, order=True)
class LibraryName:
    machine_name: str
    major: int
    minor: int

    def __str__(self) -> str:
        """As content names it: “H5P.MultiChoice 1.16”."""
        return f"{self.machine_name} {self.major}.{self.minor}"

    @property
    def folder(self) -> str:
        """As folders are named: “H5P.MultiChoice-1.16”."""
        return f"{self.machine_name}-{self.major}.{self.minor}"


def is_machine_name(text: object) -> bool:
    return isinstance(text, str) and bool(_MACHINE_NAME.fullmatch(text))


def parse_number(value: object) -> int | None:
    """A version number as JSON has it, an integer or a text of digits; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    return int(value) if _NUMBER.fullmatch(str(value)) else None


def parse_library_name(text: object) -> LibraryName | None:
    """“H5P.X 1.2” or “H5P.X-1.2”; None for anything else."""
    if not isinstance(text, str) or len(text) > 270:
        return None
    head, dot, minor = text.rpartition(".")
    cut = max(head.rfind(" "), head.rfind("-"))
    if not dot or cut < 1:
        return None
    return name_of({
        "machineName": head[:cut], "majorVersion": head[cut + 1 :], "minorVersion": minor,
    })  # fmt: skip


def name_of(entry: Any) -> LibraryName | None:
    """From the three keys of a dependency or a library.json; None if one is missing or wrong."""
    if not isinstance(entry, dict) or not is_machine_name(entry.get("machineName")):
        return None
    major, minor = parse_number(entry.get("majorVersion")), parse_number(entry.get("minorVersion"))
    if major is None or minor is None:
        return None
    return LibraryName(entry["machineName"], major, minor)
