"""What the grid reads of CPD and supervision for everybody at once. The sums are the slices' own
rules; here is only that the rows come in seven queries, whatever the number of people."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import (
    CharField,
    DateField,
    F,
    IntegerField,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast
from django.utils import timezone

from assessments.contact_hours.models import ContactMonth
from assessments.cpd.models import CPDEntry
from assessments.cpd.queries import policy_of
from assessments.cpd.rules import SEEN_BY_OTHERS, CPDYear, EntryState
from assessments.cpd.rules import Policy as CPDPolicy
from assessments.sessions.models import SessionAttendance
from assessments.sessions.queries.standing import SIGNED, active_policies
from assessments.sessions.rules import Attendance, SessionState
from assessments.supervision.models import CollegeClosure, SupervisionAgreement, SupervisionNeed
from assessments.supervision.rules.frequency import FAR_BACK, HeldSession, Period, Policy
from assessments.supervision.rules.states import AgreementState
from assessments.targets.queries.rows import FACTS
from assessments.targets.rules import EntryFacts
from cms.people.accounts.models import current_on
from cms.people.teams.models import Absence

DAY = timedelta(days=1)
MET = (Attendance.CAME, SessionState.HELD)
EXPECTED = (Attendance.EXPECTED, SessionState.PLANNED)
ABSENCE, NEED, AGREEMENT, CLOSURE = "absence", "need", "agreement", "closure"


@dataclass
class Agreed:
    """What somebody's signed agreements say, as far as a standing asks."""

    first_on: date | None = None
    days: int | None = None
    is_in_force: bool = False
    by_supervisor: dict[int, int] = field(default_factory=dict)  # in force: supervisor → agreement


@dataclass
class Sessions:
    held: list[HeldSession] = field(default_factory=list)
    booked_on: date | None = None


@dataclass
class Entries:
    """Of the year, and when each was handed in that nobody has answered yet."""

    of_year: list[EntryFacts] = field(default_factory=list)
    waiting: list[date] = field(default_factory=list)


@dataclass(frozen=True)
class Practice:
    """Everybody's, by key of the person."""

    cpd_policy: CPDPolicy
    entries: dict[int, Entries]
    policies: list[Policy]
    absences: dict[int, list[Period]]
    needs: dict[int, dict[str, date]]
    agreements: dict[int, Agreed]
    closures: tuple[Period, ...]
    sessions: dict[int, Sessions]
    contact_minutes: dict[int, dict[date, int]]


def practice_of(pks: Sequence[int], year: CPDYear, day: date) -> Practice:
    policies = active_policies()
    periods = _periods(pks, day)
    asks_hours = any(row.contact_hours for row in policies)
    return Practice(
        cpd_policy=policy_of(year),
        entries=_entries(pks, year),
        policies=policies,
        absences=_absences(periods[ABSENCE]),
        needs=_needs(periods[NEED]),
        agreements=_agreements(periods[AGREEMENT], day),
        closures=tuple((row.first, row.last) for row in periods[CLOSURE]),
        sessions=_sessions(pks, day),
        contact_minutes=_months(pks, day) if asks_hours else {},
    )


# What has a first and a last day: four tables, one query --------------------------------


@dataclass(frozen=True, slots=True)
class Dated:
    person: int
    first: date
    last: date | None
    word: str
    days: int | None
    supervisor: int | None
    pk: int


COLUMNS = ("what", "whose", "first", "last", "word", "days", "supervisor_key", "key")


def _periods(pks: Sequence[int], day: date) -> dict[str, list[Dated]]:
    absences = Absence.objects.filter(person__in=pks)
    needs = SupervisionNeed.objects.filter(current_on(day), person__in=pks)
    agreements = SupervisionAgreement.objects.filter(
        supervisee__in=pks, state__in=SIGNED, starts_on__lte=day
    )
    rows = _dated(absences, ABSENCE, "person").union(
        _dated(needs, NEED, "person", word="kind"),
        _dated(agreements, AGREEMENT, "supervisee", "state", "interval_days", "supervisor"),
        _dated(CollegeClosure.objects.all(), CLOSURE),
        all=True,
    )
    found: dict[str, list[Dated]] = defaultdict(list)
    for what, *values in rows:
        found[what].append(Dated(*values))
    return found


