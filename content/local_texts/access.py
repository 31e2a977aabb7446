from typing import Any

from cms.people.accounts.access import has_role
from cms.people.accounts.rules import Role


def can_edit_local_texts(user: Any) -> bool:
    return has_role(user, Role.TRAINER, Role.SITE_ADMIN)


def can_delete_local_text(user: Any, _local_text: Any) -> bool:
    """Whoever writes them: lessons then ask their question again."""
    return can_edit_local_texts(user)


def can_list_local_texts(user: Any) -> bool:
    return has_role(user, Role.TRAINER, Role.SITE_ADMIN, Role.QUALITY_LEAD)
