"""Putting modules on people's lists. Nothing is ever reset: a new period is a new cycle."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice
from content.terms import apply_terms
from courses.catalogue.models import ModulePage, ProgrammePage
from courses.enrolment import access, rules
from courses.enrolment.models import Enrolment, ProgrammeEnrolment
from courses.enrolment.rules import EnrolmentReason


@transaction.atomic
def enrol_in_programme(
    *,
    participant: User,
    programme: ProgrammePage,
    by: User,
    starts_on: date | None = None,
    at: datetime | None = None,
) -> ProgrammeEnrolment:
    """Every published module of the programme, with due dates counted from the start.

    Called again it adds only the modules published since; one notice is sent for the whole.
    """
    _check_may_enrol(by, participant)
    _one_at_a_time(participant)
    day = starts_on or timezone.localdate(at)
    enrolment, is_new = ProgrammeEnrolment.objects.get_or_create(
        participant=participant, programme=programme, defaults={"starts_on": day}
    )
    have = set(
        Enrolment.objects.standing()
        .filter(participant=participant)
        .values_list("module_id", flat=True)
    )
    for module in ModulePage.objects.child_of(programme).live().order_by("path"):
        if module.pk not in have:
            _open_cycle(
                participant=participant,
                module=module,
                reason=EnrolmentReason.PROGRAMME,
                assigned_on=timezone.localdate(at),
                due_on=rules.due_on(
                    starts_on=enrolment.starts_on, due_after_days=module.due_after_days
                ),
                by=by,
                at=at,
            )
    if is_new:
        _tell(participant, programme, f"programme-{enrolment.pk}", by=by, at=at)
    return enrolment


@transaction.atomic
def open_published_module(*, module: ModulePage) -> list[Enrolment]:
    """A module of a programme has come out: those who are in the programme find it on their list.

    Once: who has it, or had it taken off, is left alone. The site itself does it; nobody is named.
    """
    programmes = ProgrammePage.objects.parent_of(module)
    known = Enrolment.objects.filter(module=module.pk).values("participant")
    waiting = ProgrammeEnrolment.objects.filter(
        programme__in=programmes.values("pk"), participant__is_active=True
    ).exclude(participant__in=known)
    today = timezone.localdate()
    opened = [
        _open_cycle(
            participant=row.participant,
            module=module,
            reason=EnrolmentReason.PROGRAMME,
            assigned_on=today,
            due_on=rules.due_on_when_late(
                starts_on=row.starts_on,
                due_after_days=module.due_after_days,
                published_on=today,
            ),
            by=None,
            at=None,
        )
        for row in waiting.select_related("participant")
    ]
    for enrolment in opened:
        _tell(enrolment.participant, module, f"enrolment-{enrolment.pk}", by=None, at=None)
    return opened


@transaction.atomic
def enrol(
    *,
    participant: User,
    module: ModulePage,
    by: User,
    reason: EnrolmentReason | None = None,
    due_on: date | None = None,
    at: datetime | None = None,
) -> Enrolment:
    """Open the module for a person: the first time, or again when its renewal window is open.

    Asking twice for an open module gives the same row. What she chose herself has no due date;
    what was asked of her has the module's, unless another is given; a renewal is due on the day
    the old completion runs out.
    """
    _check_may_enrol(by, participant)
    today = timezone.localdate(at)
    _one_at_a_time(participant)
    last = (
        Enrolment.objects.standing()
        .filter(participant=participant, module=module)
        .select_related("completion")
        .order_by("-cycle")
        .first()
    )
    completion = getattr(last, "completion", None)
    if last is not None and completion is None:
        return last
    rules.check_may_open_cycle(
        is_open=False,
        was_completed=completion is not None,
        expires_on=completion.expires_on if completion else None,
        today=today,
    )
    reason = reason or _reason(by, participant, is_renewal=completion is not None)
    if due_on is None:
        due_on = _due_on(module, reason, today, completion.expires_on if completion else None)
    enrolment = _open_cycle(
        participant=participant,
        module=module,
        reason=reason,
        assigned_on=today,
        due_on=due_on,
        by=by,
        at=at,
    )
    if by.pk != participant.pk:
        _tell(participant, module, f"enrolment-{enrolment.pk}", by=by, at=at)
    return enrolment


@transaction.atomic
def withdraw_enrolment(
    *, enrolment: Enrolment, reason: str, by: User, at: datetime | None = None
) -> Enrolment:
    """Take an open module off a person's list. What she has done in it stays on record."""
    if not access.can_withdraw(by, enrolment.participant):
        raise PermissionDenied("Only her manager or a site admin takes this off.")
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if enrolment.withdrawn_at is not None:
        return enrolment
    rules.check_may_withdraw(is_complete=hasattr(enrolment, "completion"), reason=reason)
    enrolment.withdrawn_at = at or timezone.now()
    enrolment.save(update_fields=["withdrawn_at"])
    record(
        actor=by,
        verb="enrolment.withdrawn",
        obj=enrolment,
        about=enrolment.participant,
        detail={"module": enrolment.module.code, "reason": reason},
        at=at,
    )
    return enrolment


def _check_may_enrol(by: User, participant: User) -> None:
    if not access.can_enrol(by, participant):
        raise PermissionDenied(
            "A module is put on the list by the person herself, her manager, "
            "the quality lead or a site admin."
        )


def _one_at_a_time(participant: User) -> None:
    """Two tabs that ask at once take turns; the second finds what the first has made."""
    User.objects.select_for_update().get(pk=participant.pk)


def _open_cycle(
    *,
    participant: User,
    module: ModulePage,
    reason: EnrolmentReason,
    assigned_on: date,
    due_on: date | None,
    by: User | None,
    at: datetime | None,
) -> Enrolment:
    """The next cycle; withdrawn ones are counted too, so that no number is used twice."""
    used = Enrolment.objects.filter(participant=participant, module=module)
    newest = used.order_by("-cycle").values_list("cycle", flat=True).first() or 0
    enrolment = Enrolment.objects.create(
        participant=participant,
        module=module,
        cycle=newest + 1,
        reason=reason,
        assigned_on=assigned_on,
        due_on=due_on,
    )
    record(
        actor=by,
        verb="enrolment.opened",
        obj=enrolment,
        about=participant,
        detail={"module": module.code, "cycle": enrolment.cycle, "reason": str(reason)},
        at=at,
    )
    return enrolment


def _reason(by: User, participant: User, *, is_renewal: bool) -> EnrolmentReason:
    if is_renewal:
        return EnrolmentReason.RECERTIFY
    return EnrolmentReason.CHOSEN if by.pk == participant.pk else EnrolmentReason.ASSIGNED


def _due_on(
    module: ModulePage, reason: EnrolmentReason, today: date, expires_on: date | None
) -> date | None:
    if reason == EnrolmentReason.CHOSEN:
        return None
    if reason == EnrolmentReason.RECERTIFY and expires_on is not None:
        return max(expires_on, today)
    return rules.due_on(starts_on=today, due_after_days=module.due_after_days)


def _tell(
    participant: User,
    page: ModulePage | ProgrammePage,
    key: str,
    *,
    by: User | None,
    at: datetime | None,
) -> None:
    send_notice(
        recipient=participant,
        kind=NoticeKind.MODULE_ASSIGNED,
        key=f"assigned-{key}",
        title=f"{apply_terms(page.title)} is on your list",
        body=apply_terms(page.summary),
        url=page.url or "",
        by=by,
        at=at,
    )
