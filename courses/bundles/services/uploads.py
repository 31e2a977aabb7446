"""An upload waits in the private storage until somebody has seen what it would change."""

import uuid
from datetime import timedelta
from pathlib import PurePosixPath
from typing import IO

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils import timezone
from wagtail.models import Page

from cms.people.accounts.models import User
from content.material.archives import LIMITS, printable, size_in_words
from courses.bundles.access import can_add_below, can_import
from courses.bundles.queries.uploads import FOLDER, Upload
from courses.bundles.rules import KEPT_HOURS, TooLarge
from courses.catalogue.models import ModulePage


def keep_upload(*, page: Page, source: IO[bytes], name: str, by: User) -> Upload:
    """Keep what was uploaded on the page of a module, or of the programme it is new in.

    Whatever others left here for too long goes. Nothing of it has been read yet.
    """
    may = can_import if isinstance(page, ModulePage) else can_add_below
    if not may(by, page):
        raise PermissionDenied("A module is imported by those who may edit it.")
    file = File(source)
    if file.size > LIMITS.upload:
        raise TooLarge(f"This file is too large: {size_in_words(LIMITS.upload)}.")
    sweep_uploads()
    source.seek(0)
    stored = default_storage.save(f"{FOLDER}/{uuid.uuid4().hex}", file)
    return Upload(stored, printable(PurePosixPath(name).name), page.pk, by.pk)


def discard_upload(*, upload: Upload, by: User) -> None:
    """Throw away what one has uploaded oneself."""
    if upload.by != by.pk:
        raise PermissionDenied("This upload is somebody else's.")
    default_storage.delete(upload.stored)


def sweep_uploads() -> int:
    """Throw away what nobody confirmed in time; the number of files that went."""
    try:
        _, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return 0
    limit = timezone.now() - timedelta(hours=KEPT_HOURS)
    old = [name for name in names if default_storage.get_modified_time(f"{FOLDER}/{name}") < limit]
    for name in old:
        default_storage.delete(f"{FOLDER}/{name}")
    return len(old)
