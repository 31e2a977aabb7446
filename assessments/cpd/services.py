"""The only writer of the log.

Nothing here goes into the audit: that somebody keeps a draft is nobody's business until she shares
it, and those who read the audit may not know of it (domain.md 2.2, first CPD row). What a module
credited is known from its completion.
"""

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Min
from django.urls import reverse
from django.utils import timezone

from assessments.standards.models import Statement
from assessments.standards.queries import default_statements
from cms.people.accounts.models import User
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice
from courses.progress.models import Completion

from . import rules
from .access import can_change, can_keep_log_of
from .models import CPDEntry
from .rules import ActivityType, EntryContent, EntryState


@transaction.atomic
def create_entry(
    *,
    owner: User,
    content: EntryContent,
    statements: Sequence[Statement] = (),
    by: User,
    key: uuid.UUID | None = None,
    at: datetime | None = None,
) -> CPDEntry:
    """A new draft. The same key again, from a form sent twice, gives the first entry back."""
    if not can_keep_log_of(by, owner):
        raise PermissionDenied("A CPD log is kept by its owner alone.")
    there = CPDEntry.objects.filter(owner=owner, key=key).first() if key else None
    if there is not None:
        return there
    moment = at or timezone.now()
    entry = CPDEntry(owner=owner, key=key or uuid.uuid4(), created_at=moment)
    return _write(entry, content, statements, moment)


@transaction.atomic
def update_entry(
    *,
    entry: CPDEntry,
    content: EntryContent,
    statements: Sequence[Statement] = (),
    by: User,
    at: datetime | None = None,
) -> CPDEntry:
    locked = _locked(entry, by)
    rules.check_can_be_changed(locked.state)
    return _write(locked, content, statements, at or timezone.now())


@transaction.atomic
def discard_entry(*, entry: CPDEntry, by: User, at: datetime | None = None) -> CPDEntry:
    """Put aside. It can be brought back for 30 days."""
    locked = _locked(entry, by)
    rules.check_transition(locked.state, EntryState.DISCARDED)
    locked.state, locked.discarded_at = EntryState.DISCARDED, at or timezone.now()
    locked.save(update_fields=["state", "discarded_at"])
    return locked


@transaction.atomic
def restore_entry(*, entry: CPDEntry, by: User, at: datetime | None = None) -> CPDEntry:
    locked = _locked(entry, by)
    rules.check_transition(locked.state, EntryState.DRAFT)
    if locked.discarded_at is not None:
        rules.check_undo(locked.discarded_at, at or timezone.now())
    locked.state, locked.discarded_at = EntryState.DRAFT, None
    locked.save(update_fields=["state", "discarded_at"])
    return locked


@transaction.atomic
def draft_from_module(*, completion: Completion, by: User | None = None) -> CPDEntry:
    """The draft that waits in the log of who finished a module: its time, its statements.

    Idempotent: the same completion never drafts twice, not even after its draft was discarded.
    ``by`` is the participant, or None when the site does it for her.
    """
    owner, module = completion.participant, completion.module
    start_on, end_on = _days_of(completion)
    if by is not None and not can_keep_log_of(by, owner):
        raise PermissionDenied("A CPD log is kept by its owner alone.")
    entry, is_new = CPDEntry.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(completion),
        object_id=completion.pk,
        defaults={
            "owner": owner,
            "title": f"Module: {module.title}"[:200],
            "activity_type": ActivityType.PLATFORM_MODULE,
            "is_mandatory": str(module.group) == rules.ActivityGroup.MANDATORY,
            "start_on": start_on,
            "end_on": end_on,
            "minutes": completion.minutes or None,
            "created_at": completion.completed_at,
            "changed_at": completion.completed_at,
        },
    )
    if is_new:
        known = default_statements()
        codes = [code for code in module.codes if code in known][: rules.MOST_STATEMENTS]
        entry.statements.set([known[code] for code in codes])
        _tell_owner(entry, completion)
    return entry


def _days_of(completion: Completion) -> tuple[date, date | None]:
    """From the day she first opened a step to the day the module was complete; None: the same."""
    seen = completion.enrolment.visits.aggregate(first=Min("started_at"))["first"]
    done = completion.enrolment.step_completions.aggregate(first=Min("completed_at"))["first"]
    moments = [moment for moment in (seen, done, completion.completed_at) if moment]
    start_on = timezone.localdate(min(moments))
    end_on = timezone.localdate(completion.completed_at)
    return start_on, end_on if end_on > start_on else None


def _tell_owner(entry: CPDEntry, completion: Completion) -> None:
    """One from the past, as when a college's history is built, is shown and never e-mailed."""
    is_past = timezone.localdate(completion.completed_at) < timezone.localdate()
    send_notice(
        recipient=completion.participant,
        kind=NoticeKind.CPD_DRAFT,
        key=f"cpd-draft-{completion.pk}",
        title=f"A CPD draft waits in your log: {completion.module.title}"[:200],
        body=(
            "Its time and statements are filled in. Add what you learned and what you will do "
            "differently while it is fresh. Only you can read it."
        ),
        url=reverse("cpd:entry_detail", args=[entry.pk]),
        at=completion.completed_at if is_past else None,
    )


def _locked(entry: CPDEntry, by: User) -> CPDEntry:
    """The row as it is now, held until the transaction ends, if it is theirs to change."""
    locked = CPDEntry.objects.select_for_update().get(pk=entry.pk)
    if not can_change(by, locked):
        raise PermissionDenied("A CPD draft is changed by its owner alone.")
    return locked


def _write(
    entry: CPDEntry, content: EntryContent, statements: Sequence[Statement], moment: datetime
) -> CPDEntry:
    rules.check_statements(len(statements))
    for name, value in asdict(content).items():
        setattr(entry, name, value)
    # A module marked as mandatory stays so, whatever kind of activity its owner calls it.
    from_module = entry.content_type_id is not None and entry.is_mandatory
    entry.is_mandatory = from_module or rules.is_mandatory(content.activity_type)
    entry.changed_at = moment
    entry.full_clean(validate_unique=False, validate_constraints=False)
    entry.save()
    entry.statements.set(statements)
    return entry
