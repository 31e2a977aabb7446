"""Of the owner: whom she asked about an entry, and what they said."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.cpd.access import owned_by
from assessments.cpd.models import CPDEntry
from assessments.witnesses import queries, rules, services
from assessments.witnesses.forms import AskForm
from assessments.witnesses.models import WitnessRequest
from cms.people.accounts.models import SignedInRequest
from cms.qr_codes import qr_svg

SHOWN_ONCE = "witness_link"


def _own_entry_or_404(request: SignedInRequest, pk: int) -> CPDEntry:
    own = CPDEntry.objects.kept().filter(owned_by(request.user))
    entry: CPDEntry = get_object_or_404(own, pk=pk)
    return entry


def _own_request_or_404(request: SignedInRequest, pk: int) -> WitnessRequest:
    found = queries.request_of(request.user, pk)
    if found is None:
        raise Http404
    return found


@login_required
@require_safe
def request_list(request: SignedInRequest, pk: int) -> HttpResponse:
    entry = _own_entry_or_404(request, pk)
    context = {
        "entry": entry,
        "rows": queries.requests_about(request.user, entry),
        "can_ask": entry.state in rules.ASKABLE,
    }
    return render(request, "witnesses/request_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def request_create(request: SignedInRequest, pk: int) -> HttpResponse:
    entry = _own_entry_or_404(request, pk)
    form = AskForm(request.POST or None, initial=_asked_before(request, entry))
    if request.method == "POST" and form.is_valid():
        try:
            asked = services.ask_witness(entry=entry, **form.cleaned_data, by=request.user)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            request.session[SHOWN_ONCE] = asked.pk
            if form.details_warning:
                messages.warning(request, form.details_warning)
            return redirect("witnesses:request_link", asked.pk)
    context = {"entry": entry, "form": form, "days": queries.days_open()}
    status = 422 if form.is_bound else 200
    return render(request, "witnesses/request_create.html", context, status=status)


def _asked_before(request: SignedInRequest, entry: CPDEntry) -> dict[str, Any]:
    """Asking the same person again begins with what was asked the first time."""
    again = request.GET.get("again", "")
    found = None
    if again.isdecimal() and len(again) < 12:
        found = queries.requests_about(request.user, entry).filter(pk=int(again)).first()
    if found is None:
        return {}
    return {
        "name": found.name,
        "kind": found.kind,
        "words": found.words,
        "with_summary": found.shows_summary,
    }


@never_cache
@login_required
@require_safe
def request_link(request: SignedInRequest, pk: int) -> HttpResponse:
    """The link, once: whoever looks over a shoulder later finds none."""
    asked = _own_request_or_404(request, pk)
    is_first_look = request.session.get(SHOWN_ONCE) == asked.pk
    if is_first_look and request.method == "GET":
        del request.session[SHOWN_ONCE]
    url = f"{settings.BASE_URL.rstrip('/')}{asked.path}"
    is_shown = is_first_look and asked.is_open
    context = {
        "asked": asked,
        "entry": asked.entry,
        "url": url if is_shown else "",
        "code": qr_svg(url) if is_shown else "",
    }
    return render(request, "witnesses/request_link.html", context)


@login_required
@require_POST
def request_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    asked = _own_request_or_404(request, pk)
    try:
        services.withdraw_request(witness_request=asked, by=request.user)
    except ValidationError:
        messages.info(request, "This link was used or had run out already. Nothing was changed.")
    else:
        messages.success(request, "Withdrawn. The link opens nothing any more.")
    return redirect("witnesses:request_list", asked.entry_id)
