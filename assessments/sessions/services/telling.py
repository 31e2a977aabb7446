"""What those in a session are told: that there is one and when. Never its kind, never a reason,
never a word of what it is about."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from .. import rules
from ..models import SupervisionSession

FILE = "Its page has a file for your calendar."


def moment_words(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{local:%A} {local.day} {local:%B} at {local:%H:%M}"


def day_words(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{local:%A} {local.day} {local:%B}"


def people_of(session: SupervisionSession) -> list[User]:
    """Who holds it, then those it is for."""
    rows = session.attendances.select_related("attendee").order_by("pk")
    return [session.supervisor, *(row.attendee for row in rows)]


def _send(
    session: SupervisionSession,
    recipients: Iterable[User],
    *,
    key: str,
    title: str,
    body: str,
    by: User | None,
    at: datetime | None,
) -> None:
    """To everybody but whoever did it."""
    for person in recipients:
        if by is not None and person.pk == by.pk:
            continue
        send_notice(
            recipient=person,
            kind=NoticeKind.SUPERVISION,
            key=key,
            title=title,
            body=body,
            url=session.get_absolute_url(),
            by=by,
            at=at,
        )


def of_booking(session: SupervisionSession, by: User, at: datetime | None) -> None:
    _send(
        session,
        people_of(session),
        key=rules.booked_key(session.pk, session.sequence),
        title=f"Supervision on {moment_words(session.starts_at)}",
        body=f"{by.display_name} has booked {session.minutes} minutes. {FILE}",
        by=by,
        at=at,
    )


def of_series(sessions: list[SupervisionSession], by: User, at: datetime | None) -> None:
    """One message for all of them; the rest is on the home of supervision."""
    first = sessions[0]
    if len(sessions) == 1:
        of_booking(first, by, at)
        return
    days = ", ".join(day_words(session.starts_at) for session in sessions)
    for person in people_of(first):
        if person.pk != by.pk:
            send_notice(
                recipient=person,
                kind=NoticeKind.SUPERVISION,
                key=rules.booked_key(first.pk, first.sequence),
                title=f"{len(sessions)} times for supervision are booked",
                body=f"{by.display_name} has booked {days}. Each has a file for your calendar.",
                url=reverse("sessions:supervision_home"),
                by=by,
                at=at,
            )


def of_move(session: SupervisionSession, by: User, at: datetime | None) -> None:
    _send(
        session,
        people_of(session),
        key=rules.moved_key(session.pk, session.sequence),
        title=f"Supervision is now on {moment_words(session.starts_at)}",
        body=f"{by.display_name} has moved it. {FILE}",
        by=by,
        at=at,
    )


def of_calling_off(session: SupervisionSession, by: User, at: datetime | None) -> None:
    _send(
        session,
        people_of(session),
        key=rules.off_key(session.pk, session.sequence),
        title=f"Supervision on {day_words(session.starts_at)} is called off",
        body=f"{by.display_name} has called it off. Its page offers another time.",
        by=by,
        at=at,
    )


def of_missing(session: SupervisionSession, by: User, at: datetime | None) -> None:
    _send(
        session,
        people_of(session),
        key=f"session-{session.pk}-missed",
        title=f"Supervision on {day_words(session.starts_at)} is marked as missed",
        body=f"{by.display_name} has noted it. If it took place after all, say so to each other.",
        by=by,
        at=at,
    )


def of_answer(session: SupervisionSession, by: User, comes: bool, at: datetime | None) -> None:
    said = "comes after all" if comes else "cannot come"
    _send(
        session,
        [session.supervisor],
        key=f"session-{session.pk}-{session.sequence}-{by.pk}-{'comes' if comes else 'sorry'}",
        title=f"{by.display_name} {said} on {day_words(session.starts_at)}",
        body="The page of the session shows who is expected.",
        by=by,
        at=at,
    )
