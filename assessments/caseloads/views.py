"""Caseloads: one's own, those of the team, the college's sums, and what is fair."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cms.people.accounts.access import has_role
from cms.people.accounts.models import SignedInRequest, User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.audit.services import record
from cms.people.teams.queries import team_members

from . import access, queries, services
from .forms import CaseloadForm, LoadPolicyForm, MonthForm
from .models import CaseloadSnapshot
from .queries.drawing import load_plot
from .rules import policy_lines

PAGE_SIZE = 25
HISTORY = 36  # counts on a page: three years
BY_TEAM = ("staff_profile__team__name", "last_name", "first_name", "pk")


@login_required
@require_safe
def caseload_list(request: SignedInRequest) -> HttpResponse:
    """One's own, one's team's, everybody's: each for whom it is for."""
    reader = request.user
    context = {
        "reads_totals": access.can_read_totals(reader),
        "is_mentor": has_role(reader, Role.MENTOR),
        "policy": queries.load_policy_on(),
        "manages": has_role(reader, Role.LINE_MANAGER),
        "reads_all": has_role(reader, Role.QUALITY_LEAD),
        **_history(reader, reader),
        **_people(request),
    }
    return render(request, "caseloads/caseload_list.html", context)


def _people(request: SignedInRequest) -> dict[str, Any]:
    """The quality lead everybody, by team; a manager her people. By name, never by load."""
    reader = request.user
    if has_role(reader, Role.QUALITY_LEAD):
        people = holders_of(Role.MENTOR).select_related("staff_profile__team").order_by(*BY_TEAM)
    elif has_role(reader, Role.LINE_MANAGER):
        mentors = holders_of(Role.MENTOR).values("pk")
        people = (
            team_members(reader).filter(pk__in=mentors).order_by("last_name", "first_name", "pk")
        )
    else:
        return {"rows": []}
    page = Paginator(people, PAGE_SIZE).get_page(request.GET.get("page"))
    shows = not has_role(reader, Role.QUALITY_LEAD)
    rows = queries.team_loads(page.object_list, access.readable_by(reader), shows_small=shows)
    return {"rows": rows, "page": page}


def _history(reader: User, person: User) -> dict[str, Any]:
    rows = CaseloadSnapshot.objects.filter(access.readable_by(reader), mentor=person)
    shows = access.can_read_small_counts_of(reader, person)
    found = queries.caseloads_of(rows.order_by("-on")[:HISTORY], shows_small=shows)
    return {"readings": found, "now": found[0] if found else None, "plot": load_plot(found)}


@login_required
@require_safe
def person_caseload(request: SignedInRequest, pk: int) -> HttpResponse:
    people = User.objects.filter(access.people_readable_by(request.user), pk=pk)
    person = get_object_or_404(people.select_related("staff_profile"))
    if person == request.user:
        return redirect("caseloads:caseload_list")
    history = _history(request.user, person)
    if history["now"]:
        record(actor=request.user, verb="caseload.opened", obj=person, about=person)
    context = {
        "person": person,
        "readers": queries.readers_of(person),
        "records": access.can_record_caseload_of(request.user, person),
        **history,
    }
    return render(request, "caseloads/person_caseload.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def caseload_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """The month is chosen in the address, so that its form shows what stands there already."""
    person = get_object_or_404(User.objects.filter(access.people_readable_by(request.user)), pk=pk)
    since = access.counts_from(request.user, person)
    if since is None:
        raise Http404
    months = queries.months_to_record(person, since=since)
    chosen = MonthForm(request.GET or None, months=months)
    on = chosen.cleaned_data["on"] if chosen.is_bound and chosen.is_valid() else months[0][0]
    before = queries.snapshot_of_month(person, on)
    start = {"seen": services.seen_of(before)}
    before = before if before and before.on >= since else None
    form = CaseloadForm(request.POST or None, instance=before, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            row = services.record_caseload(
                mentor=person,
                on=on,
                counts=form.counts,
                seen=form.cleaned_data["seen"],
                by=request.user,
            )
        except ValidationError as problem:
            form.add_error(None, " ".join(problem.messages))
        else:
            _say(request, row)
            return redirect(_back(request, person))
    context = {
        "form": form,
        "month_form": MonthForm(initial={"on": on.isoformat()}, months=months),
        "on": on,
        "before": before,
        "person": person,
        "is_own": person == request.user,
        "fte": person.staff_profile.fte if hasattr(person, "staff_profile") else 1,
        "back": _back(request, person),
    }
    status = 422 if form.errors else 200
    return render(request, "caseloads/caseload_record.html", context, status=status)


def _back(request: SignedInRequest, person: User) -> str:
    if person == request.user:
        return reverse("caseloads:caseload_list")
    return reverse("caseloads:person_caseload", args=[person.pk])


def _say(request: SignedInRequest, row: CaseloadSnapshot) -> None:
    reading = queries.reading_of(row, queries.load_policy_on(row.on), shows_small=True)
    messages.success(request, f"Counted for {row.on:%B}: {reading.sum_words} points.")


@login_required
@require_safe
def caseload_totals(request: SignedInRequest) -> HttpResponse:
    if not access.can_read_totals(request.user):
        raise Http404
    context = {"totals": queries.totals(), "policy": queries.load_policy_on()}
    return render(request, "caseloads/caseload_totals.html", context)


@login_required
@require_safe
def load_policy_detail(request: SignedInRequest) -> HttpResponse:
    if not access.can_read_load_policy(request.user):
        raise Http404
    rows, today = queries.load_policy_rows(), timezone.localdate()
    holds = queries.load_policy_row(today, rows)
    context = {
        "holds": holds,
        "lines": policy_lines(queries.values_of(holds)),
        "to_come": [row for row in rows if row.from_on > today][::-1],
        "earlier": [row for row in rows if row.from_on <= today and row.pk != holds.pk][:10],
        "changes": access.can_set_load_policy(request.user),
    }
    return render(request, "caseloads/load_policy_detail.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def load_policy_update(request: SignedInRequest) -> HttpResponse:
    if not access.can_set_load_policy(request.user):
        raise Http404
    rows = queries.load_policy_rows()
    latest = rows[0].pk if rows else 0
    holds = queries.load_policy_row(rows=rows)
    form = LoadPolicyForm(request.POST or None, holds=holds, latest=latest)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_load_policy(
                policy=form.policy,
                from_on=form.cleaned_data["from_on"],
                why=form.cleaned_data["why"],
                seen=form.cleaned_data["seen"],
                by=request.user,
            )
        except ValidationError as problem:
            form.add_error(None, " ".join(problem.messages))
        else:
            day = form.cleaned_data["from_on"]
            messages.success(request, f"Saved: it holds from {day.day} {day:%B %Y}.")
            return redirect("caseloads:load_policy_detail")
    status = 422 if form.errors else 200
    context = {"form": form}
    return render(request, "caseloads/load_policy_update.html", context, status=status)
