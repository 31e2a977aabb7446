"""An anonymised look at one record in twenty: drawn, agreed to by both, answered in four ticks."""

import secrets
from dataclasses import asdict
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record as write_down

from .. import queries, rules
from ..access import can_audit, can_draw_audits, is_supervisee
from ..models import RecordAudit, SupervisionRecord
from ..rules import Findings
from . import telling

SEEDS = 10**12  # short enough to be written down, and nobody guesses it beforehand


@transaction.atomic
def draw_audits(
    *, first_on: date, last_on: date, by: User, seed: int | None = None, at: datetime | None = None
) -> list[RecordAudit]:
    """Of what was locked in these days: 5 %, at least one, by a seed that is kept. Both of each
    pair are asked."""
    if not can_draw_audits(by):
        raise PermissionDenied("Records are drawn by a quality lead.")
    if last_on < first_on:
        raise ValidationError({"last_on": "The last day is before the first. Change one of them."})
    seed = secrets.randbelow(SEEDS) if seed is None else seed
    pool = queries.candidates(first_on, last_on, by)
    drawn = rules.draw(pool, seed)
    if not drawn:
        raise ValidationError("No record was locked in these days that is not drawn already.")
    moment = at or timezone.now()
    made = []
    for row in SupervisionRecord.objects.filter(pk__in=drawn).select_related(
        "session__supervisor", "session__agreement__supervisee"
    ):
        audit, is_new = RecordAudit.objects.get_or_create(
            record=row, defaults={"drawn_by": by, "drawn_at": moment, "seed": seed}
        )
        if is_new:
            made.append(audit)
            _ask_both(audit, row, by, at)
    write_down(actor=by, verb="record_audit.drawn", detail={"records": len(made)}, at=at)
    return made


def _ask_both(audit: RecordAudit, row: SupervisionRecord, by: User, at: datetime | None) -> None:
    for person in (row.session.supervisor, *queries.attendees_of(row)):
        telling.of_draw(audit, person, by, at)


@transaction.atomic
def agree_to_audit(
    *, audit: RecordAudit, agrees: bool, by: User, at: datetime | None = None
) -> RecordAudit:
    """Each of the pair for herself; the answer can be changed until somebody has looked."""
    locked = _locked(audit)
    session = locked.record.session
    is_hers = is_supervisee(by, locked.record)
    if not is_hers and by.pk != session.supervisor_id:
        raise PermissionDenied("Only the two who signed the record say whether it may be read.")
    if locked.answered_at is not None:
        raise ValidationError("It was looked at already.", code="answered")
    name = "supervisee_agrees" if is_hers else "supervisor_agrees"
    setattr(locked, name, agrees)
    locked.save(update_fields=[name])
    write_down(
        actor=by,
        verb="record_audit.agreed" if agrees else "record_audit.refused",
        obj=locked,
        about=by,
        at=at,
    )
    return locked


@transaction.atomic
def answer_audit(
    *, audit: RecordAudit, findings: Findings, by: User, at: datetime | None = None
) -> RecordAudit:
    """Four ticks and no words."""
    locked = _locked(audit)
    if not can_audit(by, locked):
        raise PermissionDenied("A record is looked at without names, and only if both agree.")
    if locked.answered_at is not None:
        raise ValidationError("This record was looked at already.", code="answered")
    values = asdict(findings)
    rules.check_answered(values)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.auditor, locked.answered_at = by, at or timezone.now()
    locked.save(update_fields=[*values, "auditor", "answered_at"])
    write_down(actor=by, verb="record_audit.answered", obj=locked, at=at)
    return locked


def _locked(audit: RecordAudit) -> RecordAudit:
    rows = RecordAudit.objects.select_for_update(of=("self",))
    return rows.select_related("record__session__agreement").get(pk=audit.pk)
