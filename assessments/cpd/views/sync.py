"""What was written offline, sent when there is a connection again."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ..forms import EntryForm
from ..models import CPDEntry
from .own import own_entries
from .saving import form_sent, save


@never_cache
@require_POST
def entry_sync(request: HttpRequest) -> JsonResponse:
    """The fields of the short or the long form, with `key`; with `pk` and `read_at` when they
    change a draft that is there. Sent twice it does no harm.

    Answers ``{"state", "url", "errors"}``. After “conflict”, the same fields posted to ``url`` as
    a page show both versions. Who is signed out gets 401 and “signed_out”.
    """
    if not request.user.is_authenticated:
        return answer("signed_out", reverse("account_login"), status=401)
    pk = request.POST.get("pk", "")
    entry = CPDEntry(owner=request.user)
    if pk:
        entry = get_object_or_404(own_entries(request.user), pk=pk if pk.isdecimal() else 0)
    form = form_sent(request, entry)  # type: ignore[arg-type]  # signed in, as asked above
    return saved_or_why(form, entry, request)


def saved_or_why(form: EntryForm, entry: CPDEntry, request: HttpRequest) -> JsonResponse:
    here = reverse("cpd:entry_update", args=[entry.pk]) if entry.pk else reverse("cpd:entry_create")
    if form.is_valid() and entry.pk and form.was_read_at is None:
        form.add_error(None, "Say which version this was written from.")
    if not form.is_valid():
        return answer("invalid", here, errors=form.errors)
    saved = save(form, by=request.user)  # type: ignore[arg-type]
    if saved.entry is None:
        return answer("invalid", here, errors=form.errors)
    if saved.differences:
        return answer("conflict", reverse("cpd:entry_update", args=[saved.entry.pk]))
    return answer("saved", saved.entry.get_absolute_url())


def answer(state: str, url: str, *, errors: Any = None, status: int = 200) -> JsonResponse:
    return JsonResponse({"state": state, "url": url, "errors": errors or {}}, status=status)
