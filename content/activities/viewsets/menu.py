"""Where the admin offers activities and code, and what waits for a site admin."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from .. import access, queries


class CodeMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return access.can_install_code(request.user)


class WaitingCode(Component):
    """On the first screen of site admins: what cannot play until somebody has let it in."""

    order = 115
    template_name = "activities/admin/waiting_code.html"

    def __init__(self, count: int) -> None:
        self.count = count

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"count": self.count}


def waiting_code_panel(user: Any) -> WaitingCode | None:
    if not access.can_install_code(user):
        return None
    count = queries.count_waiting_versions()
    return WaitingCode(count) if count else None
