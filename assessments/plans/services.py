"""The only writers of development plans. Like a draft in the log, a plan is its owner's business
until she shows a line: what she does with it is not audited, only who else opened it."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.standards.models import Statement
from cms.people.accounts.models import User

from . import rules
from .access import can_keep_plan_of
from .models import PlanLine
from .rules import LineContent, LineState


@transaction.atomic
def add_line(
    *,
    owner: User,
    content: LineContent,
    statements: Sequence[Statement] = (),
    entries: Sequence[CPDEntry] = (),
    by: User | None,
    at: datetime | None = None,
) -> PlanLine:
    """A new open line. The same words again, from a form sent twice or from a supervision record
    that is signed twice, give the open line that is there.

    ``by`` is the owner, or None when the site does it for her: supervision and reviews say so in
    `content.origin`. `entries` are the owner's own.
    """
    _check_keeper(by, owner)
    moment = at or timezone.now()
    _check(content, statements, moment)
    User.objects.select_for_update().get(pk=owner.pk)  # so that two tabs wait for each other
    words = {**asdict(content), "need": content.need.strip()}
    line = PlanLine.objects.filter(owner=owner, state=LineState.OPEN, **words).first()
    if line is None:
        line = PlanLine(owner=owner, created_at=moment, changed_at=moment, **words)
        line.full_clean()
        line.save()
        line.statements.set(statements)
    _link(line, entries)
    return line


@transaction.atomic
def change_line(
    *,
    line: PlanLine,
    content: LineContent,
    statements: Sequence[Statement] = (),
    by: User,
    at: datetime | None = None,
) -> PlanLine:
    locked = _locked(line, by)
    rules.check_can_be_changed(locked.state)
    moment = at or timezone.now()
    _check(content, statements, moment, before=locked.due_on)
    for name, value in asdict(content).items():
        setattr(locked, name, value)
    locked.need, locked.changed_at = content.need.strip(), moment
    locked.full_clean()
    locked.save()
    locked.statements.set(statements)
    return locked


@transaction.atomic
def share_line(*, line: PlanLine, is_shared: bool, by: User) -> PlanLine:
    """Show a line to whoever is her line manager, or no longer: in any state."""
    locked = _locked(line, by)
    locked.is_shared = is_shared
    locked.save(update_fields=["is_shared"])
    return locked


@transaction.atomic
def close_line(
    *, line: PlanLine, to: LineState, outcome: str, by: User, at: datetime | None = None
) -> PlanLine:
    """Done, with what came of it; or dropped, with the reason."""
    locked = _locked(line, by)
    rules.check_transition(locked.state, to)
    rules.check_outcome(to, outcome)
    locked.state, locked.outcome = to, outcome.strip()
    locked.closed_at = locked.changed_at = at or timezone.now()
    locked.save(update_fields=["state", "outcome", "closed_at", "changed_at"])
    return locked


@transaction.atomic
def reopen_line(*, line: PlanLine, by: User, at: datetime | None = None) -> PlanLine:
    """Open again. What was written when it was closed waits for the next time."""
    locked = _locked(line, by)
    rules.check_transition(locked.state, LineState.OPEN)
    locked.state, locked.closed_at = LineState.OPEN, None
    locked.changed_at = at or timezone.now()
    locked.save(update_fields=["state", "closed_at", "changed_at"])
    return locked


@transaction.atomic
def link_entry(*, line: PlanLine, entry: CPDEntry, by: User) -> PlanLine:
    """An entry of her own as evidence for a line, whatever the state of either."""
    locked = _locked(line, by)
    _link(locked, [entry])
    return locked


@transaction.atomic
def unlink_entry(*, line: PlanLine, entry: CPDEntry, by: User) -> PlanLine:
    locked = _locked(line, by)
    locked.entries.remove(entry)
    return locked


@transaction.atomic
def set_lines_of_entry(*, entry: CPDEntry, lines: Iterable[PlanLine], by: User) -> list[PlanLine]:
    """Which lines of her plan an entry belongs to: these and no others."""
    if not can_keep_plan_of(by, entry.owner):
        raise PermissionDenied("An entry is linked by its owner alone.")
    chosen = list(lines)
    if any(line.owner_id != entry.owner_id for line in chosen):
        raise PermissionDenied("A plan is kept by its owner alone.")
    _check_linkable(entry)
    for line in PlanLine.objects.filter(entries=entry):
        if line not in chosen:
            line.entries.remove(entry)
    for line in chosen:
        line.entries.add(entry)
    return chosen


def _locked(line: PlanLine, by: User) -> PlanLine:
    locked = PlanLine.objects.select_for_update().get(pk=line.pk)
    _check_keeper(by, locked.owner)
    return locked


def _check_keeper(by: User | None, owner: User) -> None:
    if not can_keep_plan_of(by, owner):
        raise PermissionDenied("A plan is kept by its owner alone.")


def _check(
    content: LineContent,
    statements: Sequence[Statement],
    moment: datetime,
    before: date | None = None,
) -> None:
    today = timezone.localdate(moment)
    rules.check_line(content, statements=len(statements), today=today, before=before)


def _link(line: PlanLine, entries: Sequence[CPDEntry]) -> None:
    for entry in entries:
        if entry.owner_id != line.owner_id:
            raise PermissionDenied("Only one’s own entries are linked to a plan.")
        _check_linkable(entry)
    line.entries.add(*entries)


def _check_linkable(entry: CPDEntry) -> None:
    if entry.is_discarded:
        raise ValidationError("Bring this entry back before you link it.", code="discarded")
