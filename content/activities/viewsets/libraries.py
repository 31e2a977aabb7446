"""Code of content types: what is here, what waits, and letting it in. For site admins."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from .. import access, queries, services
from ..forms import RefusalForm
from ..models import H5PLibrary, H5PLibraryVersion
from . import uploads
from .menu import CodeMenuItem

ICON = "code"
TITLE = "H5P code"
PAGE_SIZE = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    check_admin(request)
    words = request.GET.get("q", "").strip()
    rows = queries.libraries_list(words=words)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("p"))
    context = {
        "page": page,
        "words": words,
        "waiting": queries.versions_waiting(),
        "unused": queries.unused_libraries(),
        **header(TITLE),
    }
    return render(request, "activities/admin/code.html", context)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    check_admin(request)
    library = get_object_or_404(H5PLibrary.objects.select_related("in_use"), pk=pk)
    context = {
        "library": library,
        "shown": queries.library_shown(library),
        "form": RefusalForm(),
        **header(str(library), str(library)),
    }
    return render(request, "activities/admin/library.html", context)


@require_POST
def approve(request: HttpRequest) -> HttpResponse:
    """One version or many; each is a decision of its own in the audit."""
    check_admin(request)
    wanted = [int(pk) for pk in request.POST.getlist("version") if pk.isdecimal() and len(pk) < 10]
    if not wanted:
        messages.warning(request, "Nothing was chosen. Tick what you want to let in.")
        return back(request)
    versions = queries.versions_waiting().filter(pk__in=wanted)
    done = services.approve_versions(versions=versions, by=_person(request))
    several = "" if len(done) == 1 else "s"
    messages.success(request, f"{len(done)} version{several} of code let in.")
    return back(request)


@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    check_admin(request)
    version = get_object_or_404(H5PLibraryVersion.objects.select_related("library"), pk=pk)
    form = RefusalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.refuse_version(
                version=version, reason=form.cleaned_data["reason"], by=_person(request)
            )
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        else:
            messages.success(request, f"{version} stays out, and the reason is kept.")
        return redirect("h5p_code:detail", version.library_id)
    title = f"Refuse {version}"
    context = {"version": version, "form": form, **header(title, title)}
    return render(request, "activities/admin/refuse.html", context)


@require_POST
def restrict(request: HttpRequest, pk: int) -> HttpResponse:
    check_admin(request)
    library = get_object_or_404(H5PLibrary, pk=pk)
    wanted = request.POST.get("restricted") == "yes"
    services.restrict_library(library=library, is_restricted=wanted, by=_person(request))
    who = "Only site admins make" if wanted else "Trainers may make"
    messages.success(request, f"{who} new activities with {library}.")
    return redirect("h5p_code:detail", library.pk)


@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    check_admin(request)
    library = get_object_or_404(H5PLibrary, pk=pk)
    if request.method == "POST":
        try:
            services.delete_library(library=library, by=_person(request))
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
            return redirect("h5p_code:detail", pk)
        messages.success(request, f"{library} is gone.")
        return redirect("h5p_code:index")
    title = f"Delete {library}"
    shown = queries.library_shown(library)
    context = {"library": library, "shown": shown, **header(title, title)}
    return render(request, "activities/admin/delete_library.html", context)


def back(request: HttpRequest) -> HttpResponse:
    library = request.POST.get("library", "")
    if library.isdecimal() and len(library) < 10:
        return redirect("h5p_code:detail", int(library))
    return redirect("h5p_code:index")


def header(title: str, below: str = "") -> dict[str, Any]:
    crumbs = [{"url": reverse("h5p_code:index"), "label": TITLE}]
    return {
        "page_title": title,
        "header_title": title,
        "header_icon": ICON,
        "breadcrumbs_items": [*crumbs, {"url": "", "label": below}] if below else crumbs,
    }


def check_admin(request: HttpRequest) -> None:
    if not access.can_install_code(request.user):
        raise PermissionDenied


def _person(request: HttpRequest) -> Any:
    return request.user


class CodeViewSet(ViewSet):
    name = "h5p_code"
    url_prefix = "h5p-code"
    icon = ICON
    menu_label = TITLE
    menu_name = "h5p-code"
    menu_order = 243
    menu_item_class = CodeMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", index, name="index"),
            path("upload/", uploads.upload_code, name="upload"),
            path("approve/", approve, name="approve"),
            path("<int:pk>/", detail, name="detail"),
            path("<int:pk>/restrict/", restrict, name="restrict"),
            path("<int:pk>/delete/", delete, name="delete"),
            path("versions/<int:pk>/refuse/", refuse, name="refuse"),
        ]
