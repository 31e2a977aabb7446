"""Whether a session took place: said by whoever holds it."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assessments.cpd.rules import ActivityType
from assessments.cpd.services import Proposal, propose_entry
from assessments.supervision.models import SupervisionAgreement
from assessments.supervision.rules.kinds import SessionType
from cms.people.accounts.models import User
from cms.people.audit.services import record
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from .. import rules
from ..access import can_book, can_hold
from ..models import SessionAttendance, SupervisionSession
from ..rules import Attendance, CalledOffBy, CallOffReason, SessionState
from . import telling
from .booking import check_under, draft_of, save_new
from .moving import about, locked_session


@transaction.atomic
def mark_held(
    *,
    session: SupervisionSession,
    held_at: datetime,
    minutes: int,
    functions: Iterable[str] = (),
    came: Collection[int] | None = None,
    by: User,
    at: datetime | None = None,
) -> SupervisionSession:
    """It took place: when, how long, what it did, and who came (keys of people; None: all who had
    not sent apologies). A group drafts each mentor's share in her CPD log, once."""
    locked = locked_session(session)
    _check_may_hold(by, locked)
    rules.check_can_become(locked.state, SessionState.HELD)
    moment = at or timezone.now()
    rules.check_held(held_at=held_at, minutes=minutes, functions=functions, now=moment)
    _note_attendance(locked, came)
    locked.state, locked.held_at, locked.held_minutes = SessionState.HELD, held_at, minutes
    locked.functions = rules.in_order(functions)
    locked.called_off_by = locked.reason = ""
    locked.called_off_at = None
    locked.changed_at = moment
    locked.save()
    record(actor=by, verb="supervision_session.held", obj=locked, about=about(locked), at=at)
    if locked.type == SessionType.GROUP:
        _draft_cpd(locked, at)
    return locked


@transaction.atomic
def mark_missed(
    *,
    session: SupervisionSession,
    reason: str,
    called_off_by: str,
    by: User,
    at: datetime | None = None,
) -> SupervisionSession:
    """Its time came and it did not take place."""
    locked = locked_session(session)
    _check_may_hold(by, locked)
    rules.check_can_become(locked.state, SessionState.MISSED)
    moment = at or timezone.now()
    rules.check_has_begun(locked.starts_at, moment)
    locked.state, locked.changed_at = SessionState.MISSED, moment
    locked.called_off_by, locked.reason = CalledOffBy(called_off_by), CallOffReason(reason)
    locked.save()
    if called_off_by == CalledOffBy.SUPERVISEE:
        expected = locked.attendances.filter(state=Attendance.EXPECTED)
        expected.update(state=Attendance.ABSENT)
    record(actor=by, verb="supervision_session.missed", obj=locked, about=about(locked), at=at)
    telling.of_missing(locked, by, at)
    return locked


@transaction.atomic
def add_held_session(
    *,
    agreement: SupervisionAgreement,
    type: str,
    held_at: datetime,
    minutes: int,
    medium: str,
    place: str = "",
    functions: Iterable[str] = (),
    by: User,
    at: datetime | None = None,
) -> SupervisionSession:
    """One that took place and stood in no diary: booked and held in one step, by its supervisor.
    It counts by the day it took place. Sent twice, it is the one that is there."""
    rows = SupervisionAgreement.objects.select_for_update(of=("self",))
    locked = rows.select_related("supervisor", "supervisee").get(pk=agreement.pk)
    is_supervisor = by.pk != locked.supervisee_id and can_book(by, locked)
    if not is_supervisor:
        raise PermissionDenied("That a session took place is said by whoever held it.")
    there = locked.sessions.filter(type=type, starts_at=held_at, state=SessionState.HELD).first()
    if there is not None:
        return there
    moment = at or timezone.now()
    check_under(locked, type, held_at)
    rules.check_put_right(held_at, moment)
    session = draft_of(locked, type, held_at, by, moment)
    session.minutes = min(max(minutes, rules.LEAST_MINUTES), rules.MOST_MINUTES)
    session.medium, session.place = medium, place.strip()
    save_new(session, [locked.supervisee], by, at)
    return mark_held(
        session=session, held_at=held_at, minutes=minutes, functions=functions, by=by, at=at
    )


def _check_may_hold(by: User, session: SupervisionSession) -> None:
    if not can_hold(by, session):
        raise PermissionDenied("Whether a session took place is said by whoever holds it.")


def _note_attendance(session: SupervisionSession, came: Collection[int] | None) -> None:
    rows = list(session.attendances.all())
    expected = {row.attendee_id for row in rows}
    if len(rows) == 1 and came is None:
        came = expected
    elif came is None:
        came = {row.attendee_id for row in rows if row.state != Attendance.APOLOGIES}
    rules.check_came(came, expected)
    for row in rows:
        row.state = rules.attendance_after(row.state, has_come=row.attendee_id in came)
    SessionAttendance.objects.bulk_update(rows, ["state"])


def _draft_cpd(session: SupervisionSession, at: datetime | None) -> None:
    rows = list(session.attendances.filter(state=Attendance.CAME).select_related("attendee"))
    assert session.held_at is not None
    assert session.held_minutes is not None
    proposal = Proposal(
        title="Group supervision",
        activity_type=ActivityType.GROUP_SUPERVISION,
        start_on=timezone.localdate(session.held_at),
        minutes=rules.cpd_minutes(session.held_minutes, len(rows)),
        is_participatory=True,
    )
    for row in rows:
        owner = row.attendee
        entry, is_new = propose_entry(owner=owner, source=row, proposal=proposal, by=None, at=at)
        if is_new:
            send_notice(
                recipient=owner,
                kind=NoticeKind.CPD_DRAFT,
                key=f"cpd-draft-group-{row.pk}",
                title="A CPD draft waits in your log: group supervision",
                body=(
                    "Your share of the time is filled in. Add what you learned and what you will "
                    "do differently. Only you can read it."
                ),
                url=reverse("cpd:entry_detail", args=[entry.pk]),
                at=at,
            )
