from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms.people.accounts.models import SignedInRequest

from .. import queries, services
from ..access import can_list_rounds, can_manage, can_open_round, owned_by
from ..models import ColleagueRound

PAGE_SIZE = 20


def round_or_404(request: SignedInRequest, pk: int) -> ColleagueRound:
    found: ColleagueRound = get_object_or_404(queries.rounds_readable(request.user), pk=pk)
    return found


def own_round_or_404(request: SignedInRequest, pk: int) -> ColleagueRound:
    rows = queries.rounds_readable(request.user).filter(owned_by(request.user))
    found: ColleagueRound = get_object_or_404(rows, pk=pk)
    return found


@login_required
@require_safe
def round_list(request: SignedInRequest) -> HttpResponse:
    """One's own rounds."""
    if not can_list_rounds(request.user):
        raise Http404
    rows = Paginator(queries.rounds_of(request.user), PAGE_SIZE)
    context = {
        "page": rows.get_page(request.GET.get("page")),
        "can_open": can_open_round(request.user, request.user),
        "manages": can_manage(request.user),
    }
    return render(request, "colleagues/round_list.html", context)


@login_required
@require_safe
def shared_list(request: SignedInRequest) -> HttpResponse:
    """For a line manager: what her people share."""
    if not can_manage(request.user):
        raise Http404
    rows = Paginator(queries.rounds_shared_with(request.user), PAGE_SIZE)
    context = {"page": rows.get_page(request.GET.get("page"))}
    return render(request, "colleagues/shared_list.html", context)


@login_required
@require_safe
def round_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    context = _opened(request, pk)
    row = context["round"]
    if context["is_own"]:
        context |= {"asks": queries.asks_of(row), "was_reminded": row.reminders.exists()}
    context["readers"] = queries.readers_of(row)
    return render(request, "colleagues/round_detail.html", context)


@login_required
@require_safe
def round_print(request: SignedInRequest, pk: int) -> HttpResponse:
    context = {**_opened(request, pk), "today": timezone.localdate()}
    return render(request, "colleagues/round_print.html", context)


def _opened(request: SignedInRequest, pk: int) -> dict[str, Any]:
    row = round_or_404(request, pk)
    services.note_opened(colleague_round=row, by=request.user)
    return {
        "round": row,
        "reading": queries.reading_of_round(row),
        "is_own": row.subject_id == request.user.pk,
    }
