"""What two agreed in supervision and both marked for the line manager: that it was done, and when.
What it was stays where it is: a review would keep it in plain words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from assessments.actions.access import shared_with
from assessments.actions.models import SupervisionAction
from assessments.actions.rules import ActionState

from ..rules import Figure, InputKind, Piece
from ..rules.periods import day_words
from .scope import Scope


@dataclass(frozen=True)
class SharedAction:
    pk: int
    state: str
    due_on: date
    closed_on: date | None

    @property
    def is_done(self) -> bool:
        return self.state == ActionState.DONE and self.closed_on is not None

    @property
    def is_in_time(self) -> bool:
        return self.is_done and self.closed_on is not None and self.closed_on <= self.due_on

    def is_counted(self, until: date) -> bool:
        """Done, or to be done by now; what was let go or made smaller is no failing."""
        return self.is_done or (self.state == ActionState.OPEN and self.due_on < until)


def shared_actions(scope: Scope) -> list[SharedAction]:
    """Due or closed in the time. Of her own, too, those alone that both have marked. One query, and
    no column with words."""
    both = Q(supervisee_shares=True, supervisor_shares=True)
    rights = both if scope.is_own else shared_with(scope.reader)
    days = (scope.period_from, scope.until)
    rows = SupervisionAction.objects.filter(
        rights,
        Q(due_on__range=days) | Q(closed_at__date__range=days),
        supervisee=scope.person.pk,
    )
    found = rows.order_by("due_on", "pk").values_list("pk", "state", "due_on", "closed_at")
    return [
        SharedAction(pk, state, due_on, timezone.localdate(at) if at else None)
        for pk, state, due_on, at in found
    ]


def action_figures(actions: Iterable[SharedAction], until: date) -> list[Figure]:
    counted = [action for action in actions if action.is_counted(until)]
    if not counted:
        return []
    in_time = sum(action.is_in_time for action in counted)
    return [Figure("Shared actions done in time", f"{in_time} of {len(counted)}")]


def action_pieces(actions: Iterable[SharedAction]) -> list[Piece]:
    return [
        Piece(
            key=f"action:{action.pk}",
            label="Agreed action done, shared with the line manager",
            kind=InputKind.SUPERVISION,
            on=action.closed_on,
            url=reverse("actions:action_detail", args=[action.pk]),
            meta=f"due {day_words(action.due_on)}, {'in' if action.is_in_time else 'not in'} time",
        )
        for action in actions
        if action.is_done
    ]
