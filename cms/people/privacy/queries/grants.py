"""Records opened outside the usual rules: who asked, who said yes, what was read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from cms.people.accounts.access import readable_by as people_readable_by
from cms.people.accounts.models import User
from cms.people.accounts.queries import NAMES, with_words
from cms.people.audit.models import AuditEvent
from cms.people.audit.rules import EventKind

from ..access import can_answer_grant, grants_readable_by, opened_by_grant, purposes_for
from ..models import BreakGlassGrant
from ..registry import RecordClass, record_classes
from ..rules import GrantState, grant_stage
from .retention import label_of

READ = "privileged_record.opened"
ANSWERED = ("grant.approved", "grant.refused")
MOST_FOUND = 20


@dataclass(frozen=True)
class GrantRow:
    grant: BreakGlassGrant
    stage: GrantState
    kind: str
    may_answer: bool


def openable_classes(user: User) -> list[RecordClass]:
    """What this person may ask to have opened."""
    return [kind for kind in record_classes() if kind.is_openable and purposes_for(user, kind.key)]


def people_found(user: User, words: str) -> list[User]:
    """By name, of those somebody may ask about: never herself. Leavers too."""
    if not words.strip():
        return []
    people = User.objects.filter(people_readable_by(user)).exclude(pk=user.pk)
    found = with_words(people, words, *NAMES, "email").select_related("staff_profile__team")
    return list(found[:MOST_FOUND])


def grants_listed(user: User) -> QuerySet[BreakGlassGrant]:
    """What waits first, then what is open, then the rest, newest first."""
    grants = BreakGlassGrant.objects.filter(grants_readable_by(user))
    rows = grants.select_related("requester", "subject", "approver")
    is_waiting = Q(state=GrantState.ASKED)
    is_open = Q(state=GrantState.OPEN, ends_at__gt=timezone.now())
    return rows.alias(waits=is_waiting, runs=is_open).order_by(
        F("waits").desc(), F("runs").desc(), "-asked_at", "-pk"
    )


def grant_rows(grants: Iterable[BreakGlassGrant], user: User) -> list[GrantRow]:
    """Roles are asked for once for each of those who asked, not once a row."""
    now, askers = timezone.now(), dict[int, User]()
    grants = list(grants)
    for grant in grants:
        grant.requester = askers.setdefault(grant.requester.pk, grant.requester)
    return [
        GrantRow(
            grant=grant,
            stage=grant_stage(grant.state, grant.ends_at, now),
            kind=label_of(grant.record_class),
            may_answer=grant.state == GrantState.ASKED and can_answer_grant(user, grant),
        )
        for grant in grants
    ]


def running_grants(user: User, now: datetime | None = None) -> QuerySet[BreakGlassGrant]:
    """The grants by which somebody reads at this moment, as `opened_by_grant` gives them."""
    now = now or timezone.now()
    mine = BreakGlassGrant.objects.filter(requester=user.pk, state=GrantState.OPEN, ends_at__gt=now)
    for key in set(mine.values_list("record_class", flat=True)):
        theirs = Q(record_class=key, subject__in=opened_by_grant(user, key, now))
        mine = mine.filter(theirs | ~Q(record_class=key))
    return mine


def grant_in_use(reader: User, subject: User, record_class: str) -> BreakGlassGrant | None:
    """The grant under which somebody reads, for the audit row of that reading."""
    found = running_grants(reader).filter(subject=subject.pk, record_class=record_class)
    return found.order_by("-ends_at").first()


def readings_under(grant: BreakGlassGrant) -> QuerySet[AuditEvent]:
    """Everything the one who asked opened about the person while it was open."""
    if grant.answered_at is None or grant.ends_at is None:
        return AuditEvent.objects.none()
    return AuditEvent.objects.filter(
        actor=grant.requester_id,
        about=grant.subject_id,
        kind=EventKind.READ,
        at__gte=grant.answered_at,
        at__lte=grant.ends_at,
    ).select_related("actor")


def why_answered(grant: BreakGlassGrant) -> str:
    """What the second person gave as a reason; kept in the audit, where nobody changes it."""
    if grant.answered_at is None:
        return ""
    kind = ContentType.objects.get_for_model(BreakGlassGrant)
    found = AuditEvent.objects.filter(content_type=kind, object_id=str(grant.pk), verb__in=ANSWERED)
    detail = found.values_list("detail", flat=True).first() or {}
    return str(detail.get("because", ""))
