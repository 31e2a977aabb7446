"""What the Wagtail admin shows of approvals: a menu item, our screen, and other buttons."""

from collections.abc import Mapping
from copy import copy
from typing import Any

from django.http import HttpRequest
from django.urls import path
from wagtail.admin.action_menu import ActionMenuItem, SubmitForModerationMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet

from courses.approval import access, queries, views

SEND = "Send to the safeguarding lead"
APPROVE, APPROVE_WITH_NOTE = "Approve and publish", "Approve and publish with a note"
TAKE_BACK = "Take it back from the safeguarding lead"


class ApprovalsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return access.can_list_approvals(request.user)

    def render_component(self, request: HttpRequest) -> Any:
        """With how many pages wait; the item itself is one for all requests."""
        count = queries.count_waiting() + queries.pages_to_read_again()
        component = super().render_component(request)
        if count:
            component.label = f"{self.label} ({count})"
        return component


class ApprovalsViewSet(ViewSet):
    url_prefix = "safeguarding-approvals"
    icon = views.ICON
    menu_label = "Approvals"  # with a count behind it, it has to fit beside an icon
    menu_name = "safeguarding-approvals"
    menu_order = 240
    menu_item_class = ApprovalsMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", views.index, name="index"),
            path("approve/", views.approve, name="approve"),
            path("pages/<int:pk>/return/", views.return_page, name="return"),
            path("pages/<int:pk>/take-back/", views.take_back, name="take_back"),
            path("versions/<int:pk>/", views.version, name="version"),
        ]


class WaitingApprovals(Component):
    """On the authors' first screen: what readers cannot see yet, and whom it waits for."""

    order = 90
    template_name = "approval/waiting.html"

    def __init__(self, waiting: int, again: int) -> None:
        self.waiting, self.again = waiting, again

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        can_approve = access.can_approve(parent_context["request"].user)
        return {"waiting": self.waiting, "again": self.again, "can_approve": can_approve}


class SendMenuItem(SubmitForModerationMenuItem):
    """Wagtail's button under the name of what it does here."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        return {**context, "label": SEND}


def adapt_menu(items: list[ActionMenuItem], context: Mapping[str, Any]) -> None:
    """Of a page about safeguarding: it is sent to the lead where others are published, and taken
    back by its author where others have a workflow cancelled."""
    page = context["parent_page"] if context["view"] == "create" else context["page"]
    user = context["request"].user
    if not getattr(page.permissions_for_user(user), "is_guarded", False):
        return
    gone = {"action-restart-workflow"}
    if context["view"] != "edit" or page.live:  # an approved version that was taken down may return
        gone.add("action-publish")
    if access.can_approve(user):
        gone.add("action-cancel-workflow")
    items[:] = [_renamed(item) for item in items if item.name not in gone]


def _renamed(item: ActionMenuItem) -> ActionMenuItem:
    if item.name == "action-submit":
        return SendMenuItem(order=item.order)
    if item.name == "action-cancel-workflow":
        item = copy(item)  # one for all requests and all pages
        item.label = TAKE_BACK
    if item.name == "approve":  # made for this request
        item.label = APPROVE_WITH_NOTE if item.launch_modal else APPROVE
    return item
