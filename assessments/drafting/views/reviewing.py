"""A draft played by somebody without an account. Nothing is recorded, and nothing else shown."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.drafting.forms import run_in
from assessments.drafting.queries.files import file_for
from assessments.drafting.queries.links import (
    Shown,
    draft_behind,
    is_open,
    option_numbered,
    review_screen,
    rows_named,
    shown_by,
)
from assessments.drafting.rules.links import TURNS_A_MINUTE
from assessments.drafting.rules.trying import Run, begin, read_run

UNSEEN = "noindex, nofollow, noarchive"


@never_cache
@require_http_methods(["GET", "POST"])
def review_detail(request: HttpRequest, token: str) -> HttpResponse:
    if not has_time(token if len(token) == 43 else get_adapter(request).get_client_ip(request)):
        return _page(request, "drafting/review_busy.html", 429)
    link = shown_by(token)
    if link is None:
        return _page(request, "drafting/review_gone.html", 404)
    if not is_open(link):
        return _page(request, "drafting/review_gone.html", 410, was_there=True)
    shown = draft_behind(link)
    run, problem = begin(shown.graph), ""
    if request.method == "POST":
        try:
            run, problem = _next(request, shown)
        except ValidationError as refused:
            problem = refused.messages[0]
    context = {"screen": review_screen(shown, run), "link": link, "problem": problem}
    return _page(request, "drafting/review_detail.html", 200, **context)


def _next(request: HttpRequest, shown: Shown) -> tuple[Run, str]:
    run = run_in(request.POST, shown.graph)
    if "again" in request.POST:
        return begin(shown.graph), ""
    if "back" in request.POST:
        return run.one_back(), ""
    screen = review_screen(shown, run)
    option = option_numbered(screen, request.POST.get("choice", ""))
    if option is None or screen.playing.here is None:
        return run, "Choose one of the answers to go on."
    return read_run(shown.graph, run.then((screen.playing.here.key, option.key)).as_json), ""


@require_safe
def review_file(
    _request: HttpRequest, token: str, kind: str, pk: int
) -> HttpResponse | FileResponse:
    """A picture, a portrait or a film of the draft: participants get them by their account."""
    link = shown_by(token)
    if link is None or not is_open(link) or not has_time(f"file/{token}"):
        raise Http404
    if pk not in rows_named(draft_behind(link).graph).get(kind, set()):
        raise Http404
    found = file_for(kind, pk)
    if found is None:
        raise Http404
    response = FileResponse(found.file, content_type=found.content_type)
    response["X-Robots-Tag"] = UNSEEN
    response["Cache-Control"] = "private, max-age=600"
    return response


def has_time(whose: str) -> bool:
    """Count this look. Somebody who reads never comes near the limit; a script does."""
    key = f"drafting:review:{whose}:{timezone.now():%H%M}"
    cache.add(key, 0, 120)
    try:
        return cache.incr(key) <= TURNS_A_MINUTE
    except ValueError:  # it was thrown away in between
        return True


def _page(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    response = render(request, template, context, status=status)
    response["X-Robots-Tag"] = UNSEEN
    return response
