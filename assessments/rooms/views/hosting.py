"""The host's screens: every button is a form that leads back to where the room stands."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from assessments.rooms import services
from assessments.rooms.access import can_host, can_open, readable_by
from assessments.rooms.forms import RoomForm
from assessments.rooms.models import Room
from assessments.rooms.queries import (
    Screen,
    debrief_of,
    option_under,
    pulse_of,
    rooms_of,
    screen_of,
)
from assessments.rooms.rules import Stage, clean_code, number_in
from assessments.scenarios.access import playable_by
from assessments.scenarios.models import ScenarioPage
from assessments.scenarios.rules.graph import Mode
from cms.people.accounts.models import SignedInRequest
from cms.qr_codes import qr_svg

COMMENTS_WAIT = "rooms.comments_wait"  # in the session: by code, whether the host keeps them back


@login_required
def room_create(request: SignedInRequest, pk: int) -> HttpResponse:
    scenario = get_object_or_404(ScenarioPage.objects.filter(playable_by(request.user)), pk=pk)
    if not can_open(request.user, scenario):
        raise Http404
    start = {"comments_wait": scenario.mode == Mode.ASSESSED}
    form = RoomForm(request.POST or None, initial=start)
    if request.method == "POST":
        try:
            room = services.open_room(scenario=scenario, by=request.user)
        except ValidationError as problem:
            messages.warning(request, f"This room cannot be opened. {' '.join(problem.messages)}")
            return redirect(scenario.url or "/")
        _keep_waiting(request, room.code, form.is_valid() and form.cleaned_data["comments_wait"])
        return redirect(room)
    return render(request, "rooms/room_create.html", {"scenario": scenario, "form": form})


@require_GET
@login_required
def room_list(request: SignedInRequest) -> HttpResponse:
    if not can_host(request.user):
        raise Http404
    return render(request, "rooms/room_list.html", {"rooms": rooms_of(request.user)})


@never_cache
@require_GET
def room_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The big screen. Whoever else comes here has typed a phone's address a little short."""
    is_poll = bool(request.headers.get("HX-Request"))
    room = _found(request, code)
    if room is None:
        if is_poll:
            raise Http404
        return redirect("rooms:room_vote", clean_code(code) or "x")
    if is_poll:
        return _counts(request, room)
    screen = screen_of(room)
    address = request.build_absolute_uri(reverse("rooms:room_join"))
    vote_at = request.build_absolute_uri(reverse("rooms:room_vote", args=[room.code]))
    context = {
        "screen": screen,
        "comments_wait": _is_waiting(request, screen),
        "address": address.partition("://")[2].rstrip("/"),
        "qr": qr_svg(vote_at) if screen.stage is not Stage.OVER else "",
    }
    return render(request, "rooms/room_detail.html", context)


def _counts(request: HttpRequest, room: Room) -> HttpResponse:
    """What a poll gets: nothing new, the numbers, or the word to load a page that has moved on."""
    pulse = pulse_of(room)
    if request.GET.get("stamp") != pulse.stamp or pulse.stage is Stage.OVER:
        response = HttpResponse()
        response["HX-Refresh"] = "true"
        return response
    etag = quote_etag(pulse.counts_stamp)
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    response = render(request, "rooms/counts.html", {"pulse": pulse, "code": room.code})
    response["ETag"] = etag
    return response


@require_POST
@login_required
def vote_open(request: SignedInRequest, code: str) -> HttpResponse:
    return _move(request, code, services.open_vote)


@require_POST
@login_required
def vote_close(request: SignedInRequest, code: str) -> HttpResponse:
    return _move(request, code, services.close_vote)


@require_POST
@login_required
def option_follow(request: SignedInRequest, code: str) -> HttpResponse:
    room = _room(request, code)
    option_key = option_under(room, request.POST.get("option", ""))
    return _move(request, code, services.follow_option, option_key=option_key)


@require_POST
@login_required
def room_next(request: SignedInRequest, code: str) -> HttpResponse:
    return _move(request, code, services.go_on)


@require_POST
@login_required
def room_back(request: SignedInRequest, code: str) -> HttpResponse:
    number = number_in(request.POST.get("number", ""))
    return _move(request, code, services.go_back, number=number)


@login_required
def room_close(request: SignedInRequest, code: str) -> HttpResponse:
    room = _room(request, code)
    if request.method == "POST":
        services.close_room(room=room, by=request.user)
        return redirect("rooms:room_debrief", room.code)
    return render(request, "rooms/room_close.html", {"room": room})


@require_POST
@login_required
def comments_set(request: SignedInRequest, code: str) -> HttpResponse:
    room = _room(request, code)
    _keep_waiting(request, room.code, request.POST.get("wait") == "1")
    return redirect(room)


@require_GET
@login_required
def room_debrief(request: SignedInRequest, code: str) -> HttpResponse:
    room = _room(request, code)
    context = {"room": room, "screen": screen_of(room), "debrief": debrief_of(room)}
    return render(request, "rooms/room_debrief.html", context)


def _move(
    request: SignedInRequest, code: str, service: Callable[..., Room], **arguments: Any
) -> HttpResponse:
    room = _room(request, code)
    try:
        service(room=room, seen=request.POST.get("seen", ""), by=request.user, **arguments)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
    return redirect(room)


def _found(request: HttpRequest, code: str) -> Room | None:
    """Without the words of its version, which the process has read already."""
    rooms = Room.objects.select_related("version").defer("version__content")
    rooms = rooms.filter(readable_by(request.user), code=clean_code(code))
    found: Room | None = rooms.first()
    return found


def _room(request: HttpRequest, code: str) -> Room:
    room = _found(request, code)
    if room is None:
        raise Http404
    return room


def _is_waiting(request: HttpRequest, screen: Screen) -> bool:
    kept: dict[str, bool] = request.session.get(COMMENTS_WAIT, {})
    return kept.get(screen.room.code, screen.is_assessed)


def _keep_waiting(request: HttpRequest, code: str, wait: bool) -> None:
    request.session[COMMENTS_WAIT] = {**request.session.get(COMMENTS_WAIT, {}), code: wait}
