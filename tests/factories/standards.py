"""The shipped framework, and evidence against it. Rows are written directly, for a scene."""

from datetime import date
from itertools import count
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.utils import timezone

from assessments.standards.models import Evidence, Framework, Statement, StatementMapping
from assessments.standards.rules import EvidenceKind, Strength
from assessments.standards.services import NEXT_FRAMEWORK, load_framework
from cms.people.accounts.models import User

sources = count(1_000_000)  # far from any row, so that no made-up source meets a real one


def st0148() -> Framework:
    return load_framework()


def st1379() -> Framework:
    """The one that is shipped and not loaded, with its suggestions towards the first."""
    return load_framework(path=NEXT_FRAMEWORK)


def checked_link(one: Statement, other: Statement, strength: str, by: User) -> StatementMapping:
    """A link between two frameworks as the quality lead has left it."""
    mapping, _ = StatementMapping.objects.get_or_create(source=one, target=other)
    mapping.strength, mapping.checked_by, mapping.checked_at = strength, by, timezone.now()
    mapping.save()
    return mapping


def upload(text: str | bytes, name: str = "framework.yaml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def evidence(
    person: User,
    code: str = "S1",
    *,
    framework: str = "ST0148",
    kind: EvidenceKind = EvidenceKind.MODULE,
    strength: Strength = Strength.CLAIMED,
    source: models.Model | None = None,
    occurred_on: date | None = None,
    note: str = "Target setting and review",
    **fields: Any,
) -> Evidence:
    """One row; without a source it stands for something that is no longer there."""
    return Evidence.objects.create(
        person=person,
        statement=Statement.objects.get(code=code, framework__code=framework),
        kind=kind,
        strength=strength,
        content_type=ContentType.objects.get_for_model(source or person),
        object_id=source.pk if source else next(sources),
        occurred_on=occurred_on or timezone.localdate(),
        note=note,
        **fields,
    )
