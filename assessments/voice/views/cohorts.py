"""Whose learners are asked, and the slips with their codes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.people.accounts.models import SignedInRequest
from cms.people.accounts.views import add_problems
from cms.qr_codes import qr_svg

from .. import services
from ..access import can_keep_cohort
from ..forms import CohortForm
from ..models import VoiceCohort
from ..queries.campaigns import campaigns_listed
from ..rules.codes import codes_for, spaced
from .campaigns import campaign_or_404


def cohort_or_404(request: SignedInRequest, pk: int) -> VoiceCohort:
    campaigns = campaigns_listed(request.user).values("pk")
    found: VoiceCohort = get_object_or_404(
        VoiceCohort.objects.select_related("campaign__questionnaire", "mentor"),
        pk=pk,
        campaign__in=campaigns,
    )
    if not can_keep_cohort(request.user, found):
        raise Http404
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cohort_create(request: SignedInRequest, pk: int) -> HttpResponse:
    campaign = campaign_or_404(request, pk)
    form = CohortForm(request.POST or None, asker=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_cohort(campaign=campaign, **form.cleaned_data, by=request.user)
        except ValidationError as problem:
            add_problems(form, problem)
        else:
            messages.success(request, form.details_warning or "Added.")
            return redirect(campaign)
    context = {"form": form, "campaign": campaign}
    return render(request, "voice/cohort_create.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cohort_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    cohort = cohort_or_404(request, pk)
    if request.method == "POST":
        try:
            services.remove_cohort(cohort=cohort, by=request.user)
        except ValidationError as problem:
            messages.warning(request, " ".join(problem.messages))
        return redirect(cohort.campaign)
    return render(request, "voice/cohort_delete.html", {"cohort": cohort})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def codes_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """By POST the sheet itself, once: its codes are nowhere else."""
    cohort = cohort_or_404(request, pk)
    answered = cohort.responses.count()
    context = {
        "cohort": cohort,
        "has_codes": cohort.codes.exists(),
        "answered": answered,
        "count": codes_for(cohort.invited, answered),
    }
    if request.method != "POST":
        return render(request, "voice/codes_create.html", context)
    try:
        codes = services.make_codes(cohort=cohort, by=request.user)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
        return redirect(cohort.campaign)
    address = request.build_absolute_uri(reverse("voice:say"))
    # Behind “#”, which a browser sends to nobody: no log holds a code.
    context["slips"] = [(spaced(code), qr_svg(f"{address}#{code}")) for code in codes]
    context["address"] = address.removeprefix("https://").removeprefix("http://")
    return render(request, "voice/code_sheet.html", context)
