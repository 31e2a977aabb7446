"""What the screens of pointers need, each narrowed by the reader's own rights."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.utils import timezone

from assessments.sessions.access import readable_by as sessions_readable_by
from assessments.sessions.models import SupervisionSession
from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.escalation.queries import card
from cms.people.escalation.rules import Contact, ContactKind, Part

from . import rules
from .access import known_to, readable_by
from .models import SafeguardingPointer
from .rules import Stage

# What the panel shows of the card: whom to call about a learner or a colleague, and whom when it
# is about a member of staff.
ABOUT_ANYBODY = ("line", "out_of_hours", "outside")
ABOUT_STAFF = ("staff", "outside")


# A session ---------------------------------------------------------------------------


def pointer_count(session: Any) -> int:
    """How many concerns were passed on from a session: all that its record says of them."""
    return SafeguardingPointer.objects.filter(session=session).count()


@dataclass(frozen=True)
class KnownPointer:
    """What somebody knows of a pointer: `pointer` only for who may read all of it."""

    reported_at: datetime
    is_acknowledged: bool
    pointer: SafeguardingPointer | None = None


def pointers_known_to(user: User, session: SupervisionSession) -> list[KnownPointer]:
    """Of a session: to its supervisor that something was reported and whether it was acknowledged;
    to who reported it, and to a safeguarding lead, the pointer itself (domain.md 2.3 rule 13)."""
    may_read = Case(When(readable_by(user), then=Value(True)), default=Value(False))
    rows = SafeguardingPointer.objects.filter(known_to(user), session=session)
    return [
        KnownPointer(
            row.reported_at, row.acknowledged_at is not None, row if row.may_read else None
        )
        for row in rows.annotate(may_read=may_read).order_by("reported_at", "pk")
    ]


def session_of(user: User, asked: str) -> SupervisionSession | None:
    """The session somebody comes from. Without one, or with another's, the panel is the same."""
    if not (asked.isascii() and asked.isdigit() and len(asked) < 16):
        return None
    return SupervisionSession.objects.filter(sessions_readable_by(user), pk=int(asked)).first()


# The card ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Numbers:
    """Parts of the safeguarding card, in the shape its own template goes through."""

    parts: tuple[Part, ...]


def numbers(*sections: str) -> Numbers:
    """Whom to call today, of some sections of the card: no query while it is in the cache."""
    found = {part.section.code: part for part in card().parts}
    return Numbers(tuple(found[code] for code in sections if code in found))


def leads_on_card() -> list[Contact]:
    return [contact for contact in card().contacts if contact.kind == ContactKind.DSL]


# One's own ---------------------------------------------------------------------------


def own_pointers(user: User) -> QuerySet[SafeguardingPointer]:
    """What somebody passed on herself, the newest first."""
    rows = SafeguardingPointer.objects.filter(readable_by(user), reported_by=user.pk)
    return rows.select_related("acknowledged_by", "session")


def pointer_for(user: User, pk: int) -> SafeguardingPointer | None:
    rows = SafeguardingPointer.objects.filter(readable_by(user), pk=pk)
    return rows.select_related("reported_by", "acknowledged_by", "closed_by").first()


# The safeguarding leads' desk --------------------------------------------------------


@dataclass(frozen=True)
class DeskRow:
    pointer: SafeguardingPointer
    waited: timedelta
    is_own: bool
    is_late: bool

    @property
    def waited_words(self) -> str:
        return rules.time_in_words(self.waited)

    @property
    def can_acknowledge(self) -> bool:
        return self.pointer.acknowledged_at is None and not self.is_own

    @property
    def can_close(self) -> bool:
        is_open = self.pointer.closed_at is None and self.pointer.acknowledged_at is not None
        return is_open and not self.is_own


