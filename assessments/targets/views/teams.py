"""The grid of those somebody follows, as a screen and as a file; the totals of teams."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.people.accounts.access import has_role
from cms.people.accounts.models import SignedInRequest
from cms.people.audit.services import record as write_down

from ..access import READS_ALL, can_read_grid, can_read_totals
from ..documents import grid_csv
from ..queries.grid import DEFAULT_SORT, Asked, Grid
from ..queries.grid import team_grid as grid_of
from ..queries.totals import totals as totals_of
from ..rules import SMALLEST_TEAM, Standing
from .years import year_asked, years_to_choose

ROWS_A_PAGE = 50
SORTS = [
    ("status", "What needs a word first"),
    ("name", "By name"),
    ("counted", "Fewest hours first"),
    ("-counted", "Most hours first"),
    ("-waiting", "Most waiting first"),
    ("impact", "Least impact first"),
    ("-gap", "Longest gap first"),
]
EXPORTED = "cpd_record.exported"


@login_required
@require_safe
def team_grid(request: SignedInRequest) -> HttpResponse:
    grid, asked = _grid(request)
    year = year_asked(request)
    context = {
        "grid": grid,
        "asked": asked,
        "page": Paginator(grid.rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "year": year,
        "years": years_to_choose(year),
        "standings": [
            (each.value, each.label, grid.counts.get(each.value, 0))
            for each in Standing
            if grid.counts.get(each.value)
        ],
        "sorts": SORTS,
        "reads_all": has_role(request.user, *READS_ALL),
        "reads_totals": can_read_totals(request.user),
    }
    return render(request, "targets/team_grid.html", context)


@never_cache
@login_required
@require_safe
def team_export(request: SignedInRequest) -> HttpResponse:
    """What the grid shows, filtered as it is, in one file."""
    grid, _ = _grid(request)
    year = year_asked(request)
    detail = {"year": year.start, "people": len(grid.rows), "format": "csv"}
    write_down(actor=request.user, verb=EXPORTED, detail=detail)
    response = HttpResponse(grid_csv(grid.rows, year), content_type="text/csv; charset=utf-8")
    name = f"cpd-{year.label.replace('/', '-')}-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _grid(request: SignedInRequest) -> tuple[Grid, Asked]:
    if not can_read_grid(request.user):
        raise Http404
    asked = Asked(
        search=request.GET.get("q", "").strip()[:80],
        standing=request.GET.get("status", ""),
        team=request.GET.get("team", ""),
        sort=request.GET.get("sort", DEFAULT_SORT),
    )
    return grid_of(request.user, year_asked(request), asked), asked


@login_required
@require_safe
def totals(request: SignedInRequest) -> HttpResponse:
    if not can_read_totals(request.user):
        raise Http404
    year = year_asked(request)
    context = {
        "totals": totals_of(year),
        "year": year,
        "years": years_to_choose(year),
        "smallest": SMALLEST_TEAM,
    }
    return render(request, "targets/totals.html", context)
