from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.people.accounts.models import SignedInRequest
from cms.people.accounts.views import add_problems

from . import queries, services
from .access import can_confirm_card, can_edit_card, can_read_card
from .forms import ContactForm, MoveForm
from .models import SafeguardingContact
from .rules import ContactKind, Direction

WORKER = Path("cms/static/cms/js/service-worker.js")


def _contact_to_edit(request: SignedInRequest, pk: int) -> SafeguardingContact:
    if not can_edit_card(request.user):
        raise Http404
    return get_object_or_404(SafeguardingContact, pk=pk)


@login_required
@require_safe
def card(request: SignedInRequest) -> HttpResponse:
    if not can_read_card(request.user):
        raise Http404
    context = {
        "card": queries.card(),
        "can_edit": can_edit_card(request.user),
        "can_confirm": can_confirm_card(request.user),
    }
    return render(request, "escalation/card.html", context)


@login_required
@require_safe
@cache_control(no_store=True, private=True)
def card_kept(request: SignedInRequest) -> HttpResponse:
    """The card with nothing of the person who reads it, for the browser's worker to keep."""
    if not can_read_card(request.user):
        raise Http404
    return render(request, "escalation/card_kept.html", {"card": queries.card()})


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What the worker shows in place of a page that cannot be reached: nobody's, so open to all."""
    return render(request, "escalation/offline.html")


@require_safe
@cache_control(no_cache=True)
def service_worker(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(_worker_source(), content_type="text/javascript; charset=utf-8")


@cache
def _worker_source() -> str:
    return (settings.ROOT / WORKER).read_text(encoding="utf-8")


@login_required
@require_POST
def card_confirm(request: SignedInRequest) -> HttpResponse:
    if not can_confirm_card(request.user):
        raise Http404
    try:
        services.confirm_card(by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "Thank you. Everybody now sees that you checked it today.")
    return redirect("escalation:card")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contact_create(request: SignedInRequest) -> HttpResponse:
    if not can_edit_card(request.user):
        raise Http404
    kind = ContactKind.DEPUTY if queries.card().has_lead else ContactKind.DSL
    form = ContactForm(request.POST or None, initial={"kind": kind})
    if request.method == "POST" and form.is_valid():
        contact = services.create_contact(facts=form.facts, by=request.user)
        messages.success(request, f"{contact.name} is on the card.")
        return redirect("escalation:card")
    return render(request, "escalation/contact_create.html", {"form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contact_update(request: SignedInRequest, pk: int) -> HttpResponse:
    contact = _contact_to_edit(request, pk)
    name = contact.name
    form = ContactForm(request.POST or None, instance=contact)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_contact(contact=contact, facts=form.facts, by=request.user)
        except ValidationError as error:
            add_problems(form, error)
        else:
            messages.success(request, "The card is changed for everybody.")
            return redirect("escalation:card")
    context = {"form": form, "contact": contact, "name": name}
    return render(request, "escalation/contact_update.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contact_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    contact = _contact_to_edit(request, pk)
    if request.method == "POST":
        try:
            services.delete_contact(contact=contact, by=request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, f"{contact.name} is off the card.")
        return redirect("escalation:card")
    return render(request, "escalation/contact_delete.html", {"contact": contact})


@login_required
@require_POST
def contact_move(request: SignedInRequest, pk: int) -> HttpResponse:
    contact = _contact_to_edit(request, pk)
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise Http404
    direction = Direction(form.cleaned_data["direction"])
    try:
        services.move_contact(contact=contact, direction=direction, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("escalation:card")
