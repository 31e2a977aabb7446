"""The safeguarding leads' screen: what waits, what was answered, what is closed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.people.accounts.models import SignedInRequest
from cms.people.audit.services import record

from .. import queries, services
from ..access import can_acknowledge, can_list_pointers
from ..documents import pointer_table
from ..models import SafeguardingPointer
from .pointers import PAGE_SIZE, READ


def _only_safeguarding_leads(request: SignedInRequest) -> None:
    if not can_list_pointers(request.user):
        raise Http404


def _pointer_to_answer(request: SignedInRequest, pk: int) -> SafeguardingPointer:
    """One she may answer: another's. Her own is on the list, for another lead to answer."""
    _only_safeguarding_leads(request)
    pointer = queries.pointer_for(request.user, pk)
    if pointer is None or not can_acknowledge(request.user, pointer):
        raise Http404
    return pointer


@never_cache
@login_required
@require_safe
def pointer_list(request: SignedInRequest) -> HttpResponse:
    _only_safeguarding_leads(request)
    is_closed = request.GET.get("state") == "closed"
    pointers = queries.desk(request.user, is_closed=is_closed)
    page = Paginator(pointers, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    if rows and request.method != "HEAD":
        detail = {"pointers": [row.pk for row in rows]}
        record(actor=request.user, verb=READ, detail=detail)
    context = {
        "page": page,
        "rows": queries.desk_rows(request.user, rows),
        "counts": queries.desk_counts(request.user),
        "is_closed": is_closed,
    }
    return render(request, "concerns/pointer_list.html", context)


@login_required
@require_POST
def pointer_acknowledge(request: SignedInRequest, pk: int) -> HttpResponse:
    pointer = _pointer_to_answer(request, pk)
    said = "Acknowledged. Whoever passed it on has been told."
    return _answer(request, services.acknowledge_pointer, pointer, said)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pointer_close(request: SignedInRequest, pk: int) -> HttpResponse:
    pointer = _pointer_to_answer(request, pk)
    if request.method != "POST":
        return render(request, "concerns/pointer_close.html", {"pointer": pointer})
    return _answer(request, services.close_pointer, pointer, "Closed.")


def _answer(
    request: SignedInRequest, service: Any, pointer: SafeguardingPointer, said: str
) -> HttpResponse:
    """A second click, or a colleague who was quicker, finds it done and says so."""
    try:
        service(pointer=pointer, by=request.user)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
    else:
        messages.success(request, said)
    return redirect("concerns:pointer_list")


@never_cache
@login_required
@require_safe
def pointer_export(request: SignedInRequest) -> HttpResponse:
    _only_safeguarding_leads(request)
    now = timezone.now()
    rows = list(queries.all_pointers(request.user).order_by("-reported_at", "-pk"))
    detail = {"pointers": len(rows)}
    record(actor=request.user, verb="safeguarding_pointer.exported", detail=detail)
    table = pointer_table(rows, by=request.user, at=now)
    response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    name = f"safeguarding-pointers-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
