"""Who may read how scenarios are played, always of five people or more (domain.md 2.2)."""

from typing import Any

from cms.people.accounts.access import has_role
from cms.people.accounts.rules import Role


def can_read_outcomes(user: Any) -> bool:
    """How runs of a scenario went, as shares."""
    return has_role(user, Role.TRAINER, Role.QUALITY_LEAD)


def can_read_paths(user: Any) -> bool:
    """What is chosen at each scene, so that it can be written better."""
    return has_role(user, Role.TRAINER)
