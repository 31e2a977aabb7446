from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.permissions import register_permission_policy

from content.local_texts.access import can_edit_local_texts
from content.local_texts.models import LocalText
from content.local_texts.queries import waiting_keys
from content.local_texts.viewsets import LocalTextPolicy, LocalTextViewSet

register_permission_policy(LocalText, LocalTextPolicy(LocalText))


@hooks.register("register_admin_viewset")
def register_local_texts() -> LocalTextViewSet:
    return LocalTextViewSet("local_texts")


class WaitingTexts(Component):
    """On the authors' first screen: how many texts of the college lessons still wait for."""

    order = 120
    template_name = "local_texts/waiting.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"waiting": waiting_keys()}


@hooks.register("construct_homepage_panels")
def show_waiting_texts(request: HttpRequest, panels: list[Any]) -> None:
    if can_edit_local_texts(request.user):
        panels.append(WaitingTexts())
