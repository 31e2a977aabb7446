"""What a colleague answers. Of a round without names nothing says who, when, or by which link:
there is no audit row, no notice and no moment of it."""

from datetime import datetime
from random import SystemRandom

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from ..access import can_answer
from ..models import ColleagueAnswer, ColleagueAsk, ColleagueRound
from ..rules.answers import KEYS, ColleagueWords, check_answer, new_row_key
from ..rules.states import check_link_is_open
from .rounds import locked_round

CHANCE = SystemRandom()


@transaction.atomic
def answer_ask(
    *,
    ask: ColleagueAsk,
    words: ColleagueWords,
    by: User | None = None,
    at: datetime | None = None,
) -> None:
    """Once: of two answers at the same moment the first is kept, and the other is told. `by` is
    somebody who is signed in here, if the colleague happens to be; it is not kept."""
    row = locked_round(ask.round)
    locked = row.asks.select_for_update(of=("self",)).get(pk=ask.pk)
    locked.round = row
    if not can_answer(by, locked):
        raise PermissionDenied("Nobody answers about themselves.")
    check_link_is_open(locked.link_state)
    check_answer(words, row.kind)
    row.asks.filter(pk=locked.pk).update(is_answered=True)
    if row.is_anonymous:
        _mix_in(row, _answer(row, words))
    else:
        _keep_named(locked, words, at)


def _answer(row: ColleagueRound, words: ColleagueWords) -> ColleagueAnswer:
    return ColleagueAnswer(
        pk=new_row_key(),
        round=row,
        knows_well=words.has_no_conflict,
        ratings={key: words.ratings[key] for key in KEYS},
        keeps_doing=words.keeps_doing.strip(),
        tries_next=words.tries_next.strip(),
    )


def _mix_in(row: ColleagueRound, fresh: ColleagueAnswer) -> None:
    """All answers of the round are written again, shuffled, under new keys. So neither a key nor
    the place in the table, nor the transaction that wrote a row, says which was the last."""
    rows = [*ColleagueAnswer.objects.filter(round=row), fresh]
    ColleagueAnswer.objects.filter(round=row).delete()
    CHANCE.shuffle(rows)
    for each in rows:
        each.pk = new_row_key()
    ColleagueAnswer.objects.bulk_create(rows)


def _keep_named(ask: ColleagueAsk, words: ColleagueWords, at: datetime | None) -> None:
    answer = _answer(ask.round, words)
    answer.ask, answer.relation = ask, ask.relation
    answer.giver_name, answer.agrees_to_show = words.giver_name.strip(), words.agrees_to_show
    answer.answered_on = timezone.localdate(at)
    answer.clean_fields(exclude=["round", "ask"])
    answer.save(force_insert=True)
    subject = ask.round.subject
    record(actor=None, verb="colleague_answer.given", obj=ask.round, about=subject, at=at)
    if subject.is_active:
        send_notice(
            recipient=subject,
            kind=NoticeKind.FEEDBACK,
            key=f"colleague-answer-{ask.pk}",
            title="A colleague has answered about your work",
            body="It is signed with their name. Nobody else reads it unless you share it.",
            url=reverse("colleagues:round_detail", args=[ask.round_id]),
            at=at,
        )
