"""Lines of a development plan. Rows are written directly, for a scene."""

from typing import Any

from django.utils import timezone

from assessments.plans.models import PlanLine
from assessments.plans.rules import CLOSED, LineContent
from assessments.standards.models import Statement
from cms.people.accounts.models import User


def plan_line(owner: User, *codes: str, **fields: Any) -> PlanLine:
    """An open line of her own idea, for the statements of these codes."""
    closed = {"closed_at": timezone.now()} if fields.get("state") in CLOSED else {}
    defaults: dict[str, Any] = {"need": "Asking open questions", "origin": "self", **closed}
    line = PlanLine.objects.create(owner=owner, **{**defaults, **fields})
    line.statements.set(Statement.objects.filter(code__in=codes))
    return line


def line_content(**fields: Any) -> LineContent:
    """What a person says of the same line."""
    return LineContent(**{"need": "Asking open questions", **fields})
