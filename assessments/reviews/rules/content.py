"""What is written in a review, part by part, as plain values; and when a part is whole enough."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError

from assessments.objectives.rules import CLOSED

from .states import ProbationOutcome, Rating, ReviewKind

LONGEST_AREA = 4000  # characters of what is said about one area, by either
LONGEST_REASON = 400
LONGEST_CLOSING = 1000


@dataclass(frozen=True)
class SelfContent:
    """`areas`: code → rating (or None) and text."""

    areas: Mapping[str, tuple[int | None, str]] = field(default_factory=dict)
    proud_of: str = ""
    hard: str = ""
    wants: str = ""
    needs: str = ""


@dataclass(frozen=True)
class MeetingContent:
    met_at: datetime | None = None
    met_minutes: int | None = None
    met_both: bool = False
    no_self_reason: str = ""


@dataclass(frozen=True)
class JudgementContent:
    """`links`: keys of pieces of the reading, in their order."""

    rating: int | None = None
    narrative: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class WordsContent:
    strengths: str = ""
    development: str = ""
    summary: str = ""
    overall: str = ""
    overall_reasons: str = ""


@dataclass(frozen=True)
class SupportContent:
    has_concern: bool = False
    concern_seen_on: date | None = None
    support_plan: str = ""
    hr_involved_on: date | None = None
    supervision_gap: str = ""
    probation_outcome: str = ""
    extended_to: date | None = None


@dataclass(frozen=True)
class PreviousContent:
    """What came of an objective of last time, as far as it is written."""

    outcome: str = ""
    reason: str = ""


@dataclass(frozen=True)
class ActionContent:
    need: str
    activity: str = ""
    learner_outcome: str = ""
    due_on: date | None = None
    support: str = ""
    module: int | None = None
    statements: tuple[int, ...] = ()


PartContent = MeetingContent | WordsContent | SupportContent
Content = TypeVar("Content")


def tidied(content: Content) -> Content:
    """As it is kept: no line ends of one system or another, no blanks around, a moment in the
    world's own time, sets in order."""
    changes = {one.name: _tidy(getattr(content, one.name)) for one in fields(content)}  # type: ignore[arg-type]
    return replace(content, **changes)  # type: ignore[type-var]


def _tidy(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(second=0, microsecond=0)
    if isinstance(value, Mapping):
        return {key: (rating, _tidy(text)) for key, (rating, text) in sorted(value.items())}
    if isinstance(value, tuple):
        return tuple(sorted(set(value)))
    return value


def version_of(content: Any) -> str:
    """The same for the same words. A page sends the one it was opened with: with another on the
    desk, what it sends overwrites nothing."""
    words = json.dumps(asdict(tidied(content)), sort_keys=True, default=str)
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def is_blank(content: Any) -> bool:
    """Nothing is written yet."""
    return all(not value for value in asdict(content).values())


# What is checked when it is saved ---------------------------------------------------


def check_meeting(content: MeetingContent, *, now: datetime) -> None:
    """A meeting that is noted has taken place. One that is to come is not noted here."""
    if content.met_at is not None and content.met_at > now:
        raise ValidationError(
            {"met_at": ["This is still to come. Note the meeting once you have met."]}
        )


def is_meeting_held(content: MeetingContent) -> bool:
    return content.met_at is not None and bool(content.met_minutes) and content.met_both


def check_support(content: SupportContent, *, kind: str, today: date) -> None:
    problems: dict[str, list[str]] = {}
    for name in ("concern_seen_on", "hr_involved_on"):
        day = getattr(content, name)
        if day is not None and day > today:
            problems[name] = ["This day is still to come."]
    if content.probation_outcome and kind != ReviewKind.PROBATION_DECISION:
        problems["probation_outcome"] = ["This kind of review decides nothing about probation."]
    if content.extended_to is not None:
        if content.probation_outcome != ProbationOutcome.EXTEND:
            problems["extended_to"] = ["Give a day only where probation is extended."]
        elif content.extended_to <= today:
            problems["extended_to"] = ["Choose a day that is still to come."]
    if problems:
        raise ValidationError(problems)


def check_previous(content: PreviousContent) -> None:
    if content.outcome and content.outcome not in CLOSED:
        raise ValidationError({"outcome": ["Choose what came of it."]})
    if len(content.reason) > LONGEST_CLOSING:
        raise ValidationError({"reason": [f"Keep it under {LONGEST_CLOSING} characters."]})


def check_overall(content: WordsContent, *, has_overall: bool) -> None:
    """An overall description is the college's choice, and has reasons of its own."""
    if not has_overall and (content.overall or content.overall_reasons):
        raise ValidationError({"overall": ["This college gives no overall description."]})


def check_rating(rating: int | None) -> None:
    if rating is not None and rating not in Rating.values:
        raise ValidationError({"rating": ["Choose one of the ratings, or none yet."]})


def check_handed_in(content: SelfContent, codes: Mapping[str, str]) -> None:
    """Each area has a rating, “Not enough evidence” included; or there are words, where no area is
    asked. `codes`: code → title."""
    missing = [
        title for code, title in codes.items() if content.areas.get(code, (None,))[0] is None
    ]
    if missing:
        named = ", ".join(f"“{title}”" for title in missing)
        raise ValidationError(
            f"Choose a rating for {named}. “Not enough evidence” is an answer, too."
        )
    if not codes and is_blank(content):
        raise ValidationError("Nothing is written yet. A few sentences are enough.")


def check_reason(reason: str) -> str:
    said = _tidy(reason)
    if not said:
        raise ValidationError({"reason": ["Say in a sentence why it stays as it is."]})
    if len(said) > LONGEST_REASON:
        raise ValidationError({"reason": [f"Keep it under {LONGEST_REASON} characters."]})
    return str(said)
