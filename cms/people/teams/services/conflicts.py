"""Conflicts of interest: that two people have one is written down, never why (domain.md 2.3)."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cms.people.accounts.access import has_role
from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.audit.services import record
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from .. import rules
from ..access.conflicts import can_declare_conflict, can_end_conflict
from ..models import ConflictOfInterest
from ..queries import relations_against


@transaction.atomic
def declare_conflict(
    *, person: User, other: User, by: User, at: datetime | None = None
) -> ConflictOfInterest:
    """From now on neither manages, supervises or stands in over the other. What stands against it
    is HR's to change. Nobody else is told, also not the other of the two."""
    if not can_declare_conflict(by, person, other):
        raise PermissionDenied("A conflict of interest is declared by one of the two, or by HR.")
    rules.check_conflict_pair(person.pk, other.pk)
    if by.pk == other.pk:
        person, other = other, person
    both = {person.pk, other.pk}
    list(User.objects.select_for_update().filter(pk__in=both).order_by("pk"))
    row = _own_or_free_row(person, other, by)
    if row.pk is not None:
        return row
    row.declared_at = at or timezone.now()
    row.full_clean()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise ValidationError("This was declared just now.", code="declared") from error
    detail = {"people": sorted(both)}
    record(actor=by, verb="conflict.declared", obj=row, about=by, detail=detail, at=at)
    if relations_against([row])[row.pk]:
        _tell_hr(row, by, at)
    return row


def _own_or_free_row(person: User, other: User, by: User) -> ConflictOfInterest:
    """Each of the two may declare it without learning that the other did: a pair has a row in
    each direction. HR sees all of them and is told."""
    pair = {person.pk, other.pk}
    rows = ConflictOfInterest.objects.filter(person__in=pair, other__in=pair, ended_at=None)
    standing = list(rows.order_by("pk"))
    own = [row for row in standing if row.declared_by_id == by.pk]
    if own or (standing and has_role(by, Role.HR) and by.pk not in pair):
        raise ValidationError("This is declared already.", code="declared")
    taken = {row.person_id for row in standing}
    if len(taken) == len(pair):
        return standing[0]
    if person.pk in taken:
        person, other = other, person
    return ConflictOfInterest(person=person, other=other, declared_by=by)


def _tell_hr(row: ConflictOfInterest, by: User, at: datetime | None) -> None:
    """Names stay on the page behind it: a notice goes out by e-mail."""
    for partner in holders_of(Role.HR).exclude(pk__in=[row.person_id, row.other_id, by.pk]):
        send_notice(
            recipient=partner,
            kind=NoticeKind.PRIVACY,
            key=f"conflict-{row.pk}",
            title="A conflict of interest needs a change",
            body="It was declared about two people of whom one looks after the other.",
            url=reverse("teams:conflict_list"),
            at=at,
        )


@transaction.atomic
def end_conflict(
    *, conflict: ConflictOfInterest, by: User, at: datetime | None = None
) -> ConflictOfInterest:
    """It stays written down that it was. What it kept apart may be put together again."""
    conflict = ConflictOfInterest.objects.select_for_update(of=("self",)).get(pk=conflict.pk)
    if not can_end_conflict(by, conflict):
        raise PermissionDenied("A conflict of interest is ended by whoever declared it, or by HR.")
    if conflict.ended_at is not None:
        raise ValidationError("This has ended already.", code="ended")
    conflict.ended_at = at or timezone.now()
    conflict.save(update_fields=["ended_at"])
    record(actor=by, verb="conflict.ended", obj=conflict, about=conflict.declared_by, at=at)
    return conflict
