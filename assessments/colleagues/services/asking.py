from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.accounts.rules import token_hash
from cms.people.audit.services import record
from cms.people.notices.services import send_later
from cms.people.teams.queries import has_conflict_with_any
from cms.people.teams.rules import check_no_conflict

from ..access import can_keep_round
from ..models import REMINDED, ColleagueAsk, ColleagueRound
from ..rules import LinkState, Relation
from ..rules.rounds import ask_token, check_can_ask, check_can_remind, end_of
from ..rules.states import check_link_is_open
from .rounds import locked_round


@transaction.atomic
def ask_colleague(
    *,
    colleague_round: ColleagueRound,
    name: str,
    email: str,
    relation: Relation,
    by: User,
    at: datetime | None = None,
) -> ColleagueAsk:
    """A link for one person, by e-mail alone: whoever asks never sees it. What is dated in the
    past, as when a history is built, is not e-mailed."""
    row = locked_round(colleague_round)
    if not can_keep_round(by, row):
        raise PermissionDenied("Colleagues are asked by whom a round is about.")
    asks = list(row.asks.all())
    check_can_ask(
        round_state=row.state,
        email=email,
        own_addresses=[row.subject.email],
        asked_before=[ask.email for ask in asks if ask.email],
        standing=sum(ask.withdrawn_at is None for ask in asks),
        ever=len(asks),
    )
    accounts = User.objects.filter(email__iexact=email.strip())
    check_no_conflict(has_conflict_with_any(row.subject, accounts))
    ask = _new_ask(row, name=name, email=email, relation=relation, at=at)
    record(actor=by, verb="colleague_round.asked", obj=row, about=row.subject, at=at)
    send_later(ask)
    return ask


def _new_ask(
    row: ColleagueRound, *, name: str, email: str, relation: Relation, at: datetime | None
) -> ColleagueAsk:
    moment = at or timezone.now()
    ask = ColleagueAsk(
        round=row,
        name=name.strip(),
        email=email.strip(),
        relation=relation,
        created_at=moment,
        due_at=moment if at is None else None,
        expires_at=end_of(row.closes_on),
    )
    ask.token_hash = token_hash(ask_token(ask.nonce))
    ask.clean_fields(exclude=["round"])
    ask.save()
    return ask


@transaction.atomic
def withdraw_ask(*, ask: ColleagueAsk, by: User, at: datetime | None = None) -> ColleagueAsk:
    """The link opens nothing from now on.

    Of a round without names it goes the same way whether the answer has come or not, and the
    address stays until the round closes: else a refusal, or asking the same address once more,
    would tell who had answered.
    """
    row = locked_round(ask.round)
    if not can_keep_round(by, row):
        raise PermissionDenied("A link is withdrawn by whom the round is about.")
    locked = row.asks.select_for_update(of=("self",)).get(pk=ask.pk)
    locked.round = row
    _check_can_withdraw(locked)
    locked.withdrawn_at = at or timezone.now()
    if not row.is_anonymous:
        locked.email, locked.error, locked.due_at = "", "", None
    locked.save(update_fields=["withdrawn_at", "email", "error", "due_at"])
    record(actor=by, verb="colleague_round.ask_withdrawn", obj=row, about=row.subject, at=at)
    return locked


def _check_can_withdraw(ask: ColleagueAsk) -> None:
    if not ask.round.is_anonymous:
        check_link_is_open(ask.link_state)
    elif ask.withdrawn_at or not ask.round.is_open:
        raise ValidationError("This link opens nothing any more.", code="over")


@transaction.atomic
def remind_colleagues(
    *, colleague_round: ColleagueRound, by: User, at: datetime | None = None
) -> int:
    """The same link once more to all who were written to and have not answered; once a round. Whom
    it reaches is told to nobody. Answers how many."""
    row = locked_round(colleague_round)
    if not can_keep_round(by, row):
        raise PermissionDenied("Colleagues are reminded by whom a round is about.")
    waiting = list(row.asks.filter(sent_at__isnull=False).select_for_update())
    for ask in waiting:
        ask.round = row
    waiting = [ask for ask in waiting if ask.email and ask.link_state == LinkState.OPEN]
    check_can_remind(
        round_state=row.state,
        was_reminded=row.reminders.exists(),
        is_anybody_left=bool(waiting),
    )
    record(actor=by, verb=REMINDED, obj=row, about=row.subject, at=at)
    for ask in waiting:
        ask.sent_at, ask.sending_at, ask.attempts = None, None, 0
        ask.due_at = timezone.now() if at is None else None
        ask.save(update_fields=["sent_at", "sending_at", "attempts", "due_at"])
        send_later(ask)
    return len(waiting)
