"""Who approves, who looks on, and what is left of Wagtail's rights on a page about safeguarding."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from wagtail.models import Page, PagePermissionTester

from cms.people.accounts.access import has_role
from cms.people.accounts.rules import Role

LOOKERS_ON = (Role.TRAINER, Role.QUALITY_LEAD, Role.SITE_ADMIN)


def can_approve(user: Any) -> bool:
    return has_role(user, Role.DSL)


def can_list_approvals(user: Any) -> bool:
    """Authors see what waits and why; a safeguarding lead decides."""
    return has_role(user, Role.DSL, *LOOKERS_ON)


def can_read_versions(user: Any) -> bool:
    """Drafts too: authors their own work, quality and safeguarding leads all of it."""
    return has_role(user, Role.DSL, Role.TRAINER, Role.QUALITY_LEAD)


def can_send(user: Any) -> bool:
    """None is whoever works at the server's own command line."""
    return user is None or has_role(user, Role.TRAINER, Role.SITE_ADMIN)


def can_take_back(user: Any) -> bool:
    return has_role(user, Role.TRAINER)


class PageRights(PagePermissionTester):
    """Wagtail's rights, less what a safeguarding lead has not approved.

    This is what the admin's screens ask before they offer something. It is not the gate itself:
    that stands where a page is saved (services/gate.py).
    """

    def __init__(
        self,
        user: Any,
        page: Page,
        *,
        is_about: Callable[[Page], bool],
        is_approved: Callable[[Page], bool],
    ) -> None:
        super().__init__(user, page)
        self._is_about, self._is_approved = is_about, is_approved

    @cached_property
    def is_guarded(self) -> bool:
        """Asked for only when somebody wants to know: a list of pages has many of these."""
        return self._is_about(self.page)

    @cached_property
    def is_approved(self) -> bool:
        return self._is_approved(self.page)

    def can_publish(self) -> bool:
        """An approved version may go live by whoever publishes pages, and by whoever approved."""
        if not self.is_guarded:
            return bool(super().can_publish())
        return self.is_approved and bool(super().can_publish() or can_approve(self.user))

    def can_publish_subpage(self) -> bool:
        """What is new has not been approved."""
        return not self.is_guarded and bool(super().can_publish_subpage())

    def can_unschedule(self) -> bool:
        return bool(PagePermissionTester.can_publish(self))

    def can_set_view_restrictions(self) -> bool:
        return bool(PagePermissionTester.can_publish(self))
