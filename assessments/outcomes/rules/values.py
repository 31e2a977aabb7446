"""One total: so many of so many, of whom, when; and what such a total can be."""

import re
from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from .kinds import MetricKind

MOST = 1_000_000
NUMBER = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(?:[, \u00a0][0-9]{3}){1,2}")
EARLIEST = date(2016, 1, 1)  # a day of before looks like a date of birth
LONGEST_PERIOD = timedelta(days=400)


@dataclass(frozen=True)
class MetricValues:
    person: int | None
    team: int | None
    kind: str
    period_from: date
    period_to: date
    numerator: int
    denominator: int
    comparator_numerator: int | None = None
    comparator_denominator: int | None = None

    @property
    def key(self) -> tuple[Any, ...]:
        """What a file says once."""
        return self.person, self.team, self.kind, self.period_from, self.period_to

    def packed(self) -> list[Any]:
        return [each.isoformat() if isinstance(each, date) else each for each in astuple(self)]


def unpacked(row: list[Any]) -> MetricValues:
    person, team, kind, first, last, *numbers = row
    return MetricValues(
        person, team, kind, date.fromisoformat(first), date.fromisoformat(last), *numbers
    )


def check_metric(values: MetricValues, *, today: date) -> None:
    """Raise all that cannot be, in words for the line it stands on."""
    problems = [words for holds, words in _doubts(values, today) if holds]
    if problems:
        raise ValidationError(problems)


def _doubts(values: MetricValues, today: date) -> list[tuple[bool, str]]:
    part, whole = values.comparator_numerator, values.comparator_denominator
    has_both = part is not None and whole is not None
    return [
        ((values.person is None) == (values.team is None), "Name a mentor or a team, one of them."),
        (values.kind not in MetricKind.values, "This kind of outcome is not known."),
        (values.period_from >= values.period_to, "The period ends before it begins."),
        (
            values.period_to - values.period_from > LONGEST_PERIOD,
            "The period is longer than a year.",
        ),
        (values.period_from < EARLIEST, "The period is too long ago."),
        (values.period_to > today, "The period is not over yet."),
        (
            not 0 <= values.numerator <= values.denominator,
            "The numerator is larger than the denominator: it cannot be more than all.",
        ),
        (values.denominator > MOST, f"More than {MOST:,} is no total of a team or a mentor."),
        (
            (part is None) != (whole is None),
            "Of the comparator, give both numbers or none.",
        ),
        (
            has_both and not 0 <= (part or 0) <= (whole or 0),
            "The comparator’s numerator is larger than its denominator.",
        ),
        (has_both and (whole or 0) > MOST * 10, "The comparator is too large to be one."),
    ]


def number_of(text: str) -> int:
    """A whole number as people and spreadsheets write it. Raises ValueError."""
    if not NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(re.sub(r"\D", "", text))


def day_of(text: str) -> date:
    """2026-07-31, 31/07/2026 or 31.07.2026. Raises ValueError."""
    parts = text.replace("/", ".").split(".")
    if len(parts) == 3:
        text = f"{parts[2]:0>4}-{parts[1]:0>2}-{parts[0]:0>2}"
    return date.fromisoformat(text)


def kind_of(text: str) -> str:
    """By its key or its words, however they are written. Raises ValueError."""
    asked = text.casefold().replace("_", " ")
    for kind in MetricKind:
        if asked in (kind.value.replace("_", " "), str(kind.label).casefold()):
            return kind.value
    raise ValueError(text)


READERS: dict[str, tuple[Callable[[str], Any], str]] = {
    "kind": (kind_of, f"is none of: {', '.join(MetricKind.values)}"),
    "period_from": (day_of, "is no day such as 2025-08-01"),
    "period_to": (day_of, "is no day such as 2026-07-31"),
    "numerator": (number_of, "is no whole number"),
    "denominator": (number_of, "is no whole number"),
    "comparator_numerator": (number_of, "is no whole number"),
    "comparator_denominator": (number_of, "is no whole number"),
}
