"""A set of objectives as a whole: how many, about what, weighing how much (PR-06), and what part of
a full post they are for (PR-17). Hints: whoever writes them decides."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from .states import About

FEWEST, MOST = 3, 5
FULL = Decimal(1)
COUNT = re.compile(r"(?<![\d.,/:])(\d{1,4}(?:\.\d)?)(?!\s?(?:%|per ?cent|[\d/:]))(?![.,]\d)")


def set_hints(abouts: Sequence[str], weights: Sequence[int | None] = ()) -> list[str]:
    """What a set of open objectives is still without; nothing to say where there is none."""
    if not abouts:
        return []
    found = []
    if len(abouts) < FEWEST:
        found.append(f"{FEWEST} to {MOST} objectives make a year; there {_are(len(abouts))}.")
    elif len(abouts) > MOST:
        found.append(
            f"{len(abouts)} objectives are more than anybody holds in mind: {FEWEST} to {MOST} do."
        )
    if About.LEARNERS not in abouts:
        found.append("None is about what learners gain yet.")
    if About.OWN not in abouts:
        found.append("None is about her own development yet.")
    return found + weight_hints(weights)


def _are(number: int) -> str:
    return "is one" if number == 1 else f"are {number}"


def weight_hints(weights: Sequence[int | None]) -> list[str]:
    """Weights are optional; where one has one, all have, and they add up to 100."""
    given = [weight for weight in weights if weight is not None]
    if not given:
        return []
    total = sum(given)
    if len(given) < len(weights):
        return [f"Some have a weight and some have none. Those given add up to {total} %."]
    return [] if total == 100 else [f"The weights add up to {total} %, not 100 %."]


def is_part_time(fte: Decimal | None) -> bool:
    return fte is not None and fte < FULL


def fte_words(fte: Decimal) -> str:
    """“0.6”, and never “0.60”."""
    return f"{fte.normalize():f}"


def scaled_counts(target: str, fte: Decimal | None) -> list[tuple[str, str]]:
    """The plain counts of a target, each with what it is for a part of a full post: (“10”, “6”).
    Shares and dates are the same for everybody; a year is no count."""
    if fte is None or not is_part_time(fte):
        return []
    found = []
    for written in dict.fromkeys(COUNT.findall(target)):
        number = Decimal(written)
        if number <= 1 or 1900 <= number <= 2200:
            continue
        part = (number * fte).quantize(FULL, ROUND_HALF_UP)
        found.append((written, f"{max(part, FULL):f}"))
    return found


def scale_words(target: str, fte: Decimal | None) -> str:
    """PR-17: a hint beside a target; empty for full time and where there is nothing to count."""
    if fte is None or not (counts := scaled_counts(target, fte)):
        return ""
    pairs = " and ".join(f"{full} becomes {part}" for full, part in counts)
    return f"If that is meant for a full post: scaled by {fte_words(fte)}, {pairs}."
