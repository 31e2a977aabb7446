"""Legal holds: while one stands, nothing of the person, or of that kind, is removed."""

from typing import Any

from django.db.models import F, Q, QuerySet

from cms.people.accounts.models import User

from ..models import LegalHold


def held_subjects(record_class: str) -> QuerySet[LegalHold, Any]:
    """The keys, as a subquery, of the people of whom nothing of this kind is removed now."""
    kinds = Q(record_class="") | Q(record_class=record_class)
    return LegalHold.objects.filter(kinds, ended_at=None).values("subject")


def is_held(person: User, record_class: str) -> bool:
    return held_subjects(record_class).filter(subject=person.pk).exists()


def holds_listed(reader: User) -> QuerySet[LegalHold]:
    """Those that stand first. Nobody sees here that one is about themselves."""
    found = LegalHold.objects.exclude(subject=reader.pk)
    rows = found.select_related("subject", "set_by", "ended_by")
    return rows.order_by(F("ended_at").desc(nulls_first=True), "-starts_at", "-pk")
