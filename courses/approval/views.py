"""The screen of the safeguarding leads, in the Wagtail admin."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.models import Page, Revision

from courses.approval import access, queries, services
from courses.approval.editing import NoteForm, ReturnForm
from courses.approval.forms import chosen_rows
from courses.approval.rules import count_of_pages

TITLE = "Safeguarding approvals"
ICON = "clipboard-list"
STALE = (
    "{count} changed since you opened the list, so they are not among those below. "
    "Read them once more."
)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    if not access.can_list_approvals(request.user):
        raise PermissionDenied
    user: Any = request.user
    board = queries.board()
    can_approve = access.can_approve(user)
    context = {
        "board": board,
        "can_approve": can_approve,
        "can_tick_waiting": can_approve and _can_tick(board.waiting, user),
        "can_tick_again": can_approve and _can_tick(board.again, user),
        "can_read": access.can_read_versions(request.user),
        "can_take_back": access.can_take_back(request.user),
    }
    return _page(request, "approval/index.html", TITLE, **context)


def _can_tick(rows: list[queries.OpenRow], user: Any) -> bool:
    return any(not row.is_blocked_for(user) for row in rows)


@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest) -> HttpResponse:
    """What was ticked, once more, with one note for all; then it goes out."""
    if not access.can_approve(request.user):
        raise PermissionDenied
    given = request.POST if request.method == "POST" else request.GET
    tokens = given.getlist("version")
    rows, changed = chosen_rows(tokens, queries.board().open)
    if changed:
        messages.warning(request, STALE.format(count=count_of_pages(changed)))
    if not rows:
        messages.info(request, "Tick the pages you have read, then approve them together.")
        return redirect("approvals:index")
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not changed and form.is_valid():
        _approve(request, rows, form.cleaned_data["comment"])
        return redirect("approvals:index")
    return _page(request, "approval/approve.html", "Approve", rows=rows, form=form)


def _approve(request: HttpRequest, rows: list[queries.OpenRow], note: str) -> None:
    user: Any = request.user
    versions = [row.version for row in rows]
    try:
        approvals = services.approve_pages(versions=versions, note=note, by=user)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        count = count_of_pages(len(approvals))
        messages.success(request, f"You have approved {count}. This is what readers see now.")


@require_http_methods(["GET", "POST"])
def return_page(request: HttpRequest, pk: int) -> HttpResponse:
    if not access.can_approve(request.user):
        raise PermissionDenied
    page = _guarded_page_or_404(pk)
    form = ReturnForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        user: Any = request.user
        try:
            services.return_page(page=page, reason=form.cleaned_data["comment"], by=user)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        else:
            messages.success(request, f"“{page.title}” is on its way back to its author.")
        return redirect("approvals:index")
    return _page(request, "approval/return.html", "Return a page", page=page, form=form)


@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    if not access.can_take_back(request.user):
        raise PermissionDenied
    page = _guarded_page_or_404(pk)
    if request.method == "POST":
        user: Any = request.user
        try:
            services.take_back_page(page=page, by=user)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
            return redirect("approvals:index")
        messages.success(request, f"“{page.title}” is yours to change again.")
        return redirect("wagtailadmin_pages:edit", page.pk)
    return _page(request, "approval/take_back.html", "Take a page back", page=page)


@require_GET
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """One version as readers would see it, whether or not it waits in the editor."""
    if not access.can_read_versions(request.user):
        raise PermissionDenied
    revision = get_object_or_404(Revision.page_revisions, pk=pk)
    _guarded_page_or_404(int(revision.object_id))
    page = revision.as_object()
    response: HttpResponse = page.make_preview_request(request, page.default_preview_mode)
    return response


def _guarded_page_or_404(pk: int) -> Page:
    page = get_object_or_404(Page, pk=pk)
    if not queries.is_about_safeguarding(page.specific):
        raise Http404
    return page


def _page(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": "Home"}]
    if title != TITLE:
        crumbs.append({"url": reverse("approvals:index"), "label": TITLE})
    crumbs.append({"url": "", "label": title})
    furniture = {"header_title": title, "header_icon": ICON, "breadcrumbs_items": crumbs}
    return render(request, template, {**furniture, **context})
