"""The bytes: kept under a name that says nothing, and gone when their row is."""

import logging
from datetime import datetime, timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from ..models import EvidenceFile, stored_name
from ..rules import ScanState

logger = logging.getLogger(__name__)
FOLDER = "evidence"
ORPHAN_AFTER = timedelta(hours=24)


def keep_bytes(file: EvidenceFile, content: bytes) -> None:
    """Store them before there is a row; whoever fails to write the row calls `drop_bytes`."""
    name = stored_name(file, "")
    file.file.name = file.file.storage.save(name, ContentFile(content))


def drop_bytes(file: EvidenceFile) -> None:
    if not file.file.name:
        return
    try:
        file.file.storage.delete(file.file.name)
    except OSError:
        logger.exception("The bytes of %s stay for the sweep", file)


def drop_bytes_on_commit(file: EvidenceFile) -> None:
    transaction.on_commit(partial(drop_bytes, file), robust=True)


def sweep_orphans(*, now: datetime | None = None) -> int:
    """Delete bytes without a row: of a transaction that failed around ours, of a process that
    died, of a removal that the storage did not answer. Returns how many went.

    What is younger than a day may belong to a row that is being written, and stays.
    """
    storage = EvidenceFile._meta.get_field("file").storage  # type: ignore[union-attr]
    try:
        _, names = storage.listdir(FOLDER)
    except FileNotFoundError:
        return 0
    before = (now or timezone.now()) - ORPHAN_AFTER
    kept = EvidenceFile.objects.kept().exclude(scan_state=ScanState.REFUSED)
    known = set(kept.values_list("file", flat=True))
    gone = 0
    for path in (f"{FOLDER}/{name}" for name in names):
        if path not in known and storage.get_modified_time(path) < before:
            storage.delete(path)
            gone += 1
    return gone
