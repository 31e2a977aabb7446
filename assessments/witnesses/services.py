"""Asking somebody outside, and what they answer. Their words and addresses are in no audit row, no
notice and no log; what is kept of a draft is in none either, as with the log itself."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import SEEN_BY_OTHERS
from cms.people.accounts.models import User
from cms.people.accounts.rules import token_hash
from cms.people.audit.services import record
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_later, send_notice

from . import queries, rules
from .access import can_answer, can_ask_about, can_withdraw
from .models import WitnessRequest
from .rules import WitnessAnswer, WitnessKind


@transaction.atomic
def ask_witness(
    *,
    entry: CPDEntry,
    name: str,
    email: str = "",
    words: str = "",
    kind: WitnessKind = WitnessKind.WITNESS,
    with_summary: bool = False,
    by: User,
    at: datetime | None = None,
) -> WitnessRequest:
    """A link for one person, and an e-mail with it when there is an address. What is dated in the
    past, as when a history is built, is not e-mailed."""
    locked = CPDEntry.objects.select_for_update().get(pk=entry.pk)
    if not can_ask_about(by, locked):
        raise PermissionDenied("Witnesses are asked by the owner of an entry.")
    moment = at or timezone.now()
    open_links = locked.witness_requests.filter(_open(timezone.now())).count()
    today = locked.witness_requests.filter(created_at__gt=moment - timedelta(days=1)).count()
    rules.check_can_be_asked(locked.state, open_links, today)
    witness_request = WitnessRequest(
        entry=locked,
        kind=kind,
        name=name.strip(),
        email=email.strip(),
        words=words.strip(),
        created_at=moment,
        due_at=moment if email.strip() and at is None else None,
        expires_at=rules.expires_at(moment, queries.days_open()),
    )
    _seal(witness_request, with_summary)
    _record(witness_request, by, "cpd_witness.asked", at)
    send_later(witness_request)
    return witness_request


def _seal(witness_request: WitnessRequest, with_summary: bool) -> None:
    """Only the hash of its link is kept, and by it what the link opens."""
    token = rules.witness_token(witness_request.nonce, with_summary=with_summary)
    witness_request.token_hash = token_hash(token)
    witness_request.clean_fields(exclude=["entry", "is_confirmed"])
    witness_request.save()


@transaction.atomic
def withdraw_request(
    *, witness_request: WitnessRequest, by: User, at: datetime | None = None
) -> WitnessRequest:
    """The link opens nothing from now on; the address is forgotten with it."""
    locked = _locked(witness_request)
    if not can_withdraw(by, locked):
        raise PermissionDenied("A link is withdrawn by the owner of the entry.")
    rules.check_is_open(locked.state)
    locked.withdrawn_at = at or timezone.now()
    _forget_address(locked)
    locked.save()
    return locked


@transaction.atomic
def answer_request(
    *,
    witness_request: WitnessRequest,
    answer: WitnessAnswer,
    by: User | None = None,
    at: datetime | None = None,
) -> WitnessRequest:
    """What the witness says, once: of two answers at the same moment the first is kept, and the
    other is told. `by` is somebody who is signed in here, if the witness happens to be."""
    locked = _locked(witness_request)
    if not can_answer(by, locked):
        raise PermissionDenied("Nobody is a witness of her own entry.")
    rules.check_is_open(locked.state)
    rules.check_answer(answer, locked.kind)
    locked.witness_name, locked.witness_role = answer.name.strip(), answer.role.strip()
    locked.is_confirmed = answer.confirmation.as_stored
    locked.statement = answer.statement.strip()
    locked.answered_at = at or timezone.now()
    _forget_address(locked)
    locked.clean_fields(exclude=["entry", "token_hash", "is_confirmed"])
    locked.save()
    _record(locked, None, "cpd_witness.answered", at)
    _tell_owner(locked, at)
    return locked


def forget_addresses(*, now: datetime | None = None) -> int:
    """Of every link that is used, withdrawn or over. What the mail server said goes as well, since
    it may name the address."""
    moment = now or timezone.now()
    spent = ~_open(moment) | ~Q(entry__state__in=rules.ASKABLE)
    kept = ~Q(email="") | ~Q(error="")
    rows = WitnessRequest.objects.filter(spent, kept)
    return rows.update(email="", error="", due_at=None)


def _open(now: datetime) -> Q:
    return Q(answered_at=None, withdrawn_at=None, expires_at__gt=now)


def _locked(witness_request: WitnessRequest) -> WitnessRequest:
    rows = WitnessRequest.objects.select_for_update(of=("self",))
    return rows.select_related("entry__owner").get(pk=witness_request.pk)


def _forget_address(witness_request: WitnessRequest) -> None:
    witness_request.email, witness_request.error, witness_request.due_at = "", "", None


def _record(
    witness_request: WitnessRequest, by: User | None, verb: str, at: datetime | None
) -> None:
    """Nothing of a draft is in the audit: that there is one is nobody's business."""
    entry = witness_request.entry
    if entry.state in SEEN_BY_OTHERS:
        record(actor=by, verb=verb, obj=entry, about=entry.owner, at=at)


def _tell_owner(witness_request: WitnessRequest, at: datetime | None) -> None:
    send_notice(
        recipient=witness_request.entry.owner,
        kind=NoticeKind.CPD_JUDGED,
        key=f"cpd-witness-{witness_request.pk}",
        title="A witness has answered about your CPD entry",
        body="Their answer stands with the entry. It is locked: neither of you can change it.",
        url=reverse("witnesses:request_list", args=[witness_request.entry_id]),
        at=at,
    )
