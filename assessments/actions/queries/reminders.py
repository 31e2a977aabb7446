"""Who is to be reminded of which action: dates and persons, no words."""

from dataclasses import dataclass
from datetime import date

from cms.people.accounts.models import User
from cms.people.teams.models import ReportingLine

from ..models import SupervisionAction
from ..rules import DUE_SOON, ActionState, Keeper


@dataclass(frozen=True)
class Reminder:
    keeper: User
    due_on: date


def reminders(today: date) -> list[Reminder]:
    """What is late or due in the next days, with whoever keeps it. What is raised to the line
    manager is hers once both have marked it; until then the supervisee is reminded of it."""
    rows = list(
        SupervisionAction.objects.filter(state=ActionState.OPEN, due_on__lte=today + DUE_SOON)
        .defer("words", "closing_note")
        .select_related("supervisee", "supervisor")
        .order_by("due_on", "pk")
    )
    raised = {row.supervisee_id for row in rows if _is_with_manager(row)}
    lines = ReportingLine.objects.on(today).filter(person__in=raised).select_related("manager")
    managers = {line.person_id: line.manager for line in lines}
    found = [Reminder(_keeper(row, managers), row.due_on) for row in rows]
    return [row for row in found if row.keeper.is_active]


def _is_with_manager(action: SupervisionAction) -> bool:
    return action.keeper == Keeper.MANAGER and action.is_shared_with_manager


def _keeper(action: SupervisionAction, managers: dict[int, User]) -> User:
    if action.keeper == Keeper.SUPERVISOR:
        return action.supervisor
    if _is_with_manager(action):
        return managers.get(action.supervisee_id, action.supervisee)
    return action.supervisee
