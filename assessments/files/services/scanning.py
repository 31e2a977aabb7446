"""The college's own scanner, if it names one. The site never runs a file, and knows no virus.

EVIDENCE_SCAN_COMMAND gets the bytes on its standard input and answers by how it ends: 0 clean,
1 harmful, anything else, or nothing within a minute: not now, ask again later.
"""

import logging
import os
import subprocess
import time
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from ..models import EvidenceFile
from ..queries import scan_command
from ..rules import ScanState
from .storage import drop_bytes_on_commit

logger = logging.getLogger(__name__)
SCAN_SECONDS = 60
ROUND_SECONDS = 180  # a round ends well before the worker's own time limit
A_ROUND = 500
CLEAN, HARMFUL = 0, 1
TO_SCAN = (ScanState.WAITING, ScanState.UNCHECKED)


def scan_waiting(*, at: datetime | None = None) -> int:
    """Check what waits, those first that were never tried; how many got an answer. A site that
    has a scanner since today has what came before checked too."""
    if not scan_command():
        waiting = EvidenceFile.objects.kept().filter(scan_state=ScanState.WAITING)
        return waiting.update(scan_state=ScanState.UNCHECKED)
    ends_at = time.monotonic() + ROUND_SECONDS
    rows = EvidenceFile.objects.kept().filter(scan_state__in=TO_SCAN)
    answered = 0
    for file in rows.order_by(F("scanned_at").asc(nulls_first=True), "pk")[:A_ROUND]:
        if time.monotonic() > ends_at:
            break
        answered += scan_file(file=file, at=at)
    return answered


def scan_file(*, file: EvidenceFile, at: datetime | None = None) -> bool:
    """Ask the scanner about one file; whether it answered. Twice does no harm."""
    if file.removed_at is not None or file.scan_state not in TO_SCAN or not scan_command():
        return False
    answer = _ask(file)
    moment = at or timezone.now()
    if answer == HARMFUL:
        _keep_back(file, moment)
    state = {"scan_state": ScanState.CLEAN} if answer == CLEAN else {}
    # On a file that still waits, `scanned_at` is when it was last tried: others come first then.
    EvidenceFile.objects.filter(pk=file.pk, scan_state__in=TO_SCAN).update(
        scanned_at=moment, **state
    )
    return answer in (CLEAN, HARMFUL)


def _ask(file: EvidenceFile) -> int | None:
    """How the scanner ended. It gets the bytes and the path to programs, none of our settings."""
    try:
        with file.file.storage.open(str(file.file.name), "rb") as source:
            content = source.read()
        done = subprocess.run(
            scan_command(),
            input=content,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"},
            timeout=SCAN_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as problem:
        logger.warning("%s could not be scanned: %s", file, type(problem).__name__)
        return None
    if done.returncode not in (CLEAN, HARMFUL):
        logger.warning("%s was not scanned: the command ended with %s", file, done.returncode)
    return done.returncode


@transaction.atomic
def _keep_back(file: EvidenceFile, moment: datetime) -> None:
    locked = EvidenceFile.objects.select_for_update().get(pk=file.pk)
    if locked.removed_at is not None or locked.scan_state not in TO_SCAN:
        return
    locked.scan_state, locked.scanned_at = ScanState.REFUSED, moment
    locked.save(update_fields=["scan_state", "scanned_at"])
    drop_bytes_on_commit(locked)
    logger.warning("%s is harmful, says the scanner: its bytes are deleted", locked)
    day = timezone.localdate(locked.created_at)
    send_notice(
        recipient=locked.owner,
        kind=NoticeKind.CPD_RECORD,
        key=f"evidence-kept-back:{locked.pk}",
        title="A file of your CPD evidence was kept back",
        body=(
            f"Something harmful was found in a file that you added on {day:%-d %B %Y}. It was "
            "deleted and nobody can open it. Ask for a new copy if you need it as evidence."
        ),
        url=locked.get_absolute_url(),
    )
