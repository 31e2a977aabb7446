"""A CPD year in figures: one's own, and somebody else's for those who follow it."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.cpd.rules import EARLIEST, CPDYear, cpd_year, years_between
from cms.people.accounts.models import SignedInRequest, User
from cms.people.audit.services import record as write_down

from ..access import can_adjust_target_of, can_keep_absences_of, records_readable_by
from ..queries import YearRecord, year_record
from ..queries.keeping import absences_of, first_day_of, manager_of

OPENED = "cpd_record.opened"


def year_asked(request: SignedInRequest) -> CPDYear:
    """The running year unless another is asked for, the next one at most."""
    asked, now = request.GET.get("year", ""), cpd_year(timezone.localdate())
    is_year = len(asked) == 4 and asked.isdecimal()
    if is_year and EARLIEST.year - 1 <= int(asked) <= now.start + 1:
        return CPDYear(int(asked))
    return now


def years_to_choose(asked: CPDYear, first_on: date | None = None) -> list[CPDYear]:
    years = years_between(first_on, timezone.localdate())
    return years if asked in years else sorted([*years, asked], key=lambda y: -y.start)


def person_or_404(request: SignedInRequest, pk: int) -> User:
    people = User.objects.filter(records_readable_by(request.user))
    found: User = get_object_or_404(people.select_related("staff_profile__team"), pk=pk)
    return found


@never_cache
@login_required
@require_safe
def my_year(request: SignedInRequest) -> HttpResponse:
    """Also of somebody whose roles have ended: her record stays hers."""
    year, today = year_asked(request), timezone.localdate()
    record = year_record(request.user, year, own=True, today=today)
    context = {
        **_shown(request, request.user, record, today),
        "is_own": True,
        "steps": record.next_steps(today),
        "reads_absences": True,
    }
    return render(request, "targets/my_year.html", context)


@never_cache
@login_required
@require_safe
def person_year(request: SignedInRequest, pk: int) -> HttpResponse:
    """Figures only. That it was opened is written down, and she can see by whom."""
    if pk == request.user.pk:
        return redirect("targets:my_year")
    person = person_or_404(request, pk)
    year, today = year_asked(request), timezone.localdate()
    record = year_record(person, year, today=today)
    write_down(actor=request.user, verb=OPENED, about=person, detail={"year": year.start})
    keeps_absences = can_keep_absences_of(request.user, person)
    context = {
        **_shown(request, person, record, today),
        "is_own": False,
        "reads_absences": keeps_absences,
        "keeps_absences": keeps_absences,
        "adjusts": can_adjust_target_of(request.user, person),
        "is_open": year.start >= cpd_year(today).start,
    }
    return render(request, "targets/person_year.html", context)


def _shown(
    request: SignedInRequest, person: User, record: YearRecord, today: date
) -> dict[str, object]:
    first_on = first_day_of(person, own=person == request.user)
    months = [month for month in record.by_month(today) if not month.is_to_come]
    return {
        "person": person,
        "record": record,
        "year": record.year,
        "years": years_to_choose(record.year, first_on),
        "months": list(zip(months, record.off_the_job.months, strict=True)),
        "most": max((month.minutes for month in months), default=0),
        "absences": absences_of(person, record.year, request.user),
        "manager": manager_of(person),
        "today": today,
    }
