"""A framework comes in from a file: first what it would change, then, confirmed, the change."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.people.accounts.models import SignedInRequest

from .. import documents, queries, services
from ..access import can_load_framework
from ..forms import ConfirmForm, ImportForm
from ..rules import clean_framework


@login_required
@require_http_methods(["GET", "POST"])
def import_start(request: SignedInRequest) -> HttpResponse:
    _check_may_import(request)
    is_post = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if is_post else ImportForm()
    if is_post and form.is_valid() and form.plan and not form.problems:
        context = {"plan": form.plan, "payload": form.payload(request.user.pk)}
        return render(request, "standards/import_review.html", context)
    status = 422 if is_post else 200
    return render(request, "standards/import_start.html", {"form": form}, status=status)


@login_required
@require_POST
def import_confirm(request: SignedInRequest) -> HttpResponse:
    _check_may_import(request)
    form = ConfirmForm(request.POST, by=request.user.pk)
    if not form.is_valid():
        messages.error(request, "That upload is no longer here. Choose the file again.")
        return redirect("standards:import_start")
    data = form.cleaned_data["payload"]
    try:
        framework = services.import_framework(
            data=data, seen=form.cleaned_data["seen"], by=request.user
        )
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
        return _again(request, data)
    messages.success(request, f"{framework.code}, version {framework.version}, is up to date.")
    return redirect(framework)


def _again(request: SignedInRequest, data: dict[str, Any]) -> HttpResponse:
    """The differences as they are by now."""
    plan = queries.plan_import(clean_framework(data))
    if plan.problems:
        return redirect("standards:import_start")
    context = {"plan": plan, "payload": request.POST["payload"]}
    return render(request, "standards/import_review.html", context, status=409)


@login_required
@require_safe
def import_template(request: SignedInRequest) -> HttpResponse:
    _check_may_import(request)
    response = HttpResponse(documents.template_csv(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="framework.csv"'
    return response


def _check_may_import(request: SignedInRequest) -> None:
    if not can_load_framework(request.user):
        raise Http404
