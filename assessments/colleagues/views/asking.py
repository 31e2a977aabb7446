from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cms.people.accounts.models import SignedInRequest

from .. import queries, services
from ..access import owned_by
from ..forms import AskForm
from ..models import ColleagueAsk, ColleagueRound
from ..rules import Relation
from .reading import own_round_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """One after another: after each, the same page for the next."""
    row = own_round_or_404(request, pk)
    if request.method != "POST" and not row.is_open:
        return redirect(row)
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _ask(request, row, form):
        return redirect("colleagues:ask_create", row.pk)
    asks = [ask for ask in queries.asks_of(row) if ask.withdrawn_at is None]
    context = {"round": row, "form": form, "asks": asks}
    status = 422 if form.is_bound else 200
    return render(request, "colleagues/ask_create.html", context, status=status)


def _ask(request: SignedInRequest, row: ColleagueRound, form: AskForm) -> bool:
    said = form.cleaned_data
    try:
        services.ask_colleague(
            colleague_round=row,
            name=said["name"],
            email=said["email"],
            relation=Relation(said["relation"]),
            by=request.user,
        )
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    messages.success(request, f"{said['name']} gets the link by e-mail.")
    return True


@login_required
@require_POST
def ask_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    mine = ColleagueRound.objects.filter(owned_by(request.user))
    rows = ColleagueAsk.objects.filter(round__in=mine).select_related("round__subject")
    ask: ColleagueAsk = get_object_or_404(rows, pk=pk)
    try:
        services.withdraw_ask(ask=ask, by=request.user)
    except ValidationError:
        messages.info(request, "This link opens nothing any more already. Nothing was changed.")
    else:
        messages.success(request, f"Withdrawn. The link of {ask.name} opens nothing any more.")
    return redirect(ask.round)


@login_required
@require_POST
def round_remind(request: SignedInRequest, pk: int) -> HttpResponse:
    row = own_round_or_404(request, pk)
    try:
        services.remind_colleagues(colleague_round=row, by=request.user)
    except ValidationError as problem:
        messages.info(request, " ".join(problem.messages))
    else:
        messages.success(request, "Everybody who has not answered yet is reminded, this once.")
    return redirect(row)
