"""How the work feels: a mark a day at most, hers alone; a trend, if she lets it be seen."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.access import is_staff_member
from cms.people.accounts.models import User

from .. import rules
from ..models import WellbeingMark

HERS = "How the work feels nobody says for somebody else."


@transaction.atomic
def mark_wellbeing(
    *, mentor: User, level: int, by: User, at: datetime | None = None
) -> WellbeingMark:
    """Today's mark; a second tap on the same day puts the first right. Whether the trend may be
    seen stays as she last said."""
    _check(by, mentor)
    rules.check_level(level)
    User.objects.select_for_update().get(pk=mentor.pk)  # so that two taps wait for each other
    marks = WellbeingMark.objects.filter(mentor=mentor)
    last = marks.first()
    mark, _ = WellbeingMark.objects.update_or_create(
        mentor=mentor,
        on=timezone.localdate(at),
        defaults={"level": str(level)},
        create_defaults={"level": str(level), "is_shared": bool(last and last.is_shared)},
    )
    return mark


@transaction.atomic
def share_trend(*, mentor: User, shares: bool, by: User) -> int:
    """Her supervisor may see the trend, or no longer: of how many marks."""
    _check(by, mentor)
    return WellbeingMark.objects.filter(mentor=mentor).update(is_shared=shares)


@transaction.atomic
def forget_marks(*, mentor: User, by: User) -> int:
    """Hers to keep, and hers to throw away: all of them, for good."""
    _check(by, mentor)
    count, _ = WellbeingMark.objects.filter(mentor=mentor).delete()
    return count


def _check(by: User, mentor: User) -> None:
    if by.pk != mentor.pk or not is_staff_member(by):
        raise PermissionDenied(HERS)
