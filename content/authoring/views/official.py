"""The slot for the official editor. Without its folder none of these addresses is there.

Its scripts run in the admin itself, not in the sandbox: so its own files and approved code only,
and nobody but authors.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial, wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.core import signing
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from content.activities.models import Activity, ActivityVersion
from content.h5p.json_reading import read_json
from content.h5p.limits import Limits
from content.h5p.names import LibraryName, parse_library_name
from content.h5p.problems import Refused
from content.h5p.shapes import Library
from content.h5p.words import CORE_WORDS
from content.player.rules import media_type

from .. import queries
from ..forms import Submission, read_ticket
from ..queries import official as told
from ..rules import official
from . import saving
from .answers import activity_for, for_authors, person, stored_file
from .media import kept_file, kept_from
from .screens import page

P = ParamSpec("P")
TOKENS = "content.authoring.official"
HOURS = 12 * 60 * 60
SENT = "official_editor_files"  # of a session: what was sent and not saved yet, by path
MOST_SENT = 200


def where_configured(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not settings.H5P_EDITOR_DIR:
            raise Http404
        return for_authors(view)(request, *args, **kwargs)

    return checked


@require_safe
@where_configured
def new(request: HttpRequest, name: str) -> HttpResponse:
    library = queries.library_for(parse_library_name(name), request.user)
    if library is None:
        raise Http404
    return screen(request, library.name, None, f"New: {library.title}")


@require_safe
@where_configured
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    activity = activity_for(request, pk)
    if activity.current is None:
        raise Http404
    return screen(request, activity.current.main_library.name, activity, activity.title)


def screen(
    request: HttpRequest, library: LibraryName, activity: Activity | None, title: str
) -> HttpResponse:
    version: ActivityVersion | None = activity.current if activity else None
    folder = Path(settings.H5P_EDITOR_DIR)
    where = places(person(request).pk)
    core = {
        "js": [static("vendor/h5p/frame.bundle.js")],
        "css": [static("vendor/h5p/styles/h5p.css")],
    }
    base = version.pk if version else None
    context = {
        "integration": official.integration(
            folder,
            places=where,
            core=core,
            version=base,
            words=CORE_WORDS,
        ),
        "scripts": core["js"]
        + [f"{where.assets}/{name}" for name in official.there(folder, official.OUTER_SCRIPTS)],
        "written": {
            "library": str(library),
            "title": activity.title if activity else "",
            "params": version.params if version else {},
            "metadata": version.metadata if version else {},
            "base": base,
            "save": save_address(activity),
        },
    }
    return page(request, "official", title, activity, **context)


def save_address(activity: Activity | None) -> str:
    if activity is None:
        return reverse("activity_authoring:official_create")
    return reverse("activity_authoring:official_save", args=[activity.pk])


def places(author: int) -> official.Places:
    token = signing.dumps(author, salt=TOKENS)
    ajax = reverse("activity_authoring:official_ajax")
    root = reverse("activity_authoring:official_asset", args=["-"])[:-2]
    slot = root.removesuffix("/assets")
    return official.Places(
        ajax=f"{ajax}?token={token}&action=", assets=root, files=f"{slot}/files", h5p=f"{slot}/h5p"
    )


@require_POST
@where_configured
def create(request: HttpRequest) -> JsonResponse:
    return saving.answer(request, None, prepared=partial(with_files, request))


@require_POST
@where_configured
def save(request: HttpRequest, pk: int) -> JsonResponse:
    activity = activity_for(request, pk)
    return saving.answer(request, activity, prepared=partial(with_files, request))


def with_files(request: HttpRequest, sent: Submission) -> Submission:
    """The files it sent on the way are known by their paths alone."""
    params = official.kept_paths(sent.params)
    return replace(sent, params=params, tickets=request.session.get(SENT, {}))


# What its scripts ask ------------------------------------------------------------


@csrf_exempt  # its scripts send no such token: a signed one of ours stands in the address
@require_http_methods(["GET", "POST"])
@where_configured
def ajax(request: HttpRequest) -> JsonResponse:
    try:
        author = signing.loads(request.GET.get("token", ""), salt=TOKENS, max_age=HOURS)
    except signing.BadSignature:
        author = None
    if author != person(request).pk:
        return failure("Load the page again.", "INVALID_TOKEN", 403)
    action = ACTIONS.get((request.method or "", request.GET.get("action", "")))
    return action(request) if action else failure("Nobody knows that.", "UNKNOWN_ACTION", 404)


def libraries(request: HttpRequest) -> JsonResponse:
    name = asked_library(request.GET)
    if name is None:
        return answer(told.listed_libraries(None, by=request.user))
    language = request.GET.get("language", "en")
    found = told.library_data(name, language=language, address_of=address_of, by=request.user)
    return answer(found) if found else failure("This library is not here.", "NO_LIBRARY", 404)


def libraries_named(request: HttpRequest) -> JsonResponse:
    return answer(told.listed_libraries(request.POST.getlist("libraries[]"), by=request.user))


def translations(request: HttpRequest) -> JsonResponse:
    language = request.GET.get("language", "en")
    asked = request.POST.getlist("libraries[]")
    found = told.translations_of(asked, language=language, by=request.user)
    return JsonResponse({"success": True, "data": found})


def filter_params(request: HttpRequest) -> JsonResponse:
    sent = request.POST.get("libraryParameters", "")
    try:
        read = read_json(sent.encode(), where="", limits=Limits())
    except Refused:
        read = None
    found, _findings = (
        told.filtered(read, by=request.user) if isinstance(read, dict) else (None, ())
    )
    if found is None:
        return failure("This content cannot be read here.", "NO_LIBRARY_PARAMETERS", 400)
    return JsonResponse({"success": True, "data": found})


def files(request: HttpRequest) -> JsonResponse:
    """A file that was chosen. What its field is comes along as JSON."""
    try:
        field = json.loads(request.POST.get("field", ""))
        kind = field.get("type", "file")
    except (ValueError, AttributeError, RecursionError):
        kind = "file"
    kept, error = kept_from(request, kind)
    if kept is None:
        return failure(error, "FILE_REFUSED", 422)
    sent = dict(list(request.session.get(SENT, {}).items())[-MOST_SENT:])
    request.session[SENT] = {**sent, kept["path"]: kept["ticket"]}
    size = {key: kept[key] for key in ("width", "height") if kept[key]}
    path = kept["path"] + official.TEMPORARY
    return answer({"path": path, "mime": kept["type"], **size})


ACTIONS: dict[tuple[str, str], Callable[[HttpRequest], JsonResponse]] = {
    ("GET", "libraries"): libraries,
    ("POST", "libraries"): libraries_named,
    ("POST", "translations"): translations,
    ("POST", "filter"): filter_params,
    ("POST", "files"): files,
}


def asked_library(query: QueryDict) -> LibraryName | None:
    parts = [query.get(key, "") for key in ("machineName", "majorVersion", "minorVersion")]
    return parse_library_name(f"{parts[0]} {parts[1]}.{parts[2]}")


def answer(found: Any) -> JsonResponse:
    return JsonResponse(found, safe=False)


def failure(words: str, code: str, status: int) -> JsonResponse:
    return JsonResponse(
        {"success": False, "message": words, "errorCode": code, "statusCode": status},
        status=status,
    )


# Files ----------------------------------------------------------------------------


@require_safe
@where_configured
def asset(_request: HttpRequest, path: str) -> HttpResponseBase:
    found = official.asset_path(Path(settings.H5P_EDITOR_DIR), path)
    if found is None:
        raise Http404
    return FileResponse(found.open("rb"), content_type=media_type(path))


@require_safe
@where_configured
def library_file(request: HttpRequest, folder: str, path: str) -> HttpResponse:
    data = told.library_bytes(folder, path, by=request.user)
    if data is None:
        raise Http404
    # Its drawings may hold scripts: they can be shown within a page and are no page themselves.
    headers = {"Content-Disposition": "attachment"}
    return HttpResponse(data, content_type=media_type(path), headers=headers)


@require_safe
@where_configured
def sent_file(request: HttpRequest, path: str) -> HttpResponseBase:
    kept = read_ticket(request.session.get(SENT, {}).get(path), by=person(request).pk)
    if kept is None:
        raise Http404
    return stored_file(kept, path)


@require_safe
@where_configured
def content_file(request: HttpRequest, pk: int, path: str) -> HttpResponseBase:
    return kept_file(request, pk, path)


def address_of(library: Library, path: str) -> str:
    return reverse("activity_authoring:official_library_file", args=[library.name.folder, path])
