"""What stands beside a target: who manages somebody, and her long absences in a year."""

from datetime import date
from typing import Any

from django.db.models import Min, Q

from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import SEEN_BY_OTHERS, CPDYear
from cms.people.accounts.models import User
from cms.people.teams.models import Absence, ReportingLine

from ..access import absences_kept_by, absences_readable_by, can_adjust_target_of
from ..models import TargetAdjustment


def manager_of(person: User) -> User | None:
    line = ReportingLine.objects.on().filter(person=person).select_related("manager").first()
    return line.manager if line else None


def absences_of(person: User, year: CPDYear, reader: Any) -> list[Absence]:
    """Those that reach into a year, for whoever may know of them: in the order they began."""
    inside = Q(ends_on=None) | Q(ends_on__gte=year.first_on)
    rows = Absence.objects.filter(
        inside, absences_readable_by(reader), person=person, starts_on__lte=year.last_on
    )
    return list(rows.order_by("starts_on"))


def absence_to_keep(reader: Any, pk: int) -> Absence | None:
    """One's team's, or for HR anybody's; one's own is read and not kept."""
    rows = Absence.objects.filter(absences_kept_by(reader))
    return rows.select_related("person").filter(pk=pk).first()


def adjustment_to_keep(reader: Any, pk: int) -> TargetAdjustment | None:
    found = TargetAdjustment.objects.select_related("person").filter(pk=pk).first()
    return found if found and can_adjust_target_of(reader, found.person) else None


def first_day_of(person: User, *, own: bool) -> date | None:
    """Of her log, as far as the reader may know of it: a draft of long ago is hers alone."""
    rows = CPDEntry.objects.filter(owner=person)
    if not own:
        rows = rows.filter(state__in=SEEN_BY_OTHERS)
    first: date | None = rows.aggregate(first=Min("start_on"))["first"]
    return first
