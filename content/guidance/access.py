from typing import Any

from cms.people.accounts.access import has_role
from cms.people.accounts.rules import Role


def can_list_facts(user: Any) -> bool:
    return has_role(user, Role.TRAINER, Role.SITE_ADMIN, Role.DSL, Role.QUALITY_LEAD)


def can_edit_facts(user: Any) -> bool:
    """Write facts, sources and editions, and say that a fact has been read."""
    return has_role(user, Role.TRAINER, Role.SITE_ADMIN, Role.DSL)


def can_delete_guidance(user: Any, _row: Any) -> bool:
    """Whether it may go at all, its uses say (queries.ties): whoever asks is told why not."""
    return can_edit_facts(user)


def can_load_guidance(user: Any) -> bool:
    """None is whoever works at the server's own command line."""
    return user is None or can_edit_facts(user)
