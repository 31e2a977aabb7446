from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from wagtail.models import Page

from cms.people.accounts.models import User
from cms.people.audit.services import record

from .access import can_load_framework, can_stand_evidence_for, can_withdraw_evidence_of
from .models import Evidence, Framework, Statement
from .queries import TITLES_CACHE_KEY, default_statements
from .rules import EvidenceKind, Strength, check_codes_exist, check_framework

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
    known = Evidence.objects.filter(**of_source, withdraws=None)
    there = set(known.values_list("statement__code", flat=True))
    missing = [code for code in wanted if code not in there]
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
    rows = Evidence.objects.standing().filter(**of_source, statement__code__in=wanted)
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
    """Withdraw everything a source stands for by further rows; what was said stays readable."""
    content_type = ContentType.objects.get_for_model(source)
    standing = Evidence.objects.standing().filter(content_type=content_type, object_id=source.pk)
    rows = list(standing.select_related("person").select_for_update(of=("self",)))
    if not all(can_withdraw_evidence_of(by, row.person) for row in rows):
        raise PermissionDenied("Evidence is withdrawn by those who may read it.")
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
        for row in rows
    ]
    if withdrawals:
        about = withdrawals[0].person
        record(actor=by, verb="evidence.withdrawn", obj=source, about=about, detail={"why": reason})
    return withdrawals


def read_framework(path: Path) -> dict[str, Any]:
    """The file's content, checked; a ValidationError says what to put right."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValidationError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ValidationError(f"{path} is not UTF-8 text.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise ValidationError(f"{path}{line}: this is not YAML that can be read.") from error
    check_framework(data)
    checked: dict[str, Any] = data
    return checked


@transaction.atomic
def load_framework(*, path: Path = SHIPPED_FRAMEWORK, by: User | None = None) -> Framework:
    """Read a framework file into rows. A second run of the same version changes nothing but text.

    Statements are matched by code, so the evidence that stands against them stays where it is; one
    that is gone from the file stays too, for the same reason.
    """
    if not can_load_framework(by):
        raise PermissionDenied("Frameworks are loaded by a site admin.")
    data = read_framework(path)
    rows = data.pop("statements")
    code, version = str(data.pop("code")), str(data.pop("version"))
    found = Framework.objects.filter(code=code, version=version).first()
    framework = found or Framework(code=code, version=version)
    for name, value in data.items():
        setattr(framework, name, value)
    framework.clean_fields()
    framework.save()
    for position, row in enumerate(rows, start=1):
        _save_statement(framework, position, row)
    if found is None:
        record(actor=by, verb="framework.loaded", obj=framework)
    # At once for who reads on in this transaction, and again when everybody else can see the rows.
    cache.delete(TITLES_CACHE_KEY)
    transaction.on_commit(lambda: cache.delete(TITLES_CACHE_KEY))
    return framework


def _save_statement(framework: Framework, position: int, row: dict[str, Any]) -> None:
    code = str(row["code"])
    statement = Statement.objects.filter(framework=framework, code=code).first() or Statement(
        framework=framework, code=code
    )
    statement.position = position
    statement.alias = row.get("alias") or code
    statement.kind, statement.title = row["kind"], row["title"]
    statement.pair = row.get("pair") or ""
    statement.note, statement.full_text = row.get("note") or "", row.get("full_text") or ""
    try:
        statement.clean_fields(exclude=["framework"])
    except ValidationError as error:
        words = "; ".join(error.messages)
        raise ValidationError(f"Statement {code}: {words}") from error
    statement.save()
