"""The host's screens. They show how many were there, and never who."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.cpd.models import CPDEntry
from cms.people.accounts.models import SignedInRequest, User
from cms.qr_codes import qr_svg

from .. import queries, services
from ..access import can_host
from ..forms import EventForm
from ..models import TrainingEvent
from ..rules import Moment, spaced

PAGE_SIZE = 20
STARTS_OPEN = (Moment.OPEN, Moment.COMING)


@login_required
@require_safe
def event_list(request: SignedInRequest) -> HttpResponse:
    if not can_host(request.user):
        raise Http404
    page = Paginator(queries.events_of(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": [queries.row_of(event) for event in page.object_list]}
    return render(request, "events/event_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def event_create(request: SignedInRequest) -> HttpResponse:
    if not can_host(request.user):
        raise Http404
    form = EventForm(request.POST or None, instance=TrainingEvent(host=request.user))
    if request.method == "POST" and form.is_valid():
        event = services.create_event(
            content=form.content, statements=form.cleaned_data["statements"], by=request.user
        )
        messages.success(request, "The session has its code. Put it on the big screen.")
        _say_what_was_doubted(request, form)
        return redirect(event)
    return render(request, "events/event_create.html", {"form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def event_update(request: SignedInRequest, pk: int) -> HttpResponse:
    event = _own_event_or_404(request.user, pk)
    form = EventForm(request.POST or None, instance=event)
    if request.method == "POST" and form.is_valid():
        services.change_event(
            event=event,
            content=form.content,
            statements=form.cleaned_data["statements"],
            by=request.user,
        )
        messages.success(request, "Saved. Drafts that people have taken home stay as they are.")
        _say_what_was_doubted(request, form)
        return redirect(event)
    return render(request, "events/event_update.html", {"form": form, "event": event})


@login_required
@require_safe
def event_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    event = _own_event_or_404(request.user, pk)
    context = {
        "row": queries.row_of(event),
        "statements": list(event.statements.select_related("framework")),
        "draft": queries.own_draft_of(event, request.user),
        "code": spaced(event.code),
    }
    return render(request, "events/event_detail.html", context)


@never_cache
@login_required
@require_safe
def event_screen(request: SignedInRequest, pk: int) -> HttpResponse:
    """What stands on the wall. A poll gets the number alone, or nothing when it has not changed."""
    row = queries.row_of(_own_event_or_404(request.user, pk))
    if request.headers.get("HX-Request"):
        return _count(request, row)
    join = request.build_absolute_uri(reverse("events:event_join"))
    at = request.build_absolute_uri(reverse("events:event_attend", args=[row.event.code]))
    is_open = row.moment in STARTS_OPEN
    context = {
        "row": row,
        "is_open": is_open,
        "code": spaced(row.event.code),
        "address": join.partition("://")[2].rstrip("/"),
        "qr": qr_svg(at) if is_open else "",
    }
    return render(request, "events/event_screen.html", context)


def _count(request: HttpRequest, row: queries.EventRow) -> HttpResponse:
    if request.GET.get("moment") != row.moment:
        response = HttpResponse()
        response["HX-Refresh"] = "true"
        return response
    etag = quote_etag(f"{row.event.pk}-{row.count}")
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    response = render(request, "events/count.html", {"row": row})
    response["ETag"] = etag
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def event_close(request: SignedInRequest, pk: int) -> HttpResponse:
    event = _own_event_or_404(request.user, pk)
    if request.method == "POST":
        services.close_event(event=event, by=request.user)
        messages.success(request, "Closed: the code works no more.")
        return redirect(event)
    return render(request, "events/event_close.html", {"event": event})


@login_required
@require_POST
def event_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    event = _own_event_or_404(request.user, pk)
    try:
        services.reopen_event(event=event, by=request.user)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
    else:
        messages.success(request, "Open again: the code is the same.")
    return redirect(event)


@login_required
@require_POST
def event_draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """The host's own draft: that she led it."""
    event = _own_event_or_404(request.user, pk)
    try:
        entry, is_new = services.draft_leading(event=event, by=request.user)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
        return redirect(event)
    return to_draft(request, entry, is_new)


def to_draft(request: HttpRequest, entry: CPDEntry, is_new: bool) -> HttpResponse:
    """To the draft. One that was discarded for good is nowhere to be led to."""
    if is_new:
        messages.success(request, "A draft waits in your log. Only you can read it.")
    elif not CPDEntry.objects.kept().filter(pk=entry.pk).exists():
        messages.info(request, "You discarded the draft of this session, and it is gone.")
        return redirect("cpd:entry_list")
    return redirect(entry)


def _own_event_or_404(host: User, pk: int) -> TrainingEvent:
    event: TrainingEvent = get_object_or_404(queries.events_of(host), pk=pk)
    return event


def _say_what_was_doubted(request: HttpRequest, form: EventForm) -> None:
    if form.details_warning:
        messages.warning(request, form.details_warning)
