"""Whoever may edit a page in Wagtail may take it out as text and bring it in again.

Wagtail's page permissions decide, as they do in its own editor; no role is asked for here.
"""

from typing import Any

from wagtail.models import Page


def can_export(user: Any, module: Page) -> bool:
    return bool(user and user.is_authenticated and module.permissions_for_user(user).can_edit())


def can_import(user: Any, module: Page) -> bool:
    """Look at the differences. Each page that would change is asked for again: `can_write`."""
    return can_export(user, module)


def can_write(user: Any, page: Page) -> bool:
    """A page that somebody has locked, or that is being decided on, is left alone."""
    rights = page.permissions_for_user(user)
    return bool(rights.can_edit() and not rights.page_locked())


def can_add_below(user: Any, page: Page) -> bool:
    return bool(
        user and user.is_authenticated and page.permissions_for_user(user).can_add_subpage()
    )


def can_order(user: Any, module: Page) -> bool:
    """An order is live at once: Wagtail asks for the right to publish."""
    return bool(module.permissions_for_user(user).can_reorder_children())


def can_publish(user: Any, page: Page) -> bool:
    return bool(page.permissions_for_user(user).can_publish())
