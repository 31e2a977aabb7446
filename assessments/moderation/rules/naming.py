"""Names out of a text (domain.md 6.4, “names hidden where workable”).

Too much rather than too little is hidden: each part of a name by itself, in capital or small
letters, with or without its accents, with the title before it. A name that is an ordinary word too
(“Will”, “May”) is found where it is written with a capital letter. What a text tells, and its “she”
or “he”, may still give somebody away: then a moderator steps aside.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

MENTOR = "the mentor"
REVIEWER = "the reviewer"
COUNTERSIGNER = "the countersigner"
SHORTEST = 2
TITLES = r"(?:(?:mr|mrs|ms|miss|mx|dr|prof)\.?\s+)?"
ORDINARY = frozenset(
    re.findall(
        r"\w+",
        """an art autumn be bill blue bob brook brown can carol case chance christian claim cook
        cross daisy dawn day dean do drew earl east eve faith fay field fine fox frank gay gene glad
        good grace grant gray green guy hall harmony heather holly hope hunt in iris ivy jack joy
        june kind king lane law lee lily long love major mark may mercy mike miles mo moss neat no
        north nick noble olive pat paul pearl penny poppy price pride ray reed rich river rob robin
        rose ruby rush sally sandy see self serene sharp small so solo song star stone storm sue
        summer swift to trinity ty verity victor violet wade ward way west white will wise wood
        woods young you""",
    )
)
START = re.compile(r"(?:^|[.!?:]\s+|\n\s*|[“\"(]\s*)$")


@dataclass(frozen=True)
class Hidden:
    """Somebody’s names, and what stands in their place."""

    instead: str
    names: tuple[str, ...]


def hide_names(text: str, people: Iterable[Hidden]) -> str:
    """The text with each name of these people replaced; a possessive keeps its “’s”."""
    for person in people:
        text = _hide(text, person)
    return text


def name_parts(names: Iterable[str]) -> list[str]:
    """Each name as a whole and each of its parts, the longest first."""
    found = set()
    for name in names:
        folded = fold(name).strip()
        for part in (folded, *re.split(r"[\s\-]+", folded), *re.split(r"[\s\-']+", folded)):
            if len(part) >= SHORTEST:
                found.add(part)
    return sorted(found, key=lambda part: (-len(part), part))


def fold(text: str) -> str:
    """Small letters without accents, one for one: a place in it is the same place in the text."""
    return "".join(_folded(letter) for letter in text)


def _folded(letter: str) -> str:
    if letter == "’":
        return "'"
    plain = unicodedata.normalize("NFD", letter)[:1] or letter
    small = plain.lower()
    return small if len(small) == 1 else plain


def _hide(text: str, person: Hidden) -> str:
    parts = name_parts(person.names)
    if not parts:
        return text
    text = unicodedata.normalize("NFC", text)
    flat = fold(text)
    out, last = [], 0
    for found in _pattern(parts).finditer(flat):
        if _is_ordinary_here(found.group("name"), text[found.start("name")]):
            continue
        before = text[: found.start()]
        instead = person.instead
        out += [text[last : found.start()], _as_begun(instead) if START.search(before) else instead]
        last = found.end()
    return "".join([*out, text[last:]])


def _pattern(parts: list[str]) -> re.Pattern[str]:
    one = "|".join(re.escape(part).replace(r"\ ", r"\s+") for part in parts)
    letters = r"[^\W_]"
    return re.compile(
        rf"(?<!{letters}){TITLES}(?P<name>(?:{one})(?:[\s\-]+(?:{one}))*)(?!{letters})"
    )


def _is_ordinary_here(name: str, first: str) -> bool:
    return name in ORDINARY and first.islower()


def _as_begun(words: str) -> str:
    return words[:1].upper() + words[1:]
