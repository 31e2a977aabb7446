"""The only writers of the safeguarding card. What is said of it is told to nobody but the audit."""

from dataclasses import asdict
from datetime import date, datetime

from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from . import queries, rules
from .access import can_confirm_card, can_edit_card
from .models import CardCheck, SafeguardingContact
from .rules import ContactFacts, ContactKind, Direction


@transaction.atomic
def create_contact(*, facts: ContactFacts, by: User) -> SafeguardingContact:
    """Put somebody on the card, last of their section."""
    _check_may_edit(by)
    contact = SafeguardingContact(**asdict(facts), position=_last_place(facts.kind))
    contact.full_clean()
    contact.save()
    _record(by, "created", contact)
    return contact


@transaction.atomic
def change_contact(
    *, contact: SafeguardingContact, facts: ContactFacts, by: User
) -> SafeguardingContact:
    _check_may_edit(by)
    locked, others = _held(contact)
    before = locked.facts
    rules.check_keeps_lead(before.kind, facts.kind, _leads(others))
    if rules.section_of(before.kind) != rules.section_of(facts.kind):
        locked.position = _last_place(facts.kind)
    for name, value in asdict(facts).items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save()
    changed = [name for name, value in asdict(before).items() if value != getattr(facts, name)]
    if changed:
        _record(by, "changed", locked, fields=changed)
    return locked


@transaction.atomic
def delete_contact(*, contact: SafeguardingContact, by: User) -> None:
    _check_may_edit(by)
    locked, others = _held(contact)
    rules.check_keeps_lead(locked.kind, None, _leads(others))
    _record(by, "deleted", locked)
    locked.delete()


@transaction.atomic
def move_contact(
    *, contact: SafeguardingContact, direction: Direction, by: User
) -> SafeguardingContact:
    """Change places with the neighbour above or below on today's card; at either end stay put.

    Those away today stand last whatever their place, so they only change places among themselves.
    """
    _check_may_edit(by)
    locked, others = _held(contact)
    section = rules.section_of(locked.kind)
    rows = [row for row in [locked, *others] if row.kind in section.kinds]
    rows.sort(key=lambda row: (row.position, row.pk))
    for place, row in enumerate(rows, start=1):
        row.position = place
    beside = [row for row in rows if _is_away(row) == _is_away(locked)]
    here = beside.index(locked)
    there = here + (-1 if direction == Direction.UP else 1)
    if not 0 <= there < len(beside):
        return locked
    mine, neighbour = beside[here], beside[there]
    mine.position, neighbour.position = neighbour.position, mine.position
    for row in rows:
        row.save(update_fields=["position"])
    _record(by, "moved", mine, direction=str(direction))
    return mine


@transaction.atomic
def confirm_card(*, by: User, at: datetime | None = None) -> CardCheck:
    """Vouch for it: everything on the card is right today."""
    if not can_confirm_card(by):
        raise PermissionDenied("A safeguarding lead or a site admin vouches for the card.")
    rules.check_can_be_confirmed(queries.card())
    check = CardCheck(checked_by=by, checked_at=at or timezone.now())
    check.full_clean()
    check.save()
    record(actor=by, verb="safeguarding_card.confirmed", obj=check, at=at)
    return check


def forget_card() -> None:
    """Let every process read the card afresh, once the change is really there."""
    cache.delete(queries.CACHE_KEY)
    transaction.on_commit(lambda: cache.delete(queries.CACHE_KEY))


def flag_stale_card(*, today: date | None = None) -> int:
    """Tell those who keep the card that it needs them. Answers how many were told.

    Run every morning, and safe to run twice: each period without a check is told of once.
    """
    card = queries.card(today)
    if card.has_lead and not card.is_stale:
        return 0
    check = queries.last_check()
    title, body = rules.words_of_flag(card)
    told = 0
    for person in queries.keepers(today):
        period = check.pk if check else "first"
        key = f"escalation-card-{'stale' if card.has_lead else 'empty'}-{period}"
        told += not person.notices.filter(key=key).exists()
        send_notice(
            recipient=person,
            kind=NoticeKind.SAFEGUARDING_CARD,
            key=key,
            title=title,
            body=body,
            url=reverse("escalation:card"),
        )
    return told


def _check_may_edit(by: User) -> None:
    if not can_edit_card(by):
        raise PermissionDenied("A safeguarding lead or a site admin looks after the card.")


def _held(contact: SafeguardingContact) -> tuple[SafeguardingContact, list[SafeguardingContact]]:
    """A contact and all the others, held until the transaction ends: the last two safeguarding
    leads cannot go at the same time. Always in one order, so that nobody waits in a circle."""
    rows = {row.pk: row for row in SafeguardingContact.objects.select_for_update().order_by("pk")}
    found = rows.pop(contact.pk, None)
    if found is None:
        raise ValidationError("Somebody has just taken this contact off the card.", code="gone")
    return found, list(rows.values())


def _leads(contacts: list[SafeguardingContact]) -> int:
    return sum(contact.kind == ContactKind.DSL for contact in contacts)


def _last_place(kind: str) -> int:
    last = queries.contacts_in(rules.section_of(kind)).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def _is_away(contact: SafeguardingContact) -> bool:
    return rules.is_away(contact.away_from, contact.away_until, timezone.localdate())


def _record(by: User, action: str, contact: SafeguardingContact, **detail: object) -> None:
    record(actor=by, verb=f"safeguarding_contact.{action}", obj=contact, detail=detail)
