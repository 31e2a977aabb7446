"""Choosing a type, writing, and looking at what was saved."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from content.activities.adapters import StoredLibraries
from content.activities.models import Activity, ActivityVersion
from content.h5p.dependencies import resolve
from content.h5p.names import parse_library_name

from .. import queries
from ..queries import Desk
from .answers import activity_for, for_authors

ICON = "media"


@require_safe
@for_authors
def choose(request: HttpRequest) -> HttpResponse:
    cards = queries.type_cards(request.user)
    title = "Make an activity"
    context: dict[str, Any] = {
        "with_form": [card for card in cards if card.has_form],
        "without_form": [card for card in cards if not card.has_form],
        "has_official": bool(settings.H5P_EDITOR_DIR),
    }
    return page(request, "choose", title, **context)


@require_safe
@for_authors
def new(request: HttpRequest, name: str) -> HttpResponse:
    library = queries.library_for(parse_library_name(name), request.user)
    if library is None:
        raise Http404
    desk = queries.desk_for(library, None, by=request.user)
    return form_page(request, desk, f"New: {library.title}")


@require_safe
@for_authors
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    activity = activity_for(request, pk)
    version = activity.current
    asked = version.main_library.name if version else None
    library = resolve(asked, libraries=StoredLibraries()) if asked else None
    if library is None:
        title = activity.title
        return page(request, "no_code", title, activity, asked=asked)
    desk = queries.desk_for(library, activity, by=request.user)
    return form_page(request, desk, activity.title)


@require_safe
@for_authors
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The version that was saved last. Nothing of it is recorded."""
    activity = activity_for(request, pk)
    if activity.current is None:
        raise Http404
    return page(request, "preview", f"Preview: {activity.title}", activity)


def form_page(request: HttpRequest, desk: Desk, title: str) -> HttpResponse:
    context = {
        "desk": desk,
        "form_settings": {**desk.settings, "urls": addresses(desk.activity, desk.version)},
        "has_official": bool(settings.H5P_EDITOR_DIR),
    }
    return page(request, "form" if desk.has_form else "no_form", title, desk.activity, **context)


def addresses(activity: Activity | None, version: ActivityVersion | None) -> dict[str, str]:
    found = {
        "save": reverse("activity_authoring:create"),
        "fields": reverse("activity_authoring:fields"),
        "media": reverse("activity_authoring:media_add"),
    }
    if activity is None or version is None:
        return found
    return {
        **found,
        "save": reverse("activity_authoring:save", args=[activity.pk]),
        "edit": reverse("activity_authoring:edit", args=[activity.pk]),
        "preview": reverse("activity_authoring:preview", args=[activity.pk]),
        "files": reverse("activity_authoring:kept_file", args=[version.pk, "-"])[:-1],
    }


def page(
    request: HttpRequest, name: str, title: str, activity: Activity | None = None, **context: Any
) -> HttpResponse:
    above = [{"url": reverse("activity_admin:index"), "label": "Activities"}]
    if activity is not None:
        address = reverse("activity_admin:edit", args=[activity.pk])
        above.append({"url": address, "label": activity.title})
    frame = {
        "activity": activity,
        "page_title": title,
        "header_title": title,
        "header_icon": ICON,
        "breadcrumbs_items": [*above, {"url": "", "label": LAST.get(name, title)}],
    }
    return render(request, f"authoring/{name}.html", {**frame, **context})


LAST = {"preview": "Preview", "no_code": "Change what is in it", "no_form": "Change what is in it"}
