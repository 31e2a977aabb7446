"""Totals come in from a file, and are taken back. The same file counts once."""

from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.figures.queries import figure_policy
from cms.people.accounts.models import User
from cms.people.audit.services import record

from ..access import can_import_outcomes
from ..models import OutcomeImport, OutcomeMetric
from ..queries import known_here
from ..rules.values import MetricValues, check_metric


@dataclass(frozen=True)
class ImportContent:
    """What was read of a file and shown: rows that are kept, and how many were left out."""

    file_name: str
    checksum: str
    source_system: str
    comparator_label: str = ""
    rows: list[MetricValues] = field(default_factory=list)
    dropped: int = 0


@transaction.atomic
def import_outcomes(
    *, content: ImportContent, by: User, at: datetime | None = None
) -> OutcomeImport:
    """Confirmed twice, or by two people at once, a file comes in once: the first import is given
    back."""
    if not can_import_outcomes(by):
        raise PermissionDenied("The quality lead brings outcomes in.")
    before = _standing(content.checksum)
    if before is not None:
        return before
    moment = at or timezone.now()
    _check(content, moment)
    try:
        with transaction.atomic():
            batch = OutcomeImport.objects.create(
                file_name=content.file_name[:120],
                checksum=content.checksum,
                source_system=content.source_system.strip(),
                rows_kept=len(content.rows),
                rows_dropped=content.dropped,
                imported_by=by,
                imported_at=moment,
            )
    except IntegrityError:
        found = _standing(content.checksum)
        if found is None:
            raise
        return found
    OutcomeMetric.objects.bulk_create(_metric(batch, row, content) for row in content.rows)
    record(
        actor=by,
        verb="outcomes.imported",
        obj=batch,
        detail={"kept": len(content.rows), "left_out": content.dropped},
        at=at,
    )
    return batch


def _standing(checksum: str) -> OutcomeImport | None:
    return OutcomeImport.objects.filter(checksum=checksum, withdrawn_at=None).first()


def _check(content: ImportContent, moment: datetime) -> None:
    """What was shown still holds: the base may have been raised since, or somebody be gone."""
    if not content.rows:
        raise ValidationError("There is no total in this file that can be taken.")
    if not content.source_system.strip():
        raise ValidationError({"source_system": ["Say where the figures come from."]})
    base, known = figure_policy().base_from, known_here()
    people, teams = set(known.mentors.values()), set(known.teams.values())
    for row in content.rows:
        check_metric(row, today=timezone.localdate(moment))
        smallest = min(row.denominator, row.comparator_denominator or row.denominator)
        is_known = row.person in people or row.team in teams
        if smallest < base or not is_known:
            raise ValidationError(
                "The rules have changed since this file was read. Choose it once more."
            )
    if len({row.key for row in content.rows}) < len(content.rows):
        raise ValidationError("The same total stands in this file twice.")


def _metric(batch: OutcomeImport, row: MetricValues, content: ImportContent) -> OutcomeMetric:
    is_compared = row.comparator_denominator is not None
    return OutcomeMetric(
        batch=batch,
        person_id=row.person,
        team_id=row.team,
        kind=row.kind,
        period_from=row.period_from,
        period_to=row.period_to,
        numerator=row.numerator,
        denominator=row.denominator,
        comparator_label=content.comparator_label.strip()[:80] if is_compared else "",
        comparator_numerator=row.comparator_numerator,
        comparator_denominator=row.comparator_denominator,
    )


@transaction.atomic
def withdraw_import(*, batch: OutcomeImport, by: User, at: datetime | None = None) -> OutcomeImport:
    """Its rows count no longer; what an earlier file said counts again. Once taken back, it stays
    so: the file can come in anew."""
    if not can_import_outcomes(by):
        raise PermissionDenied("The quality lead takes outcomes back.")
    row = OutcomeImport.objects.select_for_update().get(pk=batch.pk)
    if row.withdrawn_at is not None:
        raise ValidationError("This import was taken back already.")
    row.withdrawn_at = at or timezone.now()
    row.save(update_fields=["withdrawn_at"])
    record(actor=by, verb="outcomes.withdrawn", obj=row, detail={"rows": row.rows_kept}, at=at)
    return row
