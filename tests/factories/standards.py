"""The shipped framework, and evidence against it. Rows are written directly, for a scene."""

from datetime import date
from itertools import count
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from assessments.standards.models import Evidence, Framework, Statement
from assessments.standards.rules import EvidenceKind, Strength
from assessments.standards.services import load_framework
from cms.people.accounts.models import User

sources = count(1_000_000)  # far from any row, so that no made-up source meets a real one


def st0148() -> Framework:
    return load_framework()


def evidence(
    person: User,
    code: str = "S1",
    *,
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
        statement=Statement.objects.get(code=code),
        kind=kind,
        strength=strength,
        content_type=ContentType.objects.get_for_model(source or person),
        object_id=source.pk if source else next(sources),
        occurred_on=occurred_on or timezone.localdate(),
        note=note,
        **fields,
    )
