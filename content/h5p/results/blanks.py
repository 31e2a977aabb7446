"""H5P.Blanks: texts with words left out, “Oslo is the capital of *Norway/Norge:It is cold*.”

Facts from h5p-blanks (js/blanks.js, js/cloze.js) and h5p-text-utilities (the distance of words).
"""

from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from .scores import BROWSER_SPACES, SEPARATOR, Score, entries, mapping, score_of

MARK = "*"
# From this many characters on, a word may differ by so many changes when spelling is forgiven.
LONG, LONG_CHANGES = 10, 2
MIDDLE, MIDDLE_CHANGES = 4, 1

Word = tuple[int, ...]  # as the browser counts: UTF-16 units


def score_blanks(params: Mapping[str, Any], response: str | None) -> Score | None:
    """A point for each blank. The response has one part for each, in order.

    None where the parts are not as many as the blanks: somebody may have typed the separator.
    """
    blanks = [solutions for text in _texts(params) for solutions in solutions_in(text)]
    answers = response.split(SEPARATOR) if response is not None else [""] * len(blanks)
    if not blanks or len(answers) != len(blanks):
        return None
    behaviour = mapping(params.get("behaviour"))
    minds_case = behaviour.get("caseSensitive", True) is True
    forgives = behaviour.get("acceptSpellingErrors") is True
    return score_of(
        sum(
            _is_right(answer.strip(BROWSER_SPACES), solutions, minds_case, forgives)
            for answer, solutions in zip(answers, blanks, strict=True)
        ),
        len(blanks),
    )


def _texts(params: Mapping[str, Any]) -> list[str]:
    return [text for text in entries(params.get("questions")) if isinstance(text, str) and text]


def solutions_in(text: str) -> Iterator[list[str]]:
    """What is accepted in each blank of a text, in order.

    A blank lies between two asterisks, markup included; two asterisks with nothing between them
    are none. A colon begins the tip, a slash stands between alternatives; spaces around one do
    not count, and entities are decoded after that.
    """
    start = text.find(MARK)
    while start != -1:
        end = text.find(MARK, start + 1)
        if end == -1:
            return
        inner = text[start + 1 : end]
        if inner:
            yield [unescape(one.strip(BROWSER_SPACES)) for one in _solution(inner).split("/")]
        start = text.find(MARK, end + 1)


def _solution(inner: str) -> str:
    return inner.partition(":")[0]


def _is_right(answer: str, solutions: list[str], minds_case: bool, forgives: bool) -> bool:
    if not minds_case:
        answer, solutions = answer.lower(), [one.lower() for one in solutions]
    return answer in solutions or (
        forgives and any(is_near(_word(answer), _word(solution)) for solution in solutions)
    )


def _word(text: str) -> Word:
    raw = text.encode("utf-16-le", "surrogatepass")
    return tuple(raw[at] | raw[at + 1] << 8 for at in range(0, len(raw), 2))


def is_near(answer: Word, solution: Word) -> bool:
    """Whether the spelling is forgiven: by the length of the solution, and never in short words."""
    if len(solution) >= LONG:
        return within(answer, solution, LONG_CHANGES)
    return len(solution) >= MIDDLE and within(answer, solution, MIDDLE_CHANGES)


def within(one: Word, other: Word, changes: int) -> bool:
    """Whether one word becomes the other in so many changes: a character more, less or another,
    or two neighbours swapped, none of them touched twice.

    Only the cells near the diagonal are worked out, so a long answer costs no more than its length.
    """
    if abs(len(one) - len(other)) > changes:
        return False
    far = changes + 1
    before: dict[int, int] = {}
    last = {at: at for at in range(min(changes, len(other)) + 1)}
    for row in range(1, len(one) + 1):
        line: dict[int, int] = {0: row} if row <= changes else {}
        for at in range(max(1, row - changes), min(len(other), row + changes) + 1):
            cost = int(one[row - 1] != other[at - 1])
            line[at] = min(
                last.get(at, far) + 1, line.get(at - 1, far) + 1, last.get(at - 1, far) + cost
            )
            if min(row, at) > 1 and one[row - 2 : row] == (other[at - 1], other[at - 2]):
                line[at] = min(line[at], before.get(at - 2, far) + cost)
        if min(line.values()) > changes:
            return False
        before, last = last, line
    return last.get(len(other), far) <= changes
