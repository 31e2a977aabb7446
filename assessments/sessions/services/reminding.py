"""What the site says by itself: of a session that is near, whether one was held, and that one is
due. Each may run late or twice: nobody is told twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from assessments.supervision.rules.frequency import Status
from cms.people.accounts.models import User
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from .. import queries, rules
from ..models import SupervisionSession
from .telling import day_words, moment_words


@dataclass(frozen=True)
class Message:
    recipient: User
    key: str
    title: str
    body: str
    url: str
    kind: NoticeKind = NoticeKind.SUPERVISION


def remind_of_sessions(*, now: datetime | None = None) -> int:
    """All reminders of a moment; answers how many were new."""
    moment = now or timezone.now()
    messages = [*_near(moment), *_was_it_held(moment), *_late(moment)]
    told = queries.told_already({message.key for message in messages})
    new = [each for each in messages if (each.recipient.pk, each.key) not in told]
    for each in new:
        send_notice(
            recipient=each.recipient,
            kind=each.kind,
            key=each.key,
            title=each.title,
            body=each.body,
            url=each.url,
        )
    return len(new)


def _near(now: datetime) -> Iterable[Message]:
    today = timezone.localdate(now)
    for session in queries.near_sessions(now):
        start_on = timezone.localdate(session.starts_at)
        if start_on == today:
            key = rules.today_key(session.pk, session.sequence)
            title = f"Today at {timezone.localtime(session.starts_at):%H:%M}: supervision"
        elif rules.is_to_be_reminded(start_on, session.changed_at, now, today):
            key = rules.soon_key(session.pk, session.sequence)
            title = f"Supervision on {moment_words(session.starts_at)}"
        else:
            continue
        for person in queries.expected_at(session):
            yield _of_session(session, person, key, title, _what_to_do(session, person))


def _what_to_do(session: SupervisionSession, person: User) -> str:
    if person.pk == session.supervisor_id:
        return "Its page says where, and who is expected."
    return "Is there something you would like to talk about? Its page says where it is."


def _was_it_held(now: datetime) -> Iterable[Message]:
    waiting = list(queries.unmarked_sessions(now))
    covered = queries.stand_ins(timezone.localdate(now)) if waiting else {}
    for session in waiting:
        for person in (session.supervisor, *covered.get(session.supervisor_id, ())):
            yield _of_session(
                session,
                person,
                rules.was_it_held_key(session.pk, session.sequence),
                f"Was supervision on {day_words(session.starts_at)} held?",
                "Say whether it took place: it takes one minute, and counts as held only then.",
            )


def _of_session(
    session: SupervisionSession, person: User, key: str, title: str, body: str
) -> Message:
    return Message(person, key, title, body, session.get_absolute_url())


def _late(now: datetime) -> Iterable[Message]:
    for row in queries.late_people(now):
        yield from _of_lateness(row)


def _of_lateness(row: queries.Late) -> Iterable[Message]:
    """Due: to the pair, unless a day is booked. Overdue: to the pair. Seriously so: to her line
    manager too, who can make room for it."""
    status, due_on = row.standing.status, row.standing.due_on
    is_due_only = status == Status.DUE
    if due_on is None or (is_due_only and row.is_booked):
        return
    key = rules.due_key(row.person.pk, status.value, due_on)
    state = f"due by {due_on:%-d %B}" if is_due_only else f"overdue since {due_on:%-d %B}"
    booked = "A time is booked." if row.is_booked else "No time is booked yet."
    home = reverse("sessions:supervision_home")
    kind = NoticeKind.SUPERVISION_DUE
    yield Message(
        row.person, key, f"Your supervision is {state}", f"{booked} Your page says why.", home, kind
    )
    name = row.person.display_name
    for supervisor in row.supervisors:
        title = f"Supervision of {name} is {state}"
        yield Message(supervisor, key, title, f"{booked} Your page shows it.", home, kind)
    if status == Status.SERIOUSLY_OVERDUE and row.manager is not None:
        team = reverse("sessions:team_sessions")
        title = f"Supervision of {name} is {state}"
        body = f"{booked} It may need protected time, or another supervisor."
        if row.manager not in row.supervisors:
            yield Message(row.manager, key, title, body, team, kind)
