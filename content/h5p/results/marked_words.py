"""H5P.MarkTheWords: a text in which the words between asterisks are to be marked.

Facts from h5p-mark-the-words (scripts/mark-the-words.js, scripts/word.js, xAPI-generator.js).
"""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from .scores import BROWSER_SPACES, Score, chosen_indexes, score_of

# A word between asterisks with a space at either side, or a run without spaces. Both are linear:
# neither has a repeat inside a repeat.
_WORDS = re.compile(rf" \*[^* ]+\* |[^{BROWSER_SPACES}]+")
_BREAKS = re.compile(r"&nbsp;|\r\n|\n|\r")
_BEFORE = '[({⟨¿¡“"«„'
_AFTER = '",….:;?!])}⟩»”'
MARK = "*"


def score_marked_words(params: Mapping[str, Any], response: str | None) -> Score | None:
    """A point for each word that is to be marked and one less for each that is not, never below
    nought. Where no word is to be marked, marking none is the answer, for one point."""
    text = params.get("textField")
    words = words_in(text) if isinstance(text, str) else []
    chosen = chosen_indexes(response, len(words))
    if not words or chosen is None:
        return None
    answers = {at for at, word in enumerate(words) if is_answer(word)}
    right = len(answers.intersection(chosen))
    wrong = len(chosen) - right
    if not answers:
        return score_of(int(wrong == 0), 1)
    return score_of(right - wrong, len(answers))


def words_in(text: str) -> list[str]:
    """Everything that can be marked, in order, asterisks and all: the words of each run of text
    between tags, without the punctuation around them."""
    parser = _Runs()
    parser.feed(text)
    parser.close()
    found = [
        word.strip(BROWSER_SPACES).lstrip(_BEFORE).rstrip(_AFTER)
        for run in parser.runs
        for word in _WORDS.findall(_BREAKS.sub(" ", run))
    ]
    return [word for word in found if word]


def is_answer(word: str) -> bool:
    """Begins and ends with an asterisk, or has one character after it; two in a row are one that
    is meant as a character, but of several such pairs only the last is taken out."""
    bare = word
    at = word.find(MARK)
    while at != -1:
        if word[at + 1 : at + 2] == MARK:
            bare = word[:at] + word[at + 2 :]
        at = word.find(MARK, at + 1)
    return len(bare) > 2 and bare[0] == MARK and MARK in (bare[-1], bare[-2])


class _Runs(HTMLParser):
    """The text nodes of a document, without scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[str] = []
        self._is_open = self._is_hidden = False

    def handle_data(self, data: str) -> None:
        if self._is_hidden:
            return
        if self._is_open:
            self.runs[-1] += data
        else:
            self.runs.append(data)
            self._is_open = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_open = False
        self._is_hidden = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._is_open = self._is_hidden = False

    def handle_comment(self, data: str) -> None:
        self._is_open = False
