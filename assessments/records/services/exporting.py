"""A copy to take along: who took it, when and what for stands on every page, and the file itself
can be recognised later."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.models import AuditEvent
from cms.people.college.queries import college

from .. import queries, rules
from ..access import can_begin, is_supervisee, readable_by
from ..documents import record_pdf, words_of
from ..models import SupervisionRecord
from ..rules import RecordState
from ..rules.purposes import Purpose
from .locking import audit

EXPORTED = "supervision_record.exported"


@dataclass(frozen=True)
class Export:
    name: str
    data: bytes


@dataclass(frozen=True)
class Found:
    """An export this file is: taken on a day, for a purpose."""

    at: datetime
    purpose: str


def can_export(user: User, record: SupervisionRecord) -> bool:
    """The two who met, of what they can read, from the day it was shared."""
    if record.state in (RecordState.DRAFTED, RecordState.RETURNED):
        return False
    if not (is_supervisee(user, record) or can_begin(user, record.session)):
        return False
    return SupervisionRecord.objects.filter(readable_by(user), pk=record.pk).exists()


def export_record(
    *, record: SupervisionRecord, purpose: str, by: User, at: datetime | None = None
) -> Export:
    """A PDF without personal notes and without pointers."""
    if not can_export(by, record):
        raise PermissionDenied("A copy is taken by the two who met.")
    moment = at or timezone.now()
    chosen = Purpose(purpose)
    mark = (
        f"Exported by {by.display_name} on {queries.moment_in_words(moment)}. "
        f"Purpose: {str(chosen.label).lower()}."
    )
    data = record_pdf(words_of(record, college=college().college_name, watermark=mark))
    detail = {"purpose": chosen.value, "file": rules.file_hash(data)}
    audit(record, "exported", by, at, detail)
    return Export(f"supervision-record-{record.pk}.pdf", data)


def find_export(*, data: bytes) -> Found | None:
    """Whether a file is, to the last byte, one that was exported here."""
    event = AuditEvent.objects.filter(verb=EXPORTED, detail__file=rules.file_hash(data)).first()
    if event is None:
        return None
    return Found(event.at, str(Purpose(event.detail["purpose"]).label))
