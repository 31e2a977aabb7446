"""What the college wants of a year: everybody here reads it, quality lead and HR keep it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.people.accounts.models import SignedInRequest, User

from .. import queries, services
from ..access import can_keep_priorities, can_read_priorities
from ..forms import PriorityForm
from ..models import CollegePriority

PAGE_SIZE = 20


@login_required
@require_safe
def priority_list(request: SignedInRequest) -> HttpResponse:
    if not can_read_priorities(request.user):
        raise Http404
    rows = Paginator(queries.priorities_listed(), PAGE_SIZE)
    keeps = can_keep_priorities(request.user)
    context = {"page": rows.get_page(request.GET.get("page")), "keeps": keeps}
    return render(request, "objectives/priority_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def priority_create(request: SignedInRequest) -> HttpResponse:
    _check_keeper(request.user)
    form = PriorityForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.set_priority(**form.cleaned_data, by=request.user)
        messages.success(request, "The priority is there, and offered for new objectives.")
        return redirect("objectives:priority_list")
    return render(request, "objectives/priority_create.html", {"form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def priority_update(request: SignedInRequest, pk: int) -> HttpResponse:
    _check_keeper(request.user)
    priority = get_object_or_404(CollegePriority, pk=pk)
    form = PriorityForm(request.POST if request.method == "POST" else None, instance=priority)
    if request.method == "POST" and form.is_valid():
        services.change_priority(priority=priority, **form.cleaned_data, by=request.user)
        messages.success(request, "Saved, for every objective that serves it.")
        return redirect("objectives:priority_list")
    return render(request, "objectives/priority_update.html", {"form": form, "priority": priority})


@login_required
@require_POST
def priority_retire(request: SignedInRequest, pk: int) -> HttpResponse:
    """Offered no longer, or again."""
    _check_keeper(request.user)
    priority = get_object_or_404(CollegePriority, pk=pk)
    is_active = request.POST.get("offer") == "1"
    services.retire_priority(priority=priority, is_active=is_active, by=request.user)
    said = "Offered for new objectives again." if is_active else "No longer offered."
    messages.success(request, said)
    return redirect("objectives:priority_list")


def _check_keeper(reader: User) -> None:
    if not can_keep_priorities(reader):
        raise Http404
