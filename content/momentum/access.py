from typing import Any

from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.rules import Role


def can_read_calendar(user: Any) -> bool:
    return is_staff_member(user)


def can_list_dips(user: Any) -> bool:
    return has_role(user, Role.TRAINER, Role.SITE_ADMIN, Role.QUALITY_LEAD)


def can_edit_dips(user: Any) -> bool:
    """Write dips, and say when teaching starts."""
    return has_role(user, Role.TRAINER, Role.SITE_ADMIN)


def can_delete_dip(user: Any, dip: Any) -> bool:
    """One that came with the site would only come back with the next update: it is hidden."""
    return can_edit_dips(user) and not dip.is_shipped


def can_load_dips(user: Any) -> bool:
    """None is whoever works at the server's own command line."""
    return user is None or can_edit_dips(user)
