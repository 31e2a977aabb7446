"""What others get of records: a line manager the marked items, anybody of the pair a copy."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms.people.accounts.access import has_role
from cms.people.accounts.models import SignedInRequest, User
from cms.people.accounts.rules import Role
from cms.people.teams.access import managed_by

from .. import queries, services
from ..forms import CheckForm, PurposeForm
from .own import record_or_404

PAGE_SIZE = 20


@login_required
@require_safe
def shared_with_me(request: SignedInRequest) -> HttpResponse:
    """By mentor: how many items and actions both of a pair show her. No words."""
    if not has_role(request.user, Role.LINE_MANAGER):
        raise Http404
    page = Paginator(queries.shown_to(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "records/shared_with_me.html", {"page": page})


@never_cache
@login_required
@require_safe
def shared_by(request: SignedInRequest, pk: int) -> HttpResponse:
    """Items and actions both of a pair have marked, and nothing else."""
    if not has_role(request.user, Role.LINE_MANAGER):
        raise Http404
    person = get_object_or_404(User.objects.filter(managed_by(request.user)), pk=pk)
    items = list(queries.items_shown(request.user, person))
    actions = list(queries.actions_shown(request.user, person))
    if items or actions:
        services.note_shown(person=person, by=request.user)
    page = Paginator(items, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"person": person, "page": page, "actions": actions}
    return render(request, "records/shared_by.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def record_export(request: SignedInRequest, pk: int) -> HttpResponse:
    record = record_or_404(request.user, pk)
    if not services.can_export(request.user, record):
        raise Http404
    form = PurposeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.export_record(record=record, by=request.user, **form.cleaned_data)
        except PermissionDenied:
            raise Http404 from None
        response = HttpResponse(made.data, content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{made.name}"'
        response["X-Content-Type-Options"] = "nosniff"
        return response
    status = 422 if form.is_bound else 200
    context = {"record": record, "form": form, "session": record.session}
    return render(request, "records/record_export.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def record_check(request: SignedInRequest) -> HttpResponse:
    """Whether a PDF is the one that was exported: whoever has the file may ask."""
    form = CheckForm(request.POST or None, request.FILES or None)
    is_asked = request.method == "POST" and form.is_valid()
    found = services.find_export(data=form.cleaned_data["file"]) if is_asked else None
    context = {"form": form, "is_asked": is_asked, "found": found}
    return render(request, "records/record_check.html", context)
