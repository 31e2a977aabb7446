"""Who asks a witness, and who reads the answer: the owner of an entry. The verifier reads it beside
the entry that was handed in (`assessments.verification`). A witness has no account: the link is all
that opens a question, and it opens that one question alone."""

from typing import Any

from django.db.models import Q

from assessments.cpd.access import NOTHING, can_keep_log_of


def requests_readable_by(user: Any) -> Q:
    """On `WitnessRequest`: the questions about one's own entries."""
    if not user.is_authenticated or not user.is_active:
        return NOTHING
    return Q(entry__owner=user.pk)


def can_ask_about(user: Any, entry: Any) -> bool:
    return can_keep_log_of(user, entry.owner)


def can_withdraw(user: Any, witness_request: Any) -> bool:
    return can_keep_log_of(user, witness_request.entry.owner)


def can_answer(user: Any, witness_request: Any) -> bool:
    """Whoever has the link, signed in or not, except the person it is about."""
    is_known = user is not None and user.is_authenticated
    return not (is_known and user.pk == witness_request.entry.owner_id)
