"""Entries as evidence of a line: chosen from the line, or from the entry."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.cpd.access import owned_by as entries_owned_by
from assessments.cpd.models import CPDEntry
from cms.people.accounts.models import SignedInRequest, User

from .. import queries, services
from ..forms import LinesOfEntryForm
from .lines import PAGE_SIZE, own_line_or_404


@login_required
@require_safe
def line_evidence(request: SignedInRequest, pk: int) -> HttpResponse:
    line = own_line_or_404(request.user, pk)
    words = request.GET.get("q", "").strip()
    rows = queries.entry_choices(line, request.user, words)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"line": line, "page": page, "words": words}
    return render(request, "plans/line_evidence.html", context)


@login_required
@require_POST
def entry_link(request: SignedInRequest, pk: int) -> HttpResponse:
    line = own_line_or_404(request.user, pk)
    entry = _own_entry_or_404(request.user, request.POST.get("entry", ""))
    services.link_entry(line=line, entry=entry, by=request.user)
    messages.success(request, "Linked: the entry stands as evidence in your plan.")
    return redirect(_back(request, pk))


@login_required
@require_POST
def entry_unlink(request: SignedInRequest, pk: int) -> HttpResponse:
    """No question is asked: it can be linked again on the page that this leads back to."""
    line = own_line_or_404(request.user, pk)
    entry = _own_entry_or_404(request.user, request.POST.get("entry", ""))
    services.unlink_entry(line=line, entry=entry, by=request.user)
    messages.success(request, "Taken out of this line. The entry itself stays in your log.")
    return redirect(_back(request, pk))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry_lines(request: SignedInRequest, pk: int) -> HttpResponse:
    """From an entry: the lines of the plan it belongs to."""
    entry = _own_entry_or_404(request.user, str(pk))
    rows = queries.rows_of(queries.lines_of(request.user))
    linked = {row.line.pk for row in rows if entry in row.evidence}
    offered = [row.line for row in rows if row.is_open or row.line.pk in linked]
    form = LinesOfEntryForm(
        request.POST if request.method == "POST" else None,
        offered=offered,
        initial={"lines": sorted(linked)},
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["lines"]
        services.set_lines_of_entry(entry=entry, lines=chosen, by=request.user)
        messages.success(request, "Saved.")
        return redirect(entry)
    context = {"entry": entry, "form": form, "offered": offered}
    return render(request, "plans/entry_lines.html", context)


def _own_entry_or_404(owner: User, asked: str) -> CPDEntry:
    if not (asked.isascii() and asked.isdigit() and len(asked) < 16):
        raise Http404
    own = CPDEntry.objects.standing().filter(entries_owned_by(owner), pk=int(asked))
    entry: CPDEntry | None = own.first()
    if entry is None:
        raise Http404
    return entry


def _back(request: SignedInRequest, pk: int) -> str:
    """To where she was: the line itself, or the list she chooses from."""
    name = "line_detail" if request.POST.get("back") == "line" else "line_evidence"
    return reverse(f"plans:{name}", args=[pk])
