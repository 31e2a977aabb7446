"""The official schemas of h5p.json and library.json as small rules that also bring into one form.

A rule gives a value as it will be kept, or raises UnfitError with a sentence for people.
Every pattern is linear and matches the whole value (h5p.md 6.4): the official ones are not.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .findings import shown
from .names import is_machine_name

Rule = Callable[[Any], Any]
MOST_ITEMS = 1_000


class UnfitError(ValueError):
    """`found` holds pairs of a place below the value and a sentence."""

    def __init__(self, *found: tuple[str, str]) -> None:
        self.found = found
        super().__init__("; ".join(sentence for _, sentence in found))


@dataclass(frozen=True)
class Record:
    """An object with these keys. Keys nobody knows are dropped, or kept where others read them.

    Empty texts and null are taken for keys that are not there, as editors write them.
    """

    required: Mapping[str, Rule] = field(default_factory=dict)
    optional: Mapping[str, Rule] = field(default_factory=dict)
    keeps_others: bool = False

    def check(self, value: Any) -> tuple[dict[str, Any], list[tuple[str, str]], list[str]]:
        """What is kept, what is wrong at which place, and which required keys are missing."""
        kept = dict(value) if self.keeps_others else {}
        wrong: list[tuple[str, str]] = []
        missing = [key for key in self.required if _is_empty(value.get(key))]
        for key, rule in (*self.required.items(), *self.optional.items()):
            kept.pop(key, None)
            if not _is_empty(value.get(key)):
                try:
                    kept[key] = rule(value[key])
                except UnfitError as unfit:
                    wrong += [(_join(key, place), sentence) for place, sentence in unfit.found]
        return kept, wrong, missing

    def __call__(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise UnfitError(("", "must be an object"))
        kept, wrong, missing = self.check(value)
        wrong += [(key, "is missing") for key in missing]
        if wrong:
            raise UnfitError(*wrong)
        return kept


def text(most: int, *, lines: bool = False) -> Rule:
    def rule(value: Any) -> str:
        if not isinstance(value, str):
            raise UnfitError(("", "must be a text"))
        if len(value) > most:
            raise UnfitError(("", f"must have at most {most} characters"))
        if not lines and "\n" in value:
            raise UnfitError(("", "must be one line"))
        return value

    return rule


def pattern(expression: str, expected: str) -> Rule:
    """`expression` must be linear: no repeat inside a repeat that could match the same text."""
    compiled = re.compile(expression, re.ASCII | re.IGNORECASE)

    def rule(value: Any) -> str:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            raise UnfitError(("", f"must be {expected}"))
        return value

    return rule


def number(digits: int) -> Rule:
    """An integer, or a text of digits: kept as an integer."""
    most = 10**digits

    def rule(value: Any) -> int:
        is_digits = isinstance(value, str) and value.isascii() and value.isdigit()
        if is_digits and len(value) <= digits:
            return int(value)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < most:
            return value
        raise UnfitError(("", f"must be a whole number of at most {digits} digits"))

    return rule


def flag(value: Any) -> int:
    """0 or 1, kept as such; true and false are taken for them."""
    if value in (0, 1, "0", "1"):
        return int(value)
    raise UnfitError(("", "must be 0 or 1"))


def one_of(values: Iterable[str]) -> Rule:
    allowed = frozenset(values)

    def rule(value: Any) -> str:
        if not isinstance(value, str) or value not in allowed:
            said = shown(value) if isinstance(value, str) else "this"
            raise UnfitError(
                ("", f"cannot be “{said}”; it must be one of {', '.join(sorted(allowed))}")
            )
        return value

    return rule


def machine_name(value: Any) -> str:
    if not is_machine_name(value):
        raise UnfitError(("", "must be the machine name of a library, such as H5P.MultiChoice"))
    return str(value)


def list_of(rule: Rule) -> Rule:
    def check_all(value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise UnfitError(("", "must be a list"))
        if len(value) > MOST_ITEMS:
            raise UnfitError(("", f"must have at most {MOST_ITEMS} entries"))
        kept, wrong = [], []
        for index, one in enumerate(value):
            try:
                kept.append(rule(one))
            except UnfitError as unfit:
                wrong += [(_join(str(index), place), said) for place, said in unfit.found]
        if wrong:
            raise UnfitError(*wrong)
        return kept

    return check_all


version_number = number(5)
dependency = Record({
    "machineName": machine_name, "majorVersion": version_number, "minorVersion": version_number,
})  # fmt: skip
embed_types = list_of(one_of(("iframe", "div")))


def _is_empty(value: Any) -> bool:
    return value is None or value == ""


def _join(key: str, place: str) -> str:
    return f"{key}/{place}" if place else key
