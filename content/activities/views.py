"""What a person has done in activities, for her own eyes. Nothing here needs JavaScript."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .queries.results import activities_with_results, attempts_of, report_of, to_report

ATTEMPTS_A_PAGE = 25


@login_required
@never_cache
@require_safe
def result_list(request: HttpRequest, pk: int) -> HttpResponse:
    activity = get_object_or_404(activities_with_results(request.user), pk=pk)
    results = attempts_of(request.user, activity)
    page = Paginator(results.attempts, ATTEMPTS_A_PAGE).get_page(request.GET.get("page"))
    context = {"activity": activity, "results": results, "page": page}
    return render(request, "activities/result_list.html", context)


@login_required
@never_cache
@require_safe
def attempt_detail(request: HttpRequest, pk: int) -> HttpResponse:
    report = report_of(get_object_or_404(to_report(request.user), pk=pk))
    return render(request, "activities/attempt_detail.html", {"report": report})
