"""What a college starts from (domain.md 6.1, 6.4): read from defaults.yaml, once.

What is there already stays as the college left it, also when it is out of use.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from assessments.standards.models import Statement
from assessments.standards.queries import default_statements
from cms.people.accounts.models import User

from ..access import can_keep_policy
from ..models import AreaAnchor, ReviewArea, ReviewPolicy, ReviewTemplate

SHIPPED = Path(__file__).parent.parent / "defaults.yaml"


@transaction.atomic
def load_default_reviews(*, by: User | None = None, at: datetime | None = None) -> int:
    """Answers how many areas, kinds and policies were made; none the second time."""
    if not can_keep_policy(by):
        raise PermissionDenied("Reviews are set up by HR or the quality lead.")
    shipped = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    statements = default_statements()
    made = sum(
        _load_area(number, values, statements)
        for number, values in enumerate(shipped["areas"], start=1)
    )
    made += sum(_load_template(values) for values in shipped["templates"])
    if not ReviewPolicy.objects.exists():
        ReviewPolicy.objects.create(**shipped["policy"], set_by=by, set_at=at or timezone.now())
        made += 1
    return made


def _load_area(number: int, values: dict[str, Any], statements: dict[str, Statement]) -> bool:
    """Its statements are added later, when the framework was not there yet."""
    area, is_new = ReviewArea.objects.get_or_create(
        code=values["code"], defaults={"title": values["title"], "position": number}
    )
    if is_new:
        for rating, text in values["anchors"].items():
            AreaAnchor.objects.create(area=area, rating=rating, text=text)
    if not area.statements.exists():
        area.statements.set([statements[c] for c in values["statements"] if c in statements])
    return is_new


def _load_template(values: dict[str, Any]) -> bool:
    fields = {name: value for name, value in values.items() if name != "areas"}
    taken = ReviewTemplate.objects.filter(kind=values["kind"])
    if taken.exists() or ReviewTemplate.objects.filter(title=values["title"]).exists():
        return False
    template = ReviewTemplate.objects.create(**fields)
    template.areas.set(ReviewArea.objects.filter(code__in=values["areas"]))
    return True
