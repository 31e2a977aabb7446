"""The gallery of patterns, and a new scenario from one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.drafting import services
from assessments.drafting.access import can_draft
from assessments.drafting.forms import PatternForm
from assessments.drafting.queries.patterns import modules_to_begin_in, pattern_named, patterns
from cms.people.accounts.models import SignedInRequest

TITLE = "Start from a pattern"


@require_http_methods(["GET", "POST"])
def pattern_list(request: SignedInRequest) -> HttpResponse:
    if not can_draft(request.user):
        raise PermissionDenied
    modules = modules_to_begin_in(request.user)
    if request.method == "POST":
        answer = _begin(request, modules)
        if answer is not None:
            return answer
    wanted = request.GET.get("module", "")
    context: dict[str, Any] = {
        "patterns": patterns(),
        "modules": modules,
        "chosen": next((one.pk for one in modules if str(one.pk) == wanted), None),
        "header_title": TITLE,
        "header_icon": "copy",
        "breadcrumbs_items": [{"url": "", "label": TITLE}],
    }
    return render(request, "drafting/pattern_list.html", context)


def _begin(request: SignedInRequest, modules: list[Any]) -> HttpResponse | None:
    form = PatternForm(request.POST, modules=modules)
    pattern = pattern_named(request.POST.get("pattern", ""))
    if not form.is_valid() or pattern is None:
        messages.error(request, "Choose the module in which the new scenario is to stand.")
        return None
    try:
        page = services.begin_from_pattern(
            pattern=pattern, module=form.cleaned_data["module"].specific, by=request.user
        )
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
        return None
    messages.success(
        request,
        f"“{page.title}” is a draft now. Nobody sees it until you publish it: write over the "
        "words, and keep the shape or change it.",
    )
    return redirect("wagtailadmin_pages:edit", page.pk)
