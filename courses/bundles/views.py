"""Out as text files and in again, in the Wagtail admin. Whoever may not is led away by Wagtail."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.models import Page

from content.material.shapes import MaterialErrors
from content.material.sources import source_texts
from courses.bundles import access, services
from courses.bundles.forms import ConfirmForm, UploadForm
from courses.bundles.queries.drafts import ModuleNow, module_now
from courses.bundles.queries.exports import export_of
from courses.bundles.queries.planning import plan_for
from courses.bundles.queries.uploads import Upload, bundle_in, bundle_kept, upload_of
from courses.bundles.rules import Changed
from courses.catalogue.models import ModulePage, ProgrammePage

ICON = "doc-full"
GONE = "That upload is gone: imported, thrown away, or left too long. Choose the file again."
EXPORT, IMPORT, IMPORT_NEW = "Export as text files", "Import text files", "Import a module"


@require_GET
def export_show(request: HttpRequest, pk: int) -> HttpResponse:
    module = module_for(request, pk)
    context: dict[str, Any] = {"export": export_of(module_now(module.pk))}
    return _page(request, "bundles/export_show.html", EXPORT, module, **context)


@require_GET
def export_download(request: HttpRequest, pk: int, name: str) -> FileResponse:
    module = module_for(request, pk)
    if name != module.code.lower():
        raise Http404
    packed = services.export_module(module=module, by=_person(request))
    return FileResponse(packed, as_attachment=True, filename=f"{name}.zip")


@require_http_methods(["GET", "POST"])
def import_start(request: HttpRequest, pk: int) -> HttpResponse:
    page = page_for(request, pk)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["bundle"]
        try:
            with bundle_in(upload, upload.name, _sources(page)) as bundle:
                plan_for(bundle=bundle, now=_now(page), programme=_programme(page), by=request.user)
        except MaterialErrors as problem:
            context["mistakes"] = problem.errors
        else:
            kept = services.keep_upload(
                page=page, source=upload, name=upload.name, by=_person(request)
            )
            return redirect("bundles:import_review", page.pk, kept.token)
    status = 422 if request.method == "POST" else 200
    return _page(request, "bundles/import_start.html", _title(page), page, status, **context)


@require_http_methods(["GET", "POST"])
def import_review(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """The differences; and what was decided about them."""
    page = page_for(request, pk)
    upload = upload_of(token, page=page.pk, by=request.user)
    if upload is None:
        messages.error(request, GONE)
        return redirect("bundles:import_start", page.pk)
    form = ConfirmForm(request.POST)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["discard"]:
            services.discard_upload(upload=upload, by=_person(request))
            messages.success(request, "Nothing was imported, and the upload is thrown away.")
            return redirect("wagtailadmin_explore", page.pk)
        answer = _import(request, page, upload, form.cleaned_data)
        if answer is not None:
            return answer
    return _review(request, page, upload)


def _review(request: HttpRequest, page: Any, upload: Upload) -> HttpResponse:
    try:
        with bundle_kept(upload, _sources(page)) as bundle:
            plan = plan_for(
                bundle=bundle, now=_now(page), programme=_programme(page), by=request.user
            )
            context: dict[str, Any] = {
                "plan": plan,
                "upload": upload,
                "is_single": bundle.module is None,
                "unchanged": [change for change in plan.changes if not change.is_to_do],
                "titles_now": plan.titles_in(plan.order_now),
                "titles_then": plan.titles_in(plan.order),
            }
            return _page(request, "bundles/import_review.html", _title(page), page, **context)
    except MaterialErrors as problem:
        context = {"form": UploadForm(), "mistakes": problem.errors}
        return _page(request, "bundles/import_start.html", _title(page), page, 422, **context)


def _import(
    request: HttpRequest, page: Any, upload: Upload, confirmed: dict[str, Any]
) -> HttpResponse | None:
    """None where there is something to look at again."""
    try:
        with bundle_kept(upload, _sources(page)) as bundle:
            done = services.import_bundle(
                bundle=bundle,
                programme=_programme(page),
                module=page if isinstance(page, ModulePage) else None,
                seen=confirmed["seen"],
                publish=confirmed["publish"],
                by=_person(request),
            )
    except Changed as news:
        messages.warning(request, str(news))
        return None
    except MaterialErrors:
        return None  # the screen of differences lists them
    services.discard_upload(upload=upload, by=_person(request))
    messages.success(request, done.words)
    return redirect("wagtailadmin_explore", done.module.pk)


# What the screens stand on -----------------------------------------------------


def module_for(request: HttpRequest, pk: int) -> ModulePage:
    module = get_object_or_404(ModulePage, pk=pk)
    if not access.can_export(request.user, module):
        raise PermissionDenied
    return module


def page_for(request: HttpRequest, pk: int) -> ModulePage | ProgrammePage:
    """The module to import into, or the programme in which a module is new."""
    page = get_object_or_404(Page, pk=pk).specific
    if isinstance(page, ModulePage) and access.can_import(request.user, page):
        return page
    if isinstance(page, ProgrammePage) and access.can_add_below(request.user, page):
        return page
    if isinstance(page, ModulePage | ProgrammePage):
        raise PermissionDenied
    raise Http404


def _now(page: Any) -> ModuleNow | None:
    return module_now(page.pk) if isinstance(page, ModulePage) else None


def _programme(page: Any) -> ProgrammePage:
    return page.get_parent().specific if isinstance(page, ModulePage) else page


def _sources(page: Any) -> list[dict[str, str]] | None:
    """Of the module, for a step that comes alone."""
    if not isinstance(page, ModulePage):
        return None
    return source_texts(page.get_latest_revision_as_object().sources.get_prep_value())


def _title(page: Any) -> str:
    return IMPORT if isinstance(page, ModulePage) else IMPORT_NEW


def _person(request: HttpRequest) -> Any:
    return request.user


def _page(
    request: HttpRequest, template: str, title: str, page: Any, status: int = 200, **context: Any
) -> HttpResponse:
    name = page.get_admin_display_title()
    above = [(each.pk, each.get_admin_display_title()) for each in (page.get_parent(), page)]
    crumbs = [
        {"url": reverse("wagtailadmin_explore", args=[pk]), "label": own} for pk, own in above
    ]
    frame = {
        "page": page,
        "header_title": f"{title}: {name}",
        "header_icon": ICON,
        "breadcrumbs_items": [*crumbs, {"url": "", "label": title}],
    }
    return render(request, template, {**frame, **context}, status=status)
