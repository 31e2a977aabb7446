"""One’s own objectives: on the screen, and on paper."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms.people.accounts.models import SignedInRequest, User

from .. import queries, rules
from ..access import (
    can_have_objectives,
    can_keep_priorities,
    can_read_priorities,
    can_read_team,
    can_write_for,
)
from ..models import Objective

PAGE_SIZE = 20


@login_required
@require_safe
def objective_list(request: SignedInRequest) -> HttpResponse:
    """Who has none of her own and writes none is led to what is hers to look after."""
    person = request.user
    if not can_have_objectives(person):
        raise Http404
    totals = queries.own_totals(person)
    can_write = can_write_for(person, person)
    if not (can_write or totals.open or totals.closed) and (elsewhere := _elsewhere(person)):
        return redirect(elsewhere)
    is_closed = request.GET.get("state") == "closed"
    rows = queries.objectives_of(person, person, is_closed=is_closed)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": queries.rows_of(page.object_list),
        "is_closed": is_closed,
        "totals": totals,
        "hints": [] if is_closed else hints_on(list(page.object_list)),
        "can_write": can_write,
        "manages": can_read_team(person),
        "reads_priorities": can_read_priorities(person),
    }
    return render(request, "objectives/objective_list.html", context)


def _elsewhere(person: User) -> str:
    """A manager, to her team’s; the quality lead and HR, to the college’s priorities."""
    if can_read_team(person):
        return "objectives:team_list"
    return "objectives:priority_list" if can_keep_priorities(person) else ""


@login_required
@require_safe
def objective_print(request: SignedInRequest) -> HttpResponse:
    if not can_have_objectives(request.user):
        raise Http404
    return render(request, "objectives/objective_print.html", on_paper(request.user, request.user))


def on_paper(reader: User, person: User) -> dict[str, Any]:
    """All that this reader reads of hers, with what was said; the closed ones last."""
    opened, closed = (
        queries.objectives_of(reader, person, is_closed=is_closed).prefetch_related(
            "progress__author"
        )
        for is_closed in (False, True)
    )
    return {
        "person": person,
        "open_rows": queries.rows_of(opened),
        "closed_rows": queries.rows_of(closed),
        "today": timezone.localdate(),
        "is_own": reader.pk == person.pk,
        "fte": part_time(person),
    }


def hints_on(objectives: list[Objective]) -> list[str]:
    return rules.set_hints([row.about for row in objectives], [row.weight for row in objectives])


def part_time(person: User) -> str:
    """“0.6” where somebody works a part of a full post; nothing to say of a full one."""
    fte = queries.fte_of(person)
    return rules.fte_words(fte) if fte is not None and rules.is_part_time(fte) else ""
