"""What the Wagtail admin shows of this box: the college settings, and no users or groups."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem

OURS_INSTEAD = frozenset({"users", "groups"})


@hooks.register("construct_settings_menu")
def people_are_looked_after_elsewhere(_request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Wagtail's own screens for users and groups would pass by the dated roles and the audit."""
    menu_items[:] = [item for item in menu_items if item.name not in OURS_INSTEAD]
