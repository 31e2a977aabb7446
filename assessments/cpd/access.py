"""Who reads a CPD entry (domain.md 2.2, CPD rows).

Drafts and returned entries are their owner's alone: no manager, no quality lead, no administrator.
Once handed in, the shared part is read by her line manager, by the one supervisor she shares it
with, and by the quality lead when it is in a sample. What she learned and her reflection are hers
for ever. A manager who is new reads what waits to be verified, and what was handed in since.
"""

from typing import Any

from django.db.models import Q

from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.models import RoleGrant, User, current_on
from cms.people.accounts.rules import Role
from cms.people.teams.access import is_manager_of, managed_by, managed_since

from .rules import OPEN_TO_OWNER, SEEN_BY_OTHERS, STANDING, EntryState

NOTHING = Q(pk__in=[])
POLICY_KEEPERS = (Role.HR, Role.SITE_ADMIN)


# Entries -----------------------------------------------------------------------


def owned_by(user: Any) -> Q:
    """One's own entries, whatever their state."""
    return Q(owner=user.pk) if user.is_authenticated and user.is_active else NOTHING


def managed_entries(user: Any) -> Q:
    """Of direct reports: what waits, and what was handed in since the line began."""
    if not has_role(user, Role.LINE_MANAGER):
        return NOTHING
    team = Q(owner__in=User.objects.filter(managed_by(user)).values("pk"))
    waits = Q(state=EntryState.SUBMITTED)
    since = Q(state__in=SEEN_BY_OTHERS) & managed_since(user, "owner", "submitted_on")
    return team & (waits | since)


def shared_entries(user: Any) -> Q:
    """What mentors share with the supervisor they chose."""
    if not has_role(user, Role.SUPERVISOR):
        return NOTHING
    return Q(shared_with=user.pk, state__in=SEEN_BY_OTHERS, owner__is_active=True)


def sampled_entries(user: Any) -> Q:
    """What was ever drawn for a sample."""
    if not has_role(user, Role.QUALITY_LEAD):
        return NOTHING
    return Q(sampled_at__isnull=False, state__in=SEEN_BY_OTHERS)


def shown_to(user: Any) -> Q:
    """Other people's entries whose shared part somebody may read."""
    shown = managed_entries(user) | shared_entries(user) | sampled_entries(user)
    return shown & ~Q(owner=user.pk)


def readable_by(user: Any) -> Q:
    return owned_by(user) | shown_to(user)


def can_keep_log_of(user: Any, owner: Any) -> bool:
    """Write into somebody's log: one's own."""
    return bool(user is not None and user.is_authenticated and user.is_active and user == owner)


def can_change(user: Any, entry: Any) -> bool:
    """Rewrite it, or bring it back."""
    is_open = entry.state in (*OPEN_TO_OWNER, EntryState.DISCARDED)
    return can_keep_log_of(user, entry.owner) and is_open


def can_note_impact(user: Any, entry: Any) -> bool:
    """What it changed may be added late, after it was verified too (domain.md 5.5)."""
    return can_keep_log_of(user, entry.owner) and entry.state in STANDING


def can_hand_in(user: Any, entry: Any) -> bool:
    return can_keep_log_of(user, entry.owner) and is_staff_member(user)


def supervisors_for(user: Any) -> Q:
    """On `User`: whom somebody may share an entry with: whoever holds the role of a supervisor."""
    if not is_staff_member(user):
        return NOTHING
    holders = RoleGrant.objects.filter(current_on(), role=Role.SUPERVISOR).values("holder")
    return Q(is_active=True, pk__in=holders) & ~Q(pk=user.pk)


# Records of a year, targets and the policy -----------------------------------------


def records_readable_by(user: Any) -> Q:
    """On `User`: whose targets and totals somebody reads: her own, her direct reports', all for
    the quality lead and HR (domain.md 2.2, target and policy)."""
    if not is_staff_member(user):
        return NOTHING
    if has_role(user, Role.QUALITY_LEAD, Role.HR):
        return ~NOTHING
    own = Q(pk=user.pk)
    return own | managed_by(user) if has_role(user, Role.LINE_MANAGER) else own


def can_adjust_target_of(user: Any, person: Any) -> bool:
    """Her line manager, with a reason, and HR; nobody adjusts her own."""
    if user is None or user.pk == person.pk:
        return user is None
    if has_role(user, Role.HR):
        return True
    return has_role(user, Role.LINE_MANAGER) and is_manager_of(user, person)


def can_read_policy(user: Any) -> bool:
    return is_staff_member(user)


def can_change_policy(user: Any) -> bool:
    """HR sets it, a site admin on request (domain.md 2.2); None is the site itself."""
    return user is None or has_role(user, *POLICY_KEEPERS)


# What others do with an entry -------------------------------------------------------


def can_verify(user: Any, entry: Any) -> bool:
    """Her line manager of today. Nobody verifies her own entries or her manager's (domain.md
    5.5): the reporting line has no circles, so a manager is never below her own report."""
    if user.pk == entry.owner_id:
        return False
    return has_role(user, Role.LINE_MANAGER) and is_manager_of(user, entry.owner)


def can_sample(user: Any, entry: Any) -> bool:
    """A quality lead, except for her own entries and her own direct reports' (domain.md 2.1)."""
    if user.pk == entry.owner_id or not has_role(user, Role.QUALITY_LEAD):
        return False
    return not is_manager_of(user, entry.owner)


def can_close(user: Any, entry: Any) -> bool:
    return user is None or can_sample(user, entry)


def can_share_with(user: Any, entry: Any, supervisor: Any) -> bool:
    """Its owner, with somebody else who holds the role of a supervisor; None ends the sharing."""
    if not can_hand_in(user, entry):
        return False
    if supervisor is None:
        return True
    return supervisor.pk != entry.owner_id and has_role(supervisor, Role.SUPERVISOR)
