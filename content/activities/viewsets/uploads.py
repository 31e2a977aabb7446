"""A package comes in: chosen, read in the background, and what came of it."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from .. import access, queries, services
from ..forms import UploadForm
from ..models import Activity, PackageUpload
from ..rules import UploadKind, UploadState

ENDED = (UploadState.DONE, UploadState.REFUSED, UploadState.FAILED)
NOTHING_MADE = {"unchanged", "nothing-new"}


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    if not access.can_author(request.user):
        raise PermissionDenied
    return take(request, UploadKind.ACTIVITY, "Upload a package")


@require_http_methods(["GET", "POST"])
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """A new version of an activity; what people did stays with the version they had."""
    if not access.can_author(request.user):
        raise PermissionDenied
    rows = Activity.objects.filter(access.activities_readable_by(request.user))
    activity = get_object_or_404(rows, pk=pk)
    title = f"A new version of “{activity}”"
    return take(request, UploadKind.REPLACEMENT, title, activity=activity)


@require_http_methods(["GET", "POST"])
def upload_code(request: HttpRequest) -> HttpResponse:
    if not access.can_install_code(request.user):
        raise PermissionDenied
    return take(request, UploadKind.LIBRARIES, "Upload code of content types")


def take(
    request: HttpRequest, kind: UploadKind, title: str, activity: Activity | None = None
) -> HttpResponse:
    is_post, has_note = request.method == "POST", activity is not None
    form = UploadForm(
        request.POST if is_post else None, request.FILES if is_post else None, has_note=has_note
    )
    if is_post and form.is_valid():
        person: Any = request.user
        chosen = form.cleaned_data["package"]
        try:
            kept = services.keep_upload(
                source=chosen,
                name=chosen.name,
                kind=kind,
                activity=activity,
                note=form.cleaned_data.get("note", ""),
                by=person,
            )
        except ValidationError as problem:
            form.add_error("package", problem)
        else:
            return redirect("activity_admin:upload_detail", kept.uid)
    context = {
        "form": form,
        "kind": kind,
        "activity": activity,
        "page_title": title,
        "header_title": title,
        "header_icon": "upload",
        "breadcrumbs_items": crumbs(kind, activity, title),
        "can_install": access.can_install_code(request.user),
    }
    status = 422 if is_post else 200
    return render(request, "activities/admin/upload.html", context, status=status)


@require_safe
def upload_detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How far it is; a script asks again while it is being read, and a browser without one, too."""
    rows = PackageUpload.objects.filter(access.uploads_readable_by(request.user))
    found = get_object_or_404(rows.select_related("activity__current", "uploaded_by"), uid=uid)
    kind = UploadKind(found.kind)
    context = {
        "upload": found,
        "has_ended": found.state in ENDED,
        "percent": min(99, found.done * 100 // found.total) if found.total else 0,
        "is_unchanged": any(one["code"] in NOTHING_MADE for one in found.warnings),
        "problems": by_message(found.problems),
        "again": again(kind, found.activity),
        "waiting": queries.waiting_of(found),
        "can_install": access.can_install_code(request.user),
        "page_title": found.name,
        "header_title": found.name,
        "header_icon": "upload",
        "breadcrumbs_items": crumbs(kind, found.activity, found.name),
    }
    name = "upload_state" if "part" in request.GET else "upload_detail"
    return render(request, f"activities/admin/{name}.html", context)


def by_message(problems: list[dict[str, str]]) -> list[tuple[str, list[str]]]:
    """Each thing to put right once, with all the places it is about."""
    found: dict[str, list[str]] = {}
    for problem in problems:
        places = found.setdefault(problem["message"], [])
        if problem["where"] and problem["where"] not in problem["message"]:
            places.append(problem["where"])
    return list(found.items())


def again(kind: UploadKind, activity: Activity | None) -> str:
    """Where another file for the same is chosen."""
    if kind == UploadKind.LIBRARIES:
        return reverse("h5p_code:upload")
    if kind == UploadKind.REPLACEMENT and activity is not None:
        return reverse("activity_admin:replace", args=[activity.pk])
    return reverse("activity_admin:upload")


def crumbs(kind: UploadKind, activity: Activity | None, title: str) -> list[dict[str, str]]:
    if kind == UploadKind.LIBRARIES:
        above = [{"url": reverse("h5p_code:index"), "label": "H5P code"}]
    else:
        above = [{"url": reverse("activity_admin:index"), "label": "Activities"}]
    if activity is not None:
        address = reverse("activity_admin:edit", args=[activity.pk])
        above.append({"url": address, "label": activity.title})
    return [*above, {"url": "", "label": title}]
