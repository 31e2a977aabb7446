"""How somebody plays a scenario: with or without the clock, how sure she is, in her own words."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import IntegerChoices, TextChoices

from assessments.scenarios.rules.graph import Counting

UNSAFE_IN_A_ROW = 3  # after which the line manager offers support (domain.md 2.3, rule 6)
EXTRA_TIME = 2  # times as much, for whoever plays with more time
GRACE = 2  # seconds that a page may take to arrive
LONGEST_THINKING = timedelta(minutes=30)  # beyond it she was away, and nobody thought for hours
LONGEST_WORDS = 500  # what can be said in a room; the practice rules read no more either
FEWEST_WORDS = 10  # of an answer that stands for playing
LONGEST_ANSWER = 10_000


class Clock(TextChoices):
    OFF = "off", "Without the clock"
    ON = "on", "With the clock"
    EXTRA = "extra", "With the clock, and twice the time"


class Confidence(IntegerChoices):
    GUESS = 1, "A guess"
    FAIRLY = 2, "Fairly sure"
    SURE = 3, "Sure"


def seconds_allowed(seconds: int, clock: str) -> int:
    """For a scene with a clock of `seconds`; 0: as long as she likes."""
    if clock == Clock.OFF:
        return 0
    return seconds * EXTRA_TIME if clock == Clock.EXTRA else seconds


def seconds_left(allowed: int, shown_at: datetime | None, now: datetime) -> int:
    """Of a scene's clock; 0 when it has not begun, or has run out."""
    if shown_at is None:
        return 0
    return max(0, allowed - int((now - shown_at).total_seconds()))


def is_time_up(allowed: int, shown_at: datetime | None, now: datetime) -> bool:
    """Whether the clock may choose for her: only one that runs, and only once it has run out."""
    if not allowed or shown_at is None:
        return False
    return (now - shown_at).total_seconds() >= allowed - GRACE


def seconds_taken(shown_at: datetime | None, now: datetime) -> int | None:
    """None where nobody can say: she went away and came back, or was never shown the scene."""
    if shown_at is None or not timedelta(0) <= now - shown_at <= LONGEST_THINKING:
        return None
    return int((now - shown_at).total_seconds())


def time_in_words(seconds: int) -> str:
    minutes, left = divmod(seconds, 60)
    if not minutes:
        return "1 second" if left == 1 else f"{left} seconds"
    return f"{minutes} min {left} s" if left else f"{minutes} min"


def check_confidence(confidence: int | None) -> None:
    if confidence is not None and confidence not in Confidence.values:
        raise ValidationError("Say how sure you are: a guess, fairly sure or sure.")


def check_own_words(text: str) -> None:
    if not text.strip():
        raise ValidationError("Write what you would say, or skip it.", code="empty")
    if len(text.strip()) > LONGEST_WORDS:
        raise ValidationError(
            f"Keep it to {LONGEST_WORDS} characters: say it as you would say it in the room."
        )


def check_answer(text: str) -> None:
    """Of whoever reads a scenario instead of playing it."""
    if len(text.split()) < FEWEST_WORDS:
        raise ValidationError(
            f"Answer the questions in your own words: {FEWEST_WORDS} words or more. "
            "Only you can read them."
        )
    if len(text) > LONGEST_ANSWER:
        raise ValidationError(f"Keep it under {LONGEST_ANSWER:,} characters.")


class Ended(Protocol):
    """A run that has ended."""

    @property
    def number(self) -> int: ...
    @property
    def percent(self) -> int | None: ...
    @property
    def counts(self) -> bool: ...


Run = TypeVar("Run", bound=Ended)


def reported_run(ended: Sequence[Run], counting: str) -> Run | None:
    """Which of somebody's ended runs her line manager is told of.

    The best is the best safe one; where none is safe and sound, the one with most points.
    """
    runs = sorted(ended, key=lambda run: run.number)
    if not runs:
        return None
    if counting == Counting.FIRST:
        return runs[0]
    if counting == Counting.LAST:
        return runs[-1]
    return max(runs, key=lambda run: (run.counts, run.percent or 0))
