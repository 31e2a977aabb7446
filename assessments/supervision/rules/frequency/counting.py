"""Which sessions count for a policy, and when so many hours with learners had passed."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from ..kinds import KINDS, SessionType
from .values import HeldSession, Policy

YEAR = timedelta(days=365)


def is_of_target(policy: Policy, session: HeldSession) -> bool:
    return KINDS[SessionType(session.type)].counts == policy.target


def counts(policy: Policy, session: HeldSession) -> bool:
    """By its kind and length; whether a group session is within its share is judged in a row."""
    if session.minutes < policy.min_minutes:
        return False
    if policy.types_allowed and session.type not in policy.types_allowed:
        return False
    return is_of_target(policy, session)


def sessions_counted(
    policy: Policy, sessions: Iterable[HeldSession], *, on: date
) -> list[HeldSession]:
    """Oldest first. A group session counts while, with it, no more than the policy's share of the
    twelve months up to it were group sessions: judged on its own day, so that it never changes."""
    found: list[HeldSession] = []
    for session in sorted(sessions, key=lambda each: each.on):
        if session.on > on or not counts(policy, session):
            continue
        if session.type == SessionType.GROUP and not _has_share(policy, found, session.on):
            continue
        found.append(session)
    return found


def _has_share(policy: Policy, before: list[HeldSession], day: date) -> bool:
    year = [each for each in before if each.on > day - YEAR]
    groups = 1 + sum(each.type == SessionType.GROUP for each in year)
    # A third is written as 33 %: whole per cents are rounded in favour of whoever came.
    return policy.group_percent > 0 and groups * 100 < (policy.group_percent + 1) * (len(year) + 1)


def _days_of(month: date, after: date, until: date) -> tuple[date, int, int]:
    """The last day before those that count in a month, how many they are, and over how many days
    its minutes are spread: of the running month, those until today."""
    length = monthrange(month.year, month.month)[1]
    is_running = (until.year, until.month) == (month.year, month.month)
    spread = until.day if is_running else length
    start = max(after, month - timedelta(days=1))
    end = month + timedelta(days=spread - 1)
    return start, max((end - start).days, 0), spread


def minutes_since(months: Mapping[date, int], after: date, *, on: date) -> int:
    """Minutes with learners after a day. Months are known, days are not: a month's minutes are
    spread over it evenly."""
    total = 0
    for month, minutes in months.items():
        if month <= on:
            _, days, spread = _days_of(month, after, on)
            total += minutes * days // spread
    return total


def reached_on(months: Mapping[date, int], after: date, minutes: int, *, on: date) -> date | None:
    """The day by which so many minutes with learners had passed since another; None: not yet."""
    left = minutes
    for month in sorted(each for each in months if each <= on):
        start, days, spread = _days_of(month, after, on)
        in_month = months[month] * days // spread
        if days and in_month >= left:
            needed = max(-(-left * spread // months[month]), 1)  # rounded up
            return start + timedelta(days=min(needed, days))
        left -= in_month
    return None
