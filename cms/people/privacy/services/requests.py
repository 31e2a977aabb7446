"""What somebody asks about her own data, and the month in which it is answered (features.md P1).

Nothing of her words, and no name, is in a notice: only that something waits, and where.
"""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.audit.services import record
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from .. import rules
from ..access import can_enter_request
from ..models import RightsRequest
from ..queries.passages import open_redactions
from ..rules import RequestKind, RequestState
from .redactions import locked_for, refresh_queue

OPEN_STATES = (RequestState.OPEN, RequestState.READY)


@transaction.atomic
def enter_request(
    *,
    subject: User,
    kind: str,
    words: str = "",
    received_on: date | None = None,
    by: User,
    at: datetime | None = None,
) -> RightsRequest:
    """One's own, on the day it is asked; or a letter, by the data protection officer, from the day
    it came in."""
    if not can_enter_request(by, subject):
        raise PermissionDenied(
            "Everybody asks for themselves; a data protection officer enters what came by letter."
        )
    now = at or timezone.now()
    today = timezone.localdate(now)
    day = received_on or today
    rules.check_received(day, today)
    if kind not in RequestKind.values:
        raise ValidationError({"kind": "Choose what is asked."})
    if kind != RequestKind.COPY and not words.strip():
        raise ValidationError({"words": "Say in your own words what it is about."})
    User.objects.select_for_update().get(pk=subject.pk)  # a form sent twice is one request
    _check_is_the_only_one(subject, kind, words)
    request = RightsRequest.objects.create(
        subject=subject,
        kind=kind,
        words=words.strip(),
        received_on=day,
        due_on=rules.answer_due(day),
        entered_by=by,
    )
    detail = {"kind": kind, "by_letter": by.pk != subject.pk}
    verb = "rights_request.received"
    record(actor=by, verb=verb, obj=request, about=subject, detail=detail, at=at)
    _tell_handlers(request, "new", "A request about personal data came in", by=by, at=at)
    _tell(
        request,
        "received",
        "We have your request",
        f"It is answered by {request.due_on:%-d %B %Y}. Open it to see where it stands.",
        by=by,
        at=at,
    )
    return request


def _check_is_the_only_one(subject: User, kind: str, words: str) -> None:
    same = RightsRequest.objects.filter(subject=subject, kind=kind, state__in=OPEN_STATES)
    if kind != RequestKind.COPY:
        same = same.filter(words=words.strip())
    there = same.first()
    if there is not None:
        raise ValidationError(
            f"This was asked {there.received_on:%-d %B %Y} already and is being looked at. It is "
            f"answered by {there.due_on:%-d %B %Y}.",
            code="asked",
        )


@transaction.atomic
def check_identity(
    *, request: RightsRequest, by: User, at: datetime | None = None
) -> RightsRequest:
    """The officer has made sure that it is her, and takes the request on."""
    request = locked_for(request, by)
    rules.check_is_open(request.state)
    if request.identity_checked_on is None:
        request.identity_checked_on = timezone.localdate(at)
        request.handler = by
        request.save(update_fields=["identity_checked_on", "handler"])
        _note(request, "identity_checked", by, at)
    return request


@transaction.atomic
def extend_request(
    *,
    request: RightsRequest,
    extra_months: int,
    reason: str,
    by: User,
    at: datetime | None = None,
) -> RightsRequest:
    """Up to two months more, once; the person is told, and reads the reason on its page."""
    request = locked_for(request, by)
    rules.check_is_open(request.state)
    rules.check_extension(
        extra_months=extra_months,
        reason=reason,
        longer_because=request.longer_because,
        due_on=request.due_on,
        today=timezone.localdate(at),
    )
    request.due_on = rules.answer_due(request.received_on, extra_months)
    request.longer_because = reason.strip()
    request.full_clean(validate_unique=False, validate_constraints=False)
    request.save(update_fields=["due_on", "longer_because"])
    _note(request, "extended", by, at, due_on=request.due_on.isoformat())
    _tell(
        request,
        "longer",
        "Your request takes longer",
        f"It is now answered by {request.due_on:%-d %B %Y}. Open it to read why.",
        by=by,
        at=at,
    )
    return request


def mark_ready(
    *, request: RightsRequest, answer: str = "", by: User, at: datetime | None = None
) -> RightsRequest:
    """The copy can be fetched. Everything is looked through once more: nothing may be waiting, and
    what was found stays in the queue."""
    refresh_queue(request=request, by=by, at=at)
    return _mark_ready(request=request, answer=answer, by=by, at=at)


