"""What a manager or HR keeps beside a target: adjustments with a reason, and long absences."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments.cpd.rules import CPDYear, cpd_year
from cms.people.accounts.models import SignedInRequest, User
from cms.people.teams.models import Absence
from cms.people.teams.services import record_absence, remove_absence

from .. import services
from ..access import can_adjust_target_of, can_keep_absences_of
from ..forms import AbsenceEndForm, AbsenceForm, AdjustmentForm
from ..queries.keeping import absence_to_keep, adjustment_to_keep
from .years import person_or_404, year_asked

ASKS = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(ASKS)
def adjustment_create(request: SignedInRequest, pk: int) -> HttpResponse:
    person = person_or_404(request, pk)
    if not can_adjust_target_of(request.user, person):
        raise Http404
    year = max(year_asked(request).start, cpd_year(timezone.localdate()).start)
    form = AdjustmentForm(request.POST or None, initial={"year": year})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.adjust_target(
                person=person,
                year=CPDYear(data["year"]),
                hours=data["hours"],
                reason=data["reason"],
                by=request.user,
            )
        except ValidationError as problem:
            add_problems(form, problem)
        else:
            name = person.display_name
            messages.success(request, f"The target is adjusted. We have told {name}.")
            return to_year(person, data["year"])
    return _form(request, "targets/adjustment_create.html", form, person=person)


@login_required
@require_http_methods(ASKS)
def adjustment_end(request: SignedInRequest, pk: int) -> HttpResponse:
    adjustment = adjustment_to_keep(request.user, pk)
    if adjustment is None:
        raise Http404
    if request.method == "POST":
        try:
            services.end_adjustment(adjustment=adjustment, by=request.user)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        else:
            name = adjustment.person.display_name
            messages.success(request, f"It no longer counts. We have told {name}.")
        return to_year(adjustment.person, adjustment.year)
    return render(request, "targets/adjustment_end.html", {"adjustment": adjustment})


@login_required
@require_http_methods(ASKS)
def absence_create(request: SignedInRequest, pk: int) -> HttpResponse:
    person = person_or_404(request, pk)
    if not can_keep_absences_of(request.user, person):
        raise Http404
    form = AbsenceForm(request.POST or None)
    if _is_written(request, form, person):
        messages.success(request, "The absence is written down, and the target follows it.")
        return to_year(person)
    return _form(request, "targets/absence_create.html", form, person=person)


@login_required
@require_http_methods(ASKS)
def absence_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give an absence its last day, or another one."""
    absence = _absence_or_404(request, pk)
    form = AbsenceEndForm(request.POST or None, initial={"ends_on": absence.ends_on})
    if _is_written(request, form, absence.person, starts_on=absence.starts_on):
        messages.success(request, "The last day is written down, and the target follows it.")
        return to_year(absence.person)
    return _form(request, "targets/absence_end.html", form, person=absence.person, absence=absence)


@login_required
@require_http_methods(ASKS)
def absence_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    absence = _absence_or_404(request, pk)
    if request.method == "POST":
        person = absence.person
        remove_absence(absence=absence, by=request.user)
        messages.success(request, "The absence is taken out, and the target follows.")
        return to_year(person)
    return render(request, "targets/absence_remove.html", {"absence": absence})


def _is_written(request: SignedInRequest, form: BaseForm, person: User, **known: Any) -> bool:
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        record_absence(person=person, by=request.user, **known, **form.cleaned_data)
    except ValidationError as problem:
        add_problems(form, problem)
        return False
    return True


def _absence_or_404(request: SignedInRequest, pk: int) -> Absence:
    absence = absence_to_keep(request.user, pk)
    if absence is None:
        raise Http404
    return absence


def add_problems(form: BaseForm, problem: ValidationError) -> None:
    """Those of a field beside it, the others above the form."""
    if not hasattr(problem, "error_dict"):
        form.add_error(None, problem)
        return
    for name, errors in problem.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def to_year(person: User, year: int | None = None) -> HttpResponse:
    query = f"?year={year}" if year else ""
    return redirect(f"{reverse('targets:person_year', args=[person.pk])}{query}")


def _form(
    request: SignedInRequest, template: str, form: BaseForm, **context: object
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, **context}, status=status)
