"""One action: its history, who reads it, and where it may be carried."""

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from assessments.cpd.access import readable_by as entries_readable_by
from assessments.cpd.models import CPDEntry
from assessments.sessions.access import readable_by as sessions_readable_by
from assessments.sessions.models import SupervisionSession
from assessments.sessions.rules import SessionState
from assessments.supervision.access import supervisors_of
from assessments.supervision.queries.agreements import line_manager_of
from cms.people.accounts.models import User
from cms.people.privacy.access import opened_by_grant
from cms.people.privacy.models import BreakGlassGrant
from cms.people.privacy.rules import GrantState, Reader
from cms.people.teams.rules import CoverKind

from ..access import CLASS, as_supervisor, readable_by
from ..models import ActionUpdate, SupervisionAction
from .actions import with_parts


def actions_with_history(reader: User) -> QuerySet[SupervisionAction]:
    lines = ActionUpdate.objects.select_related("author", "session")
    rows = with_parts(SupervisionAction.objects.filter(readable_by(reader)))
    rows = rows.select_related(
        "supervisee", "supervisor", "origin", "plan_line", "evidence", "followed_by", "follows"
    )
    return rows.prefetch_related(Prefetch("updates", lines))


def reads_history(reader: User, action: SupervisionAction) -> bool:
    """What was said from session to session: the pair, and whom a grant opens it. A line manager
    reads what is to be done, by when, and how it ended."""
    if reader.pk == action.supervisee_id:
        return True
    hers = Q(as_supervisor(reader)) | Q(supervisee__in=opened_by_grant(reader, CLASS))
    return SupervisionAction.objects.filter(hers, pk=action.pk).exists()


def may_read_evidence(reader: User, action: SupervisionAction) -> bool:
    """Its title follows the rights over her log: that there is one, the pair may know."""
    if action.evidence_id is None:
        return False
    return CPDEntry.objects.filter(entries_readable_by(reader), pk=action.evidence_id).exists()


def sessions_to_carry_to(action: SupervisionAction, reader: User) -> list[SupervisionSession]:
    """Her planned sessions that the reader takes part in, the next first."""
    rows = SupervisionSession.objects.filter(
        sessions_readable_by(reader),
        state=SessionState.PLANNED,
        pk__in=action.supervisee.session_attendances.values("session"),
    )
    return list(rows.select_related("supervisor").order_by("starts_at", "pk")[:10])


def readers_of(action: SupervisionAction) -> list[Reader]:
    """Everybody who can read it today: the rights themselves are asked."""
    supervisee = action.supervisee
    found = [Reader("The supervisee", "it is about their own work", (supervisee,))]
    supervisors = User.objects.filter(Q(pk=action.supervisor_id) | supervisors_of(supervisee))
    if people := _who_read(action, supervisors):
        found.append(Reader("The supervisor", "agreed it, or follows what is open", people))
    day = timezone.localdate()
    covers = User.objects.filter(
        covers_given__kind=CoverKind.SUPERVISOR,
        covers_given__absent__in=supervisors,
        covers_given__starts_on__lte=day,
        covers_given__ends_on__gte=day,
    )
    if people := _who_read(action, covers.distinct()):
        found.append(Reader("Who stands in for the supervisor", "for named days", people))
    manager = line_manager_of(supervisee)
    if action.is_shared_with_manager and manager is not None:
        why = "both have ticked it: what is to be done, by when and how it ended, no more"
        found.append(Reader("The line manager", why, (manager,)))
    if people := _opened_to(supervisee):
        found.append(Reader("By a grant", "a second person agreed, and it was told", people))
    return found


def _who_read(action: SupervisionAction, people: QuerySet[User]) -> tuple[User, ...]:
    rows = SupervisionAction.objects.filter(pk=action.pk)
    return tuple(
        person
        for person in people.exclude(pk=action.supervisee_id)
        if rows.filter(as_supervisor(person)).exists()
    )


def _opened_to(supervisee: User) -> tuple[User, ...]:
    grants = BreakGlassGrant.objects.filter(
        subject=supervisee,
        record_class=CLASS,
        state=GrantState.OPEN,
        ends_at__gt=timezone.now(),
        told_at__isnull=False,
    )
    return tuple(grant.requester for grant in grants.select_related("requester"))
