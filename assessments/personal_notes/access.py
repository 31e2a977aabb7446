"""A personal note is its author's alone, whoever she is (domain.md 2.3, rule 12). A rights request
or a legal claim opens it by a grant with a second person, and by nothing else."""

from typing import Any

from django.db.models import Q

from assessments.supervision.access import NOTHING
from cms.people.accounts.access import is_staff_member
from cms.people.privacy.access import opened_by_grant

CLASS = "personal_note"


def readable_by(user: Any) -> Q:
    """On `PersonalNote`: one's own, on every screen of the product."""
    return Q(author=user.pk) if is_staff_member(user) else NOTHING


def opened_for(user: Any) -> Q:
    """On `PersonalNote`: of somebody whose notes a grant opens; for the screen of grants alone."""
    return Q(author__in=opened_by_grant(user, CLASS))


def can_keep_notes_of(user: Any, author: Any) -> bool:
    return bool(user is not None and is_staff_member(user) and user.pk == author.pk)
