"""What goes into the logs of Larkmoor's mentors, planned before any of it is written, so that the
sums come out as in the table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from random import Random

from django.utils import timezone

from assessments.cpd.rules import EVIDENCE_REQUIRED, CPDYear, EntryState
from assessments.files.models import EvidenceFile
from assessments.targets.queries import records
from assessments.targets.rules import limits
from cms.people.accounts.models import User

from .cpd_choice import (
    DAY,
    SUMMER,
    Facts,
    Fit,
    Room,
    Shelf,
    days_between,
    entries_for,
    last_day,
    so_far,
    without,
    working_day,
)
from .history import day_ago, moment

HARDLY = timedelta(days=9)  # it takes days to be handed in and answered
OFTEN = 0.6
VALID_FOR = {"safeguarding": 365, "prevent": 730, "data_protection": 365, "health_safety": 1095}
WITH_DRAFTS = ("M01", "M05", "M10", "M19", "M20", "M24")


@dataclass
class Mentor:
    """Somebody of the table, with what her log is planned from."""

    user: User
    facts: Facts
    year: CPDYear
    room: Room = field(default_factory=dict)
    room_before: Room = field(default_factory=dict)

    @cached_property
    def random(self) -> Random:
        return Random(f"{self.id}, CPD")

    @property
    def id(self) -> str:
        return str(self.facts["id"])

    @cached_property
    def manager(self) -> User:
        manager: User = self.user.reporting_lines.select_related("manager").get().manager
        return manager

    @cached_property
    def since(self) -> date:
        return day_ago(self.facts["days_in_post"])

    @cached_property
    def until(self) -> date:
        """Today, or the last day before her leave."""
        away = self.facts.get("away")
        return day_ago(away["days_ago"] + 1) if away else timezone.localdate()

    def fit(self, first: date, last: date) -> Fit:
        return Fit(self.facts["team"], self.facts["days_in_post"], max((last - first).days, 1))


@dataclass
class Planned:
    """An entry before it is written, and what becomes of it."""

    mentor: Mentor
    facts: Facts
    start_on: date
    end_on: date | None
    state: EntryState
    handed_in: date
    answered: date | None = None
    says_impact: bool = False
    lacks: str = ""
    reason: str = ""
    paper: EvidenceFile | None = None

    @property
    def ended_on(self) -> date:
        return self.end_on or self.start_on

    @property
    def paper_rank(self) -> tuple[bool, bool, int]:
        """Whose certificate would be asked for first."""
        kind = self.facts["activity_type"]
        return kind not in EVIDENCE_REQUIRED, kind not in VALID_FOR, -self.facts["minutes"]


def measure_room(logs: Sequence[Mentor], year: CPDYear) -> None:
    """How much of each group still counts for each of them, this year and the last."""
    for start, name in ((year.start, "room"), (year.start - 1, "room_before")):
        found = records([mentor.user for mentor in logs], CPDYear(start))
        for mentor in logs:
            record = found[mentor.user.pk]
            most = limits(record.policy, record.target.hours)
            room = {group: limit for group, limit in most.items() if limit is not None}
            setattr(mentor, name, room)


def plan_all(logs: Sequence[Mentor], words: Facts) -> list[Planned]:
    """What a story needs comes first, so that the rest is chosen around it."""
    shelf = Shelf(words["entries"])
    by_id = {mentor.id: mentor for mentor in logs}
    fixed = {
        mentor.id: [
            shelf.take(title, mentor.id, mentor.facts["team"])
            for title in mentor.facts.get("cpd_did", [])
        ]
        for mentor in logs
    }
    planned = [plan_returned(by_id[row["mentor"]], row, shelf) for row in words["returned"]]
    for mentor in logs:
        planned += plan_waiting(mentor, shelf)
    for mentor in logs:
        planned += plan_this_year(mentor, fixed[mentor.id], shelf)
    planned += [plan_draft(mentor, shelf) for mentor in logs if mentor.id in WITH_DRAFTS]
    for mentor in logs:
        planned += plan_last_year(mentor, shelf)
    return planned


def plan_returned(mentor: Mentor, row: Facts, shelf: Shelf) -> Planned:
    facts = {
        **shelf.take(row["title"], mentor.id, mentor.facts["team"]),
        **row.get("changes", {}),
        "without_file": row.get("without_file", False),
    }
    answered = working_day(day_ago(row["days_ago"]), mentor.since)
    handed_in, day = answered - 5 * DAY, working_day(answered - 9 * DAY, mentor.since)
    return Planned(
        mentor, facts, day, None, EntryState.RETURNED, handed_in, answered,
        lacks=row["lacks"], reason=row["reason"],
    )  # fmt: skip


def plan_this_year(mentor: Mentor, fixed: list[Facts], shelf: Shelf) -> list[Planned]:
    """Exactly the table's hours, and as many of them with an impact note."""
    facts, year = mentor.facts, mentor.year
    minutes = so_far(facts["cpd_hours"], year, timezone.localdate())
    last = max(mentor.until - HARDLY, year.first_on)
    first = max(year.first_on, mentor.since)
    first = min(max(first, year.first_on + SUMMER), max(first, last - 30 * DAY))
    last = max(first, last)
    chosen = list(fixed) if sum(each["minutes"] for each in fixed) <= minutes else []
    for each in chosen:
        mentor.room = without(mentor.room, each)
    left = minutes - sum(each["minutes"] for each in chosen)
    if left:
        count = max(entries_for(facts["cpd_entries"], minutes, facts["cpd_hours"]), 1)
        chosen += shelf.choose(
            mentor.id,
            mentor.fit(first, last),
            count=max(count - len(chosen), 1),
            minutes=left,
            room=mentor.room,
            random=mentor.random,
        )
        for each in chosen[len(fixed) :]:
            mentor.room = without(mentor.room, each)
    planned = plan_verified(mentor, chosen, first, last)
    with_note = [each for each in planned if each.facts["impact_note"]]
    with_note.sort(key=lambda entry: entry.ended_on)
    for entry in with_note[: facts["cpd_impact"]]:
        entry.says_impact = True
    return planned


