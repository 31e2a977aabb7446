from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from assessments.debriefs.access import can_read_outcomes_of
from cms.pages.models import HomePage
from cms.people.accounts.access import has_role
from cms.people.accounts.models import SignedInRequest
from cms.people.accounts.rules import Role
from content.momentum.queries import dip_of_the_week
from courses.certificates.queries import certificates_of
from courses.enrolment.services import enrol_in_programme

from . import access, queries

ROWS_A_PAGE = 50


def home(request: SignedInRequest, page: HomePage) -> HttpResponse:
    user: Any = request.user
    context: dict[str, Any] = {"page": page, "today": timezone.localdate()}
    if access.can_learn(user):
        context["learning"] = queries.learning_of(user)
        context["dip"] = dip_of_the_week(context["today"])
        context["supervision"] = queries.supervision_of(user)
    if has_role(user, Role.LINE_MANAGER, Role.QUALITY_LEAD):
        context["team"] = _summary(request)
    context["can_author"] = access.can_author(user)
    context["weeks_in_post"] = queries.weeks_in_post(user)
    return render(request, "dashboard/home.html", context)


@require_GET
def team(request: SignedInRequest) -> HttpResponse:
    check_may_read_grid(request)
    programme = _programme(request)
    if programme is None:
        return render(request, "dashboard/team.html", {"programme": None})
    search, only_late = request.GET.get("q", "").strip(), "late" in request.GET
    grid = queries.team_grid(request.user, programme, search=search, only_late=only_late)
    context = {
        "programme": programme,
        "programmes": queries.grid_programmes(),
        "grid": grid,
        "rows": Paginator(grid.rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "search": search,
        "only_late": only_late,
        "reads_all": has_role(request.user, Role.QUALITY_LEAD),
    }
    return render(request, "dashboard/team.html", context)


@require_GET
def team_person(request: SignedInRequest, pk: int) -> HttpResponse:
    check_may_read_grid(request)
    person = get_object_or_404(queries.grid_people(request.user), pk=pk)
    programme = _programme(request)
    context = {
        "person": person,
        "programme": programme,
        "row": queries.person_row(request.user, person, programme) if programme else None,
        "certificates": certificates_of(person),
        "not_yet_on": queries.programmes_without(person),
        "reads_outcomes": can_read_outcomes_of(request.user, person),
    }
    return render(request, "dashboard/team_person.html", context)


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


def author_gate(request: SignedInRequest) -> HttpResponse:
    """Where Wagtail sends whoever it does not let in: to sign in or, once signed in, no further.

    Without this gate the sign-in page would send them straight back, for ever.
    """
    if request.user.is_authenticated:
        raise Http404
    return redirect_to_login(request.GET.get("next") or reverse("wagtailadmin_home"))


def check_may_read_grid(request: SignedInRequest) -> None:
    """Also a visitor is told "not found"; that page offers to sign in."""
    if not access.can_read_team_grid(request.user):
        raise Http404


def _programme(request: SignedInRequest) -> Any:
    programmes = queries.grid_programmes()
    chosen = request.GET.get("programme", "")
    return (programmes.filter(slug=chosen) if chosen else programmes).first()


def _summary(request: SignedInRequest) -> Any:
    programme = _programme(request)
    return queries.team_grid(request.user, programme) if programme else None
