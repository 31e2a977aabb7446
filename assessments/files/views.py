from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.people.accounts.models import SignedInRequest

from . import queries, rules, services
from .access import can_see_storage, readable_by
from .forms import AttestForm, FileForm, UploadForm
from .models import EvidenceFile

PAGE_SIZE = 20
STORAGE_PAGE = 50
NOT_NOW = 409
FILE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def _file_or_404(request: SignedInRequest, pk: int) -> EvidenceFile:
    own = EvidenceFile.objects.kept().filter(readable_by(request.user))
    file: EvidenceFile = get_object_or_404(own, pk=pk)
    return file


@login_required
@require_safe
def file_list(request: SignedInRequest) -> HttpResponse:
    rows = queries.files_of(request.user)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": queries.lines_of(page),
        "expiring": queries.expiring(request.user),  # asked for where the list has pages
    }
    return render(request, "files/file_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def file_create(request: SignedInRequest) -> HttpResponse:
    owner, back = request.user, _way_back(request)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent, owner=owner)
    if form.is_valid():
        began_at = timezone.now()
        try:
            file = services.add_file(
                owner=owner,
                upload=form.cleaned_data["upload"],
                name=form.cleaned_data["name"],
                attested=form.cleaned_data["attested"],
                expires_on=form.cleaned_data["expires_on"],
                by=owner,
            )
        except ValidationError as problem:
            form.add_error("upload", problem)
        else:
            _say_added(request, form, is_new=file.created_at >= began_at)
            return redirect(back or file.get_absolute_url())
    status = 422 if form.errors else 200
    return render(request, "files/file_create.html", {"form": form, "back": back}, status=status)


def _say_added(request: SignedInRequest, form: UploadForm, *, is_new: bool) -> None:
    if is_new:
        messages.success(request, "The file is kept. Choose it in the entry that it proves.")
    else:
        messages.info(request, "You have this file already, so it was not kept twice.")
    if form.details_warning:
        messages.warning(request, form.details_warning)


def _way_back(request: SignedInRequest) -> str:
    """Where somebody came from to add a file, such as an entry; only ever a page of this site."""
    asked = request.POST.get("next", request.GET.get("next", ""))
    is_ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if asked.startswith("/") and is_ours else ""


@login_required
@require_safe
def file_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return _detail(request, _file_or_404(request, pk), AttestForm())


def _detail(request: SignedInRequest, file: EvidenceFile, attest: AttestForm) -> HttpResponse:
    entries = list(queries.entries_using(file))
    context = {
        "line": queries.line_of(file, len(entries)),
        "file": file,
        "entries": entries,
        "handed_in": sum(1 for entry in entries if entry.submitted_at),
        "attest": attest,
        "kept_back": rules.KEPT_BACK,
    }
    status = 422 if attest.errors else 200
    return render(request, "files/file_detail.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def file_update(request: SignedInRequest, pk: int) -> HttpResponse:
    file = _file_or_404(request, pk)
    sent = request.POST if request.method == "POST" else None
    form = FileForm(sent, instance=_file_or_404(request, pk))
    if form.is_valid():
        services.change_file(file=file, **form.cleaned_data, by=request.user)
        messages.success(request, "Saved.")
        if form.details_warning:
            messages.warning(request, form.details_warning)
        return redirect(file)
    status = 422 if form.errors else 200
    return render(request, "files/file_update.html", {"form": form, "file": file}, status=status)


@login_required
@require_POST
def file_attest(request: SignedInRequest, pk: int) -> HttpResponse:
    file, form = _file_or_404(request, pk), AttestForm(request.POST)
    if not form.is_valid():
        return _detail(request, file, form)
    services.attest_file(file=file, by=request.user)
    messages.success(request, "Noted. This file can now go with an entry that you hand in.")
    return redirect(file)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def file_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    file = _file_or_404(request, pk)
    if request.method == "POST":
        try:
            services.remove_file(file=file, by=request.user)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
            return redirect(file)
        messages.success(request, "The file is deleted.")
        return redirect("files:file_list")
    drafts = list(queries.entries_using(file))
    return render(request, "files/file_remove.html", {"file": file, "drafts": drafts})


@login_required
@require_safe
def file_download(request: SignedInRequest, pk: int) -> HttpResponseBase:
    file = _file_or_404(request, pk)
    if not rules.is_readable(file.scan_state):
        messages.info(request, rules.why_not_readable(file.scan_state))
        return redirect(file)
    return file_response(file)


def file_response(file: EvidenceFile) -> HttpResponseBase:
    """A file for somebody of whom the caller knows that she may read it, and has written it down.

    Always saved, never shown inside the site; what is not checked yet, or was kept back, is a page
    that says so.
    """
    try:
        source = queries.open_stored(file)
    except ValidationError as problem:
        words = {"words": " ".join(problem.messages)}
        return HttpResponse(render_to_string("files/file_not_now.html", words), status=NOT_NOW)
    except FileNotFoundError as problem:
        raise Http404("The storage does not have this file.") from problem
    response = FileResponse(
        source, as_attachment=True, filename=file.name, content_type=file.media_type
    )
    for header, value in FILE_HEADERS.items():
        response[header] = value
    return response


@login_required
@require_safe
def storage_overview(request: SignedInRequest) -> HttpResponse:
    """For whoever looks after the storage: sizes and states, never names or people."""
    reader = request.user
    if not can_see_storage(reader):
        raise Http404
    rows = Paginator(queries.storage_rows(reader), STORAGE_PAGE)
    page = rows.get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "page": page,
        "lines": queries.storage_lines(page),
        "totals": queries.storage_totals(reader),
        "has_scanner": bool(queries.scan_command()),
        "most": rules.size_in_words(queries.most_bytes()),
    }
    return render(request, "files/storage_overview.html", context)
