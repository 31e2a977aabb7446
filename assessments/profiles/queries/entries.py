"""The entries of an export as plain values: what others may read, and for their owner all of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from assessments.cpd.models import CPDEntry, CPDEntryQuerySet, EntryClaim
from assessments.cpd.queries.shared import without_private
from assessments.cpd.rules import CONFIRMED, STANDING, CPDYear
from assessments.verification.models import CPDVerification
from assessments.verification.rules import Outcome
from assessments.witnesses.models import WitnessRequest
from cms.people.accounts.models import User


def confirmed_entries(
    person: User, year: CPDYear, *, sampled_only: bool = False
) -> CPDEntryQuerySet:
    """Of one year, oldest first; what is hers alone is not even loaded."""
    rows = CPDEntry.objects.filter(
        owner=person, state__in=CONFIRMED, start_on__range=(year.first_on, year.last_on)
    )
    if sampled_only:
        rows = rows.filter(sampled_at__isnull=False)
    return with_parts(without_private(rows))


def all_entries(person: User) -> CPDEntryQuerySet:
    return with_parts(CPDEntry.objects.filter(owner=person, state__in=STANDING))


def with_parts(rows: CPDEntryQuerySet) -> CPDEntryQuerySet:
    verified = CPDVerification.objects.filter(outcome=Outcome.VERIFIED).select_related("verifier")
    answered = WitnessRequest.objects.exclude(answered_at=None).order_by("answered_at")
    return rows.order_by("start_on", "pk").prefetch_related(
        Prefetch("claims", EntryClaim.objects.select_related("statement__framework")),
        Prefetch("verifications", verified),
        Prefetch("witness_requests", answered),
        "files",
        "sample",
    )


def shared_values(entry: CPDEntry, *, anonymous: bool = False) -> dict[str, Any]:
    """What the export of a year says of an entry (domain.md 5.6). Nothing private is read."""
    return {
        "title": entry.title,
        "kind": entry.get_activity_type_display(),
        "group": str(entry.group.label) if entry.group else "",
        "mode": entry.get_mode_display(),
        "first_day": entry.start_on.isoformat(),
        "last_day": entry.last_on.isoformat(),
        "minutes": entry.minutes or 0,
        "provider": entry.provider,
        "together_with_others": entry.is_participatory,
        "planned": entry.get_planning_display(),
        "need": entry.get_need_source_display(),
        "reason": entry.reason,
        "counts": entry.counts_to_target,
        "statements": [_claim(claim) for claim in entry.claims.all()],
        "summary": entry.shared_summary,
        "application": entry.application,
        "impact": entry.get_impact_status_display(),
        "impact_note": entry.impact_note,
        "state": str(entry.get_state_display()),
        "verified": _verification(entry, anonymous),
        "sampled": _sample(entry),
        "witnesses": [_witness(row, anonymous) for row in entry.witness_requests.all()],
        "files": _files(entry, anonymous),
    }


def _claim(claim: EntryClaim) -> dict[str, str]:
    statement = claim.statement
    return {
        "framework": statement.framework.code,
        "code": statement.code,
        "title": statement.title,
        "claim": claim.claim,
    }


def _verification(entry: CPDEntry, anonymous: bool) -> dict[str, str]:
    last = next(iter(entry.verifications.all()), None)
    if last is None:
        return {}
    return {
        "by": "Line manager" if anonymous else f"{last.verifier.display_name}, line manager",
        "on": _day(last.at),
    }


def _sample(entry: CPDEntry) -> dict[str, str]:
    sample = getattr(entry, "sample", None)
    if sample is None:
        return {}
    result = sample.get_result_display() or "Not looked at yet"
    return {"result": result, "on": _day(sample.answered_at)}


def _witness(row: WitnessRequest, anonymous: bool) -> dict[str, Any]:
    return {
        "kind": row.get_kind_display(),
        "by": "A witness" if anonymous else ", ".join(_said_by(row)),
        "confirmed": row.is_confirmed,
        "statement": row.statement,
        "on": _day(row.answered_at),
    }


def _day(moment: datetime | None) -> str:
    """As the clocks of the college had it, not as it is stored."""
    return timezone.localdate(moment).isoformat() if moment else ""


def _said_by(row: WitnessRequest) -> Iterable[str]:
    return filter(None, (row.witness_name, row.witness_role))


def _files(entry: CPDEntry, anonymous: bool) -> list[dict[str, Any]]:
    return [
        {
            "name": f"File {number}" if anonymous else file.name,
            "sha256": file.sha256,
            "valid_until": file.expires_on.isoformat() if file.expires_on else "",
        }
        for number, file in enumerate(entry.files.all(), start=1)
    ]
