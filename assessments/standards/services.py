from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import models, transaction

from cms.people.accounts.models import User
from cms.people.audit.services import record

from .models import Evidence, Framework, Statement
from .queries import TITLES_CACHE_KEY, default_statements
from .rules import EvidenceKind, Strength, check_codes_exist

SHIPPED_FRAMEWORK = Path(__file__).parent / "st0148.yaml"


@transaction.atomic
def record_evidence(
    *,
    person: User,
    codes: Iterable[str],
    kind: EvidenceKind,
    strength: Strength,
    source: models.Model,
    occurred_on: date,
    by: User | None,
    note: str = "",
) -> list[Evidence]:
    """Stand one row a statement against the college's framework.

    Idempotent: the same source never counts twice for a statement, so a job that runs again adds
    nothing and the rows that stand are returned. Raises ValidationError for a code the framework
    does not have (domain.md 3.4; design.md 3, "One evidence ledger").
    """
    statements = default_statements()
    wanted = list(dict.fromkeys(codes))
    check_codes_exist(wanted, statements)
    content_type = ContentType.objects.get_for_model(source)
    rows = [
        Evidence.objects.get_or_create(
            statement=statements[code],
            content_type=content_type,
            object_id=source.pk,
            withdraws=None,
            defaults={
                "person": person,
                "kind": kind,
                "strength": strength,
                "occurred_on": occurred_on,
                "note": note,
            },
        )
        for code in wanted
    ]
    if any(created for _, created in rows):
        detail = {"codes": wanted, "kind": str(kind), "strength": str(strength)}
        record(actor=by, verb="evidence.recorded", obj=source, about=person, detail=detail)
    return [row for row, _ in rows]


@transaction.atomic
def withdraw_evidence(*, source: models.Model, reason: str, by: User) -> list[Evidence]:
    """Withdraw everything a source stands for by further rows; what was said stays readable."""
    content_type = ContentType.objects.get_for_model(source)
    standing = Evidence.objects.standing().filter(content_type=content_type, object_id=source.pk)
    withdrawals = [
        Evidence.objects.create(
            person_id=row.person_id,
            statement_id=row.statement_id,
            kind=row.kind,
            strength=row.strength,
            content_type=content_type,
            object_id=source.pk,
            occurred_on=row.occurred_on,
            note=reason,
            withdraws=row,
        )
        for row in standing.select_for_update(of=("self",))
    ]
    if withdrawals:
        about = withdrawals[0].person
        record(actor=by, verb="evidence.withdrawn", obj=source, about=about, detail={"why": reason})
    return withdrawals


@transaction.atomic
def load_framework(*, path: Path = SHIPPED_FRAMEWORK, by: User | None = None) -> Framework:
    """Read a framework file into rows. A second run of the same version changes nothing but text.

    Statements are matched by code, so the evidence that stands against them stays where it is.
    """
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    statements = data.pop("statements")
    framework, created = Framework.objects.update_or_create(
        code=data.pop("code"), version=data.pop("version"), defaults=data
    )
    for position, row in enumerate(statements, start=1):
        Statement.objects.update_or_create(
            framework=framework, code=row.pop("code"), defaults={**row, "position": position}
        )
    if created:
        record(actor=by, verb="framework.loaded", obj=framework)
    transaction.on_commit(lambda: cache.delete(TITLES_CACHE_KEY))
    return framework
