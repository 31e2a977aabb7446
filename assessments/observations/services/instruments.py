"""Templates: the two a college begins with, and what its quality lead makes of them."""

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.standards.models import Statement
from assessments.standards.queries import check_codes, default_statements
from cms.people.accounts.models import User
from cms.people.audit.services import record as write_down

from .. import queries, rules
from ..access import can_keep_templates
from ..models import ObservationCriterion, ObservationTemplate
from ..rules import CriterionText, TemplateText

SHIPPED = Path(__file__).parent.parent / "defaults.yaml"
DENIED = "Templates are kept by the quality lead."


@transaction.atomic
def load_default_templates(*, by: User | None = None) -> list[ObservationTemplate]:
    """What is shipped, where the college has none of that kind yet. A second run changes nothing;
    it adds the statements where the college's framework came later."""
    if not can_keep_templates(by):
        raise PermissionDenied(DENIED)
    shipped = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    loaded = (_load(entry, by) for entry in shipped)
    return [template for template in loaded if template is not None]


def _load(entry: dict[str, Any], by: User | None) -> ObservationTemplate | None:
    text = TemplateText(
        entry["title"],
        entry["introduction"],
        tuple(
            CriterionText(one["title"], one["looks_like"], tuple(one["codes"]))
            for one in entry["criteria"]
        ),
    )
    rules.check_template(text)
    there = ObservationTemplate.objects.filter(kind=entry["kind"])
    if there.exists():
        same = there.filter(title=text.title, version=1, made_by=None).first()
        if same is not None:
            _add_statements(same, text)
        return same or there.order_by("-is_current", "-version").first()
    made = ObservationTemplate.objects.create(
        kind=entry["kind"], title=text.title, introduction=text.introduction, made_by=by
    )
    _write_criteria(made, text)
    _audit(made, "made", by, None)
    return made


def _add_statements(template: ObservationTemplate, text: TemplateText) -> None:
    if template.criteria.filter(statements__isnull=False).exists():
        return
    statements = default_statements()
    by_title = {one.title: one.codes for one in text.criteria}
    for row in template.criteria.all():
        row.statements.set(_known(by_title.get(row.title, ()), statements))


def _known(codes: tuple[str, ...], statements: dict[str, Statement]) -> list[Statement]:
    return [statements[code] for code in codes if code in statements]


def _write_criteria(template: ObservationTemplate, text: TemplateText) -> None:
    statements = default_statements()
    for position, one in enumerate(text.criteria, 1):
        row = ObservationCriterion.objects.create(
            template=template,
            position=position,
            title=one.title.strip(),
            looks_like=one.looks_like.strip(),
        )
        row.statements.set(_known(one.codes, statements))


@transaction.atomic
def change_template(
    *,
    template: ObservationTemplate,
    text: TemplateText,
    by: User,
    at: datetime | None = None,
) -> ObservationTemplate:
    """One that was used stays as it was, and the change is its next version."""
    if not can_keep_templates(by):
        raise PermissionDenied(DENIED)
    locked = ObservationTemplate.objects.select_for_update().get(pk=template.pk)
    if not locked.is_current:
        raise ValidationError(
            "There is a newer version of this template. Open it, and make your change there.",
            code="stale",
        )
    rules.check_template(text)
    check_codes(code for one in text.criteria for code in one.codes)
    if queries.is_used(locked):
        return _next_version(locked, text, by, at)
    _check_title_is_free(locked, text)
    locked.title, locked.introduction = text.title.strip(), text.introduction.strip()
    locked.save(update_fields=["title", "introduction"])
    locked.criteria.all().delete()
    _write_criteria(locked, text)
    _audit(locked, "changed", by, at)
    return locked


def _next_version(
    old: ObservationTemplate, text: TemplateText, by: User, at: datetime | None
) -> ObservationTemplate:
    versions = ObservationTemplate.objects.filter(
        kind=old.kind, title__in=(old.title, text.title.strip())
    )
    last = max(versions.values_list("version", flat=True))
    old.is_current = False
    old.save(update_fields=["is_current"])
    made = ObservationTemplate.objects.create(
        kind=old.kind,
        title=text.title.strip(),
        version=last + 1,
        introduction=text.introduction.strip(),
        made_by=by,
        made_at=at or timezone.now(),
    )
    _write_criteria(made, text)
    _audit(made, "made", by, at)
    return made


def _check_title_is_free(template: ObservationTemplate, text: TemplateText) -> None:
    same = ObservationTemplate.objects.filter(
        kind=template.kind, title=text.title.strip(), version=template.version
    )
    if same.exclude(pk=template.pk).exists():
        raise ValidationError({"title": ["There is a template of this title. Choose another."]})


def _audit(template: ObservationTemplate, verb: str, by: User | None, at: datetime | None) -> None:
    write_down(actor=by, verb=f"observation_template.{verb}", obj=template, at=at)
