"""The end of an action, with a word to it, and fourteen days in which it can be undone."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import SEEN_BY_OTHERS
from assessments.sessions.models import SupervisionSession
from cms.people.accounts.models import User
from cms.people.audit.services import record

from .. import rules
from ..models import SupervisionAction
from ..rules import ActionState, UpdateKind
from .writing import check_session, end, locked_for, say


@transaction.atomic
def close_action(
    *,
    action: SupervisionAction,
    note: str,
    evidence: CPDEntry | None = None,
    session: SupervisionSession | None = None,
    by: User,
    at: datetime | None = None,
) -> SupervisionAction:
    """Done, with how it shows. An entry of her log as evidence is the supervisee's to choose."""
    locked = locked_for(action, by)
    rules.check_transition(locked.state, ActionState.DONE)
    rules.check_closing_note(note)
    if evidence is not None:
        _check_evidence(locked, evidence, by)
        locked.evidence = evidence
    locked.closing_note = note.strip()
    _close(locked, ActionState.DONE, UpdateKind.DONE, note, session=session, by=by, at=at)
    return locked


@transaction.atomic
def drop_action(
    *,
    action: SupervisionAction,
    reason: str,
    session: SupervisionSession | None = None,
    by: User,
    at: datetime | None = None,
) -> SupervisionAction:
    """Let it go, and say why: priorities change."""
    locked = locked_for(action, by)
    rules.check_transition(locked.state, ActionState.DROPPED)
    rules.check_reason(reason)
    locked.closing_note = reason.strip()
    _close(locked, ActionState.DROPPED, UpdateKind.DROPPED, reason, session=session, by=by, at=at)
    return locked


@transaction.atomic
def reopen_action(
    *, action: SupervisionAction, by: User, at: datetime | None = None
) -> SupervisionAction:
    """Undo, for fourteen days. What was written when it was closed stays in its history."""
    locked = locked_for(action, by)
    moment = at or timezone.now()
    rules.check_transition(locked.state, ActionState.OPEN)
    rules.check_undo(locked.closed_at, moment)
    locked.state, locked.closed_at, locked.closing_note = ActionState.OPEN, None, ""
    locked.changed_at = moment
    locked.save(update_fields=["state", "closed_at", "closing_note", "changed_at"])
    say(locked, UpdateKind.REOPENED, "", by=by, at=moment)
    record(actor=by, verb="supervision_action.reopened", obj=locked, about=locked.supervisee, at=at)
    return locked


@transaction.atomic
def set_evidence(
    *,
    action: SupervisionAction,
    evidence: CPDEntry | None,
    by: User,
    at: datetime | None = None,
) -> SupervisionAction:
    """The supervisee links an entry of her log, or takes it out again: also when it was her
    supervisor who closed the action."""
    locked = locked_for(action, by)
    _check_evidence(locked, evidence, by)
    locked.evidence, locked.changed_at = evidence, at or timezone.now()
    locked.save(update_fields=["evidence", "changed_at"])
    record(
        actor=by,
        verb="supervision_action.evidence_set",
        obj=locked,
        about=locked.supervisee,
        detail={"entry": evidence.pk if evidence else None},
        at=at,
    )
    return locked


def _check_evidence(action: SupervisionAction, evidence: CPDEntry | None, by: User) -> None:
    if by.pk != action.supervisee_id:
        raise PermissionDenied("Which CPD entry is evidence is the supervisee’s to choose.")
    if evidence is not None:
        is_handed_in = evidence.state in SEEN_BY_OTHERS
        rules.check_evidence(evidence.owner_id, action.supervisee_id, is_handed_in=is_handed_in)


def _close(
    action: SupervisionAction,
    to: ActionState,
    kind: UpdateKind,
    words: str,
    *,
    session: SupervisionSession | None,
    by: User,
    at: datetime | None,
) -> None:
    if session is not None:
        check_session(session, action.supervisee, by)
    moment = at or timezone.now()
    end(action, to, moment, "closing_note", "evidence")
    say(action, kind, words, session=session, by=by, at=moment)
    verb = "closed" if to == ActionState.DONE else "dropped"
    record(
        actor=by,
        verb=f"supervision_action.{verb}",
        obj=action,
        about=action.supervisee,
        at=at,
    )
