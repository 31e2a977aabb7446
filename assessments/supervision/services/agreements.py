"""The only writers of agreements: writing one and offering it. What follows is in
`agreement_signing` and `agreement_reminding`, whose services are named here as well."""

from dataclasses import asdict, replace
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cms.people.accounts.access import has_role
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.audit.services import record

from ..access import can_change_agreement, can_draft_agreement, can_write_agreement
from ..models import SupervisionAgreement, SupervisorPost
from ..queries import agreements as queries
from ..queries.supervisors import readiness_of
from ..rules import agreements as rules
from ..rules.agreements import AgreementContent
from ..rules.states import AgreementState
from .agreement_reminding import close_ended_agreements, remind_of_agreements
from .agreement_signing import (
    choose_past_records,
    end_agreement,
    send_back_agreement,
    sign_agreement,
)
from .agreement_telling import check_people, locked_agreement, tell

__all__ = [
    "begin_next_version",
    "change_agreement",
    "choose_past_records",
    "close_ended_agreements",
    "draft_agreement",
    "end_agreement",
    "offer_agreement",
    "remind_of_agreements",
    "send_back_agreement",
    "sign_agreement",
    "withdraw_agreement",
]
WRITERS = "An agreement is written by its supervisor or by the supervisee’s line manager."


@transaction.atomic
def draft_agreement(
    *,
    supervisee: User,
    supervisor: User,
    content: AgreementContent,
    manager: User | None = None,
    by: User,
    at: datetime | None = None,
) -> SupervisionAgreement:
    """Begin one between two people who have none open. `manager` signs as the third."""
    if not can_draft_agreement(by, supervisee, supervisor):
        raise PermissionDenied(WRITERS)
    moment = at or timezone.now()
    _hold_pair(supervisee, supervisor)
    texts = list(queries.between(supervisee.pk, supervisor.pk))
    today = timezone.localdate(moment)
    rules.check_none_open(row.state for row in texts if not _has_passed(row, today))
    last = texts[0] if texts else None
    agreement = SupervisionAgreement(
        supervisee=supervisee,
        supervisor=supervisor,
        version=last.version + 1 if last else 1,
        previous=last,
        drafted_by=by,
        created_at=moment,
    )
    _fill(agreement, content, manager, moment)
    agreement.save()
    _record(agreement, "drafted", by, at)
    return agreement


@transaction.atomic
def change_agreement(
    *,
    agreement: SupervisionAgreement,
    content: AgreementContent,
    manager: User | None = None,
    by: User,
    seen: datetime | None = None,
    at: datetime | None = None,
) -> SupervisionAgreement:
    """All of it anew, while it is being written. `seen` is the `changed_at` that the writer had
    before her: what somebody else wrote meanwhile is not overwritten (code “changed”)."""
    locked = _draft(agreement, by)
    rules.check_seen(seen, locked.changed_at)
    _fill(locked, content, manager, at or timezone.now())
    locked.save()
    _record(locked, "changed", by, at)
    return locked


@transaction.atomic
def offer_agreement(
    *, agreement: SupervisionAgreement, by: User, at: datetime | None = None
) -> SupervisionAgreement:
    """Put it before those who sign. From here on its words stay as they are.

    Refused while the supervisor is not ready (domain.md 4.8); a line manager who supervises her
    own report needs no post.
    """
    locked = _draft(agreement, by)
    moment = at or timezone.now()
    today = timezone.localdate(moment)
    _check_can_be_offered(locked, today)
    locked.state, locked.offered_at = AgreementState.OFFERED, moment
    locked.words_hash = queries.words_hash_of(locked)
    locked.save(update_fields=["state", "offered_at", "words_hash"])
    _record(locked, "offered", by, at)
    tell(locked, "offered", by=by, at=at)
    return locked


@transaction.atomic
def withdraw_agreement(
    *, agreement: SupervisionAgreement, by: User, at: datetime | None = None
) -> SupervisionAgreement:
    """Give it up before it is in force. What nobody else has seen yet leaves nothing behind."""
    locked = locked_agreement(agreement)
    if not can_write_agreement(by, locked):
        raise PermissionDenied(WRITERS)
    rules.check_transition(locked.state, AgreementState.WITHDRAWN)
    was_offered = locked.state == AgreementState.OFFERED
    locked.state = AgreementState.WITHDRAWN
    _record(locked, "withdrawn", by, at)
    if not was_offered:
        locked.delete()
        return locked
    locked.save(update_fields=["state"])
    tell(locked, "withdrawn", by=by, at=at)
    return locked


