"""What the Wagtail admin must know about courses."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLResolver, include, path
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from courses.approval import access as approval_access
from courses.approval import queries as approvals
from courses.approval.rules import WHY_NOT_LIVE
from courses.approval.services import APPROVED_AGAIN
from courses.approval.viewsets import ApprovalsViewSet, WaitingApprovals, adapt_menu
from courses.bundles import viewsets as bundles
from courses.catalogue.queries import is_deletable, programmes_to_edit

KEPT = (
    "“{title}” cannot be deleted: people have learned here or a safeguarding lead has approved it, "
    "and their records stay. Unpublish it instead; it then leaves the module, and nothing anybody "
    "did is lost."
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


@hooks.register("register_admin_viewset")
def register_approvals() -> ApprovalsViewSet:
    return ApprovalsViewSet("approvals")


@hooks.register("construct_homepage_panels")
def show_waiting_approvals(request: HttpRequest, panels: list[Any]) -> None:
    if approval_access.can_list_approvals(request.user):
        waiting, again = approvals.count_waiting(), approvals.pages_to_read_again()
        if waiting or again:
            panels.append(WaitingApprovals(waiting, again))


@hooks.register("construct_page_action_menu")
def send_where_others_publish(
    menu_items: list[Any], _request: HttpRequest, context: dict[str, Any]
) -> None:
    adapt_menu(menu_items, context)


@hooks.register("register_log_actions")
def name_what_leads_do(actions: LogActionRegistry) -> None:
    actions.register_action(
        APPROVED_AGAIN, "Approve the same words again", "Approved the same words again"
    )


@hooks.register("before_edit_page")
def say_why_it_came_back(request: HttpRequest, page: Page) -> None:
    reason = approvals.reason_of_return(page) if request.method == "GET" else ""
    if reason:
        messages.warning(request, f"A safeguarding lead has returned this page. {reason}")


@hooks.register("before_create_page")
def keep_what_cannot_be_published(request: Any, _parent: Page, _page_class: type[Page]) -> None:
    """A new module that is about safeguarding is kept as a draft, not lost at the gate."""
    if request.POST.get("action-publish") and request.POST.get("is_safeguarding"):
        data = request.POST.copy()
        del data["action-publish"]
        request.POST = data
        messages.warning(request, WHY_NOT_LIVE.format(title=data.get("title", "")))


@hooks.register("before_publish_page")
def explain_the_gate(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The draft is saved by now; the gate itself would answer with a bare refusal."""
    why = approvals.why_not_live(page)
    if not why:
        return None
    messages.warning(request, f"Your changes are saved as a draft. {why}")
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def explain_what_did_not_happen(request: Any, page: Page) -> None:
    """A form from before the page was about safeguarding, or a lead who wrote in it herself."""
    rights = page.permissions_for_user(request.user)
    if request.POST.get("action-publish") and getattr(rights, "is_guarded", False):
        if not rights.is_approved:
            messages.warning(request, WHY_NOT_LIVE.format(title=page.title))
    elif request.POST.get("workflow-action-name") == "approve":
        why = approvals.why_not_approved(page, request.user)
        if why:
            messages.error(request, f"Not approved. {why}")


@hooks.register("before_move_page")
def explain_why_it_stays(request: HttpRequest, page: Page, parent: Page) -> HttpResponse | None:
    why = approvals.why_not_moved(page, parent)
    if not why:
        return None
    messages.error(request, why)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def explain_why_they_stay(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    if action_type != "move":
        return None
    parent = action.cleaned_form.cleaned_data["chooser"]
    pages = [page for page in objects if isinstance(page, Page)]
    reasons = [why for page in pages if (why := approvals.why_not_moved(page, parent))]
    for why in reasons:
        messages.error(request, why)
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk) if reasons else None


@hooks.register("register_admin_urls")
def register_bundles() -> list[URLResolver]:
    return [path("text-files/", include("courses.bundles.urls"))]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def offer_text_files(page: Page, user: Any, **_rest: Any) -> Iterator[Any]:
    yield from bundles.buttons(page, user)
