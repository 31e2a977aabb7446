"""What is written beside a figure."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError

from .kinds import ContextReason

LONGEST_NOTE = 400


def check_note(reasons: Sequence[str], text: str, *, replaces: bool) -> None:
    """Something is said; an empty note only takes one away that is there."""
    if any(reason not in ContextReason.values for reason in reasons):
        raise ValidationError({"reasons": ["Choose from the list."]})
    if len(text) > LONGEST_NOTE:
        raise ValidationError({"text": [f"At most {LONGEST_NOTE} letters: a sentence or two."]})
    if ContextReason.OTHER in reasons and not text.strip():
        raise ValidationError({"text": ["Say in a sentence what it is."]})
    if not reasons and not text.strip() and not replaces:
        raise ValidationError({"reasons": ["Tick a reason, or write a sentence."]})


def is_mostly_within(first: date, last: date, period_from: date, period_to: date) -> bool:
    """Whether at least half of the days of a figure lie in a period."""
    shared = (min(last, period_to) - max(first, period_from)).days + 1
    return shared * 2 >= (last - first).days + 1
