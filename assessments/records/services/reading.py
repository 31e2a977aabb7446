"""Every reading of supervision is written down, once a visit (domain.md 2.3, rule 18)."""

from datetime import datetime, timedelta

from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.models import AuditEvent
from cms.people.audit.services import record as write_down

from .. import queries
from ..models import RecordAudit, SupervisionRecord
from ..rules import RecordState

VISIT = timedelta(minutes=30)
SHOWN = "supervision_items.opened"
AUDITED = "record_audit.opened"


def note_opened(
    *, record: SupervisionRecord, by: User, grant: object = None, at: datetime | None = None
) -> None:
    """Also of the pair itself. A draft that nobody else has written in is its writer's own."""
    if record.state == RecordState.DRAFTED and by.pk == record.session.supervisor_id:
        return
    pk = getattr(grant, "pk", None)
    seen = queries.openings(record).filter(actor=by, at__gt=(at or timezone.now()) - VISIT)
    if any(event.detail.get("grant") == pk for event in seen):
        return
    write_down(
        actor=by,
        verb=queries.OPENED,
        obj=record,
        about=getattr(grant, "subject", None) or queries.supervisee_of(record),
        detail={"grant": pk} if pk else {},
        at=at,
    )


def note_shown(*, person: User, by: User) -> None:
    """A line manager read what both of a pair have marked for her."""
    since = timezone.now() - VISIT
    if not AuditEvent.objects.filter(actor=by, about=person, verb=SHOWN, at__gt=since).exists():
        write_down(actor=by, verb=SHOWN, obj=person, about=person)


def note_audited(*, audit: RecordAudit, by: User) -> None:
    """The quality lead looked at it without names. Whose it is stands in the audit alone."""
    write_down(actor=by, verb=AUDITED, obj=audit, about=queries.supervisee_of(audit.record))
