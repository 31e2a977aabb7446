"""How scenarios are played: shares for quality leads, scenes and choices for trainers."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from assessments.insights import queries
from assessments.insights.access import can_read_outcomes, can_read_paths
from assessments.scenarios.access import playable_by
from assessments.scenarios.models import ScenarioPage, ScenarioVersion
from assessments.scenarios.rules.shares import SMALLEST_GROUP
from cms.people.accounts.models import SignedInRequest

PAGE_SIZE = 30


@login_required
@require_safe
def scenario_list(request: SignedInRequest) -> HttpResponse:
    if not can_read_outcomes(request.user):
        raise Http404
    search = request.GET.get("q", "").strip()[:80]
    rows = queries.listed_scenarios(search)
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "search": search,
        "smallest": SMALLEST_GROUP,
    }
    return render(request, "insights/scenario_list.html", context)


@login_required
@require_safe
def scenario_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    scenario = _scenario_or_404(request, pk)
    versions = queries.versions_of(scenario)
    version = _version_of(versions, request.GET.get("version", ""))
    if version is None:
        raise Http404
    first_only = request.GET.get("runs") != "all"
    with_paths = can_read_paths(request.user)
    context = {
        "scenario": scenario,
        "versions": versions,
        "version": version,
        "older": next((other for other in versions if other.number < version.number), None),
        "first_only": first_only,
        "with_paths": with_paths,
        "insights": queries.insights_of(version, first_only=first_only, with_paths=with_paths),
        "smallest": SMALLEST_GROUP,
    }
    return render(request, "insights/scenario_detail.html", context)


@login_required
@require_safe
def scenario_changes(request: SignedInRequest, pk: int, older: int, newer: int) -> HttpResponse:
    """Two versions side by side, for those who write."""
    scenario = _scenario_or_404(request, pk)
    if not can_read_paths(request.user):
        raise Http404
    versions = queries.versions_of(scenario)
    before, after = (_version_of(versions, str(number)) for number in (older, newer))
    if before is None or after is None or before.number >= after.number:
        raise Http404
    first_only = request.GET.get("runs") != "all"
    context = {
        "scenario": scenario,
        "comparison": queries.comparison_of(before, after, first_only=first_only),
        "first_only": first_only,
        "smallest": SMALLEST_GROUP,
    }
    return render(request, "insights/scenario_changes.html", context)


def _scenario_or_404(request: SignedInRequest, pk: int) -> ScenarioPage:
    if not can_read_outcomes(request.user):
        raise Http404
    found: ScenarioPage = get_object_or_404(
        ScenarioPage.objects.filter(playable_by(request.user)), pk=pk
    )
    return found


def _version_of(versions: list[ScenarioVersion], number: str) -> ScenarioVersion | None:
    """The one of that number; the newest, when none is asked for."""
    if not number:
        return versions[0] if versions else None
    return next((version for version in versions if str(version.number) == number), None)
