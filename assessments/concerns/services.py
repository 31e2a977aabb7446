"""The only writers of pointers. Nobody is told more than that one waits, and since when."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from . import queries, rules
from .access import can_acknowledge, can_point
from .models import SafeguardingPointer
from .queries import Askable
from .rules import Method, ReportedTo, Stage

SAME_CLICK = timedelta(minutes=2)


@transaction.atomic
def add_pointer(
    *,
    session: Any | None,
    reported_at: datetime,
    reported_to: str,
    method: str,
    external_ref: str = "",
    by: User,
    at: datetime | None = None,
) -> SafeguardingPointer:
    """Note that a concern was passed on, and ask a safeguarding lead to say that it arrived.

    The same sent twice is one pointer.
    """
    if not can_point(by, session):
        raise PermissionDenied("Whoever was in the session notes what was passed on from it.")
    now = at or timezone.now()
    facts = {
        "reported_at": reported_at,
        "reported_to": ReportedTo(reported_to),
        "method": Method(method),
        "external_ref": external_ref.strip(),
    }
    rules.check_reported_at(reported_at, now)
    rules.check_reference(external_ref)
    # Of two clicks the second waits here, and finds what the first made.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    own = SafeguardingPointer.objects.filter(reported_by=by, session=session, **facts)
    if twin := own.filter(created_at__gte=now - SAME_CLICK, created_at__lte=now).first():
        return twin
    asked = queries.askable()
    pointer = SafeguardingPointer(
        session=session,
        reported_by=by,
        created_at=now,
        asked_at=now,
        stage=asked.first(by.pk),
        **facts,
    )
    pointer.full_clean(exclude=["session", "reported_by"])
    pointer.save()
    record(actor=by, verb="safeguarding_pointer.added", obj=pointer, at=at)
    _ask(pointer, asked, at)
    return pointer


@transaction.atomic
def acknowledge_pointer(
    *, pointer: SafeguardingPointer, by: User, at: datetime | None = None
) -> SafeguardingPointer:
    """Say that the concern arrived. Who reported it is told."""
    pointer = _held(pointer)
    if not can_acknowledge(by, pointer):
        raise PermissionDenied(
            "A safeguarding lead acknowledges it, and never one who reported it herself."
        )
    rules.check_acknowledged_once(pointer.acknowledged_at)
    pointer.acknowledged_at, pointer.acknowledged_by = at or timezone.now(), by
    pointer.save(update_fields=["acknowledged_at", "acknowledged_by"])
    record(actor=by, verb="safeguarding_pointer.acknowledged", obj=pointer, at=at)
    send_notice(
        recipient=pointer.reported_by,
        kind=NoticeKind.SUPERVISION,
        key=f"safeguarding-pointer-{pointer.pk}-acknowledged",
        title=f"What you passed on at {rules.moment_in_words(pointer.reported_at)} has arrived",
        body="A safeguarding lead acknowledged it.",
        url=pointer.get_absolute_url(),
        by=by,
        at=at,
    )
    return pointer


@transaction.atomic
def close_pointer(
    *, pointer: SafeguardingPointer, by: User, at: datetime | None = None
) -> SafeguardingPointer:
    """Nothing more is to be done about the pointer. The case itself is in the other system."""
    pointer = _held(pointer)
    if not can_acknowledge(by, pointer):
        raise PermissionDenied(
            "A safeguarding lead closes it, and never one who reported it herself."
        )
    rules.check_can_be_closed(pointer.acknowledged_at, pointer.closed_at)
    pointer.closed_at, pointer.closed_by = at or timezone.now(), by
    pointer.save(update_fields=["closed_at", "closed_by"])
    record(actor=by, verb="safeguarding_pointer.closed", obj=pointer, at=at)
    return pointer


def escalate_pointers(*, now: datetime | None = None) -> int:
    """Ask the next when nobody has answered within a working day (domain.md 4.7, step 4). How many
    went on. Safe to run at any time and as often as one likes: each stage is asked once."""
    now = now or timezone.now()
    keys = queries.waiting(now)
    if not keys:
        return 0
    asked = queries.askable()
    return sum(_escalate(pk, asked, now) for pk in keys)


@transaction.atomic
def _escalate(pk: int, asked: Askable, now: datetime) -> bool:
    """One pointer, looked at again once it is held: it may have been acknowledged meanwhile."""
    rows = SafeguardingPointer.objects.select_for_update(of=("self",))
    pointer = rows.filter(pk=pk, acknowledged_at=None, stage__in=rules.NEXT).first()
    if pointer is None or not rules.is_late(pointer.asked_at, now):
        return False
    pointer.stage = asked.following(pointer.stage, pointer.reported_by_id)
    pointer.asked_at = now
    pointer.save(update_fields=["stage", "asked_at"])
    detail = {"stage": str(pointer.stage)}
    record(actor=None, verb="safeguarding_pointer.passed_on", obj=pointer, detail=detail)
    _ask(pointer, asked)
    return True


def _ask(pointer: SafeguardingPointer, asked: Askable, at: datetime | None = None) -> None:
    """By a notice that tells when, and neither what, nor who, nor where."""
    moment = rules.moment_in_words(pointer.reported_at)
    words: dict[str, Any] = {
        "key": f"safeguarding-pointer-{pointer.pk}",
        "title": f"A concern was passed on at {moment}: acknowledge it",
        "body": "Whoever passed it on waits to hear that it arrived. What it is about is in the "
        "college’s safeguarding system.",
        "url": reverse("concerns:pointer_list"),
    }
    if pointer.stage == Stage.SENIOR:
        names = [person.display_name for person in asked.keepers]
        words = {
            "key": f"safeguarding-pointer-{pointer.pk}-{Stage.SENIOR}",
            "title": f"A concern passed on at {moment} waits to be acknowledged",
            "body": f"Please make sure that a safeguarding lead answers it today. {_whom(names)} "
            "You need to know no more, and there is no more to read here.",
            "url": reverse("escalation:card"),
        }
    for person in asked.at(pointer.stage, pointer.reported_by_id):
        send_notice(recipient=person, kind=NoticeKind.CONCERN_POINTER, at=at, **words)


def _whom(names: list[str]) -> str:
    """All who could answer, whoever reported it: a name left out would give her away."""
    if not names:
        return "Nobody holds the role of a safeguarding lead at the moment: ask a site admin."
    *most, last = names
    return f"Ask {', '.join(most)} or {last}." if most else f"Ask {last}."


def _held(pointer: SafeguardingPointer) -> SafeguardingPointer:
    rows = SafeguardingPointer.objects.select_for_update(of=("self",))
    found: SafeguardingPointer | None = (
        rows.select_related("reported_by").filter(pk=pointer.pk).first()
    )
    if found is None:
        raise ValidationError("This pointer is not kept any more.", code="gone")
    return found
