"""The links to a draft, for whoever may edit it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from assessments.drafting import services
from assessments.drafting.access import can_share, readable_by
from assessments.drafting.models import ReviewerLink
from assessments.drafting.queries.links import links_of
from assessments.drafting.rules.links import DAYS
from assessments.scenarios.models import ScenarioPage
from cms.people.accounts.models import SignedInRequest

TITLE = "Reviewer links"


@require_http_methods(["GET", "POST"])
def link_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Those there are; and, by POST, a new one."""
    scenario = get_object_or_404(ScenarioPage, pk=pk)
    if not can_share(request.user, scenario):
        raise PermissionDenied
    if request.method == "POST":
        try:
            services.make_link(scenario=scenario, by=request.user)
        except ValidationError as problem:
            messages.error(request, problem.messages[0])
        else:
            messages.success(request, f"The link is made. It opens this draft for {DAYS} days.")
        return redirect("drafting:link_list", scenario.pk)
    context: dict[str, Any] = {
        **_header(scenario),
        "page": scenario,
        "rows": links_of(request.user, scenario),
        "days": DAYS,
        "site": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "drafting/link_list.html", context)


def _header(scenario: ScenarioPage) -> dict[str, Any]:
    name, parent = scenario.get_admin_display_title(), scenario.get_parent()
    crumbs = [
        {"url": reverse("wagtailadmin_explore", args=[parent.pk]), "label": parent.title},
        {"url": reverse("wagtailadmin_pages:edit", args=[scenario.pk]), "label": name},
        {"url": "", "label": TITLE},
    ]
    return {
        "header_title": f"{TITLE}: {name}",
        "header_icon": "link",
        "breadcrumbs_items": crumbs,
    }


@require_POST
def link_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    links = ReviewerLink.objects.filter(readable_by(request.user)).select_related("scenario")
    link = get_object_or_404(links.defer("content"), pk=pk)
    services.withdraw_link(link=link, by=request.user)
    messages.success(request, "The link is withdrawn. Whoever follows it is told so, kindly.")
    return redirect("drafting:link_list", link.scenario_id)
