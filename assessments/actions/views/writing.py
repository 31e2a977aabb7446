"""Forms of a page each: agree, close, change, carry over, drop."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cms.people.accounts.access import is_staff_member
from cms.people.accounts.models import SignedInRequest

from .. import queries, services
from ..forms import ActionForm, CarryForm, CloseForm, DropForm, RescopeForm, Writing
from ..models import SupervisionAction
from .detail import back_from, own_action_or_404

READS_AND_WRITES = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(READS_AND_WRITES)
def action_create(request: SignedInRequest) -> HttpResponse:
    """Between two sessions, by either of a pair: what is agreed in one is written in its record."""
    if not is_staff_member(request.user):
        raise Http404
    pairs = queries.pairs_of(request.user)
    start = {"pair": _pair_asked(request)}
    form = ActionForm(sent(request), pairs=pairs, writer=request.user, initial=start)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        pair = said.pop("pair")
        people = {"supervisee": pair.supervisee, "supervisor": pair.supervisor}
        action = write(form, services.add_action_between, **people, **said, by=request.user)
        if action is not None:
            messages.success(request, "Written down. The other one of you is told.")
            return after(request, form, redirect(action))
    context = {"form": form, "has_pairs": pairs.exists()}
    return render(request, "actions/action_create.html", context, status=status_of(form))


@login_required
@require_http_methods(READS_AND_WRITES)
def action_close(request: SignedInRequest, pk: int) -> HttpResponse:
    action = own_action_or_404(request.user, pk)
    is_hers = request.user.pk == action.supervisee_id
    entries = queries.entries_to_choose(request.user) if is_hers else None
    form = CloseForm(sent(request), entries=entries)
    said = "Closed, with how it shows."
    return written(request, action, form, services.close_action, "action_close", said)


@login_required
@require_http_methods(READS_AND_WRITES)
def action_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    action = own_action_or_404(request.user, pk)
    form = DropForm(sent(request))
    said = "Dropped. You can open it again for 14 days."
    return written(request, action, form, services.drop_action, "action_drop", said)


@login_required
@require_http_methods(READS_AND_WRITES)
def action_rescope(request: SignedInRequest, pk: int) -> HttpResponse:
    action = own_action_or_404(request.user, pk)
    form = RescopeForm(sent(request))
    said = "Changed: this is the action you follow now."
    return written(request, action, form, services.rescope_action, "action_rescope", said)


@login_required
@require_http_methods(READS_AND_WRITES)
def action_carry(request: SignedInRequest, pk: int) -> HttpResponse:
    action = own_action_or_404(request.user, pk)
    sessions = queries.sessions_to_carry_to(action, request.user)
    form = CarryForm(sent(request), sessions=sessions)
    said = "Carried over."
    further = {"sessions": sessions}
    return written(request, action, form, services.carry_action, "action_carry", said, further)


def written(
    request: SignedInRequest,
    action: SupervisionAction,
    form: Writing,
    service: Any,
    template: str,
    said: str,
    further: dict[str, Any] | None = None,
) -> HttpResponse:
    """The form of an open action; sent, its service, and back to the action that holds then."""
    if not action.closed_at and request.method == "POST" and form.is_valid():
        result = write(form, service, action=action, **form.cleaned_data, by=request.user)
        if result is not None:
            messages.success(request, said)
            return after(request, form, back_from(result, request.user))
    if action.closed_at:
        messages.info(request, "This action is closed already.")
        return redirect(action)
    context = {"form": form, "action": action, **(further or {})}
    return render(request, f"actions/{template}.html", context, status=status_of(form))


def write(form: Writing, service: Any, **given: Any) -> Any:
    """What the service answers; None where it refused, with its sentence on the form."""
    try:
        return service(**given)
    except ValidationError as problem:
        form.service_said(problem)
        return None


def after(request: SignedInRequest, form: Writing, response: HttpResponse) -> HttpResponse:
    if form.details_warning:
        messages.warning(request, form.details_warning)
    return response


def sent(request: SignedInRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def status_of(form: Writing) -> int:
    return 422 if form.is_bound and form.errors else 200


def _pair_asked(request: SignedInRequest) -> int | None:
    """`?person=7`: the pair with this person."""
    asked = request.GET.get("person", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 16):
        return None
    for pair in queries.pairs_of(request.user):
        if int(asked) in (pair.supervisee_id, pair.supervisor_id):
            return pair.pk
    return None
