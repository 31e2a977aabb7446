"""Words that may be people's names, and how far each name goes."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from content.language.rules.first_names import ALSO_WORDS, EVERYDAY, FIRST_NAMES
from content.language.rules.known_words import (
    NOT_NAMES,
    PLACES_AND_THINGS,
    PUBLIC_PEOPLE,
    THEORISTS,
)

CAPITAL = (
    r"[A-ZÀ-Ž](?:[a-zà-ž]+|['’](?=[A-Z]))(?:[A-Z][a-zà-ž]+|['’][A-ZÀ-Ž][a-zà-ž]+"
    r"|-[A-Za-zÀ-ž][a-zà-ž]+)*+"
)
TOKEN = re.compile(r"(?<![\w@./{&-])[^\W\d_]+(?:['’-][^\W\d_]+)*+(?![\w@])")
POSSESSIVE = re.compile(r"['’]s?\Z")
IS_CAPITAL = re.compile(CAPITAL)
SURNAME = re.compile(
    rf" (?:(?:al|el|bin|ibn|de|da|van|von|di)[ -])?(?:(?:Al|El|De|Van|Mac|Mc|St)[ -]?)?{CAPITAL}"
    r"| [A-Z]\.?(?=[\s,;:).!?'’]|\Z)"
)
PLACE_OR_THING = re.compile(PLACES_AND_THINGS, re.IGNORECASE)
MOST_SURNAMES = 2  # “Amina Abdi Warsame”


class Look(Enum):
    """How sure its own letters make it that a word is a name."""

    KNOWN = "a first name, with its capital"
    DOUBTFUL = "a first name that is also a word, or one without its capital"
    STRANGE = "a capital and nothing else"
    PLAIN = "a word like any other"


@dataclass(frozen=True)
class Candidate:
    start: int
    end: int
    words: str
    look: Look

    @property
    def first(self) -> str:
        return plain_letters(self.words.split()[0])


def plain_letters(word: str) -> str:
    """In lower case and without accents: “Siobhán” and “siobhan” are one name."""
    parts = unicodedata.normalize("NFKD", word.casefold().replace("ł", "l"))
    return "".join(mark for mark in parts if not unicodedata.combining(mark))


def is_first_name(word: str) -> bool:
    lowered = word.casefold()
    return any(
        name in FIRST_NAMES or name in ALSO_WORDS
        for name in (lowered, plain_letters(word), lowered.split("-")[0])
    )


def look_of(word: str) -> Look:
    lowered, is_name = word.casefold(), is_first_name(word)
    if IS_CAPITAL.fullmatch(word):
        if is_name:
            return Look.DOUBTFUL if lowered in ALSO_WORDS else Look.KNOWN
        return Look.PLAIN if is_no_name(word) else Look.STRANGE
    is_shouted = word.isupper() and len(word) > 3
    if is_name and ((word.islower() and lowered not in EVERYDAY) or is_shouted):
        return Look.DOUBTFUL
    return Look.PLAIN


def is_no_name(word: str) -> bool:
    lowered = word.casefold()
    return lowered in NOT_NAMES or plain_letters(word) in THEORISTS or lowered in THEORISTS


def candidates(text: str) -> Iterator[Candidate]:
    """Every word that may be a name, with the surname or initial that follows it."""
    reached = 0
    for token in TOKEN.finditer(text):
        word = POSSESSIVE.sub("", token[0])
        if token.start() < reached or len(word) < 2:
            continue
        end = token.start() + len(word)
        look = look_of(word)
        # A strange word before a name is how a sentence begins: “Asked Abdi”.
        if look in (Look.KNOWN, Look.DOUBTFUL) and word == token[0] and not word.islower():
            end = end_of_name(text, end)
        reached = end
        yield Candidate(token.start(), end, text[token.start() : end], look)


def names_said(texts: Iterable[str]) -> frozenset[str]:
    """Every word in a story that may be the name of somebody in it."""
    return frozenset(
        one.words for text in texts for one in candidates(text) if one.look is not Look.PLAIN
    )


def end_of_name(text: str, end: int) -> int:
    for _ in range(MOST_SURNAMES):
        found = SURNAME.match(text, end)
        if not found or is_no_surname(found[0].strip(" .")):
            break
        end = found.end()
    return end


def is_no_surname(word: str) -> bool:
    return word == "I" or word.casefold() in NOT_NAMES or bool(PLACE_OR_THING.fullmatch(word))


def is_public(words: str) -> bool:
    parts = plain_letters(words).split()
    return " ".join(parts[:2]) in PUBLIC_PEOPLE or any(
        part in THEORISTS for part in [*parts, *words.casefold().split()]
    )
