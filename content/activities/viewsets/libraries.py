"""Code of content types: what is here, what waits, and letting it in. For site admins."""

from collections.abc import Iterable
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
from ..queries.libraries import HEAVY
from ..rules import VersionState
from . import uploads
from .menu import CodeMenuItem

ICON = "code"
TITLE = "H5P code"
PAGE_SIZE = 50
NOTHING_CHOSEN = (
    "Nothing was chosen, or somebody else has decided it meanwhile. Tick what it is about."
)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    check_admin(request)
    words = request.GET.get("q", "").strip()
    rows = queries.libraries_list(words=words)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("p"))
    context = {
        "page": page,
        "words": words,
        "packages": by_package(queries.versions_waiting()),
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
    """One version or many; each is a decision of its own in the audit. What was refused may be
    let in after all."""
    check_admin(request)
    versions = chosen(request, not_in=VersionState.APPROVED)
    if not versions:
        messages.warning(request, NOTHING_CHOSEN)
        return back(request)
    try:
        done = services.approve_versions(versions=versions, by=_person(request))
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, f"{counted(len(done))} of code let in.")
    return back(request)


@require_POST
def refuse_many(request: HttpRequest) -> HttpResponse:
    """Those of one package, for the same reason: asked for first, then done."""
    check_admin(request)
    versions = chosen(request, not_in=VersionState.REFUSED)
    if not versions:
        messages.warning(request, NOTHING_CHOSEN)
        return redirect("h5p_code:index")
    form = RefusalForm(request.POST if "reason" in request.POST else None)
    if form.is_valid():
        for version in versions:
            services.refuse_version(
                version=version, reason=form.cleaned_data["reason"], by=_person(request)
            )
        messages.success(request, f"{counted(len(versions))} refused, and the reason is kept.")
        return redirect("h5p_code:index")
    title = f"Refuse {counted(len(versions))} of code"
    context = {"versions": versions, "form": form, **header(title, title)}
    return render(request, "activities/admin/refuse.html", context)


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
    plays = version.pk == version.library.in_use_id
    title = f"{'Take out' if plays else 'Refuse'} {version}"
    context = {
        "version": version,
        "shown": queries.library_shown(version.library) if plays else None,
        "form": form,
        **header(title, title),
    }
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


def chosen(request: HttpRequest, *, not_in: VersionState) -> list[H5PLibraryVersion]:
    wanted = [int(pk) for pk in request.POST.getlist("version") if pk.isdecimal() and len(pk) < 10]
    rows = H5PLibraryVersion.objects.exclude(state=not_in).filter(pk__in=wanted)
    return list(rows.select_related("library").defer(*HEAVY))


def by_package(versions: Iterable[H5PLibraryVersion]) -> list[list[H5PLibraryVersion]]:
    """Code that came together is looked at together; the newest first."""
    found: dict[Any, list[H5PLibraryVersion]] = {}
    for version in versions:
        found.setdefault((version.uploaded_at, version.uploaded_by_id), []).append(version)
    return [found[key] for key in sorted(found, key=lambda key: key[0], reverse=True)]


def counted(count: int) -> str:
    return f"{count} version{'' if count == 1 else 's'}"


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
            path("refuse/", refuse_many, name="refuse_many"),
            path("<int:pk>/", detail, name="detail"),
            path("<int:pk>/restrict/", restrict, name="restrict"),
            path("<int:pk>/delete/", delete, name="delete"),
            path("versions/<int:pk>/refuse/", refuse, name="refuse"),
        ]
