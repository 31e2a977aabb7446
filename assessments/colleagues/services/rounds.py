"""A round is opened, closed, given up and shared. What colleagues wrote is in no audit row, no
notice and no log."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from ..access import can_close, can_keep_round, can_open_round
from ..models import ColleagueRound
from ..queries import rounds_due
from ..rules import RoundKind, RoundState
from ..rules.rounds import (
    LEAST_WITHOUT_NAMES,
    check_can_give_up,
    check_can_share,
    check_round,
    is_too_few,
)
from ..rules.states import check_move


@transaction.atomic
def open_round(
    *,
    subject: User,
    kind: RoundKind,
    focus: str,
    closes_on: date,
    shown_from: int = LEAST_WITHOUT_NAMES,
    by: User,
    at: datetime | None = None,
) -> ColleagueRound:
    """Nobody is asked by it yet."""
    if not can_open_round(by, subject):
        raise PermissionDenied("Mentors and line managers ask colleagues about themselves.")
    moment = at or timezone.now()
    today = timezone.localdate(moment)
    check_round(kind=kind, focus=focus, closes_on=closes_on, shown_from=shown_from, today=today)
    row = ColleagueRound.objects.create(
        subject=subject,
        kind=kind,
        focus=focus.strip(),
        closes_on=closes_on,
        shown_from=shown_from if kind == RoundKind.ANONYMOUS else 1,
        opened_at=moment,
    )
    record(actor=by, verb="colleague_round.opened_for_answers", obj=row, about=subject, at=at)
    return row


@transaction.atomic
def close_round(
    *, colleague_round: ColleagueRound, by: User | None = None, at: datetime | None = None
) -> ColleagueRound:
    """No link opens any more, and all addresses are forgotten. Answers without names that are too
    few to be shown ever are deleted: nobody is to be tempted. `by=None` is the site."""
    row = locked_round(colleague_round)
    if not can_close(by, row):
        raise PermissionDenied("A round is closed by whom it is about.")
    check_move(row.state, RoundState.CLOSED)
    row.state, row.closed_at = RoundState.CLOSED, at or timezone.now()
    row.save(update_fields=["state", "closed_at"])
    answers = row.answers.count()
    too_few = is_too_few(kind=row.kind, answers=answers, shown_from=row.shown_from)
    if row.is_anonymous and too_few:
        row.answers.all().delete()
    _forget_addresses(row)
    record(actor=by, verb="colleague_round.closed", obj=row, about=row.subject, at=at)
    if by is None:
        _tell_subject(row, too_few, at)
    return row


def close_due_rounds(*, today: date | None = None) -> int:
    """Those whose last day has passed. One that somebody closes at the same moment is left."""
    closed = 0
    for row in rounds_due(today or timezone.localdate()):
        with transaction.atomic():
            if locked_round(row).is_open:
                close_round(colleague_round=row)
                closed += 1
    return closed


@transaction.atomic
def give_up_round(
    *, colleague_round: ColleagueRound, by: User, at: datetime | None = None
) -> ColleagueRound:
    """As if nobody had been asked. What was answered without names goes unread; what somebody
    signed is not made to vanish, so such a round is closed instead."""
    row = locked_round(colleague_round)
    if not can_keep_round(by, row):
        raise PermissionDenied("A round is given up by whom it is about.")
    check_move(row.state, RoundState.WITHDRAWN)
    check_can_give_up(kind=row.kind, answers=row.answers.count())
    row.state, row.closed_at = RoundState.WITHDRAWN, at or timezone.now()
    row.save(update_fields=["state", "closed_at"])
    row.answers.all().delete()
    _forget_addresses(row)
    record(actor=by, verb="colleague_round.given_up", obj=row, about=row.subject, at=at)
    return row


@transaction.atomic
def set_shared(
    *, colleague_round: ColleagueRound, is_shared: bool, by: User, at: datetime | None = None
) -> ColleagueRound:
    """Whether the line manager reads it. It can be taken back at any time."""
    row = locked_round(colleague_round)
    if not can_keep_round(by, row):
        raise PermissionDenied("Who reads a round is decided by whom it is about.")
    if is_shared:
        too_few = is_too_few(kind=row.kind, answers=row.answers.count(), shown_from=row.shown_from)
        check_can_share(round_state=row.state, is_hidden=too_few)
    if row.is_shared != is_shared:
        row.is_shared = is_shared
        row.save(update_fields=["is_shared"])
        verb = "colleague_round.shared" if is_shared else "colleague_round.taken_back"
        record(actor=by, verb=verb, obj=row, about=row.subject, at=at)
    return row


def note_opened(*, colleague_round: ColleagueRound, by: User) -> None:
    """That somebody other than its subject read it."""
    if by.pk != colleague_round.subject_id:
        subject = colleague_round.subject
        record(actor=by, verb="colleague_round.opened", obj=colleague_round, about=subject)


def locked_round(colleague_round: ColleagueRound) -> ColleagueRound:
    """Always locked before its asks: so two that write about one round never wait in a ring."""
    rows = ColleagueRound.objects.select_for_update(of=("self",)).select_related("subject")
    return rows.get(pk=colleague_round.pk)


def _forget_addresses(row: ColleagueRound) -> None:
    """What the mail server said goes as well, since it may name the address."""
    row.asks.update(email="", error="", due_at=None)


def _tell_subject(row: ColleagueRound, too_few: bool, at: datetime | None) -> None:
    if not row.subject.is_active:
        return
    body = (
        "Too few answered for anything to be shown."
        if too_few
        else "You can read what they said. Nobody else can, unless you share it."
    )
    send_notice(
        recipient=row.subject,
        kind=NoticeKind.FEEDBACK,
        key=f"colleague-round-{row.pk}-closed",
        title="Your round of feedback from colleagues is closed",
        body=body,
        url=row.get_absolute_url(),
        at=at,
    )
