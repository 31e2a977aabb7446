"""Taking one's record along, in whatever form somebody asks for it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from . import queries, services
from .access import can_make_packs
from .forms import CheckForm, ExportForm, PackForm
from .services import Export

PAGE = ["GET", "HEAD", "POST"]


def _download(export: Export) -> FileResponse:
    response = FileResponse(
        export.file, as_attachment=True, filename=export.name, content_type=export.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


@never_cache
@login_required
@require_http_methods(PAGE)
def export_create(request: HttpRequest) -> HttpResponse | FileResponse:
    person: Any = request.user
    initial = {"year": request.GET.get("year", "")}
    form = ExportForm(request.POST or None, years=queries.years_of(person), initial=initial)
    if request.method == "POST" and form.is_valid():
        return _download(services.export_year(person=person, by=person, **form.cleaned_data))
    context = {"form": form, "can_pack": can_make_packs(person)}
    return render(request, "profiles/export_create.html", context)


@never_cache
@login_required
@require_http_methods(PAGE)
def everything(request: HttpRequest) -> HttpResponse | FileResponse:
    person: Any = request.user
    if request.method == "POST":
        return _download(services.export_everything(person=person, by=person))
    return render(request, "profiles/everything.html", {"extent": queries.extent_of(person)})


@never_cache
@login_required
@require_http_methods(PAGE)
def pack_create(request: HttpRequest) -> HttpResponse | FileResponse:
    """For an inspection: a year of somebody's verified entries, without her name."""
    reader: Any = request.user
    if not can_make_packs(reader):
        raise Http404
    form = PackForm(request.POST or None, people=queries.pack_people(reader))
    if request.method == "POST" and form.is_valid():
        return _download(services.export_pack(by=reader, **form.cleaned_data))
    return render(request, "profiles/pack_create.html", {"form": form})


@login_required
@require_http_methods(PAGE)
def export_check(request: HttpRequest) -> HttpResponse:
    form = CheckForm(request.POST or None, request.FILES or None)
    is_asked = request.method == "POST" and form.is_valid()
    context = {"form": form, "is_asked": is_asked, "agrees": is_asked and form.cleaned_data["file"]}
    return render(request, "profiles/export_check.html", context)
