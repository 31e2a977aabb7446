"""Who is to be reminded of what waits: always the same few queries, however large the college."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import EntryState
from cms.people.accounts.models import RoleGrant, User, current_on
from cms.people.accounts.rules import Role
from cms.people.teams.models import ReportingLine

from .. import rules
from .queue import policy_days


@dataclass(frozen=True)
class Reminder:
    manager: User
    waiting: int
    overdue: int


def reminders(today: date) -> list[Reminder]:
    """Managers for whom something has waited too long, and how much waits for them in all."""
    lines = _managers(today)
    waiting: Counter[int] = Counter()
    overdue: Counter[int] = Counter()
    people: dict[int, User] = {}
    oldest = rules.latest_before(today, policy_days())
    for owner, handed_in_on in _handed_in():
        manager = lines.get(owner)
        if manager is None or handed_in_on is None:
            continue
        people[manager.pk] = manager
        waiting[manager.pk] += 1
        overdue[manager.pk] += handed_in_on <= oldest
    return [
        Reminder(person, waiting[pk], overdue[pk]) for pk, person in people.items() if overdue[pk]
    ]


def unclaimed(today: date) -> int:
    """Entries that were handed in and that nobody may verify: their owner has no line manager."""
    lines = _managers(today)
    return sum(owner not in lines for owner, _ in _handed_in())


def _handed_in() -> list[tuple[int, date | None]]:
    rows = CPDEntry.objects.filter(state=EntryState.SUBMITTED)
    return list(rows.values_list("owner_id", "submitted_on"))


def _managers(today: date) -> dict[int, User]:
    """Of everybody, the manager of that day, if she may act as one."""
    holders = RoleGrant.objects.filter(current_on(), role=Role.LINE_MANAGER).values("holder")
    lines = ReportingLine.objects.on(today).filter(manager__in=holders, manager__is_active=True)
    return {line.person_id: line.manager for line in lines.select_related("manager")}
