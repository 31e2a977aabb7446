"""Figures to read. Lists are names alone, in the order of the alphabet."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms.people.accounts.access import has_role
from cms.people.accounts.models import SignedInRequest, User
from cms.people.accounts.rules import Role
from cms.people.audit.services import record
from cms.people.teams.models import Team

from .. import access, documents, queries
from ..queries.figures import live_metrics
from ..rules.reading import CAVEAT

PAGE_SIZE = 30


@login_required
@require_safe
def outcome_list(request: SignedInRequest) -> HttpResponse:
    reader = request.user
    people = queries.people_listed(reader)
    page = Paginator(people, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "is_mentor": has_role(reader, Role.MENTOR),
        "own": queries.figures_of_person(reader, reader),
        "teams": queries.teams_listed(reader),
        "page": page,
        "keeps": access.can_import_outcomes(reader),
        "reads_all": access.reads_all(reader),
        "caveat": CAVEAT,
    }
    return render(request, "outcomes/outcome_list.html", context)


@login_required
@require_safe
def person_outcomes(request: SignedInRequest, pk: int) -> HttpResponse:
    people = User.objects.filter(access.people_readable_by(request.user))
    person = get_object_or_404(people.select_related("staff_profile__team"), pk=pk)
    if person == request.user:
        return redirect("outcomes:outcome_list")
    kinds = queries.figures_of_person(person, request.user)
    if kinds:
        record(actor=request.user, verb="outcomes.opened", obj=person, about=person)
    context = {
        "person": person,
        "team": _team_of(person),
        "kinds": kinds,
        "readers": queries.readers_of(person),
        "notes": access.can_write_outcome_note(request.user),
        "caveat": CAVEAT,
    }
    return render(request, "outcomes/person_outcomes.html", context)


def _team_of(person: User) -> Team | None:
    profile = getattr(person, "staff_profile", None)
    return profile.team if profile else None


@login_required
@require_safe
def team_outcomes(request: SignedInRequest, pk: int) -> HttpResponse:
    team = get_object_or_404(Team.objects.filter(access.teams_readable_by(request.user)), pk=pk)
    context = {
        "team": team,
        "kinds": queries.figures_of_team(team),
        "notes": access.can_write_outcome_note(request.user),
        "caveat": CAVEAT,
    }
    return render(request, "outcomes/team_outcomes.html", context)


@login_required
@require_safe
def outcome_export(request: SignedInRequest) -> HttpResponse:
    if not access.can_export_outcomes(request.user):
        raise Http404
    day = timezone.localdate()
    summaries = queries.summaries_of(live_metrics().filter(access.readable_by(request.user)))
    watermark = documents.watermark_of(request.user, f"{day.day} {day:%B %Y}")
    record(actor=request.user, verb="outcomes.exported", detail={"rows": len(summaries)})
    content = documents.outcomes_csv(summaries, watermark=watermark)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="outcomes-{day:%Y-%m-%d}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response
