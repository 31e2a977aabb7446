"""What the Wagtail admin must know about courses."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from courses.catalogue.queries import is_deletable, programmes_to_edit

KEPT = (
    "“{title}” cannot be deleted: people have learned here, and their records stay. "
    "Unpublish it instead; it then leaves the module, and nothing anybody did is lost."
)


class WhereToBegin(Component):
    """The modules on the authors' first screen: one click to the steps of each."""

    order = 100
    template_name = "catalogue/panels/where_to_begin.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"programmes": programmes_to_edit(parent_context["request"].user)}


@hooks.register("construct_homepage_panels")
def show_where_to_begin(_request: HttpRequest, panels: list[Any]) -> None:
    panels.append(WhereToBegin())


@hooks.register("before_delete_page")
def keep_page_with_records(request: HttpRequest, page: Page) -> HttpResponse | None:
    if is_deletable(page):
        return None
    messages.error(request, KEPT.format(title=page.title))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def keep_pages_with_records(
    request: HttpRequest, action_type: str, objects: list[Any], _action: Any
) -> HttpResponse | None:
    if action_type != "delete":
        return None
    kept = [page for page in objects if isinstance(page, Page) and not is_deletable(page)]
    for page in kept:
        messages.error(request, KEPT.format(title=page.title))
    return redirect("wagtailadmin_explore", kept[0].get_parent().pk) if kept else None
