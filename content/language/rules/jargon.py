"""Words that only staff use, wherever and however they are written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from content.language.rules.sentences import WORD

# Capitals that are also everyday words: “SEND” is jargon, “send me a photo” is not.
EVERYDAY = frozenset({"send", "smart", "grow", "pep", "aim", "aims", "pace", "lac", "step", "it"})


@dataclass(frozen=True)
class Jargon:
    """A word or phrase that only staff use, where it stands, and the plain version of it."""

    words: str
    start: int
    end: int
    plain: str


def jargon_in(text: str, plain_words: Mapping[str, str]) -> list[Jargon]:
    """The jargon in a text, in reading order; where two overlap, the longer one counts."""
    taken: list[Jargon] = []
    for term in sorted(plain_words, key=lambda term: (-len(term), term)):
        if not WORD.search(term):
            continue
        for match in term_pattern(term).finditer(text):
            if all(match.end() <= one.start or match.start() >= one.end for one in taken):
                taken.append(Jargon(match[0], match.start(), match.end(), plain_words[term]))
    return sorted(taken, key=lambda one: one.start)


@lru_cache(maxsize=4096)
def term_pattern(term: str) -> re.Pattern[str]:
    """Whole words, any case, one or many, however they are spaced or hyphened."""
    parts = re.split(r"[\s\-‐‑–]+", term.strip())
    spelled = [re.escape(part).replace("’", "'").replace("'", "['’]") for part in parts]
    spelled[-1] = one_or_many(spelled[-1])
    is_capitals_only = term.isupper() and term.lower() in EVERYDAY
    flags = re.NOFLAG if is_capitals_only else re.IGNORECASE
    return re.compile(r"(?<!\w)" + r"[\s\-‐‑–]{1,3}".join(spelled) + r"(?!\w)", flags)


def one_or_many(word: str) -> str:
    lowered = word.lower()
    if re.search(r"[^aeiou]y\Z", lowered):
        return word[:-1] + "(?:y|ies)"
    if re.search(r"[^aeiou]ies\Z", lowered) and len(word) > 4:
        return word[:-3] + "(?:y|ies)"
    if re.search(r"(?:ss|x|z|ch|sh)es\Z", lowered):
        return word[:-2] + "(?:es)?"
    if re.search(r"(?:ss|x|z|ch|sh)\Z", lowered):
        return word + "(?:es)?"
    if re.search(r"[a-z]s\Z", lowered) and len(word) > 3:
        return word[:-1] + "s?"
    return word + "s?"
