"""The second view of a team: each mentor in each module of a programme."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from cms.people.accounts.access import has_role
from cms.people.accounts.models import SignedInRequest
from cms.people.accounts.rules import Role
from courses.enrolment.services import enrol_in_programme

from .. import queries
from .fetching import ROWS_A_PAGE, check_may_read_grid, programme_asked, tabs


@require_GET
def team_modules(request: SignedInRequest) -> HttpResponse:
    check_may_read_grid(request)
    programme = programme_asked(request)
    context = {"tabs": tabs("dashboard:team_modules"), "programme": programme}
    if programme is None:
        return render(request, "dashboard/team_modules.html", context)
    search, only_late = request.GET.get("q", "").strip(), "late" in request.GET
    grid = queries.module_grid(request.user, programme, search=search, only_late=only_late)
    context |= {
        "programmes": queries.grid_programmes(),
        "grid": grid,
        "rows": Paginator(grid.rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "search": search,
        "only_late": only_late,
        "reads_all": has_role(request.user, Role.QUALITY_LEAD),
    }
    return render(request, "dashboard/team_modules.html", context)


@require_POST
def team_enrol(request: SignedInRequest, pk: int) -> HttpResponse:
    check_may_read_grid(request)
    person = get_object_or_404(queries.grid_people(request.user), pk=pk)
    wanted = request.POST.get("programme", "")
    programme = get_object_or_404(queries.grid_programmes(), pk=wanted if wanted.isdigit() else 0)
    enrol_in_programme(participant=person, programme=programme, by=request.user)
    name = person.display_name
    messages.success(request, f"{programme.title} is now on {name}’s list. We have told {name}.")
    return redirect("dashboard:team_person", pk=person.pk)
