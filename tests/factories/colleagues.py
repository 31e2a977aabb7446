"""Rounds of feedback from colleagues. Rows are written directly, for a scene."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from assessments.colleagues.models import ColleagueAnswer, ColleagueAsk, ColleagueRound
from assessments.colleagues.rules.answers import KEYS, ColleagueWords, new_row_key
from assessments.colleagues.rules.rounds import ask_token, end_of
from cms.people.accounts.models import User
from cms.people.accounts.rules import token_hash
from tests.factories.people import days_ago

FOCUS = "How I work with teachers when a learner falls behind"
RATINGS = dict.fromkeys(KEYS, 4)
KEEPS = "You come to the team meeting with the plan already written down."
TRIES = "Ask us first what we have tried."
WORDS = ColleagueWords(ratings=RATINGS, keeps_doing=KEEPS, tries_next=TRIES, has_no_conflict=True)
SIGNED = ColleagueWords(
    ratings=RATINGS,
    keeps_doing=KEEPS,
    tries_next=TRIES,
    has_no_conflict=True,
    giver_name="Ines Duarte",
    agrees_to_show=True,
)


def colleague_round(subject: User, **fields: Any) -> ColleagueRound:
    """By name, open for another ten days."""
    defaults: dict[str, Any] = {
        "focus": FOCUS,
        "closes_on": days_ago(-10),
        "shown_from": 5 if fields.get("kind") == "anonymous" else 1,
    }
    if fields.get("state", "open") != "open":
        defaults["closed_at"] = timezone.localtime() - timedelta(days=1)
    return ColleagueRound.objects.create(subject=subject, **{**defaults, **fields})


def colleague_ask(row: ColleagueRound, **fields: Any) -> ColleagueAsk:
    ask = ColleagueAsk(round=row)
    defaults: dict[str, Any] = {
        "name": "Ines Duarte",
        "email": "ines@eastgate.test",
        "relation": "teacher",
        "token_hash": token_hash(ask_token(ask.nonce)),
        "expires_at": end_of(row.closes_on),
    }
    for name, value in {**defaults, **fields}.items():
        setattr(ask, name, value)
    ask.save()
    return ask


def colleague_answer(row: ColleagueRound, **fields: Any) -> ColleagueAnswer:
    """With the ask it came by; of a round without names nothing ties the two."""
    name = fields.pop("giver_name", "Ines Duarte")
    email = f"{name.split()[0].lower()}{row.asks.count()}@eastgate.test"
    ask = colleague_ask(row, name=name, email=email, is_answered=True)
    defaults: dict[str, Any] = {
        "knows_well": True,
        "ratings": RATINGS,
        "keeps_doing": KEEPS,
        "tries_next": TRIES,
    }
    if row.kind == "named":
        defaults |= {
            "ask": ask,
            "relation": ask.relation,
            "giver_name": name,
            "agrees_to_show": True,
            "answered_on": days_ago(2),
        }
    return ColleagueAnswer.objects.create(pk=new_row_key(), round=row, **{**defaults, **fields})


def heard_without_names(subject: User, n: int = 6, **fields: Any) -> ColleagueRound:
    """Closed, answered by so many of one more who were asked."""
    values = {"kind": "anonymous", "state": "closed", **fields}
    row = colleague_round(subject, **values)
    for number in range(n):
        ratings = {**RATINGS, "questions": 3 + number % 3}
        colleague_answer(
            row,
            ratings=ratings,
            keeps_doing=f"Keep {number}: the plan on paper.",
            tries_next=f"Try {number}: ask us first.",
        )
    colleague_ask(row, name="Paul Reid", email="paul@eastgate.test")
    return row


def colleague_token_of(ask: ColleagueAsk) -> str:
    return ask_token(ask.nonce)


def posted_answer(*, is_named: bool = False, **fields: Any) -> dict[str, Any]:
    """As the form of a colleague sends it."""
    sent: dict[str, Any] = {
        **RATINGS,
        "keeps_doing": KEEPS,
        "tries_next": TRIES,
        "has_no_conflict": "on",
    }
    if is_named:
        sent |= {"giver_name": "Ines Duarte", "agrees_to_show": "on"}
    return {**sent, **fields}
