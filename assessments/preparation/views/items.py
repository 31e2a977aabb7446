"""The agenda: one tap each, and back to where she was on the page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from assessments.sessions.models import SupervisionSession
from cms.people.accounts.models import SignedInRequest

from .. import queries, services
from ..access import can_prepare
from ..forms import ItemForm, PreparationForm
from ..models import PreparationItem
from ..rules import Source
from .preparing import back_to, own_page, own_session_or_404

AGENDA, OFFERS = "#agenda", "#offers"


@login_required
@require_POST
def item_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Her own words, or something of hers by its source and key."""
    session = own_session_or_404(request.user, pk)
    source = request.POST.get("source", Source.OWN)
    if source != Source.OWN:
        given = {"source": source, "pk": _key(request)}
        _add(request, session, **given)
        return redirect(back_to(session, OFFERS))
    form = ItemForm(request.POST, prefix="own")
    if not form.is_valid():
        preparation = queries.preparation_for(session, request.user)
        empty = PreparationForm(preparation=preparation)
        return own_page(request, session, preparation, empty, item_form=form, status=422)
    if _add(request, session, title=form.cleaned_data["title"]) and form.details_warning:
        messages.warning(request, form.details_warning)
    return redirect(back_to(session, AGENDA))


@login_required
@require_POST
def item_move(request: SignedInRequest, pk: int) -> HttpResponse:
    item = own_item_or_404(request, pk)
    services.move_item(item=item, up=request.POST.get("to") == "up", by=request.user)
    return redirect(back_to(item.preparation.session, AGENDA))


@login_required
@require_POST
def item_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """No question is asked: it is offered again on the page that this leads back to."""
    item = own_item_or_404(request, pk)
    services.remove_item(item=item, by=request.user)
    messages.success(request, "Off your agenda. What it came from stays where it is.")
    return redirect(back_to(item.preparation.session, AGENDA))


@login_required
@require_POST
def item_talked(request: SignedInRequest, pk: int) -> HttpResponse:
    item = own_item_or_404(request, pk)
    talked = request.POST.get("talked") == "1"
    services.mark_talked_about(item=item, is_talked_about=talked, by=request.user)
    if item.source == Source.BOOKMARK:
        said = "off your list for supervision" if talked else "back on your list for supervision"
        messages.success(request, f"Noted, and {said}.")
    return redirect(back_to(item.preparation.session, AGENDA))


def own_item_or_404(request: SignedInRequest, pk: int) -> PreparationItem:
    item = get_object_or_404(queries.items_of(request.user), pk=pk)
    if not can_prepare(request.user, item.preparation.session):
        raise Http404
    return item


def _add(request: SignedInRequest, session: SupervisionSession, **given: Any) -> bool:
    try:
        services.add_item(session=session, mentor=request.user, **given, by=request.user)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
        return False
    except PermissionDenied as refused:  # not hers, or no longer there: nobody learns which
        raise Http404 from refused
    messages.success(request, "On your agenda.")
    return True


def _key(request: SignedInRequest) -> int:
    asked = request.POST.get("key", "")
    if request.POST.get("source") not in Source.values:
        raise Http404
    if not (asked.isascii() and asked.isdigit() and len(asked) < 16):
        raise Http404
    return int(asked)
