"""Conflicts of interest: read by whoever declared one, HR and the data protection officer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cms.people.accounts.models import SignedInRequest

from .. import services
from ..access.conflicts import can_end_conflict, can_list_conflicts, can_read_relations
from ..forms import ConflictForm
from ..queries import conflict_rows, conflicts_listed

ASKS = ["GET", "HEAD", "POST"]
A_PAGE = 25


@login_required
@require_safe
def conflict_list(request: SignedInRequest) -> HttpResponse:
    if not can_list_conflicts(request.user):
        raise Http404
    page = Paginator(conflicts_listed(request.user), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": conflict_rows(request.user, page),
        "is_hr": can_read_relations(request.user),
    }
    return render(request, "teams/conflict_list.html", context)


@login_required
@require_http_methods(ASKS)
def conflict_create(request: SignedInRequest) -> HttpResponse:
    if not can_list_conflicts(request.user):
        raise Http404
    form = ConflictForm(request.POST or None, declarer=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            services.declare_conflict(**form.people, by=request.user)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, "It is declared, and holds from now on.")
            return redirect("teams:conflict_list")
    status = 422 if form.is_bound else 200
    return render(request, "teams/conflict_create.html", {"form": form}, status=status)


@login_required
@require_http_methods(ASKS)
def conflict_end(request: SignedInRequest, pk: int) -> HttpResponse:
    conflict = get_object_or_404(conflicts_listed(request.user), pk=pk)
    if not can_end_conflict(request.user, conflict):
        raise Http404
    if request.method == "POST":
        try:
            services.end_conflict(conflict=conflict, by=request.user)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        else:
            messages.success(request, "It has ended. The two may be put together again.")
        return redirect("teams:conflict_list")
    return render(request, "teams/conflict_end.html", {"conflict": conflict})
