"""When somebody is asked what an entry changed (features.md C10)."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from assessments.cpd.rules import Policy

MOST_ASKS = 2
STILL_WORTH_ASKING = timedelta(weeks=26)  # after the last ask was due
JUST_ANSWERED = timedelta(weeks=2)  # “too early to say” is an answer for a while


def asks_due(last_on: date, *, policy: Policy, today: date) -> int:
    """How often it should have been asked by now: not yet, once, twice."""
    weeks = sorted((policy.impact_first_weeks, policy.impact_second_weeks))
    return sum(last_on + timedelta(weeks=each) <= today for each in weeks)


def is_too_late(last_on: date, *, policy: Policy, today: date) -> bool:
    weeks = max(policy.impact_first_weeks, policy.impact_second_weeks)
    return last_on + timedelta(weeks=weeks) + STILL_WORTH_ASKING < today


def is_just_answered(noted_at: datetime | None, today: date) -> bool:
    return noted_at is not None and timezone.localdate(noted_at) + JUST_ANSWERED > today


def is_to_be_asked(
    last_on: date, *, asked: int, noted_at: datetime | None, policy: Policy, today: date
) -> bool:
    """A run that comes late asks once for all it has missed; nobody is asked about long ago."""
    is_due = asks_due(last_on, policy=policy, today=today) > asked
    wait = is_just_answered(noted_at, today) or is_too_late(last_on, policy=policy, today=today)
    return is_due and not wait
