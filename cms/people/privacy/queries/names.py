"""Where a text names somebody, and the same text with the names blacked out.

The same text and the same people always give the same answer. A name is found with an accent or
without, in a possessive, in a word with a hyphen, in an e-mail address, alone or with the surname.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

INSTEAD = "[another person]"
LETTERS = r"(?:[^\W\d_][\u0300-\u036f]*)+"
ATOM = re.compile(rf"{LETTERS}(?:['’ʼ]{LETTERS})*")
POSSESSIVE = re.compile(r"['’ʼ][sS]\Z")
APOSTROPHE = re.compile(r"['’ʼ]")
BETWEEN = re.compile(r"[\s.,_\-‐‑–]{1,3}")  # two parts of one name
JOINED = re.compile(r"[ \u00a0._\-‐‑]")  # two marks that black out as one
ALIKE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
PARTS_OF_NAMES = "al bin da de del den der di du el ibn la le st van von y"
PARTICLES = frozenset(PARTS_OF_NAMES.split())
# Names that are everyday words as well: without their capital they name nobody.
WORDS_TOO = """
    another april august autumn baker bell best bill bird black bond brown bush butler chance chase
    christian close cook cooper dale dawn day dean duke english faith field fields fisher ford
    forest frank gene glen grace grant green grey hall hand harmony heath hill hood hope hunt hunter
    irish ivy joy june keen king kit knight lane lake large law light lock long love major mark
    marks max may mercy miles mill miller morning moss noble north oak olive page park parks pat
    patience penny person pool porter potter price prince read reading rice rich ridge rock rod rose
    sharp shepherd short sky small smart snow south spring star steel stone strong sue summer test
    trust walker ward waters way west white will wills winter wise wood woods young
"""
ALSO_WORDS = frozenset(WORDS_TOO.split())
SHORTEST_WITHOUT_CAPITAL = 3

Span = tuple[int, int]
Detector = Callable[[str], Iterable[Span]]
_DETECTORS: list[Detector] = []


def register_detector(detector: Detector) -> None:
    """Finds further details of people in a text, such as a learner's. Called by a box above."""
    if detector not in _DETECTORS:
        _DETECTORS.append(detector)


@dataclass(frozen=True)
class PersonNames:
    first: str
    last: str
    known_as: str = ""
    email: str = ""

    @property
    def whole(self) -> list[tuple[str, ...]]:
        firsts = {words_of(self.first), words_of(self.known_as)} - {()}
        last = words_of(self.last)
        return sorted((*first, *last) for first in firsts if last)

    @property
    def words(self) -> set[str]:
        """Every word that can stand for her by itself; of “O’Brien” also what follows the O."""
        names = (self.first, self.known_as, self.last)
        found = {word for name in names for word in words_of(name)}
        for name in names:
            for atom in ATOM.findall(composed(name)):
                found |= {plain(part) for part in APOSTROPHE.split(atom) if len(part) > 3}
        return {word for word in found if len(word) > 1 and word not in PARTICLES}


@dataclass(frozen=True)
class NameIndex:
    """Whom a text may name besides the person it is about."""

    alone: frozenset[str]
    together: frozenset[tuple[str, ...]]
    own: frozenset[str]
    own_email: str = ""

    @property
    def longest(self) -> int:
        return max((len(name) for name in self.together), default=1)


def name_index(person: PersonNames, others: Iterable[PersonNames]) -> NameIndex:
    """A first name she shares with somebody else names that one only with the surname."""
    alone: set[str] = set()
    together: set[tuple[str, ...]] = set()
    for other in others:
        alone |= other.words
        together |= set(other.whole)
    own = frozenset(person.words)
    return NameIndex(
        alone=frozenset(alone - own),
        together=frozenset(together - set(person.whole)),
        own=own,
        own_email=person.email.casefold(),
    )


def composed(text: str) -> str:
    """One sign a letter, so that places in the text are the same for everybody."""
    return unicodedata.normalize("NFC", text)


