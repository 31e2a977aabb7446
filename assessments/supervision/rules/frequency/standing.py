"""How often supervision is due for somebody, and where she stands today (domain.md 4.6)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from ..kinds import CountsTowards, SessionType
from . import words
from .clock import DAY, Clock, merged, working_day_after, working_day_from, working_days_in
from .counting import YEAR, is_of_target, minutes_since, reached_on, sessions_counted
from .values import Because, Facts, HeldSession, Period, Policy, Standing, Status

LONG_ABSENCE = 20  # working days; after more than these the first session is due at once
SOON = 7  # days before a session is due in which it is called so
FAR_BACK = timedelta(days=3 * 365)


def standing(
    facts: Facts,
    policies: Iterable[Policy],
    *,
    on: date,
    target: str = CountsTowards.FREQUENCY,
) -> Standing:
    """The policy of highest priority that fits holds. A need that is set for somebody never makes
    a session due later than it would be without, nor late on the day on which the need begins."""
    rows = [row for row in policies if row.is_active and row.target == target]
    if (nothing := _nothing_due(facts, on)) is not None:
        return nothing
    policy = policy_for(facts, rows, on=on)
    if policy is None:
        return Standing(status=Status.NONE, sentence="No policy asks for supervision here.")
    found = _under(facts, policy, on)
    if policy.need and policy.target == CountsTowards.FREQUENCY:
        without = [row for row in rows if not row.need]
        usual = policy_for(facts, without, on=on)
        if usual is not None:
            found = _stricter(found, _under(facts, usual, on))
    return found


def policy_for(facts: Facts, policies: Iterable[Policy], *, on: date) -> Policy | None:
    fitting = [row for row in policies if fits(row, facts, on=on)]
    return max(fitting, key=lambda row: row.priority, default=None)


def fits(policy: Policy, facts: Facts, *, on: date) -> bool:
    """Whether a policy is about somebody on a day. Without a first day of the post she counts as
    long in it."""
    if policy.need and policy.need not in facts.needs:
        return False
    day = (on - facts.started_on).days + 1 if facts.started_on else None
    if policy.until_day is not None and (day is None or day > policy.until_day):
        return False
    if policy.from_day is not None and day is not None and day < policy.from_day:
        return False
    if policy.fte_from is not None and facts.fte < policy.fte_from:
        return False
    if policy.fte_below is not None and facts.fte >= policy.fte_below:
        return False
    if policy.team is not None and facts.team != policy.team:
        return False
    return policy.back_within_days is None or returned_on(policy, facts, on=on) is not None


def returned_on(policy: Policy, facts: Facts, *, on: date) -> date | None:
    """The first working day after a long absence since which there was no session yet."""
    closed = Clock(facts.closures)
    back: date | None = None
    for first, last in _absences(facts, closed):
        has_begun = _begun_on(facts) is None or last >= (_begun_on(facts) or last)
        if last < on and has_begun and working_days_in(first, last, closed) > LONG_ABSENCE:
            back = last + DAY
    if back is None or any(
        each.on >= back for each in sessions_counted(policy, facts.sessions, on=on)
    ):
        return None
    return working_day_from(back, closed)


def _absences(facts: Facts, closed: Clock) -> list[tuple[date, date]]:
    """Two absences with no working day between them are one; those without an end are left out."""
    found: list[tuple[date, date]] = []
    for first, last in merged(facts.absences):
        if last == date.max:
            continue
        if found and not working_days_in(found[-1][1] + DAY, first - DAY, closed):
            first = found.pop()[0]
        found.append((first, last))
    return found


def _nothing_due(facts: Facts, on: date) -> Standing | None:
    said = ""
    if not facts.is_expected:
        said = "Supervision is not asked of this post."
    elif facts.left_on is not None and facts.left_on < on:
        said = "No longer in post."
    elif facts.started_on is not None and facts.started_on > on:
        said = f"The post begins on {words.day_words(facts.started_on, on)}."
    return Standing(status=Status.NONE, sentence=said) if said else None


def _begun_on(facts: Facts) -> date | None:
    """First due counts from the start of the post, or of the first agreement when that is later."""
    days = [day for day in (facts.started_on, facts.agreed_on) if day is not None]
    return max(days, default=None)


def _pauses(facts: Facts, policy: Policy) -> list[Period]:
    away = facts.absences if policy.pauses_when_away else ()
    closed = facts.closures if policy.pauses_when_closed else ()
    return [*away, *closed]


def _anchor(facts: Facts, policy: Policy, last: HeldSession | None, interval: int) -> date | None:
    """The day from which the interval is counted."""
    base = last.on if last else _begun_on(facts)
    if not policy.need:
        return base
    since = facts.needs[policy.need]
    if policy.target == CountsTowards.FREQUENCY:
        since -= timedelta(days=interval)  # due on the day it begins, at the earliest
    return max(base or since, since)


def _under(facts: Facts, policy: Policy, on: date) -> Standing:
    counted = sessions_counted(policy, facts.sessions, on=on)
    last = counted[-1] if counted else None
    is_agreed = (
        policy.target == CountsTowards.FREQUENCY
        and policy.back_within_days is None
        and facts.agreed_days is not None
        and facts.agreed_days < policy.interval_days
    )
    interval = facts.agreed_days if is_agreed and facts.agreed_days else policy.interval_days
    clock = Clock(_pauses(facts, policy))
    back = returned_on(policy, facts, on=on) if policy.back_within_days is not None else None
    anchor = back or _anchor(facts, policy, last, interval)
    known = Standing(
        status=Status.NONE,
        sentence="It is not known when this post began, so nothing is counted from.",
        last_on=last.on if last else None,
        interval_days=interval,
        tolerance_days=policy.tolerance_days,
        policy=policy,
        warning=too_few(facts, policy, counted, on=on),
    )
    if policy.pauses_when_away and Clock(facts.absences).is_stopped(on):
        return replace(known, status=Status.PAUSED, sentence="Paused while away from work.")
    if anchor is None:
        return known
    due_on, because = _due(facts, policy, clock, anchor, interval, back, on)
    latest_on = clock.after(due_on, policy.tolerance_days) if due_on else None
    elapsed = clock.between(anchor, on)
    status = _status(facts, policy, anchor, interval, elapsed, due_on, latest_on, on)
    since = known.last_on or _begun_on(facts) or anchor
    said = words.sentence(
        words.last_words(since, on, counted=clock.between(since, on), is_first=last is None),
        _left_out(facts, policy, known.last_on, on),
        words.rhythm_words(policy, interval, because, is_agreed),
        words.due_words(status, due_on, latest_on, on=on, is_first=last is None),
        words.grace_words(
            policy.tolerance_days,
            is_late=latest_on is not None and on > latest_on,
            is_running=due_on is not None and due_on < on,
        ),
    )
    return replace(
        known, status=status, sentence=said, due_on=due_on, latest_on=latest_on, because=because
    )


def _left_out(facts: Facts, policy: Policy, last_on: date | None, on: date) -> str:
    """Why the latest session of all did not count, where it did not."""
    own = [each for each in facts.sessions if each.on <= on and is_of_target(policy, each)]
    latest = max(own, key=lambda each: each.on, default=None)
    if latest is None or (last_on is not None and latest.on <= last_on):
        return ""
    return words.left_out_words(
        policy,
        is_short=latest.minutes < policy.min_minutes,
        is_group=latest.type == SessionType.GROUP,
    )


def _due(
    facts: Facts,
    policy: Policy,
    clock: Clock,
    anchor: date,
    interval: int,
    back: date | None,
    on: date,
) -> tuple[date | None, Because]:
    """The stricter of the calendar and the hours with learners, and which of them it was."""
    if back is not None:
        within = policy.back_within_days or 0
        return working_day_after(back, within, Clock(facts.closures)), Because.RETURN
    by_days = clock.after(anchor, interval)
    if policy.contact_hours:
        minutes = policy.contact_hours * 60
        by_hours = reached_on(facts.contact_minutes, anchor, minutes, on=on)
        if by_hours is not None and (by_days is None or by_hours < by_days):
            return by_hours, Because.HOURS
    return by_days, Because.CALENDAR


def _status(
    facts: Facts,
    policy: Policy,
    anchor: date,
    interval: int,
    elapsed: int,
    due_on: date | None,
    latest_on: date | None,
    on: date,
) -> Status:
    if latest_on is not None and on > latest_on:
        is_serious = 2 * elapsed > 3 * interval
        if policy.contact_hours and not is_serious:
            minutes = minutes_since(facts.contact_minutes, anchor, on=on)
            is_serious = 2 * minutes > 3 * policy.contact_hours * 60
        return Status.SERIOUSLY_OVERDUE if is_serious else Status.OVERDUE
    is_near = due_on is not None and (due_on - on).days <= SOON
    return Status.DUE if is_near else Status.ON_TRACK


def _stricter(one: Standing, other: Standing) -> Standing:
    if one.latest_on is None or other.latest_on is None:
        return one
    return other if other.latest_on < one.latest_on else one


def too_few(facts: Facts, policy: Policy, counted: list[HeldSession], *, on: date) -> str:
    """A warning where somebody met less often than a year asks for; part of a year, and one with
    pauses, has its share of it."""
    begun = _begun_on(facts)
    if not policy.least_a_year or begun is None:
        return ""
    first = max(begun, on - YEAR)
    days = Clock(_pauses(facts, policy)).between(first, on)
    met = sum(each.on > first for each in counted)
    if met >= policy.least_a_year * days // YEAR.days:
        return ""
    months = max(round((on - first).days / 30.44), 1)
    return words.too_few_words(met, months, policy.least_a_year)
