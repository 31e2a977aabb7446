"""Scenarios out as files and in again, in the Wagtail admin."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.models import Page

from assessments.exchange import adapters, queries, services
from assessments.exchange.documents import branch_book_pdf, scorm_package, standalone_page
from assessments.exchange.forms import StoryForm
from assessments.scenarios.models import ScenarioPage
from content.twine.passages import StoryErrors
from courses.bundles import access
from courses.catalogue.models import ModulePage

EXPORT = "Export the scenario"
IMPORT = "Replace by a Twine story"
IMPORT_NEW = "Import a Twine story"
KINDS = {
    "twee": ("text/plain; charset=utf-8", "twee"),
    "page": ("text/html; charset=utf-8", "html"),
    "scorm": ("application/zip", "zip"),
    "book": ("application/pdf", "pdf"),
    "h5p": ("application/zip", "h5p"),
}


@require_GET
def export_show(request: HttpRequest, pk: int) -> HttpResponse:
    scenario = _scenario(request, pk)
    context = {
        "scenario": scenario,
        "left": queries.not_carried(scenario.graph),
        "h5p": adapters.h5p_offer(scenario),
    }
    return _page(request, "exchange/export_show.html", EXPORT, scenario, **context)


@require_GET
def export_download(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """What is written now, drafts included: the story as its author sees it."""
    scenario = _scenario(request, pk)
    if kind not in KINDS:
        raise Http404
    if kind != "twee" and queries.unplayable(scenario):
        messages.error(request, "It cannot be played yet: mend what the editor names, then export.")
        return redirect("exchange:export_show", scenario.pk)
    content_type, ending = KINDS[kind]
    response = HttpResponse(_file(scenario, kind), content_type=content_type)
    name = f"{scenario.slug}-scorm" if kind == "scorm" else scenario.slug
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response


def _file(scenario: ScenarioPage, kind: str) -> bytes:
    if kind == "twee":
        return queries.twee_of(scenario).encode()
    if kind == "book":
        return branch_book_pdf(queries.branch_book(scenario))
    if kind == "h5p":
        return adapters.h5p_file(scenario)
    story, book = queries.story_data(scenario), queries.book_paragraphs(scenario.graph)
    if kind == "page":
        return standalone_page(story, book)
    return scorm_package(story, book, f"scenario-{scenario.pk}")


@require_http_methods(["GET", "POST"])
def import_start(request: HttpRequest, pk: int) -> HttpResponse:
    """First what is in it and what is left out, then, confirmed, a draft."""
    page = _target(request, pk)
    form = StoryForm(request.POST, request.FILES) if request.method == "POST" else StoryForm()
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        try:
            incoming = queries.incoming_of(text)
        except StoryErrors as problem:
            context["mistakes"] = problem.problems
        except ValidationError as problem:
            context["mistakes"] = [{"message": message} for message in problem.messages]
        else:
            if "confirm" in request.POST:
                return _import(request, page, incoming)
            context["incoming"] = incoming
        context["text"] = text
    title = IMPORT if isinstance(page, ScenarioPage) else IMPORT_NEW
    return _page(request, "exchange/import_start.html", title, page, **context)


def _import(request: HttpRequest, page: Any, incoming: queries.Incoming) -> HttpResponse:
    by: Any = request.user
    if isinstance(page, ScenarioPage):
        made = services.replace_story(incoming=incoming, scenario=page, by=by)
        messages.success(request, "A draft has this story now. What is published is as it was.")
    else:
        made = services.draft_scenario(incoming=incoming, module=page, by=by)
        messages.success(request, f"“{made.title}” is a draft. Publish it when it is ready.")
    return redirect("wagtailadmin_pages:edit", made.pk)


def _scenario(request: HttpRequest, pk: int) -> ScenarioPage:
    scenario: ScenarioPage = get_object_or_404(ScenarioPage, pk=pk)
    if not access.can_export(request.user, scenario):
        raise PermissionDenied
    draft: Any = scenario.get_latest_revision_as_object()
    found: ScenarioPage = draft
    return found


def _target(request: HttpRequest, pk: int) -> ScenarioPage | ModulePage:
    """A scenario whose story is replaced, or a module that gets a new one."""
    page = get_object_or_404(Page, pk=pk).specific
    if isinstance(page, ScenarioPage) and access.can_write(request.user, page):
        return page
    if isinstance(page, ModulePage) and access.can_add_below(request.user, page):
        return page
    if isinstance(page, ScenarioPage | ModulePage):
        raise PermissionDenied
    raise Http404


def _page(
    request: HttpRequest, template: str, title: str, page: Page, **context: Any
) -> HttpResponse:
    above = {"url": reverse("wagtailadmin_explore", args=[page.pk]), "label": page.title}
    context |= {
        "page": page,
        "header_title": title,
        "header_icon": "doc-full",
        "breadcrumbs_items": [above, {"url": "", "label": title}],
    }
    return render(request, template, context)
