"""The live screen. It works as a plain page; with its script it keeps what is written on the phone
and sends it when there is a connection."""

import json
import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cms.people.accounts.models import SignedInRequest, User

from .. import access, forms, queries, services
from ..models import Observation, ObservationNote
from ..rules import ObservationState, Tally
from .own import PAGE, form_page, observation_or_404, say_doubts, say_problem, too_late, tried

MOST_AT_ONCE = 100


@never_cache
@login_required
@require_http_methods(PAGE)
def observation_live(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST without a script: a note, or (with `count`) the figures."""
    observation = observation_or_404(request.user, pk)
    if not access.can_watch(request.user, observation):
        raise Http404
    if not access.can_note(request.user, observation):
        return too_late(request, observation)
    is_count = "count" in request.POST
    if request.method == "POST":
        return (_count if is_count else _note)(request, observation)
    return live_page(request, observation)


def _note(request: SignedInRequest, observation: Observation) -> HttpResponse:
    form = forms.NoteForm(request.POST)
    if form.is_valid():
        values = {**form.cleaned_data, "observation": observation, "by": request.user}
        if tried(form, services.keep_note, **values) is not None:
            say_doubts(request, form)
            return redirect("observations:observation_live", observation.pk)
    return live_page(request, observation, status=422, note_form=form)


def _count(request: SignedInRequest, observation: Observation) -> HttpResponse:
    form = forms.TallyForm(request.POST)
    if form.is_valid():
        values = {"tally": form.tally, "before": form.read, "by": request.user}
        if tried(form, services.keep_tally, observation=observation, **values) is not None:
            messages.success(request, "Kept.")
            return redirect("observations:observation_live", observation.pk)
    return live_page(request, observation, status=422, tally_form=form)


def live_page(
    request: SignedInRequest, observation: Observation, *, status: int = 200, **given: Any
) -> HttpResponse:
    tally = queries.tally_of(observation)
    context = {
        "observation": observation,
        "criteria": queries.criteria_of(observation),
        "notes": queries.own_notes(observation, request.user),
        "counts": access.can_observe(request.user, observation),
        "tally": tally,
        "talk": queries.talk_of(tally),
        "note_form": forms.NoteForm(initial={"client_id": uuid.uuid4()}, auto_id="note_%s"),
        "tally_form": forms.TallyForm(initial=forms.TallyForm.start(tally), auto_id="tally_%s"),
        "is_planned": observation.state == ObservationState.PLANNED,
        **given,
    }
    return render(request, "observations/observation_live.html", context, status=status)


@never_cache
@require_POST
def observation_sync(request: HttpRequest, pk: int) -> JsonResponse:
    """`notes`: a list in JSON; `tally` and `before`: five numbers, and those it may replace.

    Answers ``{"state", "notes": {client_id: {"state", "errors", "warning"}}, "tally",
    "tally_state"}``. A note's state is “saved” or “invalid”; the tally's “saved”, “invalid” or
    “conflict”, with what stands. Sent twice it does no harm.
    """
    user = request.user
    if not user.is_authenticated:
        return JsonResponse({"state": "signed_out"}, status=401)
    rows = queries.observations().filter(access.readable_by(user))
    observation = get_object_or_404(rows, pk=pk)
    if not access.can_watch(user, observation):
        raise Http404
    if not access.can_note(user, observation):
        return JsonResponse({"state": "closed"}, status=409)
    notes = {
        key: _keep(observation, sent, user)  # type: ignore[arg-type]  # signed in, as asked above
        for key, sent in _notes_sent(request).items()
    }
    return JsonResponse({"state": "saved", "notes": notes, **_tally_kept(request, observation)})


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _notes_sent(request: HttpRequest) -> dict[str, dict[str, str]]:
    sent = _read(request.POST.get("notes", "[]"))
    rows = sent[:MOST_AT_ONCE] if isinstance(sent, list) else []
    return {
        str(row.get("client_id", ""))[:64]: {
            str(name): "" if value is None else str(value) for name, value in row.items()
        }
        for row in rows
        if isinstance(row, dict)
    }


def _keep(observation: Observation, sent: dict[str, str], by: User) -> dict[str, Any]:
    form = forms.SentNoteForm(sent)
    if not form.is_valid():
        words = [word for errors in form.errors.values() for word in errors]
        return {"state": "invalid", "errors": words, "warning": ""}
    try:
        services.keep_note(observation=observation, by=by, **form.values)
    except ValidationError as problem:
        return {"state": "invalid", "errors": problem.messages, "warning": ""}
    except PermissionDenied:
        return {"state": "invalid", "errors": ["Somebody else wrote this."], "warning": ""}
    return {"state": "saved", "errors": [], "warning": form.details_warning}


def _tally_kept(request: HttpRequest, observation: Observation) -> dict[str, Any]:
    tally = forms.tally_from(_read(request.POST.get("tally", "null")))
    if tally is None:
        return {"tally_state": "", "tally": vars(queries.tally_of(observation))}
    before = _read(request.POST.get("before", "[]"))
    known = [forms.tally_from(one) for one in before] if isinstance(before, list) else []
    wanted: list[Tally] = [one for one in known if one is not None]
    by: Any = request.user
    try:
        services.keep_tally(observation=observation, tally=tally, before=wanted, by=by)
    except services.TallyChangedError as changed:
        return {"tally_state": "conflict", "tally": vars(changed.tally)}
    except (ValidationError, PermissionDenied):
        return {"tally_state": "invalid", "tally": vars(queries.tally_of(observation))}
    return {"tally_state": "saved", "tally": vars(tally)}


@login_required
@require_POST
def note_remove(request: SignedInRequest, pk: int, note: int) -> HttpResponse:
    observation = observation_or_404(request.user, pk)
    row = get_object_or_404(
        ObservationNote.objects.filter(observation=observation, author=request.user), pk=note
    )
    try:
        services.remove_note(note=row, by=request.user)
    except ValidationError as problem:
        say_problem(request, problem)
        return redirect(observation)
    except PermissionDenied:
        raise Http404 from None
    messages.success(request, "Taken out.")
    return redirect("observations:observation_live", observation.pk)


@login_required
@require_http_methods(PAGE)
def observation_seen(request: SignedInRequest, pk: int) -> HttpResponse:
    """It took place. `began` and `minutes` come from the clock of the live screen."""
    observation = observation_or_404(request.user, pk)
    if not access.can_observe(request.user, observation):
        raise Http404
    if observation.state != ObservationState.PLANNED:
        return too_late(request, observation)
    latest = min(observation.planned_for, timezone.now())
    start = {"seen_at": latest, "minutes": request.GET.get("minutes", "")}
    form = forms.SeenForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "observation": observation, "by": request.user}
        if tried(form, services.mark_seen, **values) is not None:
            messages.success(request, "Noted. Now write it up, while you still hear it.")
            return redirect("observations:observation_write", observation.pk)
    words = {
        "title": "It took place",
        "lead": "Then you write it up. Notes that still wait on your phone can come later.",
        "submit": "Note it",
    }
    return form_page(request, observation, form, **words)
