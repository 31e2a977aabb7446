"""What the screens of a session need. Of those who were there they get a number, never a name."""

from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from assessments.cpd.models import CPDEntry
from cms.people.accounts.models import User

from . import rules
from .access import readable_by
from .models import EventAttendance, TrainingEvent
from .rules import Moment


@dataclass(frozen=True)
class EventRow:
    event: TrainingEvent
    count: int
    moment: Moment
    last_on: date


def events_of(host: User) -> QuerySet[TrainingEvent]:
    """Her sessions, the latest first, each with how many said that they were there."""
    rows = TrainingEvent.objects.filter(readable_by(host)).annotate(count=Count("attendances"))
    return rows.order_by("-held_on", "-pk")


def row_of(event: TrainingEvent, today: date | None = None) -> EventRow:
    counted: int | None = getattr(event, "count", None)
    return EventRow(
        event=event,
        count=event.attendances.count() if counted is None else counted,
        moment=moment_of(event, today),
        last_on=rules.last_on(event.held_on),
    )


def moment_of(event: TrainingEvent, today: date | None = None) -> Moment:
    is_closed = event.closed_at is not None
    day = today or timezone.localdate()
    return rules.moment_of(event.held_on, is_closed=is_closed, today=day)


def event_at(code: str) -> TrainingEvent | None:
    """The session of a code, whatever its moment: whoever holds the code is told how it stands."""
    return TrainingEvent.objects.select_related("host").filter(code=rules.clean_code(code)).first()


def attendance_of(event: TrainingEvent, person: User) -> EventAttendance | None:
    return EventAttendance.objects.filter(event=event, participant=person).first()


def own_draft_of(source: TrainingEvent | EventAttendance | None, owner: User) -> CPDEntry | None:
    """Her own entry that came from here, whatever became of it since."""
    if source is None:
        return None
    kind = ContentType.objects.get_for_model(source)
    rows = CPDEntry.objects.filter(owner=owner, content_type=kind, object_id=source.pk)
    found: CPDEntry | None = rows.first()
    return found


# Wrong codes --------------------------------------------------------------------------------------


def wrong_codes_key(person: User) -> str:
    return f"events:wrong:{salted_hmac('events.wrong_codes', str(person.pk)).hexdigest()[:32]}"


def has_guessed_too_often(person: User) -> bool:
    count: int = cache.get(wrong_codes_key(person), 0)
    return count >= rules.WRONG_CODES
