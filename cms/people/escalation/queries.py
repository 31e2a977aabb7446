from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.core.cache import cache
from django.db.models import QuerySet
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.college.queries import college

from . import rules
from .models import CardCheck, SafeguardingContact
from .rules import Card, Contact, Section

CACHE_KEY = "people.escalation_card"
# A write forgets the card; this is the most that a reader who was faster than it can be behind.
KEPT_SECONDS = 600


@dataclass(frozen=True)
class StoredCard:
    """What the database says: the same on every day."""

    contacts: tuple[Contact, ...]
    checked_at: datetime | None
    checked_by: str


def card(on: date | None = None) -> Card:
    """The safeguarding card as it is today (or on a day): no query while it is in the cache."""
    stored: StoredCard | None = cache.get(CACHE_KEY)
    if stored is None:
        stored = _stored_card()
        cache.set(CACHE_KEY, stored, KEPT_SECONDS)
    return rules.lay_out(
        stored.contacts,
        checked_at=stored.checked_at,
        checked_by=stored.checked_by,
        check_days=college().card_check_days,
        on=on or timezone.localdate(),
    )


def _stored_card() -> StoredCard:
    check = last_check()
    rows = SafeguardingContact.objects.all()
    return StoredCard(
        contacts=tuple(Contact(pk=row.pk, **asdict(row.facts)) for row in rows),
        checked_at=check.checked_at if check else None,
        checked_by=check.checked_by.display_name if check else "",
    )


def last_check() -> CardCheck | None:
    return CardCheck.objects.select_related("checked_by").first()


def contacts_in(section: Section) -> QuerySet[SafeguardingContact]:
    return SafeguardingContact.objects.filter(kind__in=section.kinds)


def keepers(on: date | None = None) -> list[User]:
    """Who is asked to look after the card: the safeguarding leads, and without any the admins."""
    for role in (Role.DSL, Role.SITE_ADMIN):
        if found := list(holders_of(role, on=on)):
            return found
    return []
