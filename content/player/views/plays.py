"""The page that plays, what it saves and what it reports."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

from content.activities.services import attempts
from content.h5p.json_reading import read_json
from content.h5p.limits import Limits
from content.h5p.problems import Refused

from .. import queries
from ..queries import Seat
from ..rules import content_policy, feature_policy
from .answers import for_the_sandbox, in_words

REPORT_LIMITS = Limits(json_bytes=1024 * 1024, json_depth=60)
LATE = "This page has been open too long. Reload the page around it to go on."
GONE, NOT_YET = 410, 503


def seated(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Finds who plays what by the token; an address that has run out says so."""

    @wraps(view)
    def answer(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
        try:
            seat = queries.seat_of(token)
        except signing.SignatureExpired:
            return in_words(LATE, GONE)
        except signing.BadSignature as problem:
            raise Http404 from problem
        if seat is None:
            raise Http404
        return view(request, seat, **kwargs)

    return answer


@for_the_sandbox("GET", "HEAD")
@seated
def play_page(_request: HttpRequest, seat: Seat) -> HttpResponseBase:
    try:
        shown = queries.shown_in(seat, now=time.time())
    except ValidationError as problem:
        return in_words(" ".join(problem.messages), NOT_YET)
    # Without the request: what the site adds to its pages is about whoever is signed in there.
    response = HttpResponse(render_to_string("player/page.html", {"shown": shown, "seat": seat}))
    response["Content-Security-Policy"] = content_policy(
        player=settings.PLAYER_URL,
        site=queries.site_origin(),
        permissions=shown.permissions,
        video_hosts=settings.H5P_VIDEO_HOSTS,
    )
    response["Permissions-Policy"] = feature_policy(shown.permissions)
    response["Cache-Control"] = "no-store"  # somebody's answers are in it
    return response


@for_the_sandbox("GET", "HEAD", "POST")
@seated
def play_state(
    request: HttpRequest, seat: Seat, data_type: str, sub_content_id: str
) -> HttpResponseBase:
    """As the core of H5P asks and is answered (h5p.md 4.2)."""
    if request.method != "POST":
        kept = queries.states_in(seat).get(sub_content_id, {}).get(data_type, False)
        return _said({"success": True, "data": kept})
    if not seat.is_preview:
        data = request.POST.get("data", "")
        try:
            attempts.save_state(
                **seat.deed,
                sub_content_id=sub_content_id,
                data_type=data_type,
                data=None if data in {"", "0"} else data,
            )
        except (PermissionDenied, ValidationError) as problem:
            return _refusal(problem)
    return _said({"success": True})


@for_the_sandbox("POST")
@seated
def play_statements(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    """One statement at a time. A second sending of one changes nothing."""
    try:
        raw = read_json(request.body, where="statement", limits=REPORT_LIMITS)
        sent_as = UUID(raw["id"])
    except (Refused, KeyError, TypeError, ValueError, AttributeError):
        return in_words("This is not a report of an activity.", 400)
    if not seat.is_preview:
        try:
            attempts.record_statement(**seat.deed, sent_as=sent_as, raw=raw)
        except (PermissionDenied, ValidationError) as problem:
            return _refusal(problem)
    return _said({"success": True})


def _refusal(problem: PermissionDenied | ValidationError) -> HttpResponse:
    if isinstance(problem, PermissionDenied):
        return _said({"success": False, "message": "You may not do that here."}, 403)
    return _said({"success": False, "message": " ".join(problem.messages)}, 422)


def _said(answer: dict[str, Any], status: int = 200) -> HttpResponse:
    return JsonResponse(answer, status=status, headers={"Cache-Control": "no-store"})
