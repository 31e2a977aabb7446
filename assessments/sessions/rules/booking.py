"""What can be booked, and for when (domain.md 4.2; 4.6 for what counts as on time)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError

from assessments.supervision.rules.kinds import GROUP_SIZE, KINDS, CountsTowards, SessionType

LEAST_MINUTES, MOST_MINUTES = 20, 120
BOOKED_AHEAD = timedelta(days=366)
PUT_RIGHT_WITHIN = timedelta(days=92)  # an older one belongs to a time that was reported already
DEBRIEF_WITHIN = 2  # working days
# Each of these is booked on a screen of its own, whatever an agreement lists.
NOT_IN_PAIRS = (SessionType.GROUP, SessionType.DEBRIEF)


@dataclass(frozen=True)
class Span:
    """Days on which somebody or everybody is away, and how a preview says so."""

    starts_on: date
    ends_on: date | None
    why: str

    def covers(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def usual_minutes(kind: str, agreed: int | None = None) -> int:
    """What was agreed, within what is usual for the kind."""
    least, most = KINDS[SessionType(kind)].minutes
    return most if agreed is None else min(max(agreed, least), most)


def counts_towards(kind: str) -> CountsTowards:
    return KINDS[SessionType(kind)].counts


def kinds_to_book(agreed: Iterable[str]) -> list[SessionType]:
    """Of the kinds an agreement lists, those that are booked for the pair."""
    known = [SessionType(kind) for kind in agreed if kind in SessionType.values]
    return [kind for kind in known if kind not in NOT_IN_PAIRS]


def check_kind(kind: str, agreed: Iterable[str]) -> None:
    if kind in NOT_IN_PAIRS:
        raise ValidationError(
            "A group session and a debrief are planned on their own screens.", code="kind"
        )
    if kind not in kinds_to_book(agreed):
        raise ValidationError(
            "This kind of session is not in your agreement. Choose one that is, or agree on it "
            "first.",
            code="kind",
        )


def check_minutes(minutes: int) -> None:
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise ValidationError(
            {"minutes": f"Between {LEAST_MINUTES} and {MOST_MINUTES} minutes, please."}
        )


def check_is_to_come(starts_at: datetime, now: datetime) -> None:
    if starts_at <= now:
        raise ValidationError(
            "This time has passed. Choose one that is still to come; if the session took place, "
            "write it down as held.",
            code="past",
        )
    if starts_at > now + BOOKED_AHEAD:
        raise ValidationError(
            "This is more than a year ahead. Choose an earlier day.", code="far_ahead"
        )


def check_has_not_begun(starts_at: datetime, now: datetime) -> None:
    """Afterwards it was held, or it was missed: a time that has passed is not tidied away."""
    if starts_at <= now:
        raise ValidationError(
            "This session’s time has come, so it can no longer be moved or called off. The "
            "supervisor says whether it was held or missed.",
            code="begun",
        )


def check_has_begun(starts_at: datetime, now: datetime) -> None:
    if starts_at > now:
        raise ValidationError(
            "This session is still to come. Move it or call it off instead.", code="to_come"
        )


def check_in_force(
    day: date, starts_on: date, ends_on: date | None, *, is_in_force: bool = True
) -> None:
    if not is_in_force:
        raise ValidationError(
            "Sessions are booked under an agreement that both have signed.", code="agreement"
        )
    if day < starts_on:
        raise ValidationError(
            f"The agreement begins on {starts_on:%-d %B %Y}. Choose a day from then on.",
            code="agreement",
        )
    if ends_on is not None and day > ends_on:
        raise ValidationError(
            f"The agreement ends on {ends_on:%-d %B %Y}. Choose a day before, or agree anew.",
            code="agreement",
        )


def check_put_right(held_at: datetime, now: datetime) -> None:
    """A session that took place and was not booked is written down soon, or not at all."""
    if held_at > now:
        raise ValidationError(
            "This time is still to come. Book the session instead.", code="to_come"
        )
    if held_at < now - PUT_RIGHT_WITHIN:
        raise ValidationError(
            "This is more than three months ago. A session that old is not added any more.",
            code="long_ago",
        )


def check_group_size(count: int) -> None:
    least, most = GROUP_SIZE
    if not least <= count <= most:
        raise ValidationError(
            {"attendees": f"A group is {least} to {most} mentors: you have chosen {count}."}
        )


def check_debrief_is_soon(day: date, last: date) -> None:
    if day > last:
        raise ValidationError(
            "A debrief comes soon after a hard event: choose a time until "
            f"{last:%A %-d %B}. Later, an ordinary session is the better place.",
            code="late",
        )


def last_day_within(since: date, count: int, closed: Collection[Span]) -> date:
    """The last of so many working days after a day: not Saturday, Sunday or a closure."""
    day, left = since, count
    for _ in range(366):
        if not left:
            break
        day += timedelta(days=1)
        left -= day.weekday() < 5 and not any(span.covers(day) for span in closed)
    return day


def is_overlapping(
    starts_at: datetime, minutes: int, other_starts_at: datetime, other_minutes: int
) -> bool:
    """Whether two meetings share a minute; one may begin as the other ends."""
    ends_at = starts_at + timedelta(minutes=minutes)
    return starts_at < other_starts_at + timedelta(minutes=other_minutes) and (
        other_starts_at < ends_at
    )