@transaction.atomic
def begin_next_version(
    *, agreement: SupervisionAgreement, by: User, at: datetime | None = None
) -> SupervisionAgreement:
    """A draft that starts from the words in force. These stay in force until it is signed."""
    if not can_draft_agreement(by, agreement.supervisee, agreement.supervisor):
        raise PermissionDenied(WRITERS)
    moment = at or timezone.now()
    today = timezone.localdate(moment)
    _hold_pair(agreement.supervisee, agreement.supervisor)
    locked = locked_agreement(agreement)
    rules.check_transition(locked.state, AgreementState.REPLACED)
    texts = list(queries.between(locked.supervisee_id, locked.supervisor_id))
    rules.check_none_open(row.state for row in texts if row.pk != locked.pk)
    starts_on = max(today, locked.starts_on)
    review_on = rules.months_later(starts_on, rules.LASTS_AT_MOST)
    content = replace(queries.content_of(locked), starts_on=starts_on, review_on=review_on)
    draft = SupervisionAgreement(
        supervisee=locked.supervisee,
        supervisor=locked.supervisor,
        version=texts[0].version + 1,
        previous=texts[0],
        drafted_by=by,
        created_at=moment,
    )
    third = queries.line_manager_of(locked.supervisee, today) if locked.manager_id else None
    _fill(draft, content, None if third == locked.supervisor else third, moment)
    draft.save()
    _record(draft, "drafted", by, at)
    return draft


def _draft(agreement: SupervisionAgreement, by: User) -> SupervisionAgreement:
    locked = locked_agreement(agreement)
    if can_change_agreement(by, locked):
        return locked
    if can_write_agreement(by, locked):  # a writer, who only comes too late
        rules.check_transition(locked.state, AgreementState.OFFERED)
    raise PermissionDenied(WRITERS)


def _fill(
    agreement: SupervisionAgreement,
    content: AgreementContent,
    manager: User | None,
    moment: datetime,
) -> None:
    today = timezone.localdate(moment)
    content = rules.tidied(content)
    check_people(agreement, manager, today)
    rules.check_content(content, open_types=open_types(agreement, today))
    for name, value in asdict(content).items():
        setattr(agreement, name, list(value) if isinstance(value, tuple) else value)
    agreement.manager, agreement.changed_at = manager, moment
    agreement.full_clean(
        exclude=["supervisee", "supervisor", "manager", "previous", "drafted_by"],
        validate_constraints=False,
    )


def open_types(agreement: SupervisionAgreement, on: date) -> tuple[str, ...]:
    """The kinds of session these two may agree on."""
    manager = queries.line_manager_of(agreement.supervisee_id, on)
    return rules.types_open_to(
        is_manager=manager is not None and manager.pk == agreement.supervisor_id,
        is_dsl=has_role(agreement.supervisor, Role.DSL),
    )


def _check_can_be_offered(agreement: SupervisionAgreement, today: date) -> None:
    check_people(agreement, agreement.manager, today)
    content = queries.content_of(agreement)
    rules.check_content(content, open_types=open_types(agreement, today))
    others = queries.between(agreement.supervisee_id, agreement.supervisor_id)
    holds = Q(state=AgreementState.IN_FORCE) & (Q(ends_on=None) | Q(ends_on__gte=today))
    before = others.filter(holds).first()
    rules.check_days_at_offer(content, today, replaces=before.starts_on if before else None)
    manager = queries.line_manager_of(agreement.supervisee_id, today)
    if manager is not None and manager.pk == agreement.supervisor_id:
        return
    # The post is held, so that of two offers at once the second counts the first.
    post = SupervisorPost.objects.select_for_update().filter(supervisor=agreement.supervisor_id)
    list(post)
    ready = readiness_of(agreement.supervisor, agreement.supervisee, today)
    rules.check_ready(ready, today, name=agreement.supervisor.display_name)


def _has_passed(agreement: SupervisionAgreement, today: date) -> bool:
    return agreement.ends_on is not None and agreement.ends_on < today


def _hold_pair(supervisee: User, supervisor: User) -> None:
    """Of two texts begun at once between the same people, the second finds the first."""
    both = {supervisee.pk, supervisor.pk}
    list(User.objects.select_for_update(no_key=True).filter(pk__in=both).order_by("pk"))


def _record(
    agreement: SupervisionAgreement, what: str, by: User, at: datetime | None = None
) -> None:
    verb = f"supervision_agreement.{what}"
    detail = {"version": agreement.version}
    record(actor=by, verb=verb, obj=agreement, about=agreement.supervisee, detail=detail, at=at)
