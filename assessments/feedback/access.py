"""Who writes a formative note, who reads it and who answers (domain.md 2.3, 6.4).

The mentor it is about, at once. Her line manager of today (or who stands in for her): what was
written since that line began, and what she wrote herself. Nobody else; HR and the data protection
officer by a grant alone.
"""

from typing import Any

from django.db.models import Q

from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.privacy.access import opened_by_grant
from cms.people.teams.access import is_manager_of, managed_by, managed_since

CLASS = "formative_note"
NOTHING = Q(pk__in=[])


def readable_by(user: Any) -> Q:
    """On `FormativeNote`."""
    if not is_staff_member(user):
        return NOTHING
    return Q(mentor=user.pk) | shown_to_manager(user) | by_grant(user)


def shown_to_manager(user: Any) -> Q:
    """Of the people she manages today (domain.md 2.3, change of manager)."""
    if not can_manage(user):
        return NOTHING
    team = Q(mentor__in=User.objects.filter(managed_by(user)).values("pk"))
    return team & (Q(author=user.pk) | managed_since(user, "mentor", "at__date"))


def by_grant(user: Any) -> Q:
    return Q(mentor__in=opened_by_grant(user, CLASS)) & ~Q(mentor=user.pk)


def people_readable_by(user: Any) -> Q:
    """On `User`: whose notes somebody may ask for: those she manages, those a grant opens."""
    if not is_staff_member(user):
        return NOTHING
    team = managed_by(user) if can_manage(user) else NOTHING
    return (team | Q(pk__in=opened_by_grant(user, CLASS))) & ~Q(pk=user.pk)


def can_manage(user: Any) -> bool:
    return has_role(user, Role.LINE_MANAGER)


def can_list_notes(user: Any) -> bool:
    return is_staff_member(user)


def can_write_about(user: Any, mentor: Any) -> bool:
    return (
        user is not None
        and user.pk != mentor.pk
        and can_manage(user)
        and is_manager_of(user, mentor)
    )


def can_correct(user: Any, note: Any) -> bool:
    """Put it right by a further note: whoever reads it and may write one."""
    return can_write_about(user, note.mentor) and _reads_as_manager(user, note)


def can_answer(user: Any, note: Any) -> bool:
    """The mentor, and who manages her; not by a grant."""
    if user is None or not is_staff_member(user):
        return False
    return user.pk == note.mentor_id or _reads_as_manager(user, note)


def can_mark_seen(user: Any, note: Any) -> bool:
    return user is not None and is_staff_member(user) and user.pk == note.mentor_id


def _reads_as_manager(user: Any, note: Any) -> bool:
    return bool(type(note).objects.filter(shown_to_manager(user), pk=note.pk).exists())
