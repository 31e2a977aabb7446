"""What a file may be called: a line of plain words that ends as its kind does."""

import re
import unicodedata

from .kinds import Kind

LONGEST_NAME = 120
NAMELESS = "Evidence"
# Cc control, Cf format (the signs that turn the direction of writing), Cs halves of a sign,
# Co private, Cn unknown, Zl and Zp line breaks.
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
NOT_IN_NAMES = re.compile(r'[<>:"|?*\\/]+')


def clean_name(name: str, kind: Kind) -> str:
    """The name without a path, hidden signs or what file systems refuse, with the ending of its
    kind: a name can neither lead anywhere nor say that the file is something else."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in HIDDEN)
    plain = " ".join(NOT_IN_NAMES.sub(" ", seen).split()).rstrip(". ")
    had = _ending(plain, kind)
    suffix = had or kind.suffix
    stem = plain.removesuffix(had).strip(". ")[: LONGEST_NAME - len(suffix)].strip(". ")
    return f"{stem or NAMELESS}{suffix}"


def _ending(name: str, kind: Kind) -> str:
    """The one it has, as it is written there, if it fits its kind."""
    for suffix in (kind.suffix, *kind.also):
        if name.lower().endswith(suffix):
            return name[-len(suffix) :]
    return ""
