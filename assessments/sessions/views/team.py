"""A line manager's view of her team's sessions: date, length, kind and attendance."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.people.accounts.models import SignedInRequest

from .. import queries
from ..access import can_read_team
from .fetching import number_asked

PAGE_SIZE = 25


@login_required
@require_safe
def team_sessions(request: SignedInRequest) -> HttpResponse:
    if not can_read_team(request.user):
        raise Http404
    person = number_asked(request, "person")
    rows = queries.team_attendances(request.user, person)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    team = list(queries.team_of(request.user))
    context = {
        "tab": "team",
        "standings": queries.team_standings([m for m in team if person in (None, m.pk)]),
        "page": page,
        "facts": queries.facts(page.object_list),
        "team": team,
        "person": person,
    }
    return render(request, "sessions/team_sessions.html", context)
