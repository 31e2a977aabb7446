"""The college’s rules for reviews: numbers, kinds, areas and what each rating looks like."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.standards.models import Statement
from cms.people.accounts.models import User
from cms.people.audit.services import record as write_down

from ..access import can_keep_policy
from ..models import AreaAnchor, ReviewArea, ReviewPolicy, ReviewTemplate
from ..queries.policies import review_policy
from ..rules import Rating
from ..rules.moves import check_said
from ..rules.policies import LIMITS, check_policy

NAMES = (*LIMITS, "has_overall", "why")
TEMPLATE_FIELDS = (
    "title", "purpose", "is_active", "opens_week", "due_week", "opens_month", "due_month",
    "asks_self_assessment", "asks_objectives", "is_countersigned", "self_days",
)  # fmt: skip
RATED = (Rating.NOT_YET, Rating.DEVELOPING, Rating.SECURE, Rating.STRONG)


@transaction.atomic
def set_policy(
    *,
    values: Mapping[str, Any],
    seen: int | None = None,
    by: User | None,
    at: datetime | None = None,
) -> ReviewPolicy:
    """A new row, with the reason; the one before stays. `seen` is the row the form was filled from:
    if somebody else was faster, nothing is saved. The same numbers again are no change."""
    _check_keeper(by)
    wanted = {name: values[name] for name in NAMES}
    check_policy(wanted)
    list(ReviewPolicy.objects.select_for_update().values_list("pk", flat=True))
    now = review_policy()
    same = {name: getattr(now, name) for name in NAMES if name != "why"}
    if same == {name: wanted[name] for name in same} and now.pk is not None:
        return now
    if seen is not None and now.pk not in (None, seen):
        raise ValidationError("Somebody changed the numbers just now. Look at them again.")
    made = ReviewPolicy(**wanted, set_by=by, set_at=at or timezone.now())
    made.full_clean(exclude=["set_by"])
    made.save()
    changed = sorted(name for name, value in same.items() if wanted[name] != value)
    write_down(actor=by, verb="review_policy.set", obj=made, detail={"changed": changed}, at=at)
    return made


@transaction.atomic
def update_template(
    *,
    template: ReviewTemplate,
    values: Mapping[str, Any],
    areas: Sequence[ReviewArea],
    by: User | None,
    at: datetime | None = None,
) -> ReviewTemplate:
    """Reviews that are on their way follow it from now on, except in their days."""
    _check_keeper(by)
    locked = ReviewTemplate.objects.select_for_update().get(pk=template.pk)
    for name in TEMPLATE_FIELDS:
        setattr(locked, name, values[name])
    locked.full_clean()
    locked.save()
    locked.areas.set(areas)
    write_down(actor=by, verb="review_template.changed", obj=locked, at=at)
    return locked


@transaction.atomic
def update_area(
    *,
    area: ReviewArea,
    title: str,
    anchors: Mapping[int, str],
    statements: Sequence[Statement],
    by: User | None,
    at: datetime | None = None,
) -> ReviewArea:
    """What each rating looks like, as behaviour that somebody can see."""
    _check_keeper(by)
    locked = ReviewArea.objects.select_for_update().get(pk=area.pk)
    locked.title = check_said("title", title, "Give the area a name.")
    texts = {
        rating: check_said(
            f"anchor_{rating.value}",
            str(anchors.get(rating, "")),
            "Say what one would see somebody do.",
        )
        for rating in RATED
    }
    locked.save(update_fields=["title"])
    locked.statements.set(statements)
    for rating, text in texts.items():
        AreaAnchor.objects.update_or_create(area=locked, rating=rating, defaults={"text": text})
    write_down(actor=by, verb="review_area.changed", obj=locked, at=at)
    return locked


def _check_keeper(by: User | None) -> None:
    if not can_keep_policy(by):
        raise PermissionDenied("The rules for reviews are kept by HR and the quality lead.")
