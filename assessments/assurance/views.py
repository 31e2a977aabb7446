from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assessments.targets.rules import SMALLEST_TEAM
from cms.people.accounts.models import SignedInRequest
from cms.people.audit.services import record as write_down
from cms.tables import csv_table

from . import queries, rules, services
from .access import can_read_assurance, can_take_pulse
from .forms import PulseForm
from .queries.pulse import has_answered

COLUMNS = (
    "Team", "Mentors", "On track", "Due", "Overdue", "Seriously overdue", "Paused", "Held",
    "On time %", "Called off by supervisor", "Called off by supervisee", "Called off by others",
    "Missed", "Actions open", "Actions overdue", "Carried three times",
)  # fmt: skip


@login_required
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    if not can_read_assurance(request.user):
        raise Http404
    context = {"assurance": queries.assurance(request.user), "smallest": SMALLEST_TEAM}
    return render(request, "assurance/overview.html", context)


@login_required
@require_safe
def overview_export(request: SignedInRequest) -> HttpResponse:
    if not can_read_assurance(request.user):
        raise Http404
    found = queries.assurance(request.user)
    write_down(actor=request.user, verb="supervision_figures.exported")
    response = HttpResponse(
        csv_table([COLUMNS, *(_cells(row) for row in found.teams)]),
        content_type="text/csv; charset=utf-8",
    )
    name = f"supervision-{found.until:%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _cells(row: queries.TeamFigures) -> list[object]:
    off, standing = row.called_off, row.standing
    others = sum(off.values()) - off["supervisor"] - off["supervisee"]
    return [
        row.name, row.people, standing["on_track"], standing["due"], standing["overdue"],
        standing["seriously_overdue"], standing["paused"], row.held, row.on_time_percent,
        off["supervisor"], off["supervisee"], others, row.missed, row.open_actions,
        row.overdue_actions, row.carried_actions,
    ]  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pulse_create(request: SignedInRequest) -> HttpResponse:
    person = request.user
    if not can_take_pulse(person):
        raise Http404
    half_year = rules.half_year(timezone.localdate())
    form = PulseForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            services.take_pulse(
                person=person,
                supervisor=form.cleaned_data["supervisor"],
                marks=form.marks,
                by=person,
            )
        except ValidationError as problem:
            messages.warning(request, " ".join(problem.messages))
        else:
            messages.success(request, "Thank you. Only the sums are kept.")
        return redirect("sessions:supervision_home")
    context = {
        "form": form,
        "period": rules.half_year_words(half_year),
        "has_answered": has_answered(person, half_year),
        "has_supervisor": queries.supervisors_to_ask_about(person).exists(),
        "fewest": rules.FEWEST_ANSWERS,
    }
    return render(request, "assurance/pulse_create.html", context)


@login_required
@require_safe
def pulse_results(request: SignedInRequest) -> HttpResponse:
    half_year = rules.half_year(timezone.localdate())
    results = queries.pulse_results(request.user, half_year)
    if not results and not can_read_assurance(request.user):
        raise Http404
    context = {
        "results": results,
        "period": rules.half_year_words(half_year),
        "fewest": rules.FEWEST_ANSWERS,
    }
    return render(request, "assurance/pulse_results.html", context)
