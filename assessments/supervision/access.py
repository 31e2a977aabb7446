"""A bookmark is its mentor's alone: what is taken to supervision is hers to say there."""

from typing import Any

from django.db.models import Q

from cms.people.accounts.access import is_staff_member


def readable_by(user: Any) -> Q:
    return Q(mentor=user.pk) if is_staff_member(user) else Q(pk__in=[])


def can_keep_bookmarks_of(user: Any, mentor: Any) -> bool:
    return bool(user is not None and is_staff_member(user) and user.pk == mentor.pk)
