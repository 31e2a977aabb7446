"""Sessions are booked here: for a pair, several ahead, for a group, or after they took place."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.supervision.access import can_supervise
from assessments.supervision.models import SupervisionAgreement
from assessments.supervision.rules.kinds import SessionType
from assessments.supervision.rules.states import AgreementState
from cms.people.accounts.models import User
from cms.people.audit.services import record

from .. import queries, rules
from ..access import can_book, can_book_group, is_covering
from ..models import SessionAttendance, SupervisionSession
from ..rules import SessionState
from . import telling

TAKEN = "This session was booked again already. Open the new one."


@transaction.atomic
def book_session(
    *,
    agreement: SupervisionAgreement,
    type: str,
    starts_at: datetime,
    minutes: int,
    medium: str,
    place: str = "",
    by: User,
    instead_of: SupervisionSession | None = None,
    at: datetime | None = None,
) -> SupervisionSession:
    """One time for a pair. `instead_of` is the one that was called off or missed: the day by
    which it was due stays that of the first. The same again, from a form sent twice, is the one
    that is there."""
    session, is_new = _book(
        _locked(agreement, by),
        type=type,
        starts_at=starts_at,
        minutes=minutes,
        medium=medium,
        place=place,
        by=by,
        instead_of=instead_of,
        moment=at or timezone.now(),
        at=at,
    )
    if is_new:
        telling.of_booking(session, by, at)
    return session


@transaction.atomic
def book_sessions(
    *,
    agreement: SupervisionAgreement,
    type: str,
    starts: Sequence[datetime],
    minutes: int,
    medium: str,
    place: str = "",
    by: User,
    at: datetime | None = None,
) -> list[SupervisionSession]:
    """Several ahead: all of them or, when one cannot stand, none. One message tells of them."""
    if not starts:
        raise ValidationError("Choose at least one day.", code="none")
    rules.check_series(len(starts), rules.LEAST_APART)
    locked = _locked(agreement, by)
    moment = at or timezone.now()  # one for all: by it they are known as booked together
    booked = [
        _book(
            locked, type=type, starts_at=starts_at, minutes=minutes, medium=medium, place=place,
            by=by, instead_of=None, moment=moment, at=at,
        )
        for starts_at in sorted(starts)
    ]  # fmt: skip
    new = [session for session, is_new in booked if is_new]
    if new:
        telling.of_series(new, by, at)
    return [session for session, _ in booked]


@transaction.atomic
def book_group(
    *,
    supervisor: User,
    attendees: Sequence[User],
    starts_at: datetime,
    minutes: int,
    medium: str,
    place: str = "",
    by: User,
    at: datetime | None = None,
) -> SupervisionSession:
    """For four to eight mentors, under no agreement: whoever holds it facilitates."""
    check_holds(by, supervisor)
    people = {person.pk: person for person in attendees}
    rules.check_group_size(len(people))
    check_are_mentors(people.values(), supervisor)
    moment = at or timezone.now()
    User.objects.select_for_update().get(pk=supervisor.pk)  # two tabs wait for each other
    there = SupervisionSession.objects.filter(
        supervisor=supervisor,
        type=SessionType.GROUP,
        state=SessionState.PLANNED,
        starts_at=starts_at,
    ).first()
    if there is not None:
        return there
    rules.check_is_to_come(starts_at, moment)
    session = SupervisionSession(
        supervisor=supervisor,
        type=SessionType.GROUP,
        starts_at=starts_at,
        minutes=minutes,
        medium=medium,
        place=place.strip(),
        booked_by=by,
        created_at=moment,
        changed_at=moment,
    )
    save_new(session, list(people.values()), by, at)
    telling.of_booking(session, by, at)
    return session


def _locked(agreement: SupervisionAgreement, by: User) -> SupervisionAgreement:
    """The agreement, held until the session is there: two bookings of a pair come one by one."""
    rows = SupervisionAgreement.objects.select_for_update(of=("self",))
    locked = rows.select_related("supervisor", "supervisee").get(pk=agreement.pk)
    if not can_book(by, locked):
        raise PermissionDenied("Sessions are booked by those whom the agreement names for it.")
    return locked


def _book(
    agreement: SupervisionAgreement,
    *,
    type: str,
    starts_at: datetime,
    minutes: int,
    medium: str,
    place: str,
    by: User,
    instead_of: SupervisionSession | None,
    moment: datetime,
    at: datetime | None,
) -> tuple[SupervisionSession, bool]:
    there = agreement.sessions.filter(
        type=type, starts_at=starts_at, state=SessionState.PLANNED
    ).first()
    if there is not None:
        return there, False
    check_under(agreement, type, starts_at)
    rules.check_is_to_come(starts_at, moment)
    before = None if instead_of is None else _to_be_rebooked(instead_of, agreement)
    session = draft_of(agreement, type, starts_at, by, moment, before)
    session.minutes, session.medium, session.place = minutes, medium, place.strip()
    save_new(session, [agreement.supervisee], by, at)
    return session, True


def check_under(agreement: SupervisionAgreement, kind: str, moment: datetime) -> None:
    rules.check_kind(kind, agreement.types)
    rules.check_in_force(
        timezone.localdate(moment),
        agreement.starts_on,
        agreement.ends_on,
        is_in_force=agreement.state == AgreementState.IN_FORCE,
    )


def draft_of(
    agreement: SupervisionAgreement,
    kind: str,
    starts_at: datetime,
    by: User,
    moment: datetime,
    before: SupervisionSession | None = None,
) -> SupervisionSession:
    """A session of a pair with the day it is due, not saved yet."""
    if before is not None:
        due_on, tolerance = before.due_on, before.tolerance_days
    else:
        due_on, tolerance = queries.due_for(agreement.supervisee, kind, starts_at)
    return SupervisionSession(
        supervisor=agreement.supervisor,
        agreement=agreement,
        type=kind,
        starts_at=starts_at,
        due_on=due_on,
        tolerance_days=tolerance,
        instead_of=before,
        booked_by=by,
        created_at=moment,
        changed_at=moment,
    )


def save_new(
    session: SupervisionSession, attendees: Sequence[User], by: User, at: datetime | None
) -> None:
    rules.check_minutes(session.minutes)
    session.clean_fields(exclude=["supervisor", "agreement", "instead_of", "booked_by"])
    try:
        with transaction.atomic():
            session.save(force_insert=True)
    except IntegrityError as error:  # booked again from another window, a moment before
        raise ValidationError(TAKEN, code="rebooked") from error
    SessionAttendance.objects.bulk_create(
        SessionAttendance(session=session, attendee=person) for person in attendees
    )
    about = attendees[0] if len(attendees) == 1 else None
    record(actor=by, verb="supervision_session.booked", obj=session, about=about, at=at)


def _to_be_rebooked(
    session: SupervisionSession, agreement: SupervisionAgreement
) -> SupervisionSession:
    rows = SupervisionSession.objects.select_for_update(of=("self",))
    locked = rows.select_related("agreement").get(pk=session.pk)
    if not (_is_of_the_same_two(locked, agreement) and rules.is_rebookable(locked.state)):
        raise ValidationError(
            "Only a session of the two of you that was called off or missed is booked again.",
            code="instead_of",
        )
    if SupervisionSession.objects.filter(instead_of=locked).exists():
        raise ValidationError(TAKEN, code="rebooked")
    return locked


def _is_of_the_same_two(session: SupervisionSession, agreement: SupervisionAgreement) -> bool:
    """Whatever version of their agreement it was booked under."""
    before = session.agreement
    return before is not None and (before.supervisee_id, before.supervisor_id) == (
        agreement.supervisee_id,
        agreement.supervisor_id,
    )


def check_holds(by: User, supervisor: User) -> None:
    """For what has no agreement: she holds it herself, or stands in for whoever does."""
    is_hers = by.pk == supervisor.pk or is_covering(by, supervisor)
    if not (can_book_group(by) and is_hers and can_supervise(supervisor)):
        raise PermissionDenied("Such a session is planned by the supervisor who will hold it.")


def check_are_mentors(people: Iterable[User], supervisor: User) -> None:
    """Mentors who work here, none of whom she may not supervise."""
    chosen = {person.pk for person in people}
    if queries.mentors_for(supervisor).filter(pk__in=chosen).count() != len(chosen):
        raise ValidationError(
            {"attendees": "Choose mentors from the list: those you may hold a session for."}
        )
