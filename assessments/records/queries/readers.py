"""Who can read a record, and who has. The rights themselves are asked, so that what the page says
is what they give."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone

from assessments.supervision.access import in_force
from cms.people.accounts.models import User
from cms.people.audit.models import AuditEvent
from cms.people.privacy.models import BreakGlassGrant
from cms.people.privacy.rules import GrantState, Reader
from cms.people.teams.rules import CoverKind

from ..access import CLASS, as_supervisee, as_supervisor, readable_by
from ..models import SupervisionRecord
from ..rules import RecordState
from .content import attendees_of

OPENED = "supervision_record.opened"


def readers_of(record: SupervisionRecord) -> list[Reader]:
    """Everybody who can open its words today, and why; last who reads a part of it."""
    attendees = attendees_of(record)
    supervisor = record.session.supervisor
    found = [
        _reader("Whom it is for", "It is about your practice.", attendees, record),
        _reader("Who held the session", "While they supervise you.", [supervisor], record),
        _reader(
            "Who stands in",
            "Takes the supervisor’s place for named days.",
            User.objects.filter(pk__in=_covering(supervisor)),
            record,
        ),
        _reader(
            "A later supervisor",
            "Your agreement opens records of before.",
            _later_supervisors(attendees, supervisor),
            record,
        ),
        _reader("Who looks at a disagreement", "Until they have answered.", _asked(record), record),
        _reader(
            "HR or the data protection officer",
            "For a named case, with a second person’s yes.",
            User.objects.filter(grants_asked__in=_grants(attendees)).distinct(),
            record,
        ),
    ]
    return [reader for reader in found if reader.people] + _of_marked_items(record)


def _reader(who: str, why: str, people: Iterable[User], record: SupervisionRecord) -> Reader:
    return Reader(who, why, tuple(person for person in people if may_read(person, record)))


def may_read(person: User, record: SupervisionRecord) -> bool:
    return SupervisionRecord.objects.filter(readable_by(person), pk=record.pk).exists()


def _of_marked_items(record: SupervisionRecord) -> list[Reader]:
    if record.session.agreement is None:
        return []
    marked = sum(row.is_shared_with_manager for row in record.items.all())
    if not marked:
        return []
    if record.state == RecordState.LOCKED:
        why = f"Only what both of you ticked: {marked} here."
    else:
        why = f"Only what both of you ticked, once the record is locked: {marked} so far."
    return [Reader("The line manager", why)]


def _covering(supervisor: User) -> Any:
    today = timezone.localdate()
    covers = supervisor.covered_by.filter(
        kind=CoverKind.SUPERVISOR, starts_on__lte=today, ends_on__gte=today
    )
    return covers.values("stands_in")


def _later_supervisors(attendees: list[User], supervisor: User) -> QuerySet[User]:
    opened = Q(
        pk__in=User.objects.none().values("pk")
        if not attendees
        else attendees[0]
        .agreements_as_supervisee.model.objects.filter(
            in_force(), supervisee__in=attendees, opens_past_records=True
        )
        .values("supervisor")
    )
    return User.objects.filter(opened).exclude(pk=supervisor.pk)


def _asked(record: SupervisionRecord) -> list[User]:
    dispute = getattr(record, "dispute", None)
    return [dispute.reviewer] if dispute is not None and dispute.answered_at is None else []


def _grants(attendees: list[User]) -> QuerySet[BreakGlassGrant]:
    return BreakGlassGrant.objects.filter(
        subject__in=attendees,
        record_class=CLASS,
        state=GrantState.OPEN,
        ends_at__gt=timezone.now(),
        told_at__isnull=False,
    )


def grant_used(record: SupervisionRecord, reader: User) -> BreakGlassGrant | None:
    """The grant by which somebody reads who could not read it otherwise."""
    usual = as_supervisee(reader) | as_supervisor(reader)
    asked = Q(dispute__reviewer=reader.pk, dispute__answered_at__isnull=True)
    if SupervisionRecord.objects.filter(usual | asked, pk=record.pk).exists():
        return None
    subjects = record.session.attendances.values("attendee")
    return (
        BreakGlassGrant.objects.filter(
            requester=reader,
            subject__in=subjects,
            record_class=CLASS,
            state=GrantState.OPEN,
            ends_at__gt=timezone.now(),
        )
        .select_related("subject")
        .order_by("ends_at")
        .first()
    )


def openings(record: SupervisionRecord) -> QuerySet[AuditEvent]:
    """Every reading that was written down, the newest first."""
    return AuditEvent.objects.filter(
        content_type=ContentType.objects.get_for_model(SupervisionRecord),
        object_id=str(record.pk),
        verb=OPENED,
    ).select_related("actor")


def openings_shown(record: SupervisionRecord, reader: User) -> QuerySet[AuditEvent]:
    """Who else has read it. A reading that the DPO decided not to tell of stays with the DPO."""
    rows = openings(record).exclude(actor=reader)
    by_grant = {
        event.pk: event.detail["grant"] for event in rows if event.detail.get("grant") is not None
    }
    if not by_grant:
        return rows
    told = set(
        BreakGlassGrant.objects.filter(pk__in=by_grant.values(), told_at__isnull=False).values_list(
            "pk", flat=True
        )
    )
    hidden = [pk for pk, grant in by_grant.items() if grant not in told]
    return rows.exclude(pk__in=hidden)
