"""Who stands in for whom, and for which days."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cms.people.accounts.models import SignedInRequest

from .. import services
from ..access.covers import can_end_cover, can_list_covers
from ..forms import CoverForm
from ..queries import cover_rows, covers_listed, possible_absent

ASKS = ["GET", "HEAD", "POST"]
A_PAGE = 25


@login_required
@require_safe
def cover_list(request: SignedInRequest) -> HttpResponse:
    if not can_list_covers(request.user):
        raise Http404
    page = Paginator(covers_listed(request.user), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": cover_rows(request.user, page, timezone.localdate()),
        "sets": possible_absent(request.user).exists(),
    }
    return render(request, "teams/cover_list.html", context)


@login_required
@require_http_methods(ASKS)
def cover_create(request: SignedInRequest) -> HttpResponse:
    if not possible_absent(request.user).exists():
        raise Http404
    form = CoverForm(request.POST or None, setter=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            cover = services.set_cover(**form.cleaned_data, by=request.user)
        except ValidationError as problem:
            form.add_error(None, problem)
        except PermissionDenied as refusal:
            form.add_error("absent", str(refusal))
        else:
            told = f"{cover.stands_in} stands in for {cover.absent}. Everybody concerned is told."
            messages.success(request, told)
            return redirect("teams:cover_list")
    status = 422 if form.is_bound else 200
    return render(request, "teams/cover_create.html", {"form": form}, status=status)


@login_required
@require_http_methods(ASKS)
def cover_end(request: SignedInRequest, pk: int) -> HttpResponse:
    cover = get_object_or_404(covers_listed(request.user), pk=pk)
    if not can_end_cover(request.user, cover):
        raise Http404
    if request.method == "POST":
        try:
            services.end_cover(cover=cover, by=request.user)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        else:
            messages.success(request, "The cover has ended. Everybody concerned is told.")
        return redirect("teams:cover_list")
    return render(request, "teams/cover_end.html", {"cover": cover})
