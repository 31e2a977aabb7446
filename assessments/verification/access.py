"""Who verifies, who samples, and who reads what was said of an entry (domain.md 2.1, 2.2, 5.5).

A line manager answers what her direct reports of today have handed in. A quality lead samples what
others verified, except for her own entries and her own direct reports'. What was said of an entry
is read by its owner, by her line manager and, in a sample, by the quality lead.
"""

from typing import Any

from django.db.models import Q

from assessments.cpd.access import (
    NOTHING,
    can_sample,
    managed_entries,
    owned_by,
    sampled_entries,
)
from assessments.cpd.rules import EntryState
from cms.people.accounts.access import has_role
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.teams.access import is_manager_of, managed_by

from .rules import Result


def can_verify_others(user: Any) -> bool:
    return has_role(user, Role.LINE_MANAGER)


def waits_for(user: Any) -> Q:
    """On `CPDEntry`: what this manager is to answer."""
    return managed_entries(user) & Q(state=EntryState.SUBMITTED) & ~Q(owner=user.pk)


def answers_readable_by(user: Any) -> Q:
    """On `CPDVerification`: her own answers, about people she manages today."""
    if not can_verify_others(user):
        return NOTHING
    team = User.objects.filter(managed_by(user)).values("pk")
    return Q(verifier=user.pk, entry__owner__in=team)


def history_readable_by(user: Any) -> Q:
    """On `CPDEntry`: the owner's at any time; for others only while they read the entry itself."""
    others = (managed_entries(user) | sampled_entries(user)) & ~Q(owner=user.pk)
    return owned_by(user) | others


def can_draw_samples(user: Any) -> bool:
    return has_role(user, Role.QUALITY_LEAD)


def rounds_readable_by(user: Any) -> Q:
    """On `SampleRound`."""
    return ~NOTHING if can_draw_samples(user) else NOTHING


def own_and_reports_of(user: Any) -> Q:
    """On `User`: those whose entries another quality lead looks at."""
    return Q(pk=user.pk) | managed_by(user)


def samples_readable_by(user: Any) -> Q:
    """On `CPDSample`: a quality lead's, without her own entries, her direct reports' and what she
    has verified herself: nobody looks at her own work."""
    if not can_draw_samples(user):
        return NOTHING
    theirs = User.objects.filter(own_and_reports_of(user)).values("pk")
    return ~Q(entry__owner__in=theirs) & ~Q(verification__verifier=user.pk)


def letters_readable_by(user: Any) -> Q:
    """On `CPDSample`: the letter about a query is the owner's and the verifier's, as long as she
    manages the owner, and the quality lead's."""
    if not user.is_authenticated or not user.is_active:
        return NOTHING
    readers = Q(entry__owner=user.pk) | samples_readable_by(user)
    if can_verify_others(user):
        team = User.objects.filter(managed_by(user)).values("pk")
        readers |= Q(verification__verifier=user.pk, entry__owner__in=team)
    return Q(result=Result.QUERY) & readers


def can_look_at(user: Any, sample: Any) -> bool:
    """Fill in the form about a sampled entry, and settle a query."""
    return can_sample(user, sample.entry) and user.pk != sample.verification.verifier_id


def can_reply(user: Any, sample: Any) -> bool:
    """Those the query is about: the owner, and who verified it while she manages the owner."""
    if user is None or not user.is_authenticated or not user.is_active:
        return False
    if user.pk == sample.entry.owner_id:
        return True
    is_verifier = user.pk == sample.verification.verifier_id and can_verify_others(user)
    return is_verifier and is_manager_of(user, sample.entry.owner)
