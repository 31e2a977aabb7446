"""Who leaves, who has left, and what they leave open.

What is still open is known to the slices above: each registers a kind of it from its `privacy.py`,
with words that say nothing of what is private.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.teams.models import StaffProfile

from ..access import can_take_along
from ..models import RightsRequest
from ..rules import (
    LEAVER_DAYS,
    READY_FOR_DAYS,
    LeaverStage,
    RequestKind,
    RequestState,
    account_closes_on,
    leaver_stage,
)

SHOWN_AFTER_DAYS = 90  # once an account is closed, its line stays on the list so long


@dataclass(frozen=True)
class Handover:
    """One thing that somebody must see to before, or after, a person has left."""

    person_id: int
    words: str
    on: date | None = None
    url: str = ""


@dataclass(frozen=True)
class HandoverKind:
    """`open_for(people, today)` gives what is open of these people, in a constant number of
    queries however many they are."""

    key: str
    label: str
    what_to_do: str
    open_for: Callable[[list[int], date], Iterable[Handover]]


_KINDS: dict[str, HandoverKind] = {}


def register_handover(*kinds: HandoverKind) -> None:
    """Called once a kind, when the box that knows of it is ready."""
    for kind in kinds:
        if kind.key in _KINDS and _KINDS[kind.key] != kind:
            raise ValueError(f"Two kinds of what is open are called {kind.key}.")
        _KINDS[kind.key] = kind


def handover_kinds() -> list[HandoverKind]:
    return list(_KINDS.values())


# The list -------------------------------------------------------------------------


@dataclass(frozen=True)
class OpenThings:
    kind: HandoverKind
    items: list[Handover]


@dataclass
class Leaver:
    person: User
    profile: StaffProfile
    today: date
    open_things: list[OpenThings] = field(default_factory=list)

    @property
    def left_on(self) -> date:
        assert self.profile.left_on is not None
        return self.profile.left_on

    @property
    def stage(self) -> LeaverStage:
        if not self.person.is_active:
            return LeaverStage.OVER
        return leaver_stage(self.left_on, self.today)

    @property
    def has_left(self) -> bool:
        return self.left_on < self.today

    @property
    def closes_on(self) -> date:
        return account_closes_on(self.left_on)

    @property
    def last_reading_day(self) -> date:
        return self.closes_on - timedelta(days=1)

    @property
    def open_count(self) -> int:
        return sum(len(things.items) for things in self.open_things)


def leaver_profiles(today: date | None = None) -> QuerySet[StaffProfile]:
    """Those with a last day whose account is open, and those that closed not long ago."""
    today = today or timezone.localdate()
    since = today - timedelta(days=LEAVER_DAYS + SHOWN_AFTER_DAYS)
    shown = Q(person__is_active=True) | Q(left_on__gte=since)
    rows = StaffProfile.objects.filter(shown, left_on__isnull=False)
    return rows.select_related("person", "team").order_by("left_on", "person__last_name", "pk")


def leavers(profiles: Iterable[StaffProfile], today: date | None = None) -> list[Leaver]:
    """With what each leaves open: one round over the kinds for all of them."""
    today = today or timezone.localdate()
    rows = [Leaver(profile.person, profile, today) for profile in profiles]
    people = [row.person.pk for row in rows]
    for kind in handover_kinds():
        found: dict[int, list[Handover]] = defaultdict(list)
        for item in kind.open_for(people, today):
            found[item.person_id].append(item)
        for row in rows:
            if row.person.pk in found:
                row.open_things.append(OpenThings(kind, found[row.person.pk]))
    return rows


def people_without_last_day() -> QuerySet[User]:
    """Whom HR can give one: everybody with an open account and none."""
    return User.objects.filter(is_active=True).exclude(staff_profile__left_on__isnull=False)


def waits_for_an_answer(person: User, today: date) -> bool:
    """Whether a request of hers keeps the account open: it is being looked at, or a copy has been
    ready for less than a month and was not fetched."""
    since = today - timedelta(days=READY_FOR_DAYS)
    ready = Q(state=RequestState.READY, fetched_at=None, ready_at__date__gt=since)
    being_looked_at = Q(state=RequestState.OPEN, kind=RequestKind.COPY)
    return RightsRequest.objects.filter(being_looked_at | ready, subject=person).exists()


def leaving_of(user: Any) -> Leaver | None:
    """Where a leaver stands who may still read."""
    if not can_take_along(user):
        return None
    return Leaver(user, StaffProfile.objects.get(person=user.pk), timezone.localdate())
