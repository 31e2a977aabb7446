"""The phones' screens. They ask for a code and for nothing else: no account, no name."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.rooms import services
from assessments.rooms.forms import CodeForm
from assessments.rooms.queries import (
    Phone,
    has_guessed_too_often,
    open_room_at,
    option_under,
    phone_at,
    phone_view,
)
from assessments.rooms.rules import OPEN_FOR, clean_code, number_in

SALT = "rooms.voter"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def room_join(request: HttpRequest) -> HttpResponse:
    """The code, typed; or sent by the button of a page that the camera led to."""
    if request.method != "POST":
        return _ask_code(request, CodeForm())
    if has_guessed_too_often(_network(request)):
        return _ask_code(request, CodeForm(), status=429)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _ask_code(request, form, status=422)
    room = open_room_at(form.cleaned_data["code"])
    if room is None:
        services.note_wrong_code(network=_network(request))
        form.add_error("code", "No open room has this code. Look at the screen again.")
        return _ask_code(request, form, status=422)
    response = redirect("rooms:room_vote", room.code)
    phone = phone_at(room.code, _voter(request, room.code))
    if phone and phone.has_joined:
        return response
    try:
        _keep_voter(response, room.code, services.join_room(room=room))
    except ValidationError as problem:
        form.add_error("code", problem)
        return _ask_code(request, form, status=422)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def room_vote(request: HttpRequest, code: str) -> HttpResponse:
    """Where a phone stands: it waits, votes or reads what has come of it."""
    phone = phone_at(code, _voter(request, clean_code(code)))
    # Whoever is in the room stays in it, whatever somebody else on the college's network tries.
    is_in = phone is not None and phone.has_joined
    if not is_in and has_guessed_too_often(_network(request)):
        return _ask_code(request, CodeForm(), status=429)
    if phone is None:
        services.note_wrong_code(network=_network(request))
        form = CodeForm({"code": code[:20]})
        form.add_error("code", "No room has this code. Look at the screen again.")
        return _ask_code(request, form, status=404)
    if request.method == "POST":
        return _vote(request, phone)
    return _show(request, phone)


def _vote(request: HttpRequest, phone: Phone) -> HttpResponse:
    room = phone.room
    try:
        services.cast_vote(
            room=room,
            voter=_voter(request, room.code),
            place=number_in(request.POST.get("place", "")),
            option_key=option_under(room, request.POST.get("option", "")),
        )
    except (ValidationError, PermissionDenied) as problem:
        if isinstance(problem, ValidationError) and not _is_polled(request):
            messages.warning(request, " ".join(problem.messages))
    if _is_polled(request):
        now = phone_at(room.code, _voter(request, room.code))
        return _show(request, now or phone)
    return redirect("rooms:room_vote", room.code)


def _show(request: HttpRequest, phone: Phone) -> HttpResponse:
    etag = quote_etag(phone.stamp)
    if _is_polled(request) and request.method == "GET":
        unchanged = get_conditional_response(request, etag=etag)
        if unchanged is not None:
            return unchanged
    name = "rooms/phone_now.html" if _is_polled(request) else "rooms/room_vote.html"
    response = render(request, name, {"view": phone_view(phone), "phone": phone})
    if _is_polled(request):
        response["ETag"] = etag
    response["X-Robots-Tag"] = "noindex"
    return response


def _ask_code(request: HttpRequest, form: CodeForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "must_wait": status == 429}
    return render(request, "rooms/room_join.html", context, status=status)


def _is_polled(request: HttpRequest) -> bool:
    return bool(request.headers.get("HX-Request"))


def _network(request: HttpRequest) -> str:
    network: str = get_adapter(request).get_client_ip(request)
    return network


def _voter(request: HttpRequest, code: str) -> str:
    return request.get_signed_cookie(_cookie(code), default="", salt=SALT) or ""


def _keep_voter(response: HttpResponse, code: str, voter: str) -> None:
    """A name for this room alone, for as long as a room lasts, and sent to no other address."""
    response.set_signed_cookie(
        _cookie(code),
        voter,
        salt=SALT,
        max_age=int(OPEN_FOR.total_seconds()),
        path=reverse("rooms:room_join"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _cookie(code: str) -> str:
    return f"room_{code[:8]}"
