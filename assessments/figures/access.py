"""From how many answers a figure is shown: read by everybody who works here, set by the quality
lead (domain.md 6.2)."""

from typing import Any

from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.rules import Role


def can_read_figure_policy(user: Any) -> bool:
    return is_staff_member(user)


def can_set_figure_policy(user: Any) -> bool:
    """None is the site, when it is set up."""
    return user is None or has_role(user, Role.QUALITY_LEAD)
