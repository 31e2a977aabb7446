"""Links to somebody outside. Rows are written directly, for a scene."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.witnesses.models import WitnessRequest, new_nonce
from assessments.witnesses.rules import Confirmation, WitnessAnswer, witness_token
from cms.people.accounts.rules import token_hash

ANSWER = WitnessAnswer(
    name="Ines Duarte",
    role="Host, Eastgate Motors",
    confirmation=Confirmation.YES,
    statement="She asked good questions all day.",
)
SAID = {
    "confirmation": "yes",
    "statement": ANSWER.statement,
    "witness_name": ANSWER.name,
    "witness_role": ANSWER.role,
    "is_sure": "on",
}


def witness_request(
    entry: CPDEntry, *, with_summary: bool = False, **fields: Any
) -> WitnessRequest:
    nonce = fields.pop("nonce", new_nonce())
    defaults: dict[str, Any] = {
        "name": "Ines Duarte",
        "expires_at": timezone.localtime() + timedelta(days=14),
    }
    return WitnessRequest.objects.create(
        entry=entry,
        nonce=nonce,
        token_hash=token_hash(witness_token(nonce, with_summary=with_summary)),
        **{**defaults, **fields},
    )


def witness_said(entry: CPDEntry, **fields: Any) -> WitnessRequest:
    """A question that was answered."""
    defaults: dict[str, Any] = {
        "answered_at": timezone.now(),
        "witness_name": ANSWER.name,
        "witness_role": ANSWER.role,
        "is_confirmed": True,
        "statement": ANSWER.statement,
    }
    return witness_request(entry, **{**defaults, **fields})


def witness_token_of(request: WitnessRequest) -> str:
    return witness_token(request.nonce, with_summary=request.shows_summary)
