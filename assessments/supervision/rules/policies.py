"""What may be set: policies, needs, closures and posts of supervisors (domain.md 4.6, 4.8)."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError

from .frequency import Period, Policy
from .kinds import KINDS, SessionType

LONGEST_CLOSURE = 92  # days; a longer one was mistyped
LONGEST_SESSION = 120


def kinds_counting_towards(target: str) -> list[SessionType]:
    return [kind for kind, about in KINDS.items() if about.counts == target]


def check_policy(policy: Policy) -> None:
    """Raises by field. Every row can be fulfilled, and by somebody."""
    problems: dict[str, str] = {}
    if not policy.name.strip():
        problems["name"] = "Say in a few words for whom this is."
    if not 1 <= policy.interval_days <= 366:
        problems["interval_days"] = "Give a number of days from 1 to 366."
    elif policy.tolerance_days >= policy.interval_days:
        problems["tolerance_days"] = (
            f"Give fewer than {policy.interval_days} days: with as much grace as there are days "
            "between two sessions nobody would ever be late."
        )
    if policy.until_day is not None and policy.until_day < (policy.from_day or 1):
        problems["until_day"] = "The last day cannot be before the first."
    has_both = policy.fte_from is not None and policy.fte_below is not None
    if has_both and not policy.fte_from < policy.fte_below:  # type: ignore[operator]
        problems["fte_below"] = "This is not above “from”: it would be about nobody."
    if policy.back_within_days == 0:
        problems["back_within_days"] = "Give at least one working day, or leave it empty."
    if policy.contact_hours == 0:
        problems["contact_hours"] = "Give at least one hour, or leave it empty."
    if policy.min_minutes > LONGEST_SESSION:
        problems["min_minutes"] = f"A session lasts at most {LONGEST_SESSION} minutes."
    if strange := set(policy.types_allowed) - set(kinds_counting_towards(policy.target)):
        names = ", ".join(sorted(str(SessionType(kind).label).lower() for kind in strange))
        problems["types_allowed"] = f"These never count here, so leave them out: {names}."
    if problems:
        raise ValidationError({name: [text] for name, text in problems.items()})


def fingerprint(policy: Policy) -> str:
    """Changes with any value: by it a form knows whether somebody else was faster."""
    values = {name: _plain(value) for name, value in asdict(policy).items()}
    return hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest()[:16]


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return str(value.normalize())
    return str(value) if isinstance(value, str) else value  # a choice is the word that is stored


def check_unchanged(seen: str, now: str) -> None:
    if seen and seen != now:
        raise ValidationError(
            "Somebody else changed this policy while you had it open. Go back to the list, open it "
            "again and make your change to what it says now.",
            code="changed",
        )


def check_days(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise ValidationError({"ends_on": ["The last day cannot be before the first day."]})


def check_needs_apart(need: Period, others: Iterable[Period]) -> None:
    """One row of a kind on any day."""
    starts_on, ends_on = need
    for first, last in others:
        if (ends_on is None or first <= ends_on) and (last is None or starts_on <= last):
            raise ValidationError(
                "This is set already for some of these days, from "
                f"{first:%-d %B %Y} on. End that one first.",
                code="overlap",
            )


def check_closure(starts_on: date, ends_on: date) -> None:
    check_days(starts_on, ends_on)
    if ends_on - starts_on > timedelta(days=LONGEST_CLOSURE):
        raise ValidationError(
            {"ends_on": ["A closure stops every clock: give at most three months at once."]}
        )


def check_post(
    *, trained_on: date | None, may_exceed_until: date | None, today: date, is_new_approval: bool
) -> None:
    if trained_on is not None and trained_on > today:
        raise ValidationError({"trained_on": ["This day is still to come."]})
    if is_new_approval and may_exceed_until is not None and may_exceed_until < today:
        raise ValidationError({"may_exceed_until": ["Choose today or a day to come."]})
