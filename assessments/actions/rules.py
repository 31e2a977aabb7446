"""An action's life: open until it is done, changed into another, or dropped with a reason
(domain.md 4.4)."""

from django.db.models import TextChoices

MOST_CARRIED = 3  # then it is re-scoped or dropped with a reason


class ActionState(TextChoices):
    OPEN = "open", "Open"
    DONE = "done", "Done"
    CHANGED = "changed", "Changed into another"
    DROPPED = "dropped", "Dropped, with a reason"


class UpdateKind(TextChoices):
    PROGRESS = "progress", "How far it is"
    CARRIED = "carried", "Carried over"
    DONE = "done", "Done"
    CHANGED = "changed", "Re-scoped"
    DROPPED = "dropped", "Dropped"
    REOPENED = "reopened", "Opened again"


class Keeper(TextChoices):
    """Whose it is to do."""

    SUPERVISEE = "supervisee", "The supervisee"
    SUPERVISOR = "supervisor", "The supervisor"
    MANAGER = "manager", "Raised to the line manager"
