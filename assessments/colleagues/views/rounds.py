from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cms.people.accounts.models import SignedInRequest

from .. import services
from ..access import can_open_round
from ..forms import RoundForm
from ..rules.rounds import MOST_ASKS
from .reading import own_round_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def round_create(request: SignedInRequest) -> HttpResponse:
    person = request.user
    if not can_open_round(person, person):
        raise Http404
    form = RoundForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        row = services.open_round(subject=person, by=person, **form.cleaned_data)
        if form.details_warning:
            messages.warning(request, form.details_warning)
        messages.success(request, "The round is open. Now say whom you ask.")
        return redirect("colleagues:ask_create", row.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "most": MOST_ASKS}
    return render(request, "colleagues/round_create.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def round_close(request: SignedInRequest, pk: int) -> HttpResponse:
    done = "The round is closed, and the addresses are forgotten."
    return _confirmed(request, pk, "round_close", services.close_round, done)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def round_give_up(request: SignedInRequest, pk: int) -> HttpResponse:
    done = "The round is given up. Its links open nothing any more."
    return _confirmed(request, pk, "round_give_up", services.give_up_round, done)


def _confirmed(
    request: SignedInRequest, pk: int, name: str, act: Callable[..., Any], done: str
) -> HttpResponse:
    """A question first; what does not go is said on the page of the round."""
    row = own_round_or_404(request, pk)
    if request.method != "POST" and row.is_open:
        return render(request, f"colleagues/{name}.html", {"round": row})
    try:
        act(colleague_round=row, by=request.user)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, done)
    return redirect(row)


@login_required
@require_POST
def round_share(request: SignedInRequest, pk: int) -> HttpResponse:
    row = own_round_or_404(request, pk)
    is_shared = request.POST.get("show") == "yes"
    try:
        services.set_shared(colleague_round=row, is_shared=is_shared, by=request.user)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        said = "Your line manager can read it now." if is_shared else "It is yours alone again."
        messages.success(request, said)
    return redirect(row)
