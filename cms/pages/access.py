from typing import Any

from cms.people.accounts.access import is_staff_member


def can_read_information(user: Any, page: Any) -> bool:
    """Everyone reads a public page; the others are for the college's staff."""
    return page.is_public or is_staff_member(user)
