"""Who sees what the checks found. In the editor it is whoever may edit the page (Wagtail asks)."""

from typing import Any

from cms.people.accounts.access import has_role
from cms.people.accounts.rules import Role


def can_list_checks(user: Any) -> bool:
    """Findings quote drafts, and questions with their keys: those who may read all of both (matrix
    2.2). A safeguarding lead, who may read some, finds them beside each page that waits for her."""
    return has_role(user, Role.TRAINER, Role.QUALITY_LEAD)