def plan_last_year(mentor: Mentor, shelf: Shelf) -> list[Planned]:
    before = CPDYear(mentor.year.start - 1)
    first, last = max(before.first_on + SUMMER, mentor.since), before.last_on - 20 * DAY
    if (last - first).days < 14:
        return []
    chosen = []
    for _ in range(mentor.facts["cpd_before"]):
        facts = shelf.choose_any(
            mentor.id, mentor.fit(first, last), longest=480, room=mentor.room_before,
            random=mentor.random,
        )  # fmt: skip
        mentor.room_before = without(mentor.room_before, facts)
        chosen.append(facts)
    planned = plan_verified(mentor, chosen, first, last)
    for each in planned:
        each.says_impact = bool(each.facts["impact_note"]) and mentor.random.random() < OFTEN
    return planned


def plan_verified(mentor: Mentor, chosen: list[Facts], first: date, last: date) -> list[Planned]:
    random = mentor.random
    random.shuffle(chosen)
    planned = []
    days = days_between(first, last, len(chosen), random)
    for facts, start_on in zip(chosen, days, strict=True):
        end_on = last_day(facts, start_on, max(last, start_on))
        handed_in = (end_on or start_on) + random.randint(0, 3) * DAY
        answered = working_day(handed_in + random.randint(1, 5) * DAY, handed_in)
        state = EntryState.VERIFIED
        planned.append(Planned(mentor, facts, start_on, end_on, state, handed_in, answered))
    return planned


def plan_waiting(mentor: Mentor, shelf: Shelf) -> Iterable[Planned]:
    for days in mentor.facts["cpd_waiting"]:
        handed_in = day_ago(days)
        day = working_day(handed_in - mentor.random.randint(1, 6) * DAY, mentor.since)
        facts = shelf.choose_any(
            mentor.id, mentor.fit(day, day), longest=150, room=mentor.room, random=mentor.random
        )
        mentor.room = without(mentor.room, facts)
        yield Planned(mentor, facts, day, None, EntryState.SUBMITTED, handed_in)


def plan_draft(mentor: Mentor, shelf: Shelf) -> Planned:
    day = working_day(day_ago(mentor.random.randint(2, 9)), mentor.since)
    facts = shelf.choose_any(
        mentor.id, mentor.fit(day, day), longest=150, room={}, random=mentor.random
    )
    return Planned(mentor, facts, day, None, EntryState.DRAFT, day)


def past(day: date, hour: int) -> datetime:
    """The moment, but never one that is still to come."""
    return min(moment(day, 0, hour=hour), timezone.now() - timedelta(hours=1))
