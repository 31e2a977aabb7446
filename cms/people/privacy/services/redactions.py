"""The queue of passages that also speak of somebody else (features.md V15)."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record

from ..access import can_handle_request
from ..models import Redaction, RightsRequest
from ..queries.passages import Found, Key, found_about
from ..rules import Answer, RequestKind, RequestState, first_answer

NOT_YOURS = "A data protection officer looks after this request, and never the one it is about."


def locked_for(request: RightsRequest, by: User | None) -> RightsRequest:
    """The request, held, for somebody who may handle it."""
    if by is None or not can_handle_request(by, request):
        raise PermissionDenied(NOT_YOURS)
    return RightsRequest.objects.select_for_update().get(pk=request.pk)


def check_has_queue(request: RightsRequest) -> None:
    if request.kind != RequestKind.COPY or request.state != RequestState.OPEN:
        raise ValidationError(
            "Passages are looked through while a request for a copy is being looked at."
        )
    if request.identity_checked_on is None:
        raise ValidationError("First make sure that it is her: tick the check of who asks.")


@transaction.atomic
def refresh_queue(*, request: RightsRequest, by: User, at: datetime | None = None) -> int:
    """Look through everything that is kept now. What is new joins the queue, what has changed
    since its answer comes back, what is gone leaves it. Returns how many wait for an answer."""
    request = locked_for(request, by)
    check_has_queue(request)
    wanted = {found.key: found for found in found_about(request.subject) if found.needs_answer}
    rows = {_key(row): row for row in Redaction.objects.filter(request=request)}
    gone = [row.pk for key, row in rows.items() if key not in wanted]
    Redaction.objects.filter(pk__in=gone).delete()
    changed = [
        _come_back(row, wanted[key])
        for key, row in rows.items()
        if key in wanted and row.words_hash != wanted[key].words_hash
    ]
    fields = ["words_hash", "answer", "answered_by", "answered_at"]
    Redaction.objects.bulk_update(changed, fields, batch_size=200)
    new = [_row(request, found) for key, found in wanted.items() if key not in rows]
    Redaction.objects.bulk_create(new, batch_size=200)
    detail = {"passages": len(wanted), "new": len(new), "changed": len(changed)}
    verb = "rights_request.passages_gathered"
    record(actor=by, verb=verb, obj=request, about=request.subject, detail=detail, at=at)
    return Redaction.objects.filter(request=request, answer="").count()


def _key(row: Redaction) -> Key:
    return row.record_class, row.object_id, row.part


def _row(request: RightsRequest, found: Found) -> Redaction:
    record_class, object_id, part = found.key
    return Redaction(
        request=request,
        record_class=record_class,
        object_id=object_id,
        part=part,
        words_hash=found.words_hash,
        answer=first_answer(record_class, found.is_by_another),
    )


def _come_back(row: Redaction, found: Found) -> Redaction:
    row.words_hash = found.words_hash
    row.answer = first_answer(row.record_class, found.is_by_another)
    row.answered_by, row.answered_at = None, None
    return row


@transaction.atomic
def answer_redactions(
    *,
    request: RightsRequest,
    answers: Mapping[str, str],
    by: User,
    at: datetime | None = None,
) -> int:
    """One answer for all places with the same words, by the hash of the words that were read: what
    has changed meanwhile has another and keeps waiting. Returns how many places were answered."""
    request = locked_for(request, by)
    check_has_queue(request)
    now = at or timezone.now()
    rows = Redaction.objects.filter(request=request)
    answered = 0
    for words_hash, answer in answers.items():
        if answer not in Answer.values:
            raise ValidationError("Choose one of the three answers.")
        alike = rows.filter(words_hash=words_hash).exclude(answer=answer, answered_by__isnull=False)
        answered += alike.update(answer=answer, answered_by=by, answered_at=now)
    if answered:
        detail = {"passages": answered}
        verb = "rights_request.passages_answered"
        record(actor=by, verb=verb, obj=request, about=request.subject, detail=detail, at=at)
    return answered


def note_passages_opened(*, request: RightsRequest, by: User, at: datetime | None = None) -> None:
    """Somebody reads the words of a queue: the person it is about sees that."""
    if not can_handle_request(by, request):
        raise PermissionDenied(NOT_YOURS)
    verb = "rights_request.passages_opened"
    record(actor=by, verb=verb, obj=request, about=request.subject, at=at)
