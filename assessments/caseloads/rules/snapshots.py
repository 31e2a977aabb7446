"""What a count can be: large enough for a hard year, small enough to catch a slip of the hand."""

from decimal import Decimal

from django.core.exceptions import ValidationError

from .counting import MOST_LEARNERS, Counts

LEAST_FTE, FULL = Decimal("0.05"), Decimal("1")


def check_snapshot(counts: Counts, fte: Decimal) -> None:
    """Raise what cannot be, by field."""
    problems = {
        name: [f"Give a whole number from 0 to {MOST_LEARNERS}."]
        for name, count in vars(counts).items()
        if not 0 <= count <= MOST_LEARNERS
    }
    if not problems and counts.total > MOST_LEARNERS:
        words = f"Together these are {counts.total} learners. Count each in one tier alone."
        problems["universal"] = [words]
    if not LEAST_FTE <= fte <= FULL:
        words = "The part of a full post is from 0.05 to 1. Ask HR to put the profile right."
        problems["__all__"] = [words]
    if problems:
        raise ValidationError(problems)
