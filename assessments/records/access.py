"""Who reads a record of supervision (domain.md 2.2, 2.3 rules 9 to 11 and 17).

The supervisee, once it is shared; who held the session, while she supervises the person; a new
supervisor, if the agreement opens what was before; who was asked to look at a dispute, until she
has answered. A line manager who did not hold the session reads the items both have marked, and no
more. Nobody else: no oversight, no administrator; HR and the DPO by a grant with a second person.
"""

from typing import Any

from django.db.models import Q

from assessments.sessions.access import attended_by, can_hold, held_by
from assessments.sessions.access import listed_for as sessions_listed_for
from assessments.sessions.models import SupervisionSession
from assessments.supervision.access import NOTHING, can_supervise, in_force
from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.privacy.access import can_take_along, opened_by_grant
from cms.people.teams.access import is_manager_of, managed_by

from .rules import RecordState

CLASS = "supervision_record"
SEEN_BY_SUPERVISEE = (
    RecordState.SHARED,
    RecordState.RETURNED,
    RecordState.SIGNED_ONCE,
    RecordState.UNSIGNED_NOTED,
    RecordState.LOCKED,
)
OPEN_TO_WRITER = (RecordState.DRAFTED, RecordState.RETURNED)


def readable_by(user: Any) -> Q:
    """On `SupervisionRecord`: its words."""
    if not is_staff_member(user):
        signed = as_supervisee(user) & Q(state=RecordState.LOCKED)
        return signed if can_take_along(user) else NOTHING
    asked = Q(dispute__reviewer=user.pk, dispute__answered_at__isnull=True)
    return as_supervisee(user) | as_supervisor(user) | asked | by_grant(user)


def as_supervisee(user: Any) -> Q:
    mine = SupervisionSession.objects.filter(attended_by(user)).values("pk")
    return Q(session__in=mine, state__in=SEEN_BY_SUPERVISEE)


def as_supervisor(user: Any) -> Q:
    if not can_supervise(user):
        return NOTHING
    held = SupervisionSession.objects.filter(held_by(user)).values("pk")
    opened = user.agreements_as_supervisor.filter(in_force(), opens_past_records=True)
    before = Q(session__agreement__supervisee__in=opened.values("supervisee"))
    return Q(session__in=held) | (before & Q(state=RecordState.LOCKED))


def by_grant(user: Any) -> Q:
    subjects = opened_by_grant(user, CLASS)
    sessions = SupervisionSession.objects.filter(attendances__attendee__in=subjects)
    return Q(session__in=sessions.values("pk"), state__in=SEEN_BY_SUPERVISEE)


def listed_for(user: Any) -> Q:
    """On `SupervisionRecord`: that there is one and how far it is; follows the session."""
    return Q(session__in=SupervisionSession.objects.filter(sessions_listed_for(user)).values("pk"))


def shared_items_for(manager: Any) -> Q:
    """On `AgendaItem`: what both marked for the line manager of today, once it is signed."""
    if not has_role(manager, Role.LINE_MANAGER):
        return NOTHING
    team = User.objects.filter(managed_by(manager)).values("pk")
    sessions = SupervisionSession.objects.filter(agreement__supervisee__in=team)
    marked = Q(supervisee_shares=True, supervisor_shares=True)
    locked = Q(record__state=RecordState.LOCKED, record__session__in=sessions.values("pk"))
    return marked & locked


def can_begin(user: Any, session: Any) -> bool:
    return can_hold(user, session)


def can_write(user: Any, record: Any) -> bool:
    return record.state in OPEN_TO_WRITER and can_hold(user, record.session)


def is_supervisee(user: Any, record: Any) -> bool:
    """The one a record is for; nobody signs alone for a group."""
    agreement = record.session.agreement
    if user is None or not is_staff_member(user):
        return False
    if agreement is not None:
        return bool(agreement.supervisee_id == user.pk)
    return bool(record.session.attendances.filter(attendee=user.pk).exists())


def can_answer(user: Any, record: Any) -> bool:
    """Return it with a comment, or sign it: its supervisee, once it is shared."""
    return record.state == RecordState.SHARED and is_supervisee(user, record)


def can_sign_late(user: Any, record: Any) -> bool:
    return record.state == RecordState.UNSIGNED_NOTED and is_supervisee(user, record)


def can_countersign(user: Any, record: Any) -> bool:
    is_ready = record.state in (RecordState.SIGNED_ONCE, RecordState.UNSIGNED_NOTED)
    return is_ready and can_hold(user, record.session)


def can_add(user: Any, record: Any) -> bool:
    """An addendum: either side, once it is locked."""
    if record.state != RecordState.LOCKED or user is None:
        return False
    return is_supervisee(user, record) or can_hold(user, record.session)


def can_mark(user: Any, record: Any) -> bool:
    """Tick what the line manager may read: each for herself, until the record is locked."""
    if record.state == RecordState.LOCKED:
        return False
    seen = record.state in SEEN_BY_SUPERVISEE and is_supervisee(user, record)
    return seen or (user is not None and can_hold(user, record.session))


def can_look_at_dispute(user: Any, dispute: Any) -> bool:
    """The supervisor's line manager, who was asked."""
    if user is None or dispute.answered_at is not None:
        return False
    is_asked = user.pk == dispute.reviewer_id and has_role(user, Role.LINE_MANAGER)
    return is_asked and is_manager_of(user, dispute.record.session.supervisor)


def can_draw_audits(user: Any) -> bool:
    return has_role(user, Role.QUALITY_LEAD)


def audits_readable_by(user: Any) -> Q:
    """On `RecordAudit`: the quality lead's, and one's own to agree to."""
    if not is_staff_member(user):
        return NOTHING
    mine = SupervisionSession.objects.filter(attended_by(user) | held_by(user)).values("pk")
    own = Q(record__session__in=mine)
    return ~NOTHING if can_draw_audits(user) else own


def can_audit(user: Any, audit: Any) -> bool:
    """Only when both of the pair agree, and never her own."""
    session = audit.record.session
    is_own = user is None or user.pk == session.supervisor_id or is_supervisee(user, audit.record)
    both = audit.supervisee_agrees is True and audit.supervisor_agrees is True
    return can_draw_audits(user) and both and not is_own
