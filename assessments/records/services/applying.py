"""What follows when a record is locked: what was said of earlier actions is said of them, what was
newly agreed becomes an action, what is to be learned a line of the supervisee's own plan.

It happens once, at the lock, and never before: until both have signed, nothing was agreed.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.actions import services as actions
from assessments.actions.models import SupervisionAction
from assessments.plans.rules import LineContent, Origin
from assessments.plans.services import add_line
from cms.people.accounts.models import User

from .. import queries
from ..models import SupervisionRecord
from ..rules import Need, NewAction, Review, ReviewKind


def apply_record(record: SupervisionRecord, by: User, at: datetime | None) -> int:
    """How many actions could not be changed as the record says, because somebody did something
    else with them meanwhile: the record stays true of the session, and the action as it is."""
    content = queries.content_of(record)
    given: dict[str, Any] = {"session": record.session, "by": by, "at": at}
    found = SupervisionAction.objects.in_bulk([row.action for row in content.reviews])
    failed = sum(
        not _done(_review, row, found[row.action], given)
        for row in content.reviews
        if row.kind and row.action in found
    )
    people = {person.pk: person for person in queries.attendees_of(record)}
    alone = queries.supervisee_of(record)
    for action in content.actions:
        person = people.get(action.person or 0, alone)
        failed += person is not None and not _done(_agree, action, person, given)
    for need in content.needs:
        person = people.get(need.person or 0, alone)
        if person is not None:
            _plan(need, person, at)
    return failed


def _done(move: Callable[..., object], *args: Any) -> bool:
    try:
        with transaction.atomic():
            move(*args)
    except (ValidationError, PermissionDenied):
        return False
    return True


def _review(row: Review, action: SupervisionAction, given: dict[str, Any]) -> None:
    if row.kind == ReviewKind.PROGRESS:
        actions.note_progress(action=action, words=row.words, **given)
    elif row.kind == ReviewKind.DONE:
        actions.close_action(action=action, note=row.words, **given)
    elif row.kind == ReviewKind.DROPPED:
        actions.drop_action(action=action, reason=row.words, **given)
    elif row.kind == ReviewKind.CARRIED and row.due_on is not None:
        actions.carry_action(action=action, due_on=row.due_on, words=row.words, **given)
    elif row.kind == ReviewKind.CHANGED and row.due_on is not None:
        actions.rescope_action(action=action, words=row.words, due_on=row.due_on, **given)


def _agree(row: NewAction, person: User, given: dict[str, Any]) -> None:
    actions.add_action(
        supervisee=person,
        keeper=row.keeper,
        words=row.words,
        due_on=row.due_on or timezone.localdate(),
        supervisor_shares=row.is_shared,
        **given,
    )


def _plan(need: Need, person: User, at: datetime | None) -> None:
    """A day that passed while the record was on its way is left out: she sets one herself."""
    today = timezone.localdate(at or timezone.now())
    due_on = need.due_on if need.due_on and need.due_on >= today else None
    content = LineContent(need=need.need, origin=Origin.SUPERVISION, due_on=due_on)
    add_line(owner=person, content=content, by=None, at=at)