def plain(word: str) -> str:
    """In small letters, without accents and apostrophes: “Siobhán” and “siobhan” are one name."""
    parts = unicodedata.normalize("NFKD", word.casefold().translate(ALIKE))
    return "".join(mark for mark in parts if mark.isalpha())


def words_of(name: str) -> tuple[str, ...]:
    return tuple(plain(atom) for atom in ATOM.findall(composed(name)))


def marks_in(text: str, names: NameIndex) -> list[Span]:
    """The places in a composed text that name somebody else, in order, none touching another."""
    atoms = list(ATOM.finditer(text))
    found: list[Span] = []
    place = 0
    while place < len(atoms):
        taken, end = _whole_name(text, atoms, place, names)
        if not taken:
            taken, end = 1, _end_of_word(atoms[place], names)
        if end:
            found.append((atoms[place].start(), end))
        place += taken
    for detector in _DETECTORS:
        found += [span for span in detector(text) if not _is_own(text[slice(*span)], names)]
    return _merged(text, found)


def _whole_name(
    text: str, atoms: list[re.Match[str]], place: int, names: NameIndex
) -> tuple[int, int]:
    """How many words a full name at this place takes and where it ends; the longest wins."""
    for count in range(min(names.longest, len(atoms) - place), 1, -1):
        parts = atoms[place : place + count]
        gaps = pairwise(parts)
        if not all(BETWEEN.fullmatch(text, one.end(), two.start()) for one, two in gaps):
            continue
        begins = tuple(plain(part[0]) for part in parts[:-1])
        for last, end in _readings(parts[-1]):
            if (*begins, last) in names.together:
                return count, end
    return 0, 0


def _end_of_word(atom: re.Match[str], names: NameIndex) -> int:
    """Where the name in a word ends, 0 if there is none."""
    has_capital = atom[0][0].isupper()
    for word, end in _readings(atom):
        if word in names.own:
            return 0
        if word in names.alone and (has_capital or _is_name_without_capital(word)):
            return end
    return 0


def _readings(atom: re.Match[str]) -> Iterable[tuple[str, int]]:
    """A word as it stands, without its possessive, and with an apostrophe forgotten."""
    yield plain(atom[0]), atom.end()
    short = POSSESSIVE.sub("", atom[0])
    if short != atom[0]:
        yield plain(short), atom.start() + len(short)
    elif atom[0][-1] in "sS" and len(atom[0]) > 3:
        yield plain(atom[0][:-1]), atom.end()


def _is_name_without_capital(word: str) -> bool:
    return len(word) >= SHORTEST_WITHOUT_CAPITAL and word not in ALSO_WORDS


def _is_own(words: str, names: NameIndex) -> bool:
    if words.casefold() == names.own_email:
        return True
    said = {plain(POSSESSIVE.sub("", atom)) for atom in ATOM.findall(words)}
    return bool(said) and said <= names.own


def _merged(text: str, spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged:
            before_start, before_end = merged[-1]
            if start <= before_end or JOINED.fullmatch(text, before_end, start):
                merged[-1] = (before_start, max(before_end, end))
                continue
        merged.append((start, end))
    return merged


def black_out(text: str, names: NameIndex) -> str:
    text = composed(text)
    for start, end in reversed(marks_in(text, names)):
        text = f"{text[:start]}{INSTEAD}{text[end:]}"
    return text


@dataclass(frozen=True)
class Piece:
    words: str
    is_name: bool


def pieces(text: str, names: NameIndex) -> list[Piece]:
    """The text in a row, with the names apart, for somebody who decides about them."""
    text = composed(text)
    found, reached = [], 0
    for start, end in marks_in(text, names):
        found += [Piece(text[reached:start], False), Piece(text[start:end], True)]
        reached = end
    return [piece for piece in [*found, Piece(text[reached:], False)] if piece.words]
