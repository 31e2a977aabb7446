"""The only writer of the ledger's own rows."""

from collections.abc import Iterable
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from wagtail.models import Page

from cms.people.accounts.models import User
from cms.people.audit.services import record

from ..access import can_stand_evidence_for, can_withdraw_evidence_of
from ..models import Evidence
from ..queries import default_statements
from ..rules import EvidenceKind, Strength, check_codes_exist


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
    nothing, and what was withdrawn stays withdrawn. Gives back the rows that stand. Raises
    ValidationError for a code the framework does not have (domain.md 3.4; design.md 3).

    ``note`` is what people read beside the row; without one, the title of the module, quiz or
    scenario the source hangs on.
    """
    if not can_stand_evidence_for(by, person):
        raise PermissionDenied("Evidence stands by a person's own work.")
    wanted = list(dict.fromkeys(codes))
    if not wanted:
        return []
    statements = default_statements()
    check_codes_exist(wanted, statements)
    of_source = {
        "content_type": ContentType.objects.get_for_model(source),
        "object_id": source.pk,
    }
    # By statement and not by code: what was carried over to another framework may share a code.
    pks = {code: statements[code].pk for code in wanted}
    known = Evidence.objects.filter(**of_source, withdraws=None, statement__in=pks.values())
    there = set(known.values_list("statement_id", flat=True))
    missing = [code for code in wanted if pks[code] not in there]
    if missing:
        words = (note or title_of(source))[:300]
        common = {"person": person, "kind": kind, "strength": strength, "note": words}
        # Two workers with the same job: the constraint lets one of them in, the other adds nothing.
        Evidence.objects.bulk_create(
            [
                Evidence(statement=statements[code], occurred_on=occurred_on, **common, **of_source)
                for code in missing
            ],
            ignore_conflicts=True,
        )
        detail = {"codes": missing, "kind": str(kind), "strength": str(strength)}
        record(actor=by, verb="evidence.recorded", obj=source, about=person, detail=detail)
    rows = Evidence.objects.standing().filter(**of_source, statement__in=pks.values())
    return list(rows.select_related("statement"))


def title_of(source: models.Model) -> str:
    """The title of the page a source belongs to, as an attempt belongs to its quiz."""
    for field in source._meta.concrete_fields:
        related = field.related_model
        if isinstance(related, type) and issubclass(related, Page):
            page = getattr(source, field.name)
            if page is not None:
                return str(page.title)
    return ""


@transaction.atomic
def withdraw_evidence(*, source: models.Model, reason: str, by: User | None) -> list[Evidence]:
    """Withdraw everything a source stands for by further rows; what was said stays readable.

    That takes back what was carried over from it too: it stands by the same source.
    """
    content_type = ContentType.objects.get_for_model(source)
    standing = Evidence.objects.standing().filter(content_type=content_type, object_id=source.pk)
    rows = list(standing.select_related("person").select_for_update(of=("self",)))
    if not all(can_withdraw_evidence_of(by, row.person) for row in rows):
        raise PermissionDenied("Evidence is withdrawn by those who may read it.")
    withdrawals = add_withdrawals(rows, reason)
    if withdrawals:
        about = withdrawals[0].person
        record(actor=by, verb="evidence.withdrawn", obj=source, about=about, detail={"why": reason})
    return withdrawals


def add_withdrawals(rows: Iterable[Evidence], reason: str) -> list[Evidence]:
    """A further row for each that stands; whoever calls has checked and writes the audit."""
    return [
        Evidence.objects.create(
            person_id=row.person_id,
            statement_id=row.statement_id,
            kind=row.kind,
            strength=row.strength,
            content_type_id=row.content_type_id,
            object_id=row.object_id,
            occurred_on=row.occurred_on,
            note=reason,
            withdraws=row,
        )
        for row in rows
    ]
