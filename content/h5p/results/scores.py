"""A score, and what the types share: how responses are written and what counts as true."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

SEPARATOR = "[,]"  # between the parts of a response, by the xAPI specification
_PLACES = Decimal("0.01")
_MOST_INDEX_DIGITS = 5
# What `\s` and `trim` mean in a browser. Python's own set is another one.
BROWSER_SPACES = "\t\n\v\f\r \xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    chr(code) for code in range(0x2000, 0x200B)
)


@dataclass(frozen=True)
class Score:
    """Points got of points to be had; `max` is more than nought, `raw` from nought to `max`."""

    raw: Decimal
    max: Decimal

    @property
    def is_full(self) -> bool:
        return self.raw >= self.max


def score_of(raw: Decimal | int, most: Decimal | int) -> Score | None:
    """None where there is nothing to be had. Content types never go below nought."""
    most = Decimal(most).quantize(_PLACES)
    if most <= 0:
        return None
    return Score(min(max(Decimal(raw).quantize(_PLACES), Decimal(0)), most), most)


def chosen_indexes(response: str | None, count: int) -> tuple[int, ...] | None:
    """The numbers in “0[,]2”, nothing for an empty response. None for what no player sends: other
    words, a number twice, or one that is not below `count`."""
    if not response:
        return ()
    parts = response.split(SEPARATOR)
    if not all(_is_index(part) for part in parts):
        return None
    found = tuple(int(part) for part in parts)
    return found if len(set(found)) == len(found) and max(found) < count else None


def _is_index(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _MOST_INDEX_DIGITS


def is_true(value: Any) -> bool:
    """As JavaScript has it: an empty list is true."""
    return isinstance(value, list | dict) or bool(value)


def number_or(value: Any, otherwise: int) -> Decimal:
    """A number of the content; `otherwise` for what is none, or too large to be meant."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 10**6:
        return Decimal(otherwise)
    return Decimal(str(value))


def mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def entries(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
