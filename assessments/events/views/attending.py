"""From the code on the wall to a draft in one's own log. Nobody is told who was there."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.people.accounts.models import SignedInRequest

from .. import queries, services
from ..access import can_attend
from ..forms import CodeForm
from ..models import TrainingEvent
from ..rules import WHY_NOT, Moment
from .hosting import to_draft

UNKNOWN = "No session has this code. Look at the screen again."


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def event_join(request: SignedInRequest) -> HttpResponse:
    """The code, typed."""
    if not can_attend(request.user):
        raise Http404
    if request.method != "POST":
        return _ask_code(request, CodeForm())
    if queries.has_guessed_too_often(request.user):
        return _ask_code(request, CodeForm(), status=429)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _ask_code(request, form, status=422)
    event = queries.event_at(form.cleaned_data["code"])
    if event is None:
        services.note_wrong_code(by=request.user)
        form.add_error("code", UNKNOWN)
        return _ask_code(request, form, status=422)
    return redirect("events:event_attend", event.code)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def event_attend(request: SignedInRequest, code: str) -> HttpResponse:
    """Where a camera leads to: the session, and one button."""
    if not can_attend(request.user):
        raise Http404
    if queries.has_guessed_too_often(request.user):
        return _ask_code(request, CodeForm(), status=429)
    event = queries.event_at(code)
    if event is None:
        services.note_wrong_code(by=request.user)
        form = CodeForm({"code": code[:20]})
        form.add_error("code", UNKNOWN)
        return _ask_code(request, form, status=404)
    if event.host_id == request.user.pk:
        return redirect(event)
    if request.method == "POST":
        return _attend(request, event)
    return _show(request, event)


def _attend(request: SignedInRequest, event: TrainingEvent) -> HttpResponse:
    try:
        entry, is_new = services.attend_event(event=event, by=request.user)
    except ValidationError:
        return _show(request, event, status=422)
    return to_draft(request, entry, is_new)


def _show(request: SignedInRequest, event: TrainingEvent, status: int = 200) -> HttpResponse:
    attendance = queries.attendance_of(event, request.user)
    moment = queries.moment_of(event)
    context = {
        "event": event,
        "statements": list(event.statements.select_related("framework")),
        "was_there": attendance is not None,
        "draft": queries.own_draft_of(attendance, request.user),
        "why_not": "" if moment == Moment.OPEN else WHY_NOT[moment],
    }
    return render(request, "events/event_attend.html", context, status=status)


def _ask_code(request: SignedInRequest, form: CodeForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "must_wait": status == 429}
    return render(request, "events/event_join.html", context, status=status)
