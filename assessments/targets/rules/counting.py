"""How time is counted towards a target: by group, up to the policy's limits (domain.md 5.2)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from assessments.cpd.rules import (
    CONFIRMED,
    GROUP_OF_TYPE,
    ActivityGroup,
    ActivityType,
    EntryState,
    Policy,
)

from .hours import hours_words, minutes_words

MONTHLY = 60
CONFIRMED_STATES = frozenset(str(state) for state in CONFIRMED)
SUPERVISION = str(ActivityType.GROUP_SUPERVISION)
Pot = tuple[ActivityGroup, bool]  # a group, and whether it is its group supervision


class EntryFacts(NamedTuple):
    """What counting needs of an entry others may see: no words of it."""

    start_on: date
    end_on: date | None
    state: str
    minutes: int
    activity_type: str
    is_mandatory: bool
    is_participatory: bool
    counts: bool
    is_off_the_job: bool
    has_start: bool
    has_impact: bool

    @property
    def is_confirmed(self) -> bool:
        return self.state in CONFIRMED_STATES

    @property
    def is_waiting(self) -> bool:
        return self.state == EntryState.SUBMITTED

    @property
    def group(self) -> ActivityGroup:
        if self.is_mandatory:
            return ActivityGroup.MANDATORY
        # What was handed in always has a kind; were it ever empty, no limit would hold it back.
        found = GROUP_OF_TYPE.get(self.activity_type)  # type: ignore[call-overload]
        return found or ActivityGroup.FORMAL


@dataclass(frozen=True)
class GroupLine:
    """One group's minutes. What is over its limit is never lost from sight, and never counted."""

    group: ActivityGroup
    confirmed: int = 0
    waiting: int = 0
    counted: int = 0  # of confirmed, up to the limit
    waiting_counted: int = 0  # what waiting would add to it
    limit: int | None = None  # minutes; None is no limit
    limit_words: str = ""

    @property
    def label(self) -> str:
        return str(self.group.label)

    @property
    def over(self) -> int:
        return self.confirmed + self.waiting - self.counted - self.waiting_counted

    @property
    def is_full(self) -> bool:
        return self.limit is not None and self.counted + self.waiting_counted >= self.limit

    @property
    def over_words(self) -> str:
        return f"{minutes_words(self.over)} over the limit, not counted" if self.over else ""


@dataclass(frozen=True)
class Counting:
    """A year's minutes: counted, waiting to be verified, over a limit, and set apart."""

    lines: tuple[GroupLine, ...]
    participatory: int = 0  # counted or waiting, and done together with others
    set_apart: int = 0  # its owner said it does not count towards the target

    @property
    def counted(self) -> int:
        return sum(line.counted for line in self.lines)

    @property
    def waiting(self) -> int:
        """What verifying all that waits would add."""
        return sum(line.waiting_counted for line in self.lines)

    @property
    def over(self) -> int:
        return sum(line.over for line in self.lines)

    @property
    def used(self) -> tuple[GroupLine, ...]:
        return tuple(line for line in self.lines if line.confirmed or line.waiting)


def limit_of(percent: int, target: Decimal) -> int | None:
    """Minutes: a share of the target. No limit where there is no target, or at 100 %."""
    if percent >= 100 or not target:
        return None
    return int((target * 60 * percent / 100).quantize(Decimal("1"), rounding=ROUND_HALF_UP))


def limits(policy: Policy, target: Decimal) -> dict[ActivityGroup, int | None]:
    return {
        ActivityGroup.SELF: limit_of(policy.self_directed_percent, target),
        ActivityGroup.CONTRIBUTION: limit_of(policy.contribution_percent, target),
        ActivityGroup.MANDATORY: limit_of(policy.mandatory_percent, target),
    }


def count(entries: Iterable[EntryFacts], *, policy: Policy, target: Decimal) -> Counting:
    """Every entry falls into one group; each group counts up to its limit."""
    pots: dict[Pot, list[int]] = defaultdict(lambda: [0, 0])
    participatory = set_apart = 0
    for entry in entries:
        if not entry.counts:
            set_apart += entry.minutes
            continue
        group = entry.group
        is_supervision = group == ActivityGroup.PRACTICE and entry.activity_type == SUPERVISION
        pots[group, is_supervision][0 if entry.is_confirmed else 1] += entry.minutes
        if entry.is_participatory:
            participatory += entry.minutes
    by_group = limits(policy, target)
    percents = _percents(policy)
    lines = tuple(
        _practice(pots, policy)
        if group == ActivityGroup.PRACTICE
        else _line(group, pots, by_group.get(group), percents.get(group, 0))
        for group in ActivityGroup
    )
    return Counting(lines, participatory=participatory, set_apart=set_apart)


def _percents(policy: Policy) -> dict[ActivityGroup, int]:
    return {
        ActivityGroup.SELF: policy.self_directed_percent,
        ActivityGroup.CONTRIBUTION: policy.contribution_percent,
        ActivityGroup.MANDATORY: policy.mandatory_percent,
    }


def _line(
    group: ActivityGroup, pots: Mapping[Pot, list[int]], limit: int | None, percent: int
) -> GroupLine:
    confirmed, waiting = pots.get((group, False), (0, 0))
    counted, more = _up_to(confirmed, waiting, limit)
    words = (
        f"at most {minutes_words(limit)}: {percent} % of the target" if limit is not None else ""
    )
    return GroupLine(group, confirmed, waiting, counted, more, limit, words)


def _practice(pots: Mapping[Pot, list[int]], policy: Policy) -> GroupLine:
    """Only the group supervision in it has a limit."""
    confirmed, waiting = pots.get((ActivityGroup.PRACTICE, False), (0, 0))
    held, held_waiting = pots.get((ActivityGroup.PRACTICE, True), (0, 0))
    limit = int(policy.group_supervision_hours * 60)
    counted, more = _up_to(held, held_waiting, limit)
    words = f"group supervision at most {hours_words(policy.group_supervision_hours)}"
    return GroupLine(
        ActivityGroup.PRACTICE,
        confirmed + held,
        waiting + held_waiting,
        confirmed + counted,
        waiting + more,
        limit_words=words,
    )


def _up_to(confirmed: int, waiting: int, limit: int | None) -> tuple[int, int]:
    if limit is None:
        return confirmed, waiting
    counted = min(confirmed, limit)
    return counted, min(confirmed + waiting, limit) - counted