def desk(user: User, *, is_closed: bool = False) -> QuerySet[SafeguardingPointer]:
    """Those that wait first, the longest wait before all; then what is acknowledged."""
    rows = all_pointers(user).filter(closed_at__isnull=not is_closed)
    if is_closed:
        return rows.order_by("-closed_at", "-pk")
    return rows.order_by(
        F("acknowledged_at").desc(nulls_first=True), F("created_at").asc(), F("pk").asc()
    )


def all_pointers(user: User) -> QuerySet[SafeguardingPointer]:
    rows = SafeguardingPointer.objects.filter(readable_by(user))
    return rows.select_related("reported_by", "acknowledged_by", "closed_by")


def desk_rows(
    user: User, pointers: list[SafeguardingPointer], now: datetime | None = None
) -> list[DeskRow]:
    now = now or timezone.now()
    return [
        DeskRow(
            pointer=row,
            waited=waited(row, now),
            is_own=row.reported_by_id == user.pk,
            is_late=row.acknowledged_at is None and rules.is_late(row.created_at, now),
        )
        for row in pointers
    ]


def waited(pointer: SafeguardingPointer, now: datetime) -> timedelta:
    """Working time from when the first was asked to the answer, or to now."""
    return rules.working_time(pointer.created_at, pointer.acknowledged_at or now)


def desk_counts(user: User) -> dict[str, int]:
    """One query, however many there are."""
    waits, is_open = Q(acknowledged_at=None), Q(closed_at=None)
    return SafeguardingPointer.objects.filter(readable_by(user)).aggregate(
        waiting=Count("pk", filter=waits & is_open),
        acknowledged=Count("pk", filter=~waits & is_open),
        closed=Count("pk", filter=~is_open),
    )


# Whom to ask -------------------------------------------------------------------------


@dataclass(frozen=True)
class Askable:
    """Who can be asked to acknowledge, at one moment. Nobody is asked about her own report."""

    leads: list[User] = field(default_factory=list)  # on the card as the lead, and here today
    others: list[User] = field(default_factory=list)
    seniors: list[User] = field(default_factory=list)

    @property
    def keepers(self) -> list[User]:
        return [*self.leads, *self.others]

    def at(self, stage: str, reporter: int) -> list[User]:
        asked = {Stage.LEAD: self.leads, Stage.DEPUTIES: self.others, Stage.SENIOR: self.seniors}
        return [person for person in asked[Stage(stage)] if person.pk != reporter]

    def first(self, reporter: int) -> Stage:
        """The first stage at which there is somebody to ask; the last, if there is nobody."""
        return next((stage for stage in Stage if self.at(stage, reporter)), Stage.SENIOR)

    def following(self, stage: str, reporter: int) -> Stage:
        """Whom it goes to when nobody answers: past a stage at which there is nobody else."""
        after = rules.NEXT[stage]
        return after if self.at(after, reporter) else Stage.SENIOR


def askable() -> Askable:
    """Three queries: who keeps pointers, the card (kept in the cache), the senior leaders."""
    keepers = list(holders_of(Role.DSL))
    named = [
        contact
        for contact in card().contacts
        if contact.kind == ContactKind.DSL and not contact.is_away
    ]
    leads = [person for person in keepers if any(_is(person, contact) for contact in named)]
    return Askable(
        leads=leads,
        others=[person for person in keepers if person not in leads],
        seniors=list(holders_of(Role.SENIOR_LEADER)),
    )


def _is(person: User, contact: Contact) -> bool:
    """The card knows no accounts: by the address, or by the name."""
    if contact.email:
        return contact.email.casefold() == person.email.casefold()
    return contact.name.casefold() == person.display_name.casefold()


def waiting(now: datetime) -> list[int]:
    """The keys of those that have waited a working day for their stage, longest first."""
    asked = SafeguardingPointer.objects.filter(
        acknowledged_at=None, stage__in=rules.NEXT, asked_at__lte=now - rules.ANSWER_WITHIN
    )
    rows = asked.order_by("asked_at", "pk").values_list("pk", "asked_at")
    return [pk for pk, asked_at in rows if rules.is_late(asked_at, now)]
