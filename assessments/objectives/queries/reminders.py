"""Who is to be told of which day: no words of any objective."""

from dataclasses import dataclass
from datetime import date

from cms.people.accounts.models import User
from cms.people.teams.models import ReportingLine

from .. import rules
from ..models import Objective
from ..rules import DUE_SOON, Due, ObjectiveState


@dataclass(frozen=True)
class Reminder:
    recipient: User
    owner: User
    objective_pk: int
    due_on: date
    due: Due
    url: str

    @property
    def is_owner(self) -> bool:
        return self.recipient.pk == self.owner.pk


def reminders(today: date) -> list[Reminder]:
    """What is due in the next two weeks, to its owner; what is late, to her line manager, too."""
    rows = list(
        Objective.objects.filter(state=ObjectiveState.ACTIVE, due_on__lte=today + DUE_SOON)
        .select_related("owner")
        .order_by("due_on", "pk")
    )
    owners = {row.owner_id for row in rows}
    lines = ReportingLine.objects.on(today).filter(person__in=owners).select_related("manager")
    managers = {line.person_id: line.manager for line in lines}
    found = []
    for row in rows:
        due = rules.due(row.state, row.due_on, today)
        people = [row.owner]
        if due == Due.OVERDUE and row.owner_id in managers:
            people.append(managers[row.owner_id])
        found += [
            Reminder(each, row.owner, row.pk, row.due_on, due, row.get_absolute_url())
            for each in people
            if row.due_on is not None and each.is_active and row.owner.is_active
        ]
    return found
