"""What an objective can begin from: a line of a plan, an agreed action, a college priority."""

from django.db.models import Count, Q, QuerySet

from assessments.actions.models import SupervisionAction
from assessments.actions.rules import ActionState
from assessments.plans.models import PlanLine
from assessments.plans.rules import LineState
from cms.people.accounts.models import User

from ..access import plan_lines_to_use
from ..models import CollegePriority
from ..rules import OPEN


def plan_lines_to_start(reader: User, owner: User) -> QuerySet[PlanLine]:
    """Open lines that the reader may read, of the one it is for."""
    rows = PlanLine.objects.filter(plan_lines_to_use(reader, owner), state=LineState.OPEN)
    return rows.prefetch_related("statements").order_by("due_on", "pk")


def actions_to_carry(reader: User, owner: User) -> QuerySet[SupervisionAction]:
    """Her own open ones that both let the line manager read. For anybody else none: the words
    are hers to carry."""
    rows = SupervisionAction.objects.filter(
        supervisee=owner,
        state=ActionState.OPEN,
        supervisee_shares=True,
        supervisor_shares=True,
    )
    if reader.pk != owner.pk:
        return rows.none()
    return rows.prefetch_related("statements").order_by("due_on", "pk")


def priorities_listed() -> QuerySet[CollegePriority]:
    """With how many open objectives serve each: a number, and nobody’s name."""
    serving = Count("objectives", filter=Q(objectives__state__in=OPEN))
    rows = CollegePriority.objects.annotate(serving=serving)
    return rows.order_by("-is_active", "-from_on", "title", "pk")
