"""The rules for reviews: read by everybody who works here, changed by HR or the quality lead."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cms.people.accounts.access import is_staff_member
from cms.people.accounts.models import SignedInRequest

from .. import services
from ..access import can_keep_policy
from ..forms.policies import AreaForm, PolicyForm, TemplateForm
from ..models import ReviewArea
from ..queries import policies as queries
from ..rules import Part
from ..rules.policies import numbers_in_words, parts_in_words, timing_in_words
from .own import PAGE, is_done, only

PAGE_SIZE = 10
PREVIEWS = (
    (Part.REVIEWEE.value, "The mentor"),
    (Part.REVIEWER.value, "The reviewer"),
    (Part.COUNTERSIGNER.value, "The countersigner"),
    ("hr", "HR"),
)


@login_required
@require_safe
def policy_detail(request: SignedInRequest) -> HttpResponse:
    only(is_staff_member(request.user))
    policy = queries.review_policy()
    keeps = can_keep_policy(request.user)
    kinds = [
        {
            "template": template,
            "timing": timing_in_words(template),
            "parts": parts_in_words(template, policy),
        }
        for template in queries.templates()
        if keeps or template.is_active
    ]
    before = Paginator(queries.policies_before(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "policy": policy,
        "numbers": numbers_in_words(policy),
        "kinds": kinds,
        "areas": queries.areas(),
        "page": before,
        "keeps": keeps,
    }
    return render(request, "reviews/policy_detail.html", context)


@login_required
@require_http_methods(PAGE)
def policy_update(request: SignedInRequest) -> HttpResponse:
    only(can_keep_policy(request.user))
    form = PolicyForm(request.POST or None, now=queries.review_policy())
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"values": form.values, "seen": form.cleaned_data["seen"]}
        if is_done(form, services.set_policy, by=request.user, **given):
            messages.success(request, "The new numbers hold from now on.")
            return redirect("reviews:policy_detail")
    status = 422 if form.is_bound else 200
    return render(request, "reviews/policy_update.html", {"form": form}, status=status)


@login_required
@require_safe
def template_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """A kind of review, as each part would see it: no person, no words."""
    only(is_staff_member(request.user))
    template = get_object_or_404(queries.templates(), pk=pk)
    if not template.is_active and not can_keep_policy(request.user):
        raise Http404
    policy = queries.review_policy()
    keys = [key for key, _ in PREVIEWS]
    asked = request.GET.get("as", "")
    part = asked if asked in keys else keys[0]
    words = {one.part: one for one in parts_in_words(template, policy)}
    context = {
        "template": template,
        "timing": timing_in_words(template),
        "policy": policy,
        "previews": PREVIEWS,
        "part": part,
        "words": words.get(part),
        "keeps": can_keep_policy(request.user),
    }
    return render(request, "reviews/template_detail.html", context)


@login_required
@require_http_methods(PAGE)
def template_update(request: SignedInRequest, pk: int) -> HttpResponse:
    only(can_keep_policy(request.user))
    template = get_object_or_404(queries.templates(), pk=pk)
    form = TemplateForm(request.POST or None, instance=template)
    if request.method == "POST" and form.is_valid():
        areas = list(form.cleaned_data["areas"])
        given = {"template": template, "values": form.values, "areas": areas, "by": request.user}
        if is_done(form, services.update_template, **given):
            messages.success(request, "Changed. Reviews on their way follow it, except their days.")
            return redirect("reviews:template_detail", pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "template": template}
    return render(request, "reviews/template_update.html", context, status=status)


@login_required
@require_http_methods(PAGE)
def area_update(request: SignedInRequest, pk: int) -> HttpResponse:
    only(can_keep_policy(request.user))
    area = get_object_or_404(ReviewArea, pk=pk)
    form = AreaForm(request.POST or None, area=area)
    is_sent = request.method == "POST" and form.is_valid()
    given = {"area": area, "by": request.user}
    if is_sent and is_done(form, services.update_area, **given, **form.values):
        messages.success(request, "Changed. Reviewers read it beside each rating.")
        return redirect("reviews:policy_detail")
    status = 422 if form.is_bound else 200
    return render(request, "reviews/area_update.html", {"form": form, "area": area}, status=status)
