"""What a mentor brings to a session; her supervisor reads it a day before (domain.md 4.4). How the
work feels, as a trend, when she lets it be seen (features.md V14)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import mean, median

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

VISIBLE_BEFORE = timedelta(hours=24)
LONGEST_ANSWER = 2_000
LONGEST_TITLE = 200
MOST_ITEMS = 12

LEAST_MARKS = 4  # fewer are no trend
FALL = 2  # steps
TREND_WEEKS = 12
LEVELS = {5: "Very good", 4: "Good", 3: "All right", 2: "Hard", 1: "Very hard"}

REPEATED = 3  # times within a year
SILENT_FOR = 3  # sessions


class Source(TextChoices):
    OWN = "own", "Written here"
    BOOKMARK = "bookmark", "A bookmark"
    DEBRIEF = "debrief", "A scenario debrief"
    CPD = "cpd", "A CPD entry"
    ACTION = "action", "An open action"


@dataclass(frozen=True)
class PreparationContent:
    """The three prompts, and whether she keeps it to herself."""

    wants: str = ""
    went_well: str = ""
    weighs: str = ""
    is_held_back: bool = False


def shown_from(starts_at: datetime) -> datetime:
    return starts_at - VISIBLE_BEFORE


def is_shown(starts_at: datetime, *, is_held_back: bool, now: datetime) -> bool:
    """Whether the supervisor reads it at a moment."""
    return not is_held_back and shown_from(starts_at) <= now


def check_can_be_prepared(state: str, planned: str) -> None:
    if state != planned:
        raise ValidationError(
            "This session is over. Prepare for the next one instead.", code="over"
        )


def check_content(content: PreparationContent) -> None:
    problems = {
        name: [f"Keep it under {LONGEST_ANSWER:,} characters."]
        for name in ("wants", "went_well", "weighs")
        if len(getattr(content, name)) > LONGEST_ANSWER
    }
    if problems:
        raise ValidationError(problems)


def check_item(title: str, items: int) -> None:
    if not title.strip():
        raise ValidationError({"title": ["Say in a few words what you want to talk about."]})
    if len(title) > LONGEST_TITLE:
        raise ValidationError({"title": [f"Keep it under {LONGEST_TITLE} characters."]})
    if items >= MOST_ITEMS:
        raise ValidationError(
            f"{MOST_ITEMS} things are more than an hour holds. Take one off first.", code="full"
        )


def check_level(level: int) -> None:
    if level not in LEVELS:
        raise ValidationError("Choose one of the five.", code="level")


def is_trend(levels: Sequence[int]) -> bool:
    return len(levels) >= LEAST_MARKS


def is_falling(levels: Sequence[int]) -> bool:
    """Two steps down or more: the last two against what was usual before them, so that one bad day
    is no trend."""
    if not is_trend(levels):
        return False
    return median(levels[:-2]) - mean(levels[-2:]) >= FALL
