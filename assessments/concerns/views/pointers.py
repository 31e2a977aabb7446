"""What somebody passed on, for herself; and one pointer, for her and the safeguarding leads."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from cms.people.accounts.models import SignedInRequest
from cms.people.accounts.views import add_problems
from cms.people.audit.services import record

from .. import queries, services
from ..access import can_list_pointers, can_point
from ..forms import PointerForm

PAGE_SIZE = 20
READ = "safeguarding_pointer.opened"


@never_cache
@login_required
@require_safe
def pointer_mine(request: SignedInRequest) -> HttpResponse:
    page = Paginator(queries.own_pointers(request.user), PAGE_SIZE)
    context = {"page": page.get_page(request.GET.get("page"))}
    return render(request, "concerns/pointer_mine.html", context)


@sensitive_post_parameters()
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pointer_create(request: SignedInRequest) -> HttpResponse:
    session = queries.session_of(request.user, request.GET.get("session", ""))
    if not can_point(request.user, session):
        raise Http404
    form = PointerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            pointer = services.add_pointer(session=session, by=request.user, **form.cleaned_data)
        except ValidationError as problem:
            add_problems(form, problem)
        else:
            messages.success(request, "Noted: that it was passed on, and nothing else.")
            return redirect(pointer)
    context = {"form": form, "session": session}
    status = 422 if form.is_bound else 200
    return render(request, "concerns/pointer_create.html", context, status=status)


@never_cache
@login_required
@require_safe
def pointer_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    pointer = queries.pointer_for(request.user, pk)
    if pointer is None:
        raise Http404
    if pointer.reported_by_id != request.user.pk and request.method != "HEAD":
        record(actor=request.user, verb=READ, obj=pointer, about=pointer.reported_by)
    (row,) = queries.desk_rows(request.user, [pointer])
    context = {"row": row, "pointer": pointer, "keeps": can_list_pointers(request.user)}
    return render(request, "concerns/pointer_detail.html", context)
