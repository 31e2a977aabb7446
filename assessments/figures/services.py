"""The only writer of figure policies."""

from dataclasses import asdict
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record

from .access import can_set_figure_policy
from .models import FigurePolicy
from .queries import figure_policy, values_of
from .rules.policies import FigureValues, check_figure_policy

CHANGED_MEANWHILE = (
    "Somebody else has set these numbers since you opened the page. Look at what holds now, and "
    "change it again if you still want to."
)


@transaction.atomic
def save_figure_policy(
    *,
    values: FigureValues,
    why: str = "",
    seen: int | None = None,
    by: User | None,
    at: datetime | None = None,
) -> FigurePolicy:
    """A row more, which holds from now; none if nothing is different. `seen` is the key of the
    policy that was on the screen, 0 for none."""
    if not can_set_figure_policy(by):
        raise PermissionDenied("The quality lead sets from how many answers figures are shown.")
    holds = figure_policy()
    before = values_of(holds)
    if seen is not None and seen != (holds.pk or 0):
        raise ValidationError(CHANGED_MEANWHILE)
    check_figure_policy(values, before=before, why=why)
    if values == before and holds.pk:
        return holds
    row = FigurePolicy.objects.create(
        **asdict(values), why=why.strip(), set_by=by, set_at=at or timezone.now()
    )
    record(
        actor=by,
        verb="figure_policy.changed",
        obj=row,
        detail={"from": asdict(before), "to": asdict(values)},
        at=at,
    )
    return row
