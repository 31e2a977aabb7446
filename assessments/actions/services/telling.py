"""Notices of an action: that there is one, and never a word of it."""

from datetime import datetime

from django.urls import reverse

from assessments.supervision.queries.agreements import line_manager_of
from cms.people.accounts.models import User
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from ..models import SupervisionAction


def tell_the_other(action: SupervisionAction, *, by: User, at: datetime | None) -> None:
    """Of an action written down between two sessions. Whoever stands in for a supervisor tells
    the supervisee."""
    is_hers = by.pk == action.supervisee_id
    send_notice(
        recipient=action.supervisor if is_hers else action.supervisee,
        kind=NoticeKind.SUPERVISION,
        key=f"action-agreed-{action.pk}",
        title=f"{by.display_name} wrote down an action for the two of you",
        body="You find it among your supervision actions. Change or drop it if it does not fit.",
        url=action.get_absolute_url(),
        by=by,
        at=at,
    )


def tell_the_manager(action: SupervisionAction, *, by: User, at: datetime | None) -> None:
    manager = line_manager_of(action.supervisee)
    if manager is None:
        return
    send_notice(
        recipient=manager,
        kind=NoticeKind.SUPERVISION,
        key=f"action-raised-{action.pk}",
        title=f"{action.supervisee.display_name} raises something with you from supervision",
        body="Both of the pair want you to read it. It stands among the actions shared with you.",
        url=reverse("actions:team_actions"),
        by=by,
        at=at,
    )
