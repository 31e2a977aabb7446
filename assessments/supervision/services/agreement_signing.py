"""Signing, sending back and ending. The row is held while its signatures are counted, so that of
two people who sign at once the second brings it into force."""

from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record

from ..access import can_end_agreement, can_sign_agreement
from ..models import AgreementSignature, SupervisionAgreement
from ..queries import agreements as queries
from ..rules import agreements as rules
from ..rules.states import AgreementState, Part
from .agreement_telling import check_people, locked_agreement, tell

PARTIES = "An agreement is signed by the people it names, and by nobody for them."


@transaction.atomic
def sign_agreement(
    *,
    agreement: SupervisionAgreement,
    words_hash: str,
    by: User,
    opens_past_records: bool | None = None,
    at: datetime | None = None,
) -> SupervisionAgreement:
    """One signature under the words whose hash the signer had before her; in force with the last.

    `opens_past_records` is the supervisee’s to say: whether this supervisor may read the records of
    supervision with others before. Codes of a ValidationError: “signed” (she has), “gone” (it waits
    for nobody any more), “outdated” (other words).
    """
    locked = locked_agreement(agreement)
    part = _part(by, locked)
    if opens_past_records is not None and part != Part.SUPERVISEE:
        raise PermissionDenied("Whether past records open is the supervisee’s to say.")
    if locked.signatures.filter(signer=by).exists():
        raise ValidationError("You have signed this.", code="signed")
    rules.check_transition(locked.state, AgreementState.IN_FORCE)
    if not can_sign_agreement(by, locked):
        raise PermissionDenied(PARTIES)
    rules.check_same_words(words_hash, locked.words_hash)
    rules.check_same_words(words_hash, queries.words_hash_of(locked))
    moment = at or timezone.now()
    check_people(locked, locked.manager, timezone.localdate(moment))
    AgreementSignature.objects.create(
        agreement=locked, signer=by, part=part, words_hash=locked.words_hash, at=moment
    )
    _record(locked, "signed", by, at, part=part.value)
    if opens_past_records is not None:
        _set_past(locked, opens_past_records, by, at)
    if _everybody_signed(locked):
        _bring_into_force(locked, by, moment, at)
    return locked


@transaction.atomic
def send_back_agreement(
    *, agreement: SupervisionAgreement, by: User, at: datetime | None = None
) -> SupervisionAgreement:
    """One of those who sign would like it changed, or the supervisor takes it back. This text ends
    with its signatures; the same words go on as the next draft, which is returned."""
    locked = locked_agreement(agreement)
    _part(by, locked)
    rules.check_transition(locked.state, AgreementState.WITHDRAWN)
    if not can_sign_agreement(by, locked):
        raise PermissionDenied(PARTIES)
    moment = at or timezone.now()
    locked.state = AgreementState.WITHDRAWN
    locked.save(update_fields=["state"])
    content = asdict(queries.content_of(locked))
    draft = SupervisionAgreement.objects.create(
        supervisee=locked.supervisee,
        supervisor=locked.supervisor,
        manager=locked.manager,
        version=locked.version + 1,
        previous=locked,
        drafted_by=locked.drafted_by,
        created_at=moment,
        changed_at=moment,
        **{name: list(value) if isinstance(value, tuple) else value
           for name, value in content.items()},
    )  # fmt: skip
    _record(locked, "sent_back", by, at)
    tell(locked, "sent_back", by=by, at=at)
    return draft


@transaction.atomic
def end_agreement(
    *, agreement: SupervisionAgreement, ends_on: date, by: User, at: datetime | None = None
) -> SupervisionAgreement:
    """Give it a last day, today or later; it can be brought forward, never put off."""
    locked = locked_agreement(agreement)
    if not can_end_agreement(by, locked):
        is_late = locked.part_of(by) in (Part.SUPERVISEE, Part.SUPERVISOR)
        if is_late:
            rules.check_transition(locked.state, AgreementState.ENDED)
        raise PermissionDenied("An agreement is ended by supervisor, supervisee or HR.")
    rules.check_end(
        ends_on,
        starts_on=locked.starts_on,
        ends_before=locked.ends_on,
        today=timezone.localdate(at),
    )
    locked.ends_on = ends_on
    locked.save(update_fields=["ends_on"])
    _record(locked, "ended", by, at, on=ends_on.isoformat())
    tell(locked, "ended", by=by, at=at)
    return locked


@transaction.atomic
def choose_past_records(
    *, agreement: SupervisionAgreement, opens: bool, by: User, at: datetime | None = None
) -> SupervisionAgreement:
    """The supervisee opens her earlier records to this supervisor, or no longer, at any time."""
    locked = locked_agreement(agreement)
    if _part(by, locked) != Part.SUPERVISEE:
        raise PermissionDenied("Whether past records open is the supervisee’s to say.")
    if locked.state != AgreementState.IN_FORCE:
        raise ValidationError(rules.NOT_NOW[AgreementState(locked.state)])
    _set_past(locked, opens, by, at)
    return locked


def _part(by: User, agreement: SupervisionAgreement) -> Part:
    part = agreement.part_of(by)
    if part is None:
        raise PermissionDenied(PARTIES)
    return part


def _set_past(agreement: SupervisionAgreement, opens: bool, by: User, at: datetime | None) -> None:
    if agreement.opens_past_records == opens:
        return
    agreement.opens_past_records = opens
    agreement.save(update_fields=["opens_past_records"])
    _record(agreement, "past_opened_up" if opens else "past_closed", by, at)


def _everybody_signed(agreement: SupervisionAgreement) -> bool:
    signed = set(agreement.signatures.values_list("signer", flat=True))
    return {person.pk for person in queries.signers_of(agreement)} <= signed


def _bring_into_force(
    agreement: SupervisionAgreement, by: User, moment: datetime, at: datetime | None
) -> None:
    _replace_others(agreement, timezone.localdate(moment))
    agreement.state, agreement.in_force_at = AgreementState.IN_FORCE, moment
    agreement.save(update_fields=["state", "in_force_at"])
    tell(agreement, "in_force", by=by, at=at)


def _replace_others(agreement: SupervisionAgreement, today: date) -> None:
    """The version before ends with the day before; one whose last day has passed only ended."""
    others = queries.between(agreement.supervisee_id, agreement.supervisor_id)
    rows = others.filter(state=AgreementState.IN_FORCE).exclude(pk=agreement.pk)
    for row in rows.select_for_update():
        has_ended = row.ends_on is not None and row.ends_on < today
        row.state = AgreementState.ENDED if has_ended else AgreementState.REPLACED
        if not has_ended:
            row.ends_on = max(row.starts_on, today - timedelta(days=1))
        row.save(update_fields=["state", "ends_on"])


def _record(
    agreement: SupervisionAgreement, what: str, by: User, at: datetime | None, **detail: str
) -> None:
    record(
        actor=by,
        verb=f"supervision_agreement.{what}",
        obj=agreement,
        about=agreement.supervisee,
        detail={"version": agreement.version, **detail},
        at=at,
    )
