"""What has to be read beside the figures of a mentor or a team."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cms.people.accounts.models import SignedInRequest, User
from cms.people.teams.models import Team

from .. import queries, services
from ..access import can_write_outcome_note, people_readable_by, teams_readable_by
from ..forms import NoteForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person_note(request: SignedInRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User.objects.filter(people_readable_by(request.user)), pk=pk)
    back = reverse("outcomes:person_outcomes", args=[pk])
    return _write(request, person.display_name, back, person=person)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def team_note(request: SignedInRequest, pk: int) -> HttpResponse:
    team = get_object_or_404(Team.objects.filter(teams_readable_by(request.user)), pk=pk)
    return _write(request, team.name, reverse("outcomes:team_outcomes", args=[pk]), team=team)


def _write(request: SignedInRequest, name: str, back: str, **subject: Any) -> HttpResponse:
    """Of the period in the address; without one, of the newest."""
    periods = queries.periods_of(**subject)
    if not can_write_outcome_note(request.user, subject.get("person")) or not periods:
        raise Http404
    period_to = _asked(request, periods)
    before = queries.note_of(period_to, **subject)
    start = {"reasons": before.reasons, "text": before.text} if before else {}
    form = NoteForm(
        request.POST if request.method == "POST" else None,
        initial=start,
        replaces=bool(before and (before.reasons or before.text)),
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.write_note(
                period_to=period_to,
                reasons=form.cleaned_data["reasons"],
                text=form.cleaned_data["text"],
                by=request.user,
                **subject,
            )
        except ValidationError as problem:
            form.add_error(None, " ".join(problem.messages))
        else:
            messages.success(request, "Saved: it stands beside the figures.")
            if form.details_warning:
                messages.warning(request, form.details_warning)
            return redirect(back)
    context = {
        "form": form, "name": name, "back": back, "period_to": period_to, "periods": periods,
        "before": before,
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "outcomes/note_write.html", context, status=status)


def _asked(request: SignedInRequest, periods: list[date]) -> date:
    asked = request.GET.get("period_to", "")
    return next((day for day in periods if day.isoformat() == asked), periods[0])
