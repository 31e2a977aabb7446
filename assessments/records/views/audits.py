"""An anonymised look at a few records: drawn, agreed to, answered, counted."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.people.accounts.models import SignedInRequest

from .. import queries, services
from ..access import can_audit, can_draw_audits
from ..forms import DrawForm, FindingsForm
from .own import say_problem

PAGE_SIZE = 20


@login_required
@require_safe
def audit_list(request: SignedInRequest) -> HttpResponse:
    """One's own to agree to; for the quality lead all that were drawn, with nobody's name."""
    draws = can_draw_audits(request.user)
    drawn = queries.audits_of(request.user)
    page = Paginator(drawn if draws else drawn.none(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "to_agree": queries.to_agree(request.user),
        "draws": draws,
        "page": page,
        "tallies": queries.tallies() if draws else [],
    }
    return render(request, "records/audit_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def audit_draw(request: SignedInRequest) -> HttpResponse:
    if not can_draw_audits(request.user):
        raise Http404
    form = DrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.draw_audits(by=request.user, **form.cleaned_data)
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        else:
            count = len(made)
            said = "1 record is drawn." if count == 1 else f"{count} records are drawn."
            messages.success(request, f"{said} Both of each pair are asked.")
            return redirect("records:audit_list")
    status = 422 if form.is_bound else 200
    return render(request, "records/audit_draw.html", {"form": form}, status=status)


@login_required
@require_POST
def audit_agree(request: SignedInRequest, pk: int) -> HttpResponse:
    audit = get_object_or_404(queries.to_agree(request.user), pk=pk)
    answer = request.POST.get("answer")
    if answer not in ("yes", "no"):
        return redirect("records:audit_list")
    try:
        services.agree_to_audit(audit=audit, agrees=answer == "yes", by=request.user)
    except ValidationError as problem:
        say_problem(request, problem)
    else:
        messages.success(request, "Kept. You can change it until somebody has looked.")
    return redirect("records:audit_list")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def audit_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    audit = get_object_or_404(queries.audits_of(request.user), pk=pk)
    if not can_audit(request.user, audit) or audit.answered_at is not None:
        raise Http404
    form = FindingsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_audit(audit=audit, findings=form.findings, by=request.user)
        except (ValidationError, PermissionDenied):
            raise Http404 from None
        messages.success(request, "Thank you. Only the counts are kept.")
        return redirect("records:audit_list")
    if not form.is_bound:
        services.note_audited(audit=audit, by=request.user)
    record = queries.records().get(pk=audit.record_id)
    context = {
        "audit": audit,
        "kind": record.session.get_type_display(),
        "sections": queries.anonymous_sections(record),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "records/audit_detail.html", context, status=status)
