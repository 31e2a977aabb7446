"""The Wagtail admin as trainers need it: less in the menu, more in the checker."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.userbar import ContentCheckerItem

from cms.pages.checks.viewsets import ChecksMenuItem, ChecksViewSet, menu_item

HIDDEN_MENU = {"help", "forms"}
# People, roles and groups have screens of their own, where every change is checked and recorded.
HIDDEN_REPORTS = {"workflows", "workflow-tasks"}  # no college has any yet
HIDDEN_SETTINGS = {"users", "groups", "locales", "workflow-tasks"}


class CollegeContentChecker(ContentCheckerItem):
    """All that axe can find, not only Wagtail's short list."""

    axe_run_only = None
    # No search engine sees a page: a missing description for one is no fault.
    axe_custom_rules = [
        rule for rule in ContentCheckerItem.axe_custom_rules if rule["id"] == "alt-text-quality"
    ]


@hooks.register("construct_wagtail_userbar")
def use_our_checker(_request: HttpRequest, items: list[Any], _page: Any) -> None:
    for place, item in enumerate(items):
        if isinstance(item, ContentCheckerItem):
            items[place] = CollegeContentChecker(in_editor=item.in_editor)


@hooks.register("register_admin_viewset")
def register_checks() -> ChecksViewSet:
    return ChecksViewSet("checks")


@hooks.register("register_reports_menu_item")
def register_checks_report() -> ChecksMenuItem:
    return menu_item()


@hooks.register("insert_editor_js")
def load_checks() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("cms/js/checks.js"))


@hooks.register("register_admin_menu_item")
def lead_back_to_the_site() -> MenuItem:
    return MenuItem("Back to the site", "/#top", name="site", icon_name="arrow-left", order=10)


@hooks.register("construct_main_menu")
def hide_what_nobody_needs(_request: HttpRequest, menu_items: list[MenuItem]) -> None:
    menu_items[:] = [item for item in menu_items if item.name not in HIDDEN_MENU]


@hooks.register("construct_settings_menu")
def hide_what_has_its_own_screen(_request: HttpRequest, menu_items: list[MenuItem]) -> None:
    menu_items[:] = [item for item in menu_items if item.name not in HIDDEN_SETTINGS]


@hooks.register("construct_reports_menu")
def hide_reports_on_nothing(_request: HttpRequest, menu_items: list[MenuItem]) -> None:
    menu_items[:] = [item for item in menu_items if item.name not in HIDDEN_REPORTS]
