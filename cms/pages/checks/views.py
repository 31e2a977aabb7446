"""The findings of one page, as the editor asks for them, and of all pages, as a report."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET
from wagtail.admin.views.pages.preview import PreviewOnCreateView, PreviewOnEditView

from cms.pages.checks import access, queries
from content.checks.rules.findings import Check, Kind, Level, counted, in_order

TITLE = "Checks"
ICON = "glasses"
PAGE_SIZE = 20


class DraftChecks(PreviewOnEditView):
    """A page as it stands in the editor, saved or not. As a preview does, and with its rights: for
    whoever may edit the page. Nothing is written."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return answer(request, self.object, [])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form(request.POST)
        if self.validate_form(form):
            form.save(commit=False)
        return answer(request, form.instance, unreadable(form))


class NewPageChecks(PreviewOnCreateView, DraftChecks):
    """The same for a page that has never been saved."""

    http_method_names = ["post"]


def unreadable(form: BaseForm) -> list[Check]:
    """What could not be taken over from the form, so that the rest was checked without it."""
    return [
        Check(Kind.FORM, Level.MUST, f"{form.fields[name].label}: {' '.join(said(errors))}", name)
        for name, errors in form.errors.items()
        if name in form.fields
    ]


def said(errors: Any) -> list[str]:
    """A stream says in its own way what is wrong in it, beside each block."""
    return [str(one) or "something in it is not filled in right." for one in errors]


def answer(request: HttpRequest, page: Any, first: list[Check]) -> HttpResponse:
    found = in_order([*first, *queries.findings_of(page), *queries.musts_below(page)])
    faults = [check for check in found if not check.is_figure]
    context = {
        "page": page,
        "figures": [check for check in found if check.is_figure],
        "groups": [(level, [check for check in faults if check.level == level]) for level in Level],
        "counts": counted(faults),
    }
    return render(request, "checks/findings.html", context)


@require_GET
def report(request: HttpRequest) -> HttpResponse:
    if not access.can_list_checks(request.user):
        raise PermissionDenied
    level, below = request.GET.get("level", ""), request.GET.get("below", "")
    pages = queries.checked_pages(
        request.user,
        below=int(below) if below.isascii() and below.isdigit() else None,
        level=level if level in Level.values else "",
    )
    context = {
        "header_title": TITLE,
        "header_icon": ICON,
        "breadcrumbs_items": [{"url": reverse("wagtailadmin_home"), "label": "Home"},
                              {"url": "", "label": TITLE}],
        "counts": counted(check for page in pages for check in page.checks),
        "page_obj": Paginator(pages, PAGE_SIZE).get_page(request.GET.get("p")),
        "levels": Level,
        "level": level,
        "sections": queries.sections(),
        "below": below,
    }  # fmt: skip
    return render(request, "checks/report.html", context)
