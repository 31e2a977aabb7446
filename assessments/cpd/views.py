from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.people.accounts.models import User

from . import queries, rules, services
from .access import readable_by
from .forms import EntryForm, QuickEntryForm
from .models import CPDEntry
from .rules import CPDYear, EntryState

PAGE_SIZE = 20
ALL_YEARS = "all"


def _reader(request: HttpRequest) -> User:
    """Who is signed in: every view here asks for that first."""
    return cast(User, request.user)


def _own_entry_or_404(request: HttpRequest, pk: int) -> CPDEntry:
    own = CPDEntry.objects.kept().filter(readable_by(_reader(request)))
    entry: CPDEntry = get_object_or_404(own, pk=pk)
    return entry


def _year_asked(request: HttpRequest) -> CPDYear | None:
    """This CPD year unless another, or all of them, are asked for."""
    asked, now = request.GET.get("year", ""), rules.cpd_year(timezone.localdate())
    if asked == ALL_YEARS:
        return None
    is_year = len(asked) == 4 and asked.isdecimal()
    if is_year and rules.EARLIEST.year - 1 <= int(asked) <= now.start:
        return CPDYear(int(asked))
    return now


@login_required
@require_safe
def entry_list(request: HttpRequest) -> HttpResponse:
    year, words = _year_asked(request), request.GET.get("q", "").strip()
    is_bin = request.GET.get("state") == EntryState.DISCARDED
    state = EntryState.DISCARDED if is_bin else EntryState.DRAFT
    rows = queries.log_of(_reader(request), state=state, year=year, words=words)
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "totals": queries.log_totals(_reader(request), year),
        "year": year,
        "words": words,
        "is_bin": is_bin,
        "quick": QuickEntryForm(initial={"start_on": timezone.localdate()}),
    }
    return render(request, "cpd/entry_list.html", context)


@login_required
@require_safe
def entry_detail(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _own_entry_or_404(request, pk)
    statements = list(entry.statements.select_related("framework"))
    hints = None if entry.is_discarded else queries.hints_for(entry, len(statements))
    module = queries.source_module(entry)
    context = {
        "entry": entry,
        "statements": statements,
        "hints": hints,
        "module": module,
        "left_out": module is not None and len(module.codes) > rules.MOST_STATEMENTS,
    }
    return render(request, "cpd/entry_detail.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry_create(request: HttpRequest) -> HttpResponse:
    """The long form, and where the short one on the log's page leads when something is missing."""
    form = EntryForm(request.POST or None, instance=CPDEntry(owner=_reader(request)))
    if request.method == "POST" and form.is_valid():
        entry = services.create_entry(
            owner=_reader(request),
            content=form.content,
            statements=form.cleaned_data["statements"],
            by=_reader(request),
            key=form.cleaned_data["key"],
        )
        messages.success(request, "Added to your log. Complete it now or whenever you have time.")
        return redirect("cpd:entry_list") if "quick" in request.POST else redirect(entry)
    return render(request, "cpd/entry_create.html", {"form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry_update(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _own_entry_or_404(request, pk)
    if entry.is_discarded:
        return redirect(entry)
    form = EntryForm(request.POST or None, instance=entry)
    if request.method == "POST" and form.is_valid():
        services.update_entry(
            entry=entry,
            content=form.content,
            statements=form.cleaned_data["statements"],
            by=_reader(request),
        )
        messages.success(request, "Saved.")
        return redirect(entry)
    return render(request, "cpd/entry_update.html", {"form": form, "entry": entry})


@login_required
@require_POST
def entry_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """No question is asked, because it can be undone for a month."""
    entry = _own_entry_or_404(request, pk)
    if not entry.is_discarded:  # a second click finds it done
        services.discard_entry(entry=entry, by=_reader(request))
    return redirect(entry)


@login_required
@require_POST
def entry_restore(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _own_entry_or_404(request, pk)
    if entry.is_discarded:
        try:
            services.restore_entry(entry=entry, by=_reader(request))
        except ValidationError as error:  # the month ended between the page and the click
            messages.error(request, " ".join(error.messages))
            return redirect("cpd:entry_list")
        messages.success(request, "The entry is back in your log.")
    return redirect(entry)
