"""What was left lying: uploads nobody has read, bytes that no row names, bundles out of use."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db.models import F
from django.utils import timezone

from ..adapters import FILES, LIBRARIES
from ..models import ActivityVersion, H5PLibraryVersion, PackageUpload
from ..queries import player_of
from ..queries.playing import BUNDLES
from ..queries.uploads import KEPT, claimable
from ..rules import UploadState
from .uploads import FOLDER, give_up, read_later

logger = logging.getLogger(__name__)
LATE = timedelta(minutes=2)  # until then its own message is on the way
BUNDLE_KEPT = timedelta(days=30)  # one that is still wanted is made again


def resume_uploads(*, now: datetime | None = None) -> int:
    """Ask again for what waits or is stuck; how many. What could not be read in a day is over."""
    moment = now or timezone.now()
    asked = 0
    for upload in claimable(moment).filter(created_at__lt=moment - LATE).order_by("pk"):
        if upload.created_at < moment - KEPT:
            give_up(upload=upload)
        else:
            read_later(upload.pk)
            asked += 1
    return asked


def sweep_storage(*, now: datetime | None = None) -> int:
    """Delete what no row names and is older than a day; younger it may belong to a row that is
    just being written. How many went. Twice does no harm."""
    before = (now or timezone.now()) - KEPT
    waiting = PackageUpload.objects.filter(
        state__in=[UploadState.WAITING, UploadState.RUNNING], created_at__gte=before
    )
    archives = H5PLibraryVersion.objects.values_list("archive", flat=True)
    return (
        _sweep(FOLDER, waiting.values_list("stored", flat=True), before)
        + _sweep(LIBRARIES, archives, before)
        + _sweep(FILES, _files_of_versions(), before)
        + _sweep(BUNDLES, [], before - BUNDLE_KEPT)
    )


def make_ready(*, libraries: Iterable[int]) -> int:
    """Put together what plays with these libraries now, so that nobody waits for it; how many."""
    touched = ActivityVersion.objects.filter(
        pk=F("activity__current"), libraries__in=list(libraries), activity__archived_at=None
    )
    rows = ActivityVersion.objects.filter(pk__in=touched.values("pk"))
    return sum(_is_ready(version) for version in rows.order_by("pk").iterator(50))


def make_version_ready(*, version_pk: int) -> bool:
    """The same for one that was just made."""
    version = ActivityVersion.objects.filter(pk=version_pk).first()
    return version is not None and _is_ready(version)


def _is_ready(version: ActivityVersion) -> bool:
    try:
        player_of(version)
    except ValidationError:
        return False  # something it needs still waits
    except Exception:
        logger.exception("%s could not be made ready; its first use tries again", version)
        return False
    return True


def _sweep(folder: str, named: Iterable[str], before: datetime) -> int:
    try:
        _, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return 0
    known, gone = set(named), 0
    for path in (f"{folder}/{name}" for name in names):
        if path not in known and default_storage.get_modified_time(path) < before:
            default_storage.delete(path)
            gone += 1
    return gone


def _files_of_versions() -> Iterable[str]:
    for files in ActivityVersion.objects.values_list("files", flat=True).iterator(200):
        yield from (entry["name"] for entry in files.values())
