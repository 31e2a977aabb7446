"""Targets that are adjusted with a reason, and those of a year that is over."""

from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assessments.cpd.rules import CPDYear, cpd_year
from cms.people.accounts.models import User
from cms.people.audit.services import record
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from .. import rules
from ..access import can_adjust_target_of
from ..models import CPDTarget, TargetAdjustment
from ..queries import records
from ..queries.freezing import first_year, without_target
from ..rules import Target

LONGEST_EXPLANATION = 300


@transaction.atomic
def adjust_target(
    *,
    person: User,
    year: CPDYear,
    hours: Decimal,
    reason: str,
    by: User | None,
    at: datetime | None = None,
) -> TargetAdjustment:
    """Hours more or fewer in this year or the next, with the reason, which she and those after
    her manager read. It is never changed: it is ended, and another made. The same again, from a
    form sent twice, gives the one that counts already."""
    _check_may_adjust(by, person)
    moment = at or timezone.now()
    now = cpd_year(timezone.localdate(moment))
    rules.check_adjustment(hours=hours, reason=reason, year=year, now=now)
    User.objects.select_for_update().get(pk=person.pk)  # so that two tabs wait for each other
    said = {"year": year.start, "hours": hours, "reason": reason.strip(), "made_by": by}
    there = TargetAdjustment.objects.filter(person=person, ended_at=None, **said).first()
    if there is not None:
        return there
    adjustment = TargetAdjustment(person=person, made_at=moment, **said)
    adjustment.full_clean(exclude=["made_by"])  # the site itself may make one
    adjustment.save()
    _write_down(adjustment, "cpd_target.adjusted", by, at)
    _tell(adjustment, f"Your CPD target for {year.label} was adjusted", "adjusted")
    return adjustment


@transaction.atomic
def end_adjustment(
    *, adjustment: TargetAdjustment, by: User | None, at: datetime | None = None
) -> TargetAdjustment:
    """It no longer counts, and stays to be read. Ended twice it was ended once."""
    locked = TargetAdjustment.objects.select_for_update().get(pk=adjustment.pk)
    _check_may_adjust(by, locked.person)
    if locked.ended_at is not None:
        return locked
    moment = at or timezone.now()
    year = CPDYear(locked.year)
    rules.check_year(year, cpd_year(timezone.localdate(moment)))
    locked.ended_at = moment
    locked.save(update_fields=["ended_at"])
    _write_down(locked, "cpd_target.adjustment_ended", by, at)
    _tell(locked, f"An adjustment of your CPD target for {year.label} was ended", "ended")
    return locked


def freeze_years(*, on: date | None = None) -> int:
    """The targets of every year that is over, for whoever has none written down yet."""
    now = cpd_year(on or timezone.localdate())
    return sum(
        freeze_year(year=CPDYear(start), on=on) for start in range(first_year(now), now.start)
    )


@transaction.atomic
def freeze_year(*, year: CPDYear, on: date | None = None) -> int:
    """Write the targets of a year that is over as they stand. Run twice it writes nothing more:
    a target once written stays, whatever changes later. Answers how many were written."""
    day = on or timezone.localdate()
    if day <= year.last_on:
        return 0
    found = records(without_target(year), year, today=day)
    rows = [_frozen_row(pk, year, each.target) for pk, each in found.items() if each.target.applies]
    CPDTarget.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return len(rows)


def _frozen_row(pk: int, year: CPDYear, target: Target) -> CPDTarget:
    return CPDTarget(
        person_id=pk,
        year=year.start,
        fte=target.fte,
        months=target.months,
        adjusted=target.adjusted,
        hours=target.hours,
        explanation=target.explanation[:LONGEST_EXPLANATION],
    )


def _check_may_adjust(by: User | None, person: User) -> None:
    if not can_adjust_target_of(by, person):
        raise PermissionDenied("A target is adjusted by a line manager or HR, never one’s own.")


def _write_down(
    adjustment: TargetAdjustment, verb: str, by: User | None, at: datetime | None
) -> None:
    """The hours and never the reason: more people read the audit."""
    detail = {"year": adjustment.year, "hours": str(adjustment.hours)}
    record(actor=by, verb=verb, obj=adjustment, about=adjustment.person, detail=detail, at=at)


def _tell(adjustment: TargetAdjustment, title: str, what: str) -> None:
    send_notice(
        recipient=adjustment.person,
        kind=NoticeKind.CPD_RECORD,
        key=f"cpd-target-{adjustment.pk}-{what}",
        title=title,
        body="Your year shows the new sum, and the reason that was given.",
        url=f"{reverse('targets:my_year')}?year={adjustment.year}",
    )
