"""The college’s one page, to print. What the quality lead writes on it is kept nowhere."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cms.people.accounts.models import SignedInRequest

from .. import queries
from ..access import can_export_outcomes
from ..forms import ReportForm
from ..rules.reading import CAVEAT


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def impact_report(request: SignedInRequest) -> HttpResponse:
    if not can_export_outcomes(request.user):
        raise Http404
    periods = queries.report_periods()
    form = ReportForm(request.POST if request.method == "POST" else None, periods=periods)
    is_ready = request.method == "POST" and form.is_valid()
    context = {
        "form": form,
        "periods": periods,
        "report": queries.impact_report(*form.chosen) if is_ready else None,
        "narrative": form.cleaned_data["narrative"] if is_ready else "",
        "today": timezone.localdate(),
        "caveat": CAVEAT,
    }
    status = 422 if form.errors else 200
    return render(request, "outcomes/impact_report.html", context, status=status)
