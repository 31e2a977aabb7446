from typing import Any

from cms.people.accounts.access import has_role
from cms.people.accounts.rules import Role

KEEPERS = (Role.DSL, Role.SITE_ADMIN)


def can_read_card(user: Any) -> bool:
    """Everybody with an open account: a role that ran out unnoticed must not hide whom to call."""
    return bool(user and user.is_authenticated and user.is_active)


def can_edit_card(user: Any) -> bool:
    return has_role(user, *KEEPERS)


def can_confirm_card(user: Any) -> bool:
    return has_role(user, *KEEPERS)
