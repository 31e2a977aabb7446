"""A file of totals comes in: first what would come of it, line by line; confirmed, the rows."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.figures.queries import figure_policy
from cms.people.accounts.models import SignedInRequest

from .. import documents, queries, services
from ..access import can_import_outcomes
from ..forms import ConfirmForm, UploadForm
from ..rules.intake import RowState

PAGE_SIZE = 20
ROWS = 50


def _check_may_import(request: SignedInRequest) -> None:
    if not can_import_outcomes(request.user):
        raise Http404


@login_required
@require_safe
def import_list(request: SignedInRequest) -> HttpResponse:
    _check_may_import(request)
    rows = queries.import_list(request.user)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "outcomes/import_list.html", {"page": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_start(request: SignedInRequest) -> HttpResponse:
    """Nothing is kept of a file that is only looked at."""
    _check_may_import(request)
    is_post = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if is_post else UploadForm()
    context = {"form": form, "base": figure_policy().base_from}
    if is_post and form.is_valid() and form.plan and not form.plan.intake.refused:
        intake = form.plan.intake
        context |= {
            "plan": form.plan,
            "counts": [(state, len(intake.of(state))) for state in RowState],
            "payload": form.payload(request.user.pk) if intake.kept else "",
        }
        return render(request, "outcomes/import_review.html", context)
    status = 422 if is_post else 200
    return render(request, "outcomes/import_start.html", context, status=status)


@login_required
@require_POST
def import_confirm(request: SignedInRequest) -> HttpResponse:
    _check_may_import(request)
    form = ConfirmForm(request.POST, by=request.user.pk)
    if not form.is_valid():
        messages.error(request, "That upload is no longer here. Choose the file again.")
        return redirect("outcomes:import_start")
    try:
        batch = services.import_outcomes(content=form.cleaned_data["payload"], by=request.user)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
        return redirect("outcomes:import_start")
    messages.success(request, "The figures are in.")
    return redirect(batch)


@login_required
@require_safe
def import_template(request: SignedInRequest) -> HttpResponse:
    _check_may_import(request)
    response = HttpResponse(documents.template_csv(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="outcomes-template.csv"'
    return response


@login_required
@require_safe
def import_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(queries.import_list(request.user), pk=pk)
    rows = batch.metrics.select_related("person", "team").order_by("pk")
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    return render(request, "outcomes/import_detail.html", {"batch": batch, "page": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(queries.import_list(request.user), pk=pk)
    if request.method == "POST":
        try:
            services.withdraw_import(batch=batch, by=request.user)
        except ValidationError as problem:
            messages.warning(request, " ".join(problem.messages))
        else:
            messages.success(request, "Taken back: these figures count no longer.")
        return redirect(batch)
    return render(request, "outcomes/import_withdraw.html", {"batch": batch})
