"""What the screens of authors share: who may see them, and what a script is told."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from content.activities import access
from content.activities.models import Activity

AUTHORS_ONLY = "Only those who make activities can do that. Sign in again if you were."
P = ParamSpec("P")
SHOWN = ("image/", "video/", "audio/")  # anything else is kept, never opened in the admin


def for_authors(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    @never_cache
    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if access.can_author(request.user):
            return view(request, *args, **kwargs)
        if not request.accepts("text/html"):
            return refusal(AUTHORS_ONLY, 403)
        raise PermissionDenied

    return checked


def activity_for(request: HttpRequest, pk: int) -> Activity:
    rows = Activity.objects.filter(access.activities_readable_by(request.user))
    return get_object_or_404(rows.select_related("current__main_library"), pk=pk)


def refusal(words: str, status: int) -> JsonResponse:
    return JsonResponse({"error": words}, status=status)


def stored_file(kept: dict[str, Any], path: str) -> FileResponse:
    """A file of a content, to authors. What a browser could run is only ever kept."""
    try:
        source = default_storage.open(kept["name"], "rb")
    except OSError as problem:
        raise Http404 from problem
    kind = str(kept["type"])
    is_shown = kind.startswith(SHOWN) and kind != "image/svg+xml"
    return FileResponse(
        source,
        as_attachment=not is_shown,
        filename=path.rpartition("/")[2],
        content_type=kind if is_shown else "application/octet-stream",
    )


def person(request: HttpRequest) -> Any:
    return request.user
