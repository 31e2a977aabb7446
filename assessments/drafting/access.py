"""Whoever may edit a page in Wagtail may try it, show it to a reviewer and take that back.

Wagtail's page permissions decide, as they do in its own editor. Nobody else finds any of it, and a
reviewer's address opens that one draft and nothing besides.
"""

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

if TYPE_CHECKING:
    from assessments.drafting.models import ReviewerLink

WRITES = {"add", "change"}


def can_draft(user: Any) -> bool:
    """Write scenarios at all: have a story checked, and look at the patterns."""
    return bool(
        user.is_authenticated
        and user.is_active
        and page_permission_policy.user_has_any_permission(user, WRITES)
    )


def can_try(user: Any, page: Page) -> bool:
    """A safeguarding lead may, while the page waits for her."""
    return bool(user.is_authenticated and page.permissions_for_user(user).can_edit())


def can_share(user: Any, page: Page) -> bool:
    """Let somebody without an account play the draft, and end that again."""
    return can_draft(user) and can_try(user, page)


def can_withdraw(user: Any, link: "ReviewerLink") -> bool:
    return can_share(user, link.scenario)


def can_begin(user: Any, module: Page) -> bool:
    """Make a new scenario below the module."""
    return bool(user.is_authenticated and module.permissions_for_user(user).can_add_subpage())


def readable_by(user: Any) -> Q:
    """The links (`ReviewerLink`) somebody sees in the editor: those of the pages she may edit."""
    if not can_draft(user):
        return Q(pk__in=[])
    editable = page_permission_policy.instances_user_has_any_permission_for(user, WRITES)
    return Q(scenario__in=editable.values("pk"))
