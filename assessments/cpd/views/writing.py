from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cms.people.accounts.models import SignedInRequest
from courses.catalogue.models import StepPage
from courses.progress.access import steps_readable_by
from courses.progress.forms import ReflectionForm
from courses.progress.services import save_reflection

from .. import rules, services
from ..forms import EntryForm, carried, settled
from ..models import CPDEntry
from ..queries import policy_on
from .own import go, own_entry_or_404
from .saving import Saved, form_sent, save

LONGEST_SHARED = 5_000
# Buttons that show the form again, with everything typed, and save nothing.
NOT_YET = ("change_model", "look")
DRAFTED = "Added to your log. Complete it now or whenever you have time."


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry_create(request: SignedInRequest) -> HttpResponse:
    """The long form, and where the short one on the log's page leads when something is missing."""
    entry = CPDEntry(owner=request.user)
    if request.method != "POST":
        form = EntryForm(instance=entry, initial=shared_from_elsewhere(request))
        return form_page(request, form)
    form = form_sent(request, entry)
    if is_not_yet(request):
        return shown_again(request, form)
    saved = save(form, by=request.user) if form.is_valid() else Saved(None)
    if saved.entry is None:
        return form_page(request, form, status=422)
    if saved.differences:
        return conflict(request, form, saved)
    messages.success(request, DRAFTED)
    return redirect("cpd:entry_list") if "quick" in request.POST else redirect(saved.entry)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry_update(request: SignedInRequest, pk: int) -> HttpResponse:
    """Also where two versions are settled, and where one written offline is taken to be settled:
    the same fields, posted here with the `read_at` they were written from."""
    entry = own_entry_or_404(request, pk)
    if request.method != "POST":
        if not entry.is_open:
            return redirect(entry)
        return form_page(request, EntryForm(instance=entry), entry)
    data = settled(request.POST, entry) if "settle" in request.POST else None
    form = form_sent(request, entry, data)
    if is_not_yet(request):
        return shown_again(request, form, entry)
    saved = save(form, by=request.user) if form.is_valid() else Saved(None)
    if saved.entry is None:
        return form_page(request, form, entry, status=422)
    if saved.differences:
        return conflict(request, form, saved)
    messages.success(request, "Saved.")
    return redirect(saved.entry)


@login_required
@require_POST
def entry_from_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """From a lesson's question: what she wrote is saved, and begins a draft in her log."""
    user = request.user
    step = get_object_or_404(StepPage.objects.filter(steps_readable_by(user)), pk=pk)
    block_id, text = request.POST.get("block", ""), request.POST.get("text", "")
    form = ReflectionForm(request.POST, step=step)
    try:
        if form.problem:
            raise ValidationError(form.problem)
        save_reflection(author=user, step=step, block_id=block_id, text=text, by=user)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return go(request, f"{step.url}#block-{block_id}")
    entry = services.draft_from_reflection(owner=user, step=step, block_id=block_id, by=user)
    messages.success(request, "A draft in your log. Only you can read it.")
    if form.details_warning:
        messages.warning(request, form.details_warning)
    return go(request, reverse("cpd:entry_update", args=[entry.pk]))


def shared_from_elsewhere(request: HttpRequest) -> dict[str, Any]:
    """What another app on her phone handed over (the share target of the web manifest)."""
    title, text, url = (request.GET.get(name, "").strip() for name in ("title", "text", "url"))
    first_line = next(iter((title or text or url).splitlines()), "")
    learned = "\n\n".join(part for part in (text, url) if part)
    return {"title": first_line[:200], "what_i_learned": learned[:LONGEST_SHARED]}


def is_not_yet(request: HttpRequest) -> bool:
    return any(name in request.POST for name in NOT_YET)


def form_page(
    request: HttpRequest, form: EntryForm, entry: CPDEntry | None = None, *, status: int = 200
) -> HttpResponse:
    day = entry.start_on if entry else None
    context = {"form": form, "entry": entry, "least": policy_on(day).shortest_application}
    template = "cpd/entry_update.html" if entry else "cpd/entry_create.html"
    return render(request, template, context, status=status)


def shown_again(
    request: HttpRequest, form: EntryForm, entry: CPDEntry | None = None
) -> HttpResponse:
    """Everything typed is there, and nothing is called a mistake before it is to be saved."""
    form.errors.clear()
    return form_page(request, form, entry)


def conflict(request: HttpRequest, form: EntryForm, saved: Saved) -> HttpResponse:
    """Both versions, field by field. One that is with others cannot be changed: her words are
    shown, and what she can do."""
    entry = saved.entry
    assert entry is not None
    context = {
        "entry": entry,
        "differences": saved.differences,
        "carried": carried(form.sent),
        "read_at": entry.changed_at.isoformat(),
        "why_closed": why_closed(entry),
    }
    return render(request, "cpd/entry_conflict.html", context, status=409)


def why_closed(entry: CPDEntry) -> str:
    try:
        rules.check_can_be_changed(entry.state)
    except ValidationError as problem:
        return " ".join(problem.messages)
    return ""
