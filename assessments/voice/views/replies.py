"""“You said, we did”."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cms.people.accounts.models import SignedInRequest
from cms.people.accounts.views import add_problems
from cms.qr_codes import qr_svg

from .. import services
from ..access import can_ask_learners
from ..forms import ReplyForm
from ..models import VoiceReply
from .campaigns import campaign_or_404

PAGE_SIZE = 20


def _reply_or_404(request: SignedInRequest, pk: int) -> VoiceReply:
    if not can_ask_learners(request.user):
        raise Http404
    found: VoiceReply = get_object_or_404(VoiceReply.objects.select_related("campaign"), pk=pk)
    return found


@login_required
@require_safe
def reply_list(request: SignedInRequest, pk: int) -> HttpResponse:
    campaign = campaign_or_404(request, pk)
    page = Paginator(campaign.replies.all(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "page": page,
        "said_url": request.build_absolute_uri(reverse("voice:said", args=[pk])),
        "has_public": campaign.replies.filter(is_public=True).exists(),
    }
    return render(request, "voice/reply_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reply_create(request: SignedInRequest, pk: int) -> HttpResponse:
    campaign = campaign_or_404(request, pk)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.write_reply(campaign=campaign, **form.cleaned_data, by=request.user)
        except ValidationError as problem:
            add_problems(form, problem)
        else:
            messages.success(request, form.details_warning or "Saved.")
            return redirect("voice:reply_list", pk)
    context = {"form": form, "campaign": campaign}
    return render(request, "voice/reply_create.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reply_update(request: SignedInRequest, pk: int) -> HttpResponse:
    reply = _reply_or_404(request, pk)
    form = ReplyForm(request.POST or None, instance=reply)
    if request.method == "POST" and form.is_valid():
        services.change_reply(reply=reply, **form.cleaned_data, by=request.user)
        messages.success(request, form.details_warning or "Saved.")
        return redirect("voice:reply_list", reply.campaign_id)
    context = {"form": form, "campaign": reply.campaign}
    return render(request, "voice/reply_update.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reply_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    reply = _reply_or_404(request, pk)
    if request.method == "POST":
        services.delete_reply(reply=reply, by=request.user)
        messages.success(request, "Taken out.")
        return redirect("voice:reply_list", reply.campaign_id)
    return render(request, "voice/reply_delete.html", {"reply": reply})


@login_required
@require_safe
def reply_poster(request: SignedInRequest, pk: int) -> HttpResponse:
    campaign = campaign_or_404(request, pk)
    address = request.build_absolute_uri(reverse("voice:said", args=[pk]))
    context = {
        "campaign": campaign,
        "replies": campaign.replies.filter(is_public=True)[:PAGE_SIZE],
        "qr": qr_svg(address),
        "address": address.removeprefix("https://").removeprefix("http://"),
    }
    return render(request, "voice/reply_poster.html", context)
