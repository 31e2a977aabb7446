"""Who supervises whom, and who may read what two people agreed (domain.md 2.1 to 2.3).

Supervision follows an agreement in force, never the role alone. A cover stands in for a supervisor
for named days. Nobody supervises somebody with whom a conflict of interest is declared.
"""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.teams.access import covered_by_today, is_manager_of, managed_by
from cms.people.teams.rules import CoverKind

from .rules.states import AgreementState

NOTHING = Q(pk__in=[])
SUPERVISING = (Role.SUPERVISOR, Role.LINE_MANAGER, Role.DSL)
OVERSIGHT = (Role.QUALITY_LEAD, Role.SITE_ADMIN, Role.HR, Role.DPO)  # that it exists, no words


# Bookmarks ---------------------------------------------------------------------------


def readable_by(user: Any) -> Q:
    """On `SupervisionBookmark`: what is taken to supervision is hers to say there."""
    return Q(mentor=user.pk) if is_staff_member(user) else NOTHING


def can_keep_bookmarks_of(user: Any, mentor: Any) -> bool:
    return bool(user is not None and is_staff_member(user) and user.pk == mentor.pk)


# The relation ------------------------------------------------------------------------


def can_supervise(user: Any) -> bool:
    """Holds a role in which somebody may have supervisees."""
    return has_role(user, *SUPERVISING)


def in_force(day: date | None = None) -> Q:
    """On `SupervisionAgreement`: those that hold on a day."""
    day = day or timezone.localdate()
    lasts = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    return Q(state=AgreementState.IN_FORCE, starts_on__lte=day) & lasts


def supervised_by(user: Any, day: date | None = None) -> Q:
    """On `User`: whom somebody supervises: her own supervisees, and those she covers for."""
    if not can_supervise(user):
        return NOTHING
    theirs = user.agreements_as_supervisor.model.objects.filter(in_force(day))
    covered = Q(supervisor__in=covered_by_today(user, CoverKind.SUPERVISOR))
    own = theirs.filter(Q(supervisor=user.pk) | covered)
    return Q(pk__in=own.values("supervisee")) & ~Q(pk=user.pk)


def is_supervisor_of(user: Any, person: Any, day: date | None = None) -> bool:
    return User.objects.filter(supervised_by(user, day), pk=person.pk).exists()


def supervisors_of(person: Any, day: date | None = None) -> Q:
    """On `User`: her supervisors by agreement, covers not counted."""
    theirs = person.agreements_as_supervisee.filter(in_force(day))
    return Q(is_active=True, pk__in=theirs.values("supervisor"))


# Agreements --------------------------------------------------------------------------


def agreements_readable_by(user: Any) -> Q:
    """On `SupervisionAgreement`, its words: those who sign it, from the moment it is offered, and
    whoever writes it. A manager who does not sign reads that it exists (`agreements_listed_for`).
    """
    if not is_staff_member(user):
        return NOTHING
    offered = ~Q(state=AgreementState.DRAFT)
    team = User.objects.filter(managed_by(user)).values("pk")
    signs = Q(supervisee=user.pk) | Q(manager=user.pk, supervisee__in=team)
    covering = Q(supervisor__in=covered_by_today(user, CoverKind.SUPERVISOR)) & in_force()
    return Q(supervisor=user.pk) | Q(drafted_by=user.pk) | (signs & offered) | covering


def agreements_listed_for(user: Any) -> Q:
    """On `SupervisionAgreement`: that it exists, with its dates and rhythm, and nothing it says."""
    if not is_staff_member(user):
        return NOTHING
    if has_role(user, *OVERSIGHT):
        return ~NOTHING
    team = NOTHING
    if has_role(user, Role.LINE_MANAGER):
        team = Q(supervisee__in=User.objects.filter(managed_by(user)).values("pk"))
    return agreements_readable_by(user) | (team & ~Q(state=AgreementState.DRAFT))


def can_draft_agreement(user: Any, supervisee: Any, supervisor: Any) -> bool:
    """Its supervisor, or the supervisee's line manager for one of her people."""
    if user is None or supervisee.pk == supervisor.pk:
        return False
    if user.pk == supervisor.pk and can_supervise(user):
        return True
    return has_role(user, Role.LINE_MANAGER) and is_manager_of(user, supervisee)


def can_write_agreement(user: Any, agreement: Any) -> bool:
    """Who supervises, or who wrote it; what may be done with it still depends on its state."""
    is_writer = user is not None and user.pk in (agreement.supervisor_id, agreement.drafted_by_id)
    return is_writer and is_staff_member(user)


def can_change_agreement(user: Any, agreement: Any) -> bool:
    return can_write_agreement(user, agreement) and agreement.state == AgreementState.DRAFT


def can_withdraw_agreement(user: Any, agreement: Any) -> bool:
    """Before everybody has signed."""
    is_open = agreement.state in (AgreementState.DRAFT, AgreementState.OFFERED)
    return can_write_agreement(user, agreement) and is_open


def can_sign_agreement(user: Any, agreement: Any) -> bool:
    is_party = agreement.part_of(user) is not None
    return is_party and is_staff_member(user) and agreement.state == AgreementState.OFFERED


def can_end_agreement(user: Any, agreement: Any) -> bool:
    """Supervisor, supervisee, or HR: nobody is held in supervision against their will."""
    if user is None or agreement.state != AgreementState.IN_FORCE:
        return False
    is_party = user.pk in (agreement.supervisor_id, agreement.supervisee_id)
    return (is_party and is_staff_member(user)) or has_role(user, Role.HR)


# Policies, needs and posts -----------------------------------------------------------


def can_read_policies(user: Any) -> bool:
    return is_staff_member(user)


def can_change_policies(user: Any) -> bool:
    """HR and the quality lead set them; None is the site itself."""
    return user is None or has_role(user, Role.HR, Role.QUALITY_LEAD)


def can_set_need_of(user: Any, person: Any) -> bool:
    """Her line manager, HR, or the site; nobody sets her own."""
    if user is None:
        return True
    if user.pk == person.pk:
        return False
    if has_role(user, Role.HR):
        return True
    return has_role(user, Role.LINE_MANAGER) and is_manager_of(user, person)


def can_keep_posts(user: Any) -> bool:
    """How much time somebody has for supervising: HR and the quality lead."""
    return user is None or has_role(user, Role.HR, Role.QUALITY_LEAD)
