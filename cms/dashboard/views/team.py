"""The manager's grid, one person of it in full, and the grid as a file."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from assessments.debriefs.access import can_read_outcomes_of
from cms.people.accounts.access import has_role
from cms.people.accounts.models import SignedInRequest
from cms.people.accounts.rules import Role
from courses.certificates.queries import certificates_of

from .. import access, queries, services
from ..rules import NEEDS, Column
from ..services import FORMATS
from .acting import acts_of
from .fetching import ROWS_A_PAGE, asked_in, check_may_read_grid, programme_asked, tabs


@require_GET
def team(request: SignedInRequest) -> HttpResponse:
    check_may_read_grid(request)
    asked = asked_in(request.GET)
    grid = queries.team_grid(request.user, asked)
    context = {
        "tabs": tabs("dashboard:team"),
        "grid": grid,
        "asked": asked,
        "page": Paginator(grid.rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "columns": list(Column),
        "needs": NEEDS,
        "acts": acts_of(request.user),
        "reads_all": has_role(request.user, Role.QUALITY_LEAD),
        "is_ticked": request.GET.get("tick") == "all",
        "back": request.GET.urlencode(),
        "today": timezone.localdate(),
        "reader": request.user,
    }
    return render(request, "dashboard/team.html", context)


@require_GET
def team_person(request: SignedInRequest, pk: int) -> HttpResponse:
    check_may_read_grid(request)
    rows = queries.rows_of(request.user, [pk])
    if not rows:
        raise Http404
    person, programme = rows[0].person, programme_asked(request)
    context = {
        "person": person,
        "grid_row": rows[0],
        "acts": acts_of(request.user),
        "programme": programme,
        "row": queries.module_row(request.user, person, programme) if programme else None,
        "certificates": certificates_of(person),
        "not_yet_on": queries.programmes_without(person),
        "reads_outcomes": can_read_outcomes_of(request.user, person),
    }
    return render(request, "dashboard/team_person.html", context)


@never_cache
@require_safe
def team_export(request: SignedInRequest) -> HttpResponse:
    """What the grid shows, narrowed and sorted as it is, of all its pages."""
    if not access.can_export_team(request.user):
        raise Http404
    wanted = request.GET.get("format", "csv")
    if wanted not in FORMATS:
        raise Http404
    export = services.export_team(asked=asked_in(request.GET), format=wanted, by=request.user)
    response = HttpResponse(export.content, content_type=export.media_type)
    response["Content-Disposition"] = f'attachment; filename="{export.name}"'
    return response