@transaction.atomic
def _mark_ready(
    *, request: RightsRequest, answer: str, by: User, at: datetime | None
) -> RightsRequest:
    request = locked_for(request, by)
    rules.check_moves(request.state, RequestState.READY)
    waiting = open_redactions(request).count()
    if waiting:
        raise ValidationError(
            f"{waiting} passage{' still waits' if waiting == 1 else 's still wait'} for your "
            "answer. The copy is ready when none does."
        )
    request.state = RequestState.READY
    request.ready_at = at or timezone.now()
    request.answer = answer.strip()
    request.handler = by
    request.save(update_fields=["state", "ready_at", "answer", "handler"])
    _note(request, "made_ready", by, at)
    _tell(
        request,
        f"ready:{request.ready_at.isoformat()}",
        "Your copy is ready",
        "Sign in and fetch it. It is made at the moment you fetch it, and kept nowhere else.",
        by=by,
        at=at,
    )
    return request


@transaction.atomic
def look_again(*, request: RightsRequest, by: User, at: datetime | None = None) -> RightsRequest:
    """A copy that was ready goes back to being looked at."""
    request = locked_for(request, by)
    rules.check_moves(request.state, RequestState.OPEN)
    request.state = RequestState.OPEN
    request.ready_at = None
    request.save(update_fields=["state", "ready_at"])
    _note(request, "looked_at_again", by, at)
    return request


@transaction.atomic
def close_request(
    *,
    request: RightsRequest,
    answer: str,
    is_refused: bool = False,
    by: User,
    at: datetime | None = None,
) -> RightsRequest:
    """Answered, or refused with the reason: either way in words that the person reads."""
    request = locked_for(request, by)
    state = RequestState.REFUSED if is_refused else RequestState.CLOSED
    rules.check_moves(request.state, state)
    if request.identity_checked_on is None and not is_refused:
        raise ValidationError("First make sure that it is her: tick the check of who asks.")
    if request.kind == RequestKind.COPY and not is_refused and request.ready_at is None:
        raise ValidationError("Make the copy ready first, so that it can be fetched.")
    if not answer.strip():
        raise ValidationError({"answer": "Write what was done, or why not. The person reads it."})
    request.state = state
    request.answer = answer.strip()
    request.handler = by
    request.closed_at = at or timezone.now()
    request.save(update_fields=["state", "answer", "handler", "closed_at"])
    _note(request, "refused" if is_refused else "answered", by, at)
    _tell(request, "closed", "Your request is answered", "Open it to read the answer.", by, at)
    return request


def remind_of_requests(*, now: datetime | None = None) -> int:
    """Tells the officers of every request that is near its day or past it, once a stage."""
    today = timezone.localdate(now)
    told = 0
    rows = RightsRequest.objects.filter(state=RequestState.OPEN).select_related("subject")
    for request in rows:
        stage = rules.reminder_due(request.due_on, today)
        if stage:
            key = f"due:{request.due_on.isoformat()}:{stage}"
            is_late = stage == "late"
            title = "A rights request is late" if is_late else "A rights request is due soon"
            told += _tell_handlers(request, key, title)
    return told


def _tell_handlers(
    request: RightsRequest,
    key: str,
    title: str,
    by: User | None = None,
    at: datetime | None = None,
) -> int:
    """The officers who may handle it. Where there is none but the one it is about, HR has to name
    another: nobody answers a request of her own."""
    body = f"To be answered by {request.due_on:%-d %B %Y}."
    people = list(holders_of(Role.DPO).exclude(pk=request.subject_id))
    url = request.get_absolute_url()
    if not people:
        people = list(holders_of(Role.HR).exclude(pk=request.subject_id))
        title, url = "A second data protection officer is needed", ""
        body = (
            "A request about personal data waits, and the only data protection officer is the one "
            f"it is about. Ask a site admin to give the role to somebody else, too. {body}"
        )
    for person in people:
        send_notice(
            recipient=person,
            kind=NoticeKind.PRIVACY,
            key=f"rights-request:{request.pk}:{key}",
            title=title,
            body=body,
            url=url,
            by=by,
            at=at,
        )
    return len(people)


def _tell(
    request: RightsRequest,
    key: str,
    title: str,
    body: str,
    by: User | None = None,
    at: datetime | None = None,
) -> None:
    send_notice(
        recipient=request.subject,
        kind=NoticeKind.PRIVACY,
        key=f"rights-request:{request.pk}:mine:{key}",
        title=title,
        body=body,
        url=request.get_absolute_url(),
        by=by,
        at=at,
    )


def _note(request: RightsRequest, move: str, by: User, at: datetime | None, **detail: str) -> None:
    verb = f"rights_request.{move}"
    record(actor=by, verb=verb, obj=request, about=request.subject, detail=detail, at=at)
