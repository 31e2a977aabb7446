"""Writing an entry, putting it aside and bringing it back."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from assessments.files.models import EvidenceFile
from assessments.standards.models import Statement
from cms.people.accounts.models import User

from .. import rules
from ..access import can_change, can_keep_log_of
from ..models import CPDEntry, EntryClaim
from ..rules import EntryContent, EntryState

NO_CLAIMS: Mapping[str, str] = {}


class EntryChangedError(Exception):
    """The entry was changed elsewhere since it was read. `entry` is as it is now; nothing of the
    newer or the older words is lost: the caller shows both."""

    def __init__(self, entry: CPDEntry) -> None:
        super().__init__("This entry was changed elsewhere meanwhile.")
        self.entry = entry


@transaction.atomic
def create_entry(
    *,
    owner: User,
    content: EntryContent,
    statements: Sequence[Statement] = (),
    claims: Mapping[str, str] = NO_CLAIMS,
    files: Sequence[EvidenceFile] = (),
    by: User,
    key: uuid.UUID | None = None,
    at: datetime | None = None,
) -> CPDEntry:
    """A new draft. The same key again, from a form sent twice, gives the first entry back.

    `claims` maps a statement's code to the line that says how the entry shows it; `files` are the
    owner's own.
    """
    if not can_keep_log_of(by, owner):
        raise PermissionDenied("A CPD log is kept by its owner alone.")
    if key is not None:
        User.objects.select_for_update().get(pk=owner.pk)  # the same form twice at once waits here
        there = CPDEntry.objects.filter(owner=owner, key=key).first()
        if there is not None:
            return there
    moment = at or timezone.now()
    entry = CPDEntry(owner=owner, key=key or uuid.uuid4(), created_at=moment)
    return write(entry, content, statements, moment, claims=claims, files=files)


@transaction.atomic
def update_entry(
    *,
    entry: CPDEntry,
    content: EntryContent,
    statements: Sequence[Statement] = (),
    claims: Mapping[str, str] = NO_CLAIMS,
    files: Sequence[EvidenceFile] | None = None,
    read_at: datetime | None = None,
    by: User,
    at: datetime | None = None,
) -> CPDEntry:
    """Rewrite a draft or a returned entry. `files=None` leaves its files as they are.

    `read_at` is the `changed_at` of what the writer had before her; when the entry was changed
    since, nothing is written and EntryChangedError is raised.
    """
    locked = locked_for_change(entry, by)
    rules.check_can_be_changed(locked.state)
    if read_at is not None and locked.changed_at != read_at:
        raise EntryChangedError(locked)
    moment = at or timezone.now()
    return write(locked, content, statements, moment, claims=claims, files=files)


@transaction.atomic
def discard_entry(*, entry: CPDEntry, by: User, at: datetime | None = None) -> CPDEntry:
    """Put aside. It can be brought back for 30 days."""
    locked = locked_for_change(entry, by)
    rules.check_transition(locked.state, EntryState.DISCARDED)
    locked.state, locked.discarded_at = EntryState.DISCARDED, at or timezone.now()
    locked.save(update_fields=["state", "discarded_at"])
    return locked


@transaction.atomic
def restore_entry(*, entry: CPDEntry, by: User, at: datetime | None = None) -> CPDEntry:
    locked = locked_for_change(entry, by)
    rules.check_transition(locked.state, EntryState.DRAFT)
    if locked.discarded_at is not None:
        rules.check_undo(locked.discarded_at, at or timezone.now())
    locked.state, locked.discarded_at = EntryState.DRAFT, None
    locked.save(update_fields=["state", "discarded_at"])
    return locked


def locked_for_change(entry: CPDEntry, by: User) -> CPDEntry:
    """The row as it is now, held until the transaction ends, if it is theirs to change."""
    locked = CPDEntry.objects.select_for_update().get(pk=entry.pk)
    if not can_keep_log_of(by, locked.owner):
        raise PermissionDenied("An entry is changed by its owner alone.")
    if not can_change(by, locked):
        rules.check_can_be_changed(locked.state)
    return locked


def write(
    entry: CPDEntry,
    content: EntryContent,
    statements: Sequence[Statement],
    moment: datetime,
    *,
    claims: Mapping[str, str] = NO_CLAIMS,
    files: Sequence[EvidenceFile] | None = None,
) -> CPDEntry:
    rules.check_statements(len(statements))
    for name, value in asdict(content).items():
        setattr(entry, name, value)
    entry.reflection = rules.tidy_reflection(content.reflection)
    # A module marked as mandatory stays so, whatever kind of activity its owner calls it.
    from_module = entry.content_type_id is not None and entry.is_mandatory
    entry.is_mandatory = from_module or rules.is_mandatory(content.activity_type)
    entry.changed_at = moment
    entry.full_clean(validate_unique=False, validate_constraints=False)
    entry.save()
    claim(entry, statements, claims)
    if files is not None:
        entry.files.set([file for file in files if file.owner_id == entry.owner_id])
    return entry


def claim(
    entry: CPDEntry, statements: Sequence[Statement], claims: Mapping[str, str] = NO_CLAIMS
) -> None:
    """These statements and no others; of one that stays without new words, the old ones stay."""
    old = {row.statement_id: row for row in entry.claims.all()}
    wanted = {statement.pk: statement for statement in statements}
    entry.claims.exclude(statement__in=wanted).delete()
    for pk, statement in wanted.items():
        words = claims.get(statement.code, old[pk].claim if pk in old else "").strip()
        words = words[: rules.LONGEST_CLAIM]
        if pk not in old:
            EntryClaim.objects.create(entry=entry, statement=statement, claim=words)
        elif old[pk].claim != words:
            EntryClaim.objects.filter(pk=old[pk].pk).update(claim=words)
