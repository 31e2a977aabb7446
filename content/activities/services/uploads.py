"""An upload is kept at once and read as soon as possible; it ends in words, whatever happens."""

import logging
import time
import uuid
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from pathlib import PurePosixPath
from typing import IO

from celery import current_app
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice
from content.h5p.limits import Limits
from content.h5p.problems import Problem, Refused
from content.material.archives import printable

from .. import access
from ..models import Activity, PackageUpload
from ..queries.uploads import claimable, upload_address
from ..rules import UploadKind, UploadState
from .importing import import_package

logger = logging.getLogger(__name__)
FOLDER = "h5p/uploads"
READ_AT_ONCE = 5 * 1024**2  # bytes; what is larger is read in the background
SECONDS_BETWEEN = 0.5  # between two notes of how far it is
FAILED = Problem(
    "failed",
    "Something went wrong here, which is not the fault of your file. Nothing was changed. Try it "
    "once more; if it happens again, tell a site admin.",
)
GONE = Problem("gone", "This file is no longer here. Nothing was changed. Upload it once more.")


class _TakenOver(Exception):  # noqa: N818 - read aloud where it is raised
    """Somebody else reads this upload by now, or has read it."""


def keep_upload(
    *,
    source: IO[bytes],
    name: str,
    kind: str,
    by: User,
    activity: Activity | None = None,
    note: str = "",
    at: datetime | None = None,
) -> PackageUpload:
    """Keep a package, and read it at once if it is small. Raises a ValidationError for what is not
    even kept; whatever is wrong inside stands in the row afterwards."""
    may = access.can_install_code if kind == UploadKind.LIBRARIES else access.can_author
    if not may(by):
        raise PermissionDenied("Packages are uploaded by trainers and site admins.")
    if (kind == UploadKind.REPLACEMENT) != (activity is not None):
        raise ValidationError("Say which activity it is to replace.", code="activity")
    file = File(source)
    _check(file, name)
    source.seek(0)
    stored = default_storage.save(f"{FOLDER}/{uuid.uuid4().hex}", file)
    upload = PackageUpload.objects.create(
        kind=kind,
        stored=stored,
        name=printable(PurePosixPath(name).name)[:255],
        size=file.size,
        activity=activity,
        note=note[:250],
        uploaded_by=by,
        created_at=at or timezone.now(),
    )
    if upload.size <= READ_AT_ONCE:
        return read_upload(upload_pk=upload.pk) or upload
    transaction.on_commit(partial(read_later, upload.pk), robust=True)
    return upload


def read_later(pk: int) -> None:
    current_app.signature("activities.read_upload", args=[pk]).apply_async()


def read_upload(*, upload_pk: int, at: datetime | None = None) -> PackageUpload | None:
    """Read what waits, once: a second call finds nothing to do. None for what is not there."""
    upload = _claim(upload_pk, at or timezone.now())
    if upload is None:
        return PackageUpload.objects.filter(pk=upload_pk).first()
    try:
        import_package(upload=upload, claim=partial(_held, upload), progress=_Progress(upload))
        _end(upload)
    except _TakenOver:
        pass
    except Refused as refused:
        _end(upload, UploadState.REFUSED, refused.problems)
    except FileNotFoundError:
        _end(upload, UploadState.FAILED, [GONE])
    except Exception:
        logger.exception("%s could not be read", upload)
        _end(upload, UploadState.FAILED, [FAILED])
    return PackageUpload.objects.get(pk=upload_pk)


def give_up(*, upload: PackageUpload) -> None:
    """Of one that nobody could read in a day."""
    rows = PackageUpload.objects.filter(pk=upload.pk, state=upload.state)
    rows.update(state=UploadState.FAILED, finished_at=timezone.now(), problems=[vars(FAILED)])


def _check(file: File, name: str) -> None:
    most = Limits().package_bytes
    if not name.lower().endswith(".h5p"):
        raise ValidationError("Choose a file whose name ends in .h5p.", code="name")
    if file.size > most:
        raise ValidationError(
            f"This file is over {filesizeformat(most)}: too large to take.", code="size"
        )


def _claim(pk: int, now: datetime) -> PackageUpload | None:
    """Of two at once, one gets it: `started_at` is its claim."""
    free = claimable(now).filter(pk=pk)
    if not free.update(state=UploadState.RUNNING, started_at=now, done=0, total=0):
        return None
    rows = PackageUpload.objects.select_related("activity__current", "uploaded_by")
    return rows.get(pk=pk)


def _held(upload: PackageUpload) -> PackageUpload:
    rows = PackageUpload.objects.select_for_update(of=("self",))
    rows = rows.select_related("activity__current", "uploaded_by")
    row = rows.filter(**_mine(upload)).first()
    if row is None:
        raise _TakenOver
    return row


def _mine(upload: PackageUpload) -> dict[str, object]:
    return {"pk": upload.pk, "state": UploadState.RUNNING, "started_at": upload.started_at}


class _Progress:
    """Writes down how far it is, not too often, and stops where somebody else has taken over."""

    def __init__(self, upload: PackageUpload) -> None:
        self._upload = upload
        self._told = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._told < SECONDS_BETWEEN:
            return
        self._told = now
        rows = PackageUpload.objects.filter(**_mine(self._upload))
        if not rows.update(done=done, total=total):
            raise _TakenOver


def _end(
    upload: PackageUpload, state: UploadState | None = None, problems: Iterable[Problem] = ()
) -> None:
    """Without a state: it is done, which the import has written with what it made."""
    if state is not None:
        told = [vars(problem) for problem in problems]
        rows = PackageUpload.objects.filter(**_mine(upload))
        if not rows.update(state=state, problems=told, finished_at=timezone.now()):
            return
    # What failed here is worth another look: it stays until the sweep.
    if state != UploadState.FAILED:
        _drop(upload.stored)
    if upload.size > READ_AT_ONCE:
        _tell(upload, state or UploadState.DONE)


def _drop(stored: str) -> None:
    try:
        default_storage.delete(stored)
    except OSError:
        logger.exception("An upload that is read stays for the sweep")


def _tell(upload: PackageUpload, state: UploadState) -> None:
    ended = {
        UploadState.DONE: "is here",
        UploadState.REFUSED: "cannot be taken as it is",
        UploadState.FAILED: "could not be read",
    }[state]
    send_notice(
        recipient=upload.uploaded_by,
        kind=NoticeKind.CONTENT,
        key=f"h5p-upload-{upload.uid}",
        title=f"“{upload.name[:140]}” {ended}",
        body="The page of this upload says the rest.",
        url=upload_address(upload),
    )
