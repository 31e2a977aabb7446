"""A debrief after a hard event: asked for with one tap and no reason, held within two working days
by any trained supervisor. It replaces no planned session (domain.md 4.2)."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assessments.supervision.rules.kinds import SessionType
from cms.people.accounts.models import User
from cms.people.audit.services import record
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from .. import queries, rules
from ..access import can_ask_for_debrief
from ..models import SupervisionSession
from . import telling
from .booking import check_holds, save_new

DEBRIEF_ASKED = "supervision_debrief.asked"


@transaction.atomic
def ask_for_debrief(*, mentor: User, by: User, at: datetime | None = None) -> list[User]:
    """Tell trained supervisors and her own that she would like one. Nobody asks why, and asked
    again on the same day it is the same asking. Gives those who were told."""
    if by.pk != mentor.pk or not can_ask_for_debrief(by):
        raise PermissionDenied("A debrief is asked for by whom it is for.")
    moment = at or timezone.now()
    told = list(queries.supervisors_for_debrief(mentor, timezone.localdate(moment)))
    if not told:
        raise ValidationError(
            "There is no supervisor here who could be told. Speak to your line manager.",
            code="nobody",
        )
    until = last_day_for_debrief(moment)
    for person in told:
        send_notice(
            recipient=person,
            kind=NoticeKind.SUPERVISION,
            key=f"debrief-{mentor.pk}-{timezone.localdate(moment):%Y-%m-%d}",
            title=f"{mentor.display_name} would like a debrief",
            body=(
                f"Until {until:%A} {until.day} {until:%B}, with any of you: the first to offer a "
                "time holds it. There is no need to know why beforehand."
            ),
            url=f"{reverse('sessions:debrief_book')}?mentor={mentor.pk}",
            by=by,
            at=at,
        )
    record(actor=by, verb=DEBRIEF_ASKED, obj=mentor, about=mentor, at=at)
    return told


@transaction.atomic
def book_debrief(
    *,
    mentor: User,
    supervisor: User,
    starts_at: datetime,
    minutes: int,
    medium: str,
    place: str = "",
    by: User,
    at: datetime | None = None,
) -> SupervisionSession:
    """One for a mentor within two working days; of two supervisors who offer at once, the first
    holds it. With her own supervisor it stands under their agreement."""
    check_holds(by, supervisor)
    moment = at or timezone.now()
    User.objects.select_for_update().get(pk=mentor.pk)  # so that two offers come one by one
    _check_may_be_for(mentor, supervisor)
    _check_none_to_come(mentor, moment)
    rules.check_is_to_come(starts_at, moment)
    rules.check_debrief_is_soon(timezone.localdate(starts_at), last_day_for_debrief(moment))
    session = SupervisionSession(
        supervisor=supervisor,
        agreement=queries.agreement_between(mentor, supervisor),
        type=SessionType.DEBRIEF,
        starts_at=starts_at,
        minutes=minutes,
        medium=medium,
        place=place.strip(),
        booked_by=by,
        created_at=moment,
        changed_at=moment,
    )
    save_new(session, [mentor], by, at)
    telling.of_booking(session, by, at)
    return session


def last_day_for_debrief(moment: datetime) -> date:
    day = timezone.localdate(moment)
    closed = queries.closures(day, day + timedelta(days=60))
    return rules.last_day_within(day, rules.DEBRIEF_WITHIN, closed)


def _check_may_be_for(mentor: User, supervisor: User) -> None:
    if not queries.people_for_debrief(supervisor).filter(pk=mentor.pk).exists():
        raise ValidationError(
            "You cannot hold a debrief for this person. Ask another supervisor to.", code="person"
        )


def _check_none_to_come(mentor: User, moment: datetime) -> None:
    there = queries.debrief_to_come(mentor, moment)
    if there is None:
        return
    raise ValidationError(
        f"A debrief is planned already, with {there.supervisor.display_name}. Thank you for "
        "offering.",
        code="taken",
    )
