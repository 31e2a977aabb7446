from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from assessments.cpd.models import CPDEntry
from assessments.cpd.queries import policy_on
from assessments.cpd.queries.shared import PRIVATE
from cms.people.accounts.models import User
from cms.people.accounts.rules import token_hash

from .access import requests_readable_by
from .models import WitnessRequest


def requests_about(reader: User, entry: CPDEntry) -> QuerySet[WitnessRequest]:
    """Whom she asked about one of her entries, and what they said; the newest first."""
    rows = WitnessRequest.objects.filter(requests_readable_by(reader), entry=entry)
    return _without_private(rows)


def request_of(reader: User, pk: int) -> WitnessRequest | None:
    return _without_private(
        WitnessRequest.objects.filter(requests_readable_by(reader), pk=pk)
    ).first()


def request_behind(token: str) -> WitnessRequest | None:
    """What a link opens, found by its hash alone."""
    rows = WitnessRequest.objects.filter(token_hash=token_hash(token))
    return _without_private(rows).first()


@dataclass(frozen=True)
class Shown:
    """All that somebody outside learns of an entry."""

    owner: str
    title: str
    start_on: date
    end_on: date | None
    minutes: int | None
    summary: str


def shown_by(witness_request: WitnessRequest) -> Shown:
    entry = witness_request.entry
    return Shown(
        owner=entry.owner.display_name,
        title=entry.title,
        start_on=entry.start_on,
        end_on=entry.end_on if entry.end_on != entry.start_on else None,
        minutes=entry.minutes,
        summary=entry.shared_summary if witness_request.shows_summary else "",
    )


def days_open() -> int:
    return policy_on().witness_days


def _without_private(rows: QuerySet[WitnessRequest]) -> QuerySet[WitnessRequest]:
    deferred = (f"entry__{name}" for name in PRIVATE)
    return rows.select_related("entry__owner").defer(*deferred)
