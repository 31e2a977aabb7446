"""Lists of records: dates, states and whose turn it is; no words are read for them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from assessments.actions.access import shared_with
from assessments.actions.models import SupervisionAction
from assessments.sessions.access import held_by
from assessments.sessions.models import SupervisionSession
from assessments.sessions.rules import SessionState
from assessments.supervision.models import CollegeClosure
from cms.people.accounts.models import User
from cms.people.teams.access import managed_by

from .. import rules
from ..access import as_supervisee, as_supervisor, shared_items_for
from ..models import AgendaItem, SupervisionRecord
from ..rules import RecordState


@dataclass(frozen=True)
class Row:
    record: SupervisionRecord
    with_whom: str
    is_yours: bool
    badge: str
    words: str


def records_of(user: User) -> QuerySet[SupervisionRecord]:
    """Those somebody has a part in, the newest session first."""
    rows = SupervisionRecord.objects.filter(as_supervisee(user) | as_supervisor(user))
    return (
        rows.select_related("session__supervisor", "session__agreement__supervisee")
        .prefetch_related("session__attendances__attendee", "signatures")
        .defer("body")
    )


def rows_of(records: list[SupervisionRecord], user: User) -> list[Row]:
    return [_row(record, user) for record in records]


def _row(record: SupervisionRecord, user: User) -> Row:
    attendees = [row.attendee for row in record.session.attendances.all()]
    is_for_her = any(person.pk == user.pk for person in attendees)
    has_signed = any(row.signer_id == user.pk for row in record.signatures.all())
    if is_for_her:
        with_whom = record.session.supervisor.display_name
    elif len(attendees) == 1:
        with_whom = attendees[0].display_name
    else:
        with_whom = f"a group of {len(attendees)}"
    is_yours, badge, words = _turn(RecordState(record.state), is_for_her, has_signed)
    return Row(record, with_whom, is_yours, badge, words)


def _turn(state: RecordState, is_for_her: bool, has_signed: bool) -> tuple[bool, str, str]:
    if state == RecordState.LOCKED:
        return False, "done", "Signed and locked"
    if is_for_her:
        if state == RecordState.RETURNED:
            return False, "doing", "You returned it"
        if has_signed:
            return False, "doing", "You have signed"
        return True, "due", "Read and sign"
    hers = {
        RecordState.DRAFTED: (True, "due", "Being written"),
        RecordState.RETURNED: (True, "due", "Returned with a comment"),
        RecordState.SHARED: (False, "doing", "Waits for the other signature"),
        RecordState.SIGNED_ONCE: (True, "due", "Sign and lock"),
        RecordState.UNSIGNED_NOTED: (True, "due", "Sign and lock"),
    }
    return hers[state]


def unwritten_sessions(user: User) -> QuerySet[SupervisionSession]:
    """Held by her, without a record yet; the oldest first."""
    rows = SupervisionSession.objects.filter(
        held_by(user), state=SessionState.HELD, record__isnull=True
    )
    rows = rows.select_related("agreement__supervisee", "supervisor")
    return rows.prefetch_related("attendances__attendee").order_by("held_at", "pk")


@dataclass(frozen=True)
class Shown:
    """How much somebody and her supervisor show to her line manager."""

    person: User
    items: int
    actions: int


def shown_to(manager: User) -> list[Shown]:
    """Everybody she manages today, by name; counts, no words."""
    people = User.objects.filter(managed_by(manager), is_active=True)
    items = _counts(
        AgendaItem.objects.filter(shared_items_for(manager)),
        "record__session__agreement__supervisee",
    )
    actions = _counts(SupervisionAction.objects.filter(shared_with(manager)), "supervisee")
    return [
        Shown(person, items.get(person.pk, 0), actions.get(person.pk, 0))
        for person in people.order_by("last_name", "first_name", "pk")
    ]


def _counts(rows: QuerySet, of: str) -> dict[int, int]:  # type: ignore[type-arg]
    found = rows.order_by().values_list(of).annotate(count=Count("pk"))
    return dict(found)


def items_shown(manager: User, person: User) -> QuerySet[AgendaItem]:
    """What both marked, the newest session first."""
    rows = AgendaItem.objects.filter(
        shared_items_for(manager), record__session__agreement__supervisee=person
    )
    rows = rows.select_related("record__session__supervisor").defer("record__body")
    return rows.order_by("-record__session__starts_at", "position", "pk")


def actions_shown(manager: User, person: User) -> QuerySet[SupervisionAction]:
    rows = SupervisionAction.objects.filter(shared_with(manager), supervisee=person)
    return rows.select_related("supervisor").order_by("closed_at", "due_on", "pk")


def closures() -> list[tuple[date, date]]:
    return list(CollegeClosure.objects.order_by("starts_on").values_list("starts_on", "ends_on"))


def is_group_ripe(record: SupervisionRecord, today: date) -> bool:
    """Shared for five working days: whoever wanted to answer had the time."""
    if record.shared_at is None:
        return False
    day = rules.group_locks_on(timezone.localdate(record.shared_at), closures())
    return today >= day


def to_remind() -> QuerySet[SupervisionRecord]:
    """On its way, with whom it waits for."""
    waiting = Q(state__in=(RecordState.SHARED, RecordState.SIGNED_ONCE))
    rows = SupervisionRecord.objects.filter(waiting).defer("body")
    return rows.select_related("session__supervisor").prefetch_related(
        "session__attendances__attendee", "signatures"
    )


def late_drafts() -> QuerySet[SupervisionSession]:
    """Held, and nobody has read a word of it yet."""
    held = SupervisionSession.objects.filter(state=SessionState.HELD)
    unread = Q(record__isnull=True) | Q(record__state=RecordState.DRAFTED)
    return held.filter(unread).select_related("supervisor").order_by("held_at", "pk")
