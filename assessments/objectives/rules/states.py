"""An objective, from a draft to what came of it (domain.md 6.4)."""

from django.db.models import TextChoices


class ObjectiveState(TextChoices):
    DRAFT = "draft", "Being agreed"
    ACTIVE = "active", "Agreed"
    MET = "met", "Met"
    PARTLY_MET = "partly_met", "Partly met"
    NOT_MET = "not_met", "Not met"
    DROPPED = "dropped", "No longer wanted"


CLOSED = (
    ObjectiveState.MET,
    ObjectiveState.PARTLY_MET,
    ObjectiveState.NOT_MET,
    ObjectiveState.DROPPED,
)
TRANSITIONS: dict[ObjectiveState, frozenset[ObjectiveState]] = {
    ObjectiveState.DRAFT: frozenset({ObjectiveState.ACTIVE, ObjectiveState.DROPPED}),
    ObjectiveState.ACTIVE: frozenset(CLOSED),
    ObjectiveState.MET: frozenset(),
    ObjectiveState.PARTLY_MET: frozenset(),
    ObjectiveState.NOT_MET: frozenset(),
    ObjectiveState.DROPPED: frozenset(),
}


class About(TextChoices):
    LEARNERS = "learners", "What learners gain"
    OWN = "own", "Her own development"
    SERVICE = "service", "How the team works"


class ObjectiveOrigin(TextChoices):
    REVIEW = "review", "A review"
    PLAN = "plan", "Her development plan"
    SUPERVISION = "supervision", "An agreed action of supervision"
    COLLEGE = "college", "A college priority"
