"""Which of the written entries somebody made, and on which days. Nothing here asks a database."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from assessments.cpd.rules import (
    GROUP_OF_TYPE,
    MINUTES_A_DAY,
    ActivityGroup,
    ActivityType,
    CPDYear,
)

Facts = dict[str, Any]
Room = dict[ActivityGroup, int]  # minutes that still count; a group without a limit is not in it
DAY = timedelta(days=1)
FRIDAY = 4
QUARTER = 15
SHORTEST = 45
TABLE_DAY = 113  # of the CPD year: the table's figures are as on that day
SETTLED = 365  # days in post, for what somebody new cannot have done
SUMMER = timedelta(days=24)  # hardly anybody learns in the first weeks of August


def so_far(hours: float, year: CPDYear, today: date) -> int:
    """The table's hours in minutes. Earlier in the year, the share of them there would be."""
    share = min((today - year.first_on).days / TABLE_DAY, 1)
    return int(hours * 60 * share) // QUARTER * QUARTER


def entries_for(count: int, minutes: int, hours: float) -> int:
    """As many as in the table, or fewer for fewer minutes."""
    return min(max(round(count * minutes / (hours * 60)), 1), minutes // QUARTER)


def group_of(facts: Facts) -> ActivityGroup:
    return GROUP_OF_TYPE[ActivityType(facts["activity_type"])]


@dataclass(frozen=True)
class Fit:
    """Who is choosing: what does not fit her is not on offer."""

    team: str
    days_in_post: int
    days_to_fill: int

    def allows(self, facts: Facts) -> bool:
        if self.team not in facts.get("teams", [self.team]):
            return False
        if facts.get("settled") and self.days_in_post < SETTLED:
            return False
        # Modules of this site have drafts of their own in the log.
        if facts["activity_type"] == ActivityType.PLATFORM_MODULE:
            return False
        days = max(-(-facts["minutes"] // MINUTES_A_DAY), facts.get("days", 1))
        return days == 1 or days * 2 <= self.days_to_fill


class Shelf:
    """All there is to choose from. Nobody gets the same twice, nor anybody in a team what a
    colleague has, as long as there is something else."""

    def __init__(self, entries: Iterable[Facts]) -> None:
        self.by_title = {facts["title"]: facts for facts in entries}
        self.own: dict[str, set[str]] = defaultdict(set)
        self.taken: dict[str, Counter[str]] = defaultdict(Counter)

    def take(self, title: str, who: str, team: str) -> Facts:
        self.own[who].add(title)
        self.taken[team][title] += 1
        return self.by_title[title]

    def choose(
        self, who: str, fit: Fit, *, count: int, minutes: int, room: Room, random: Random
    ) -> list[Facts]:
        """So many entries that take exactly so long together, within the limits of each group."""
        fresh, pool = self._on_offer(who, fit, random)
        found = None
        for number in [count, *range(count - 1, 0, -1), count + 1]:
            found = fill(fresh, number, minutes, room) or fill(pool, number, minutes, room)
            if found:
                break
        found = found or [{**first_that_fits(pool, room, MINUTES_A_DAY), "minutes": minutes}]
        for facts in found:
            self.take(facts["title"], who, fit.team)
        return found

    def choose_any(self, who: str, fit: Fit, *, longest: int, room: Room, random: Random) -> Facts:
        """One, of whatever length up to the longest."""
        _, pool = self._on_offer(who, fit, random)
        found = first_that_fits(pool, room, longest)
        return self.take(found["title"], who, fit.team)

    def _on_offer(self, who: str, fit: Fit, random: Random) -> tuple[list[Facts], list[Facts]]:
        """What nobody in the team has, and all that she has not, what fewest have first."""
        pool = [
            facts
            for title, facts in self.by_title.items()
            if title not in self.own[who] and fit.allows(facts)
        ]
        random.shuffle(pool)
        taken = self.taken[fit.team]
        pool.sort(key=lambda facts: taken[facts["title"]])
        return [facts for facts in pool if not taken[facts["title"]]], pool


def first_that_fits(pool: Iterable[Facts], room: Room, longest: int) -> Facts:
    return next(
        facts
        for facts in pool
        if facts["minutes"] <= min(longest, room.get(group_of(facts), longest))
    )


def fill(pool: Sequence[Facts], count: int, minutes: int, room: Room) -> list[Facts] | None:
    """The first `count` of the pool that take exactly `minutes`; None when there are none."""
    if count == 0:
        return None if minutes else []
    for number, facts in enumerate(pool):
        left = minutes - facts["minutes"]
        group = group_of(facts)
        is_too_long = left < (count - 1) * SHORTEST or (count == 1 and left)
        if is_too_long or facts["minutes"] > room.get(group, minutes):
            continue
        rest = fill(pool[number + 1 :], count - 1, left, without(room, facts))
        if rest is not None:
            return [facts, *rest]
    return None


def without(room: Room, facts: Facts) -> Room:
    group = group_of(facts)
    return {**room, group: room[group] - facts["minutes"]} if group in room else room


def days_between(first: date, last: date, count: int, random: Random) -> list[date]:
    """Working days, one in each stretch of the time, so that nobody has a gap."""
    span = max((last - first).days, 0)
    places = ((number + random.uniform(0.15, 0.85)) / count for number in range(count))
    return [working_day(first + timedelta(days=int(span * place)), first) for place in places]


def working_day(day: date, first: date) -> date:
    """The day itself, or the Friday before, but never before the first."""
    return max(day - max(day.weekday() - FRIDAY, 0) * DAY, first)


def last_day(facts: Facts, start_on: date, last: date) -> date | None:
    """When it ended; None on the day it began."""
    least = -(-facts["minutes"] // MINUTES_A_DAY)
    end_on = start_on + (max(facts.get("days", 1), least) - 1) * DAY
    end_on = max(min(end_on, last), start_on + (least - 1) * DAY)
    return end_on if end_on > start_on else None


def term_before(day: date) -> tuple[str, date, date]:
    """The last term that is over: its name, its first day and its last."""
    if day.month >= 8:
        return f"Summer term {day.year}", date(day.year, 4, 1), date(day.year, 7, 31)
    if day.month >= 4:
        return f"Spring term {day.year}", date(day.year, 1, 1), date(day.year, 3, 31)
    return f"Autumn term {day.year - 1}", date(day.year - 1, 8, 1), date(day.year - 1, 12, 31)
