"""From session to session: how far it is, and carrying it over."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from assessments.sessions.models import SupervisionSession
from cms.people.accounts.models import User
from cms.people.audit.services import record

from .. import rules
from ..models import SupervisionAction
from ..rules import UpdateKind
from .writing import check_session, locked_for, say


@transaction.atomic
def note_progress(
    *,
    action: SupervisionAction,
    words: str,
    session: SupervisionSession | None = None,
    by: User,
    at: datetime | None = None,
) -> SupervisionAction:
    """A line on how far it is: in a session, or between two."""
    locked = locked_for(action, by)
    rules.check_is_open(locked.state)
    rules.check_progress(words)
    if session is not None:
        check_session(session, locked.supervisee, by)
    moment = at or timezone.now()
    say(locked, UpdateKind.PROGRESS, words, session=session, by=by, at=moment)
    locked.changed_at = moment
    locked.save(update_fields=["changed_at"])
    record(
        actor=by,
        verb="supervision_action.progressed",
        obj=locked,
        about=locked.supervisee,
        at=at,
    )
    return locked


@transaction.atomic
def carry_action(
    *,
    action: SupervisionAction,
    session: SupervisionSession,
    due_on: date,
    words: str = "",
    by: User,
    at: datetime | None = None,
) -> SupervisionAction:
    """Over to the next session, with a new day. In one session it is carried once: a second call
    for the same session changes the day alone."""
    locked = locked_for(action, by)
    rules.check_is_open(locked.state)
    check_session(session, locked.supervisee, by)
    moment = at or timezone.now()
    rules.check_new_day(due_on, earliest=timezone.localdate(session.held_at or moment))
    carried = locked.updates.filter(kind=UpdateKind.CARRIED, session=session).exists()
    if not carried:
        rules.check_can_be_carried(locked.carried_count)
        locked.carried_count += 1
        say(locked, UpdateKind.CARRIED, words, session=session, by=by, at=moment)
        record(
            actor=by,
            verb="supervision_action.carried",
            obj=locked,
            about=locked.supervisee,
            detail={"times": locked.carried_count},
            at=at,
        )
    locked.due_on, locked.changed_at = due_on, moment
    locked.save(update_fields=["due_on", "changed_at", "carried_count"])
    return locked
