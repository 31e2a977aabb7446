"""Adding, changing and removing a file: its owner's alone."""

from datetime import date, datetime
from functools import partial
from typing import Any

from celery import current_app
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.people.accounts.models import User

from .. import rules
from ..access import can_keep_files_of
from ..models import EvidenceFile
from ..queries import most_bytes, scan_command
from ..rules import Arrival, Examined, ScanState
from .storage import drop_bytes, drop_bytes_on_commit, keep_bytes

KEPT_ALONE = "Evidence files are kept by their owner alone."
FOUND_HARMFUL = (
    "Something harmful was found in this file before, so it is not taken again. Ask for a new "
    "copy of it."
)


def add_file(
    *,
    owner: User,
    upload: File,
    name: str,
    attested: bool,
    expires_on: date | None = None,
    arrival: Arrival = Arrival.UPLOAD,
    by: User,
    at: datetime | None = None,
) -> EvidenceFile:
    """Keep a file. The same file again gives back the one that is there.

    Raises a ValidationError in plain words for what is not kept. `attested`: its owner says that
    no learner or family can be recognised in it; needed before an entry with it is handed in.
    When this call fails, nothing is left in the storage; when a transaction around it fails later,
    the nightly sweep takes the bytes.
    """
    if not can_keep_files_of(by, owner):
        raise PermissionDenied(KEPT_ALONE)
    examined = rules.examine(_read(upload), most=most_bytes())
    there = _kept_before(owner, examined)
    if there is not None:
        return attest_file(file=there, by=by, at=at) if attested else there
    moment = at or timezone.now()
    return _write(
        examined,
        owner=owner,
        name=rules.clean_name(name, examined.kind),
        arrival=arrival,
        attested_at=moment if attested else None,
        expires_on=expires_on,
        created_at=moment,
    )


def _read(upload: File) -> bytes:
    """One byte more than is allowed is enough to know that it is too many."""
    upload.seek(0)
    found = upload.read(most_bytes() + 1)
    return found if isinstance(found, bytes) else found.encode()


def _kept_before(owner: User, examined: Examined) -> EvidenceFile | None:
    there = EvidenceFile.objects.kept().filter(owner=owner, sha256=examined.sha256).first()
    if there is not None and there.scan_state == ScanState.REFUSED:
        raise ValidationError(FOUND_HARMFUL, code="harmful")
    return there


def _write(examined: Examined, **values: Any) -> EvidenceFile:
    """Row and bytes, or neither. Of two at once, the second gets the first's row."""
    file = EvidenceFile(
        media_type=examined.kind.media_type,
        size=len(examined.content),
        sha256=examined.sha256,
        scan_state=ScanState.WAITING if scan_command() else ScanState.UNCHECKED,
        **values,
    )
    keep_bytes(file, examined.content)
    try:
        with transaction.atomic():
            file.save()
    except BaseException as problem:
        drop_bytes(file)
        is_second = isinstance(problem, IntegrityError)
        there = _kept_before(file.owner, examined) if is_second else None
        if there is None:
            raise
        return there
    if file.scan_state == ScanState.WAITING:
        transaction.on_commit(partial(_scan_soon, file.pk), robust=True)
    return file


def _scan_soon(pk: int) -> None:
    current_app.signature("files.scan_one", args=[pk]).apply_async()


@transaction.atomic
def attest_file(*, file: EvidenceFile, by: User, at: datetime | None = None) -> EvidenceFile:
    """Its owner says that no learner or family can be recognised in it. The first time counts."""
    locked = _locked(file, by)
    if locked.attested_at is None:
        locked.attested_at = at or timezone.now()
        locked.save(update_fields=["attested_at"])
    return locked


@transaction.atomic
def change_file(
    *, file: EvidenceFile, name: str, expires_on: date | None, by: User
) -> EvidenceFile:
    """What it is called and how long it is valid; what is in it never changes."""
    locked = _locked(file, by)
    locked.name = rules.clean_name(name, rules.KIND_OF_TYPE[locked.media_type])
    locked.expires_on = expires_on
    locked.save(update_fields=["name", "expires_on"])
    return locked


@transaction.atomic
def remove_file(*, file: EvidenceFile, by: User, at: datetime | None = None) -> EvidenceFile:
    """Delete the bytes and the name; that a file was here, and when it went, is kept.

    Refused while an entry that was handed in uses it: others have judged that entry by it.
    """
    locked = _locked(file, by)
    entries = list(locked.entries.select_for_update())
    used = sum(1 for entry in entries if entry.submitted_at and not entry.discarded_at)
    rules.check_unused(used)
    locked.entries.clear()
    locked.name, locked.removed_at = "", at or timezone.now()
    locked.save(update_fields=["name", "removed_at"])
    drop_bytes_on_commit(locked)
    return locked


def _locked(file: EvidenceFile, by: User) -> EvidenceFile:
    """The row as it is now, held until the transaction ends, if it is theirs to change."""
    locked = EvidenceFile.objects.select_for_update().get(pk=file.pk)
    if not can_keep_files_of(by, locked.owner):
        raise PermissionDenied(KEPT_ALONE)
    if locked.removed_at is not None:
        raise ValidationError("This file was removed already.", code="removed")
    return locked
