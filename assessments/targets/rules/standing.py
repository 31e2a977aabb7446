"""How a year stands: both tests together, hours and impact, never one without the other."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices

from assessments.cpd.rules import Policy

from .counting import Counting, EntryFacts
from .hours import Target, minutes_words


class Standing(TextChoices):
    COMPLETE = "complete", "Complete"
    ON_TRACK = "on_track", "On track"
    BEHIND = "behind", "Behind"
    PAUSED = "paused", "Paused"
    NONE = "none", "No target"


# What needs somebody comes first wherever people are listed.
ORDER = {
    Standing.BEHIND: 0,
    Standing.ON_TRACK: 1,
    Standing.PAUSED: 2,
    Standing.COMPLETE: 3,
    Standing.NONE: 4,
}
BADGES = {
    Standing.COMPLETE: "done",
    Standing.ON_TRACK: "doing",
    Standing.BEHIND: "due",
    Standing.PAUSED: "locked",
    Standing.NONE: "todo",
}


@dataclass(frozen=True)
class Impact:
    """Entries that say what changed, against how many the policy asks for."""

    done: int  # verified
    waiting: int
    needed: int

    @property
    def is_met(self) -> bool:
        return self.done >= self.needed

    @property
    def missing(self) -> int:
        return max(self.needed - self.done - self.waiting, 0)


@dataclass(frozen=True)
class Together:
    """Minutes done together with others, against what the policy asks for."""

    minutes: int
    needed: int

    @property
    def is_met(self) -> bool:
        return self.minutes >= self.needed


def impact_of(entries: Iterable[EntryFacts], policy: Policy) -> Impact:
    told = [entry for entry in entries if entry.has_impact]
    done = sum(entry.is_confirmed for entry in told)
    return Impact(done=done, waiting=len(told) - done, needed=policy.impact_entries)


def together_of(counting: Counting, target: Target, policy: Policy) -> Together:
    needed = target.minutes * policy.participatory_percent // 100
    return Together(counting.participatory, needed)


def expected_minutes(target: Target) -> int:
    """The target's share of the months in scope that are over, in whole minutes."""
    return share_so_far(target.minutes, target)


def share_so_far(whole: int, target: Target) -> int:
    """Rounded down: the month that is running asks for nothing yet."""
    return whole * target.elapsed // target.months if target.months else 0


def standing_of(
    *, target: Target, counting: Counting, impact: Impact, together: Together, is_away: bool
) -> Standing:
    """Complete needs every test, verified. Behind is whatever falls short of its share so far,
    with what waits to be verified counted in."""
    if not target.applies:
        return Standing.NONE
    is_enough = counting.counted >= target.minutes and impact.is_met and together.is_met
    if is_enough:
        return Standing.COMPLETE
    if is_away:
        return Standing.PAUSED
    late = shortfalls(target=target, counting=counting, impact=impact, together=together)
    return Standing.BEHIND if late else Standing.ON_TRACK


def shortfalls(
    *, target: Target, counting: Counting, impact: Impact, together: Together
) -> list[str]:
    """Which tests fall short of their share so far, in words."""
    found = []
    expected, have = expected_minutes(target), counting.counted + counting.waiting
    if have < expected:
        found.append(
            f"{minutes_words(have)} counted or waiting, where "
            f"{minutes_words(expected)} would be the share so far"
        )
    due = share_so_far(impact.needed, target)
    if impact.done + impact.waiting < due:
        told = impact.done + impact.waiting
        entries = "entry says" if told == 1 else "entries say"
        found.append(f"{told} {entries} what changed, where {due} would be the share so far")
    asked = share_so_far(together.needed, target)
    if together.minutes < asked:
        found.append(
            f"{minutes_words(together.minutes)} together with others, where "
            f"{minutes_words(asked)} would be the share so far"
        )
    return found
