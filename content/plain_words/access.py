from typing import Any

from cms.people.accounts.access import has_role
from cms.people.accounts.rules import Role


def can_list_plain_words(user: Any) -> bool:
    return has_role(user, Role.TRAINER, Role.SITE_ADMIN, Role.QUALITY_LEAD)


def can_edit_plain_words(user: Any) -> bool:
    return has_role(user, Role.TRAINER, Role.SITE_ADMIN)


def can_delete_plain_word(user: Any, plain_word: Any) -> bool:
    """One that came with the site would only come back: it is taken out of use."""
    return can_edit_plain_words(user) and not plain_word.is_shipped


def can_load_plain_words(user: Any) -> bool:
    """None is whoever works at the server's own command line."""
    return user is None or can_edit_plain_words(user)
