"""Who keeps an action is reminded of it: once before its day, then once a week while it is late.
One notice for all of a person's, with their number and nothing else."""

from collections import defaultdict
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.notices.rules import NoticeKind, week_of
from cms.people.notices.services import send_notice

from .. import queries
from ..queries import Reminder

AHEAD = "Say how far it is, or close it with how it shows."
LATE = "Close what is done. What no longer fits can be made smaller, or dropped with a reason."


def remind_of_actions(*, now: datetime | None = None) -> int:
    """How many people were told something, now or by an earlier run of the same day."""
    today = timezone.localdate(now)
    rows = queries.reminders(today)
    soon: dict[tuple[User, date], list[Reminder]] = defaultdict(list)
    late: dict[User, list[Reminder]] = defaultdict(list)
    for row in rows:
        if row.due_on < today:
            late[row.keeper].append(row)
        else:
            soon[row.keeper, row.due_on].append(row)
    for (keeper, due_on), due in soon.items():
        _remind(keeper, f"actions-due-{due_on}", _due_title(len(due), due_on), AHEAD)
    for keeper, overdue in late.items():
        _remind(keeper, f"actions-overdue-{week_of(today)}", _late_title(len(overdue)), LATE)
    return len({row.keeper for row in rows})


def _remind(keeper: User, key: str, title: str, body: str) -> None:
    send_notice(
        recipient=keeper,
        kind=NoticeKind.SUPERVISION,
        key=key,
        title=title,
        body=body,
        url=reverse("actions:action_list"),
    )


def _due_title(count: int, due_on: date) -> str:
    day = f"{due_on:%A} {due_on.day} {due_on:%B}"
    return f"{_counted(count)} from supervision {'is' if count == 1 else 'are'} due on {day}"


def _late_title(count: int) -> str:
    return f"{_counted(count)} from supervision {'is' if count == 1 else 'are'} overdue"


def _counted(count: int) -> str:
    return "1 action" if count == 1 else f"{count} actions"
