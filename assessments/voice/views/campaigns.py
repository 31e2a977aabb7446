"""The quality lead’s campaigns: prepared, opened, closed, released."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from assessments.figures.queries import figure_policy
from cms.people.accounts.models import SignedInRequest
from cms.people.accounts.views import add_problems
from cms.qr_codes import qr_svg

from .. import services
from ..access import can_ask_learners
from ..forms import AnswerForm, CampaignForm
from ..models import VoiceCampaign
from ..queries.answering import contacts_for_learners
from ..queries.campaigns import (
    campaigns_listed,
    cohort_rows,
    count_for_others,
    is_being_asked,
)
from ..queries.questionnaires import languages_of, spoken


def campaign_or_404(request: SignedInRequest, pk: int) -> VoiceCampaign:
    found: VoiceCampaign = get_object_or_404(
        campaigns_listed(request.user).select_related("questionnaire"), pk=pk
    )
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_create(request: SignedInRequest) -> HttpResponse:
    if not can_ask_learners(request.user):
        raise Http404
    form = CampaignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            campaign = services.make_campaign(**form.cleaned_data, by=request.user)
        except ValidationError as problem:
            add_problems(form, problem)
        else:
            messages.success(request, "Prepared. Say now whose learners are asked.")
            return redirect(campaign)
    status = 422 if form.errors else 200
    return render(request, "voice/campaign_create.html", {"form": form}, status=status)


@login_required
@require_safe
def campaign_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    campaign = campaign_or_404(request, pk)
    context = {
        "campaign": campaign,
        "rows": cohort_rows(campaign),
        "policy": figure_policy(),
        "is_being_asked": is_being_asked(campaign),
        "languages": languages_of(campaign.questionnaire),
        "for_others": count_for_others(request.user, campaign),
        "say_url": request.build_absolute_uri(reverse("voice:say")),
        "said_url": request.build_absolute_uri(reverse("voice:said", args=[campaign.pk])),
    }
    return render(request, "voice/campaign_detail.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_update(request: SignedInRequest, pk: int) -> HttpResponse:
    campaign = campaign_or_404(request, pk)
    title = campaign.title
    form = CampaignForm(request.POST or None, instance=campaign)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_campaign(campaign=campaign, **form.cleaned_data, by=request.user)
        except ValidationError as problem:
            add_problems(form, problem)
        else:
            messages.success(request, "Saved.")
            return redirect(campaign)
    context = {"form": form, "campaign": campaign, "title": title}
    return render(
        request, "voice/campaign_update.html", context, status=422 if form.errors else 200
    )


def _confirmed(
    request: SignedInRequest,
    pk: int,
    name: str,
    act: Callable[..., Any],
    done: str,
    leads_to: str = "voice:campaign_detail",
) -> HttpResponse:
    """By GET the question, by POST the deed."""
    campaign = campaign_or_404(request, pk)
    if request.method == "POST":
        try:
            act(campaign=campaign, by=request.user)
        except ValidationError as problem:
            messages.warning(request, " ".join(problem.messages))
            return redirect(campaign)
        messages.success(request, done)
        return redirect(leads_to, pk)
    context = {"campaign": campaign, "rows": cohort_rows(campaign), "policy": figure_policy()}
    return render(request, f"voice/{name}.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_open(request: SignedInRequest, pk: int) -> HttpResponse:
    done = "It is open. Print the slips and hand them out."
    return _confirmed(request, pk, "campaign_open", services.open_campaign, done)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_close(request: SignedInRequest, pk: int) -> HttpResponse:
    done = "It is closed. Screen what was written, then release it."
    return _confirmed(request, pk, "campaign_close", services.close_campaign, done)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    done = "It is given up, and what was answered is deleted."
    return _confirmed(request, pk, "campaign_withdraw", services.withdraw_campaign, done)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_release(request: SignedInRequest, pk: int) -> HttpResponse:
    done = "It is released. Mentors and their managers have been told."
    act, leads_to = services.release_campaign, "voice:campaign_figures"
    return _confirmed(request, pk, "campaign_release", act, done, leads_to)


@login_required
@require_safe
def campaign_preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """What learners will see, in each language; nothing of it can be sent."""
    campaign = campaign_or_404(request, pk)
    words = spoken(campaign.questionnaire, request.GET.get("lang", ""))
    context = {
        "spoken": words,
        "form": AnswerForm(spoken=words),
        "campaign": campaign,
        "is_preview": True,
        "contacts": contacts_for_learners(),
    }
    return render(request, "voice/say_answer.html", context)


@login_required
@require_safe
def campaign_poster(request: SignedInRequest, pk: int) -> HttpResponse:
    """The way to the page where a code is typed. It holds no code: those are on the slips."""
    campaign = campaign_or_404(request, pk)
    address = request.build_absolute_uri(reverse("voice:say"))
    words = spoken(campaign.questionnaire, request.GET.get("lang", ""))
    context = {
        "campaign": campaign,
        "spoken": words,
        "address": address.removeprefix("https://").removeprefix("http://"),
        "qr": qr_svg(address),
    }
    return render(request, "voice/campaign_poster.html", context)
