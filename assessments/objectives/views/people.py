"""A manager’s people: whose day has passed first; each of them; all of them at once."""

from collections import defaultdict

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cms.people.accounts.models import SignedInRequest, User

from .. import queries, services
from ..access import can_read_team, can_write_for, people_readable_by
from ..models import Objective
from .lists import PAGE_SIZE, hints_on, on_paper, part_time


@login_required
@require_safe
def team_list(request: SignedInRequest) -> HttpResponse:
    if not can_read_team(request.user):
        raise Http404
    people = Paginator(queries.people_with_objectives(request.user), PAGE_SIZE)
    context = {"page": people.get_page(request.GET.get("page"))}
    return render(request, "objectives/team_list.html", context)


@login_required
@require_safe
def team_objectives(request: SignedInRequest) -> HttpResponse:
    if not can_read_team(request.user):
        raise Http404
    rows = queries.team_objectives(request.user)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    by_person: dict[User, list[Objective]] = defaultdict(list)
    for row in page.object_list:
        by_person[row.owner].append(row)
    for person, read in by_person.items():
        services.note_opened(objectives=read, person=person, by=request.user)
    context = {"page": page, "rows": queries.rows_of(page.object_list)}
    return render(request, "objectives/team_objectives.html", context)


@login_required
@require_safe
def person_objectives(request: SignedInRequest, pk: int) -> HttpResponse:
    person = person_or_404(request.user, pk)
    is_closed = request.GET.get("state") == "closed"
    rows = queries.objectives_of(request.user, person, is_closed=is_closed)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    services.note_opened(objectives=page.object_list, person=person, by=request.user)
    context = {
        "person": person,
        "page": page,
        "rows": queries.rows_of(page.object_list),
        "is_closed": is_closed,
        "totals": queries.totals_of(request.user, person),
        "hints": [] if is_closed else hints_on(list(page.object_list)),
        "can_write": can_write_for(request.user, person),
        "fte": part_time(person),
    }
    return render(request, "objectives/person_objectives.html", context)


@login_required
@require_safe
def person_print(request: SignedInRequest, pk: int) -> HttpResponse:
    person = person_or_404(request.user, pk)
    context = on_paper(request.user, person)
    read = [row.objective for row in (*context["open_rows"], *context["closed_rows"])]
    services.note_opened(objectives=read, person=person, by=request.user)
    return render(request, "objectives/objective_print.html", context)


def person_or_404(reader: User, pk: int) -> User:
    people = User.objects.filter(people_readable_by(reader), is_active=True)
    person: User = get_object_or_404(people, pk=pk)
    return person
