"""Entries of a CPD log. Rows are written directly, for a scene; moves go through the services."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from assessments.cpd import services
from assessments.cpd.models import CPDEntry, EntryClaim
from assessments.cpd.rules import EntryContent
from assessments.files.models import EvidenceFile
from assessments.standards.models import Statement
from cms.people.accounts.models import User
from tests.factories.people import days_ago

APPLICATION = (
    "From Monday I open each review with one exception question, and look at half-term whether "
    "learners name a next step themselves."
)
SUMMARY = "A workshop on questions that open a talk. I take one question into every review."
SECRET = "I was afraid of the silence."  # only its owner ever reads it


def cpd_entry(owner: User, **fields: Any) -> CPDEntry:
    """A workshop three days ago, of an hour and a half."""
    defaults: dict[str, Any] = {
        "title": "Workshop on questioning",
        "start_on": days_ago(3),
        "minutes": 90,
        "activity_type": "workshop",
    }
    return CPDEntry.objects.create(owner=owner, **{**defaults, **fields})


def content(**fields: Any) -> EntryContent:
    """What a person says of the same workshop."""
    defaults: dict[str, Any] = {"title": "Workshop on questioning", "start_on": days_ago(3)}
    return EntryContent(**{**defaults, **fields})


def ready_entry(owner: User, codes: Sequence[str] = ("S1",), **fields: Any) -> CPDEntry:
    """A draft that says enough to be handed in, with private words in every private place. It
    needs the framework."""
    defaults: dict[str, Any] = {
        "application": APPLICATION,
        "shared_summary": SUMMARY,
        "what_i_learned": SECRET,
        "reflection": {"what": SECRET},
        "cost": Decimal("99.50"),
    }
    entry = cpd_entry(owner, **{**defaults, **fields})
    for statement in Statement.objects.filter(code__in=codes, framework__is_default=True):
        EntryClaim.objects.create(entry=entry, statement=statement, claim="One question a week")
    return entry


def handed_in(owner: User, *, at: datetime | None = None, **fields: Any) -> CPDEntry:
    return services.submit_entry(entry=ready_entry(owner, **fields), by=owner, at=at)


def returned(owner: User, manager: User, **fields: Any) -> CPDEntry:
    return services.mark_returned(entry=handed_in(owner, **fields), by=manager)


def verified(owner: User, manager: User, *, at: datetime | None = None, **fields: Any) -> CPDEntry:
    return services.mark_verified(entry=handed_in(owner, at=at, **fields), by=manager, at=at)


def sampled(owner: User, manager: User, quality_lead: User, **fields: Any) -> CPDEntry:
    entry = verified(owner, manager, **fields)
    return services.mark_sampled(entry=entry, by=quality_lead)


def certificate(owner: User, name: str = "certificate.pdf", **fields: Any) -> EvidenceFile:
    """A file that is kept, checked and attested."""
    number = EvidenceFile.objects.count()
    defaults: dict[str, Any] = {
        "media_type": "application/pdf",
        "size": 8,
        "sha256": f"{number:064d}",
        "scan_state": "clean",
        "attested_at": timezone.now(),
    }
    row = EvidenceFile(owner=owner, name=name, **{**defaults, **fields})
    row.file.save(name, ContentFile(b"%PDF-1.4"), save=False)
    row.save()
    return row
