"""Somebody's private calendar: the page that explains it, and the address itself."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.people.accounts.access import is_staff_member
from cms.people.accounts.models import SignedInRequest
from cms.qr_codes import qr_svg

from .. import documents, queries, rules, services


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_feed(request: SignedInRequest) -> HttpResponse:
    """By POST a new address, shown on this one answer and never again."""
    if not is_staff_member(request.user):
        raise Http404
    context: dict[str, Any] = {"feed": queries.feed_of(request.user)}
    if request.method == "POST":
        token = services.make_feed(owner=request.user, by=request.user)
        path = reverse("sessions:calendar_file", args=[token])
        url = settings.BASE_URL.rstrip("/") + path
        subscribe = "webcal://" + url.partition("://")[2]
        context |= {"url": url, "subscribe": subscribe, "code": qr_svg(subscribe)}
    return render(request, "sessions/calendar_feed.html", context)


@login_required
@require_POST
def calendar_stop(request: SignedInRequest) -> HttpResponse:
    if services.stop_feed(owner=request.user, by=request.user):
        messages.success(request, "Stopped: the address works no more.")
    return redirect("sessions:calendar_feed")


@require_safe
def calendar_file(_request: HttpRequest, token: str) -> HttpResponse:
    """Read by a phone that cannot sign in: the address is the key. Nothing tells apart one that
    never was, one that was stopped and one whose owner has left."""
    feed = queries.feed_at(token)
    if feed is None or not is_staff_member(feed.owner):
        raise Http404
    now = timezone.now()
    rows = queries.sessions_for_calendar(feed.owner, back=rules.SHOWN_BACK, now=now)
    answer = HttpResponse(documents.feed(rows), content_type=documents.CONTENT_TYPE)
    answer["Content-Disposition"] = 'inline; filename="supervision.ics"'
    answer["Cache-Control"] = "private, max-age=900"
    services.note_feed_read(feed=feed, at=now)
    return answer