def _dated(
    rows: QuerySet[Any],
    what: str,
    whose: str = "",
    word: str = "",
    days: str = "",
    supervisor: str = "",
) -> QuerySet[Any]:
    """The same columns of every table, each of one type: a union asks for it."""

    def whole(name: str) -> Cast:
        return Cast(F(name) if name else Value(0), IntegerField())

    return (
        rows.order_by()
        .annotate(
            what=Value(what, output_field=CharField()),
            whose=whole(whose),
            first=Cast("starts_on", DateField()),
            last=Cast("ends_on", DateField()),
            word=Cast(F(word) if word else Value(""), CharField(max_length=20)),
            days=whole(days),
            supervisor_key=whole(supervisor),
            key=whole("pk"),
        )
        .values_list(*COLUMNS)
    )


def _absences(rows: Iterable[Dated]) -> dict[int, list[Period]]:
    found: dict[int, list[Period]] = defaultdict(list)
    for row in sorted(rows, key=lambda each: each.first):
        found[row.person].append((row.first, row.last))
    return found


def _needs(rows: Iterable[Dated]) -> dict[int, dict[str, date]]:
    found: dict[int, dict[str, date]] = defaultdict(dict)
    for row in rows:
        found[row.person][row.word] = min(found[row.person].get(row.word, row.first), row.first)
    return found


def _agreements(rows: Iterable[Dated], day: date) -> dict[int, Agreed]:
    found: dict[int, Agreed] = defaultdict(Agreed)
    for row in rows:
        agreed = found[row.person]
        agreed.first_on = min(agreed.first_on or row.first, row.first)
        if row.word == AgreementState.IN_FORCE and (row.last is None or row.last >= day):
            agreed.is_in_force = True
            agreed.days = min(agreed.days or row.days, row.days) if row.days else agreed.days
            if row.supervisor:
                agreed.by_supervisor[row.supervisor] = row.pk
    return found


# Sessions, hours with learners, entries -------------------------------------------------


def _sessions(pks: Sequence[int], day: date) -> dict[int, Sessions]:
    """Held and come to in the last three years, as `sessions.queries.standing` reads them, and the
    next that is planned. The rows are asked for by columns of the attendance alone: asked for by
    the session too, the database begins at the sessions of the whole college."""
    rows = SessionAttendance.objects.filter(
        attendee__in=pks, state__in=(Attendance.CAME, Attendance.EXPECTED)
    ).values_list(
        "attendee", "state", "session__state", "session__starts_at", "session__held_at",
        "session__type", "session__held_minutes", "session__minutes",
    )  # fmt: skip
    found: dict[int, Sessions] = defaultdict(Sessions)
    now, first_on = timezone.now(), day - FAR_BACK + DAY
    for pk, part, state, starts_at, held_at, kind, took, minutes in rows.order_by():
        if (part, state) == EXPECTED and starts_at >= now:
            found[pk].booked_on = _earlier(found[pk].booked_on, starts_at)
        elif (part, state) == MET and first_on <= (met_on := timezone.localdate(held_at)) <= day:
            met = minutes if took is None else took
            found[pk].held.append(HeldSession(met_on, kind, met))
    return found


def _earlier(known: date | None, moment: datetime) -> date:
    day = timezone.localdate(moment)
    return min(known, day) if known else day


def _months(pks: Sequence[int], day: date) -> dict[int, dict[date, int]]:
    found: dict[int, dict[date, int]] = defaultdict(dict)
    rows = ContactMonth.objects.filter(
        owner__in=pks, month_on__lte=day, month_on__gt=day - FAR_BACK
    )
    for pk, month, minutes in rows.order_by().values_list(
        "owner", "month_on", F("one_to_one_minutes") + F("group_minutes")
    ):
        found[pk][month] = minutes
    return found


def _entries(pks: Sequence[int], year: CPDYear) -> dict[int, Entries]:
    """What others may see of a year, as bare facts, and what waits from any: no column with words
    is loaded."""
    in_year = Q(start_on__range=(year.first_on, year.last_on))
    rows = CPDEntry.objects.filter(
        in_year | Q(state=EntryState.SUBMITTED), owner__in=pks, state__in=SEEN_BY_OTHERS
    )
    found: dict[int, Entries] = defaultdict(Entries)
    for owner, submitted_on, *facts in _in_parts(rows):
        entry, own = EntryFacts._make(facts), found[owner]
        if year.first_on <= entry.start_on <= year.last_on:
            own.of_year.append(entry)
        if entry.is_waiting:
            own.waiting.append(submitted_on or entry.start_on)
    return found


def _in_parts(rows: QuerySet[CPDEntry]) -> Iterator[tuple[Any, ...]]:
    facts = rows.order_by().values_list("owner_id", "submitted_on", *FACTS)
    return facts.iterator(chunk_size=5_000)


def no_adjustment(hours: Decimal | None) -> list[Decimal]:
    return [hours] if hours else []
