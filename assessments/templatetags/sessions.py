"""Sessions in templates: with whom, how it stands, and what the slices above keep of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import template
from django.utils import timezone

from assessments.actions.queries import counts
from assessments.records.access import as_supervisee, as_supervisor, readable_by
from assessments.records.models import SupervisionRecord
from assessments.records.queries import unwritten_sessions
from assessments.records.rules import RecordState
from assessments.sessions.models import SupervisionSession
from assessments.sessions.rules import SessionState
from assessments.supervision.rules.states import Medium
from cms.people.accounts.models import User

register = template.Library()
HERS_TO_WRITE = (RecordState.DRAFTED, RecordState.RETURNED)
SHOWN = 3
HERS_TO_SIGN = (RecordState.SIGNED_ONCE, RecordState.UNSIGNED_NOTED)


@register.filter
def with_whom(session: SupervisionSession, reader: Any) -> str:
    """The other of a pair, or how large a group is; from what was fetched with it."""
    if reader.pk != session.supervisor_id and any(
        row.attendee_id == reader.pk for row in session.attendances.all()
    ):
        return session.supervisor.display_name
    people = [row.attendee.display_name for row in session.attendances.all()]
    return people[0] if len(people) == 1 else f"a group of {len(people)}"


@register.filter
def first_name(person: User) -> str:
    return person.known_as or person.first_name or person.display_name


@register.filter
def where(session: SupervisionSession) -> str:
    """How and where, in a few words."""
    how = str(Medium(session.medium).label)
    return f"{how}, {session.place}" if session.place else how


@dataclass(frozen=True)
class Badge:
    state: str
    label: str


@register.filter
def badge_of(session: SupervisionSession, reader: Any) -> Badge:
    """Whether a session took place is asked of whoever holds it, and of nobody else."""
    if session.state == SessionState.PLANNED and session.starts_at <= timezone.now():
        is_attendee = any(row.attendee_id == reader.pk for row in session.attendances.all())
        return Badge("todo", "Not marked yet") if is_attendee else Badge("due", "Was it held?")
    return {
        SessionState.PLANNED: Badge("todo", "Planned"),
        SessionState.HELD: Badge("done", "Held"),
        SessionState.MISSED: Badge("expired", "Missed"),
        SessionState.CANCELLED: Badge("locked", "Called off"),
    }[SessionState(session.state)]


@dataclass(frozen=True)
class Waiting:
    """Records that wait for somebody, on either side; no word of them is read."""

    to_sign: list[SupervisionRecord]
    unwritten: list[SupervisionSession]
    to_finish: list[SupervisionRecord]  # hers to write on, or to sign last
    by_person: Counter[int] = field(default_factory=Counter)

    @property
    def more(self) -> int:
        """Beyond those that a home lists."""
        shown = len(self.unwritten[:SHOWN]) + len(self.to_finish[:SHOWN])
        return self.as_supervisor - shown

    @property
    def as_supervisor(self) -> int:
        return len(self.unwritten) + len(self.to_finish)


@register.simple_tag
def waiting_records(user: User) -> Waiting:
    """`{% waiting_records user as waiting %}`; the same queries however many there are."""
    known = SupervisionRecord.objects.defer("body").select_related(
        "session__supervisor", "session__agreement__supervisee"
    )
    known = known.prefetch_related("session__attendances__attendee")
    shared = known.filter(as_supervisee(user), state=RecordState.SHARED)
    unwritten = list(unwritten_sessions(user))
    held = known.filter(as_supervisor(user), session__supervisor=user)
    to_finish = list(held.filter(state__in=(*HERS_TO_WRITE, *HERS_TO_SIGN)))
    by_person: Counter[int] = Counter()
    for session in (*unwritten, *(record.session for record in to_finish)):
        by_person.update(row.attendee_id for row in session.attendances.all())
    return Waiting(
        to_sign=list(shared.exclude(signatures__signer=user)),
        unwritten=unwritten,
        to_finish=to_finish,
        by_person=by_person,
    )


@register.simple_tag
def waiting_with(waiting: Waiting, person: User) -> int:
    return waiting.by_person.get(person.pk, 0)


@register.simple_tag
def action_counts(people: Iterable[User]) -> dict[int, Any]:
    """`{% action_counts people as open %}`: how many actions are open, by person, in one query."""
    return counts(people)


@register.simple_tag
def own_action_counts(user: User) -> Any:
    return counts([user]).get(user.pk)


@register.simple_tag
def record_of(session: SupervisionSession, user: User) -> SupervisionRecord | None:
    """The record of a session, for who may read it at all."""
    rows = SupervisionRecord.objects.filter(readable_by(user), session=session)
    return rows.only("pk", "state", "session_id").first()


@register.filter
def of_person(by_key: dict[int, Any], person: User) -> Any:
    return by_key.get(person.pk)
