"""What stands in the way of a time, and when a session is due: read before one is booked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from assessments.supervision.models import CollegeClosure
from assessments.supervision.rules.kinds import KINDS, CountsTowards
from cms.people.accounts.models import User
from cms.people.teams.models import Absence

from .. import rules
from ..models import SupervisionSession
from ..rules import SessionState, Span
from .standing import due_for_booking, standing_of


@dataclass(frozen=True)
class Busy:
    """Somebody's planned session, without a word of what or with whom."""

    person: int
    session: int
    starts_at: datetime
    minutes: int


def moment_of(day: date, at: time) -> datetime:
    """A day and an hour of the college's clock."""
    return timezone.make_aware(datetime.combine(day, at))


def closures(since: date, until: date) -> list[Span]:
    rows = CollegeClosure.objects.filter(starts_on__lte=until, ends_on__gte=since)
    return [Span(row.starts_on, row.ends_on, f"The college is closed ({row.name})") for row in rows]


def days_away(people: Sequence[User], since: date, until: date) -> list[Span]:
    """Closures and absences. Why somebody is away is known to nobody here. Two queries."""
    lasts = Q(ends_on__isnull=True) | Q(ends_on__gte=since)
    rows = Absence.objects.filter(lasts, person__in=people, starts_on__lte=until)
    names = {person.pk: person.display_name for person in people}
    away = [Span(row.starts_on, row.ends_on, f"{names[row.person_id]} is away") for row in rows]
    return [*closures(since, until), *away]


def busy_times(
    people: Iterable[User], since: datetime, until: datetime, *, leaving_out: int | None = None
) -> list[Busy]:
    """Planned sessions of anybody of these in a span of time, on either side. Two queries."""
    keys = {person.pk for person in people}
    rows = SupervisionSession.objects.filter(
        state=SessionState.PLANNED,
        starts_at__gt=since - timedelta(minutes=rules.MOST_MINUTES),
        starts_at__lt=until,
    )
    if leaving_out is not None:
        rows = rows.exclude(pk=leaving_out)
    columns = ("pk", "starts_at", "minutes")
    held = rows.filter(supervisor__in=keys).values_list("supervisor", *columns)
    attended = rows.filter(attendances__attendee__in=keys)
    attended = attended.values_list("attendances__attendee", *columns)
    return [Busy(*row) for row in (*held, *attended) if row[0] in keys]


def clashes(
    people: Sequence[User], starts_at: datetime, minutes: int, *, leaving_out: int | None = None
) -> list[str]:
    """What speaks against a time, in sentences; nothing is forbidden by it. Four queries."""
    day = timezone.localdate(starts_at)
    away = [span.why for span in days_away(people, day, day)]
    ends_at = starts_at + timedelta(minutes=minutes)
    taken = busy_times(people, starts_at, ends_at, leaving_out=leaving_out)
    return [f"{why}." for why in away] + _taken_words(people, taken, starts_at, minutes)


def _taken_words(
    people: Sequence[User], taken: Iterable[Busy], starts_at: datetime, minutes: int
) -> list[str]:
    busy = {
        row.person
        for row in taken
        if rules.is_overlapping(starts_at, minutes, row.starts_at, row.minutes)
    }
    return [
        f"{person.display_name} has another session at that time."
        for person in people
        if person.pk in busy
    ]


@dataclass(frozen=True)
class Proposal:
    """One line of the preview of a series."""

    starts_at: datetime
    instead_of: date | None
    why: str
    clashes: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{timezone.localdate(self.starts_at):%Y-%m-%d}"


def proposals(
    people: Sequence[User], *, first: datetime, count: int, every_days: int, minutes: int
) -> list[Proposal]:
    """A series around closures and absences, each day with what else stands there. Four queries,
    however long the series."""
    local = timezone.localtime(first)
    furthest = local.date() + timedelta(days=(every_days + 7 * 9) * count)
    away = days_away(people, local.date(), furthest)
    slots = rules.series(local.date(), count, every_days, away)
    starts = [moment_of(slot.day, local.time()) for slot in slots]
    taken = busy_times(people, starts[0], starts[-1] + timedelta(hours=4)) if starts else []
    return [
        Proposal(
            starts_at, slot.instead_of, slot.why,
            tuple(_taken_words(people, taken, starts_at, minutes)),
        )
        for slot, starts_at in zip(slots, starts, strict=True)
    ]  # fmt: skip


def due_for(person: User, kind: str, starts_at: datetime) -> tuple[date | None, int]:
    """The day by which this session is due, and the days of grace, for the row that is booked.

    Counted from the last that was held; with others of its target planned before it, from the
    last of those (domain.md 4.6).
    """
    target = rules.counts_towards(kind)
    if target == CountsTowards.NOTHING:
        return None, 0
    due_on, grace = due_for_booking(person, target=target)
    before = _last_planned_before(person, target, starts_at)
    if before is None or due_on is None:
        return due_on, grace
    interval = standing_of(person, target=target).interval_days
    return timezone.localdate(before) + timedelta(days=interval), grace


def _last_planned_before(
    person: User, target: CountsTowards, starts_at: datetime
) -> datetime | None:
    kinds = [kind for kind, facts in KINDS.items() if facts.counts == target]
    rows = SupervisionSession.objects.filter(
        attendances__attendee=person,
        state=SessionState.PLANNED,
        type__in=kinds,
        starts_at__lt=starts_at,
    )
    return rows.order_by("-starts_at").values_list("starts_at", flat=True).first()
